"""Trying the citizen's window out: every state in turn, with words that are plainly a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.citizen.faces import Entering, Face, Fee, PaperLine, Rate, Sign, Thanks, Visit, VisitLine

if TYPE_CHECKING:
    from datetime import datetime

    from ui.citizen.window import CitizenWindow

EACH_MS = 2_500


def samples(due: datetime) -> tuple[Face | None, ...]:
    """One face of each kind, of a citizen who is not there."""
    papers = (PaperLine("Tờ khai đăng ký khai sinh", done=True), PaperLine("Giấy chứng sinh", done=True))
    who = Entering("NGUYỄN THỊ MẪU", "079*******01", "Đăng ký khai sinh", papers, due, 15_000, "cash")
    several = Visit((VisitLine("Đăng ký khai sinh", "TAM-261123-0001", due),) * 2, 30_000)
    return (None, who, Fee(15_000), several, Sign("NGUYỄN THỊ MẪU"), Rate(), Thanks(due=due))


class Trial(QObject):
    """Shows the samples one after the other. GUI thread only. Signal `over()` after the last."""

    over = Signal()

    def __init__(self, window: CitizenWindow, due: datetime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._left = window, list(samples(due))
        self._timer = QTimer(self)
        self._timer.setInterval(EACH_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()
        self.step()

    def step(self) -> None:
        """The next state, or the end."""
        if self._left:
            self._window.show_face(self._left.pop(0))
        else:
            self._timer.stop()
            self._window.show_face(None)
            self.over.emit()
