"""One bound for «does not wait»: far above what a busy machine needs, far below what it would wait for."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

PROMPT = 10.0  # seconds; how quick it really is belongs in the bench
Found = TypeVar("Found")


def until(
    ask: Callable[[], Found], what: str = "it did not come true", *, seconds: float = 2 * PROMPT
) -> Found:
    """Look again and again until it is so, and return what was found; fails after the bound."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not (found := ask()):
        assert time.monotonic() < end, what
        pause.wait(0.02)
    return found
