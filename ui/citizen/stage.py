"""What stands before the citizen now, and when it goes: one rule for every screen, free of widgets.

Personal data goes at once when the clerk moves on, and by itself when nobody types any more. What asks the
citizen for something runs out without anybody waiting for it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui.citizen.faces import PERSONAL, Entering, Face, Fee, Rate, Thanks, Visit

THROTTLE_MS = 200
IDLE_MS = 180_000  # the clerk left, the citizen's data does not stay
FEE_MS = 12_000
TRANSFER_MS = 120_000  # a bank's app is opened, unlocked, and answers
THANKS_MS = 8_000
VISIT_MS = 30_000  # several codes and dates to be read


class Stage(QObject):
    """Holds the face shown. GUI thread only.

    Guarantees: typing repaints at most once in 200 ms; taking away is never delayed; a face that asks for
    something ends in time, then what follows it is shown.
    Signals: `changed(Face or None)`; `skipped()` when a rating ran out.
    """

    changed = Signal(object)
    skipped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rating_ms = 30_000
        self._face: Face | None = None
        self._owner = ""
        self._after: tuple[Face, ...] = ()
        self._next: Face | None = None  # typed, not painted yet
        self._throttle = self._timer(self._paint_next)
        self._ends = self._timer(self._on_end)

    def _timer(self, act: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(act)
        return made

    @property
    def face(self) -> Face | None:
        """What is shown; None is the waiting screen."""
        return self._face

    @property
    def owner(self) -> str:
        """The screen it belongs to."""
        return self._owner

    def ask(self, owner: str, faces: tuple[Face, ...]) -> None:
        """Show the first face now and the rest after it; nothing takes the owner's personal data away."""
        shown = faces[0] if faces else None
        if isinstance(shown, Entering) and shown.empty:
            shown = None
        if shown is None:
            if owner == self._owner and isinstance(self._face, PERSONAL):
                self.clear()
            return
        self._after = faces[1:]
        typing = isinstance(shown, Entering) and isinstance(self._face, Entering) and owner == self._owner
        self._owner = owner
        if typing and self._throttle.isActive():
            self._next = shown
            return
        self._put(shown)

    def moved_on(self, to: str) -> None:
        """The clerk went to another screen: what another one showed of a person goes."""
        if self._owner != to and isinstance(self._face, PERSONAL):
            self.clear()

    def clear(self) -> None:
        """Back to the waiting screen, at once."""
        self._throttle.stop()
        self._ends.stop()
        self._owner, self._next, self._after = "", None, ()
        if self._face is not None:
            self._face = None
            self.changed.emit(None)

    def rated(self) -> None:
        """The citizen rated: thank them."""
        if isinstance(self._face, Rate):
            self._follow()

    def _put(self, face: Face) -> None:
        self._next = None
        before, self._face = self._face, face
        if isinstance(before, Rate) and not isinstance(face, (Rate, Thanks)):
            self.skipped.emit()  # the next citizen is served already
        if isinstance(face, Entering):
            self._throttle.start(THROTTLE_MS)
        self._ends.start(self._life(face))
        if face != before:
            self.changed.emit(face)

    def _life(self, face: Face) -> int:
        if isinstance(face, Fee):
            return FEE_MS if face.code is None else TRANSFER_MS
        if isinstance(face, Rate):
            return self.rating_ms
        if isinstance(face, Visit):
            return VISIT_MS
        return THANKS_MS if isinstance(face, Thanks) else IDLE_MS

    def _paint_next(self) -> None:
        if self._next is not None:
            self._put(self._next)

    def _on_end(self) -> None:
        if isinstance(self._face, Rate):
            self.skipped.emit()
        self._follow()

    def _follow(self) -> None:
        if not self._after:
            self.clear()
            return
        following, self._after = self._after[0], self._after[1:]
        self._put(following)
