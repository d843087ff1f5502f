"""One bound for «does not wait»: far above what a busy machine needs, far below what it would wait for."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROMPT = 10.0  # seconds; how quick it really is belongs in the bench


def until(true: Callable[[], object]) -> None:
    """Look again and again until it is so; fails after the bound."""
    pause, end = threading.Event(), time.monotonic() + PROMPT
    while not true():
        assert time.monotonic() < end, "it did not come true"
        pause.wait(0.02)
