"""The one door between the screens and the citizen's window: what to show, and what was done there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.citizen.rating import Asked

if TYPE_CHECKING:
    from ui.citizen.faces import Face


@dataclass(frozen=True, slots=True)
class Able:
    """What the citizen's window can do at this moment; nothing of it where there is none."""

    on: bool = False
    signs: bool = False
    rates: bool = False


class Facing(QObject):
    """What a screen says to the citizen. GUI thread only.

    A screen calls `show` as often as it likes; nothing waits and nothing fails where there is no window.
    Signals: `asked(owner, faces)`, an empty tuple takes the owner's personal data away; `able_changed()`;
    `signed(Strokes)` after each stroke (no lines: wiped), `rated(score)`, `skipped()` where time ran out;
    `wiped()` where the clerk took a signature away; `tried(CitizenScreen)` to see settings on their monitor.
    `asking` knows whose rating is asked for.
    """

    asked = Signal(str, object)
    able_changed = Signal()
    signed = Signal(object)
    rated = Signal(int)
    skipped = Signal()
    wiped = Signal()
    tried = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._able = Able()
        self.asking = Asked(self)
        self.rated.connect(self.asking.take)
        self.skipped.connect(self.asking.let_it_go)

    @property
    def able(self) -> Able:
        """What the window can do now."""
        return self._able

    def set_able(self, able: Able) -> None:
        """Told by the window's owner as it comes and goes."""
        if able != self._able:
            self._able = able
            self.able_changed.emit()

    def show(self, owner: str, *faces: Face) -> None:
        """Show something, and what follows once it has been seen; `owner` is the screen's name."""
        self.asked.emit(owner, faces)

    def clear(self, owner: str) -> None:
        """The clerk moved on: what this screen showed of a person goes at once."""
        self.asked.emit(owner, ())
