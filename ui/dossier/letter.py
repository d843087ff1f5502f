"""The letter an act would leave, looked at before F9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.dossier import draft as rules
from ui.i18n import tr
from ui.widgets.card import Card
from ui.widgets.slip import SlipPreview

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.dossier.draft import ActDraft
    from ui.services import RasterLike, Services
    from ui.tasks import TaskRunner

WITH_LETTER = frozenset({"request-supplement", "refuse", "extend", "stop"})
DPI = 110


class LetterPreview(QObject):
    """Draws the paper of the act that is being typed, off the GUI thread; of two drawings the newest wins.

    Signals: `drawn(RasterLike)`, `failed(Exception)`.
    """

    drawn = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._number = 0

    def draw(self, code: str, draft: ActDraft) -> None:
        """Draw the letter as it would be printed now; what is not typed yet stays blank."""
        self._number += 1
        number = self._number
        verb, payload = draft.verb, rules.payload(draft)

        def work() -> RasterLike:
            return self._services.raster(self._services.words.act_pdf(code, verb, payload), DPI)

        def take(raster: RasterLike) -> None:
            if number == self._number:
                self.drawn.emit(raster)

        self._runner.submit("desk", work, owner=self, done=take, failed=self.failed.emit)


class LetterWindow(QWidget):
    """The letter in a window of its own; Esc closes it."""

    def __init__(self, raster: RasterLike, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("letter_window")
        self.setWindowTitle(tr("Xem trước văn bản"))
        row = QHBoxLayout(self)
        card = Card(name="letter_window.card", parent=self)
        self.page = SlipPreview(tr("Xem trước văn bản"), name="letter_window.page", parent=card)
        self.page.set_raster(raster)
        card.body.addWidget(self.page, 1)
        row.addWidget(card)
        self.resize(560, 640)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
