"""Receptions and returns by the hundred in one window: what of them stays in memory that should not."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.timing import resident_mb
from ui.trial.hands import at_the_window

if TYPE_CHECKING:
    from pathlib import Path

WARM = 15  # what is built and read once is built and read by then


_QTS = "Dummy-"  # a thread of Qt's pools that ran Python: the pool ends and makes them as it likes


@dataclass(frozen=True, slots=True)
class Held:
    """What the window's process holds at rest."""

    rss_mb: float
    widgets: int
    threads: tuple[str, ...]


def endured(data: Path, *, rounds: int, warm: int = WARM) -> tuple[Held, Held]:
    """Receive and hand out again and again; what was held after the first `warm` rounds and at the end."""
    early: Held | None = None
    with at_the_window(data) as hands:
        for number in range(1, rounds + 1):
            hands.begin(number)
            hands.hand_out(hands.commit(), number)
            if number == warm:
                early = _held()
        late = _held()
    return early or late, late


def _held() -> Held:
    import gc

    gc.collect()
    names = tuple(sorted(one.name for one in threading.enumerate() if not one.name.startswith(_QTS)))
    return Held(resident_mb(), len(QApplication.allWidgets()), names)
