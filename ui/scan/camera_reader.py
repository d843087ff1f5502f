"""Quét bằng camera: a card or a slip held before the desk's camera, from any screen."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.failures import explain
from ui.i18n import tr
from ui.scan.controller import CaptureController
from ui.scan.live_pane import CAMERA_ENV, LivePane
from ui.theme import current
from ui.tokens import RADIUS_WELL, Role, Tone
from ui.widgets.label import Label
from ui.widgets.live import LiveView
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage, QPaintEvent

    from desk.imaging.capture import CameraCard
    from ui.shell.screen import ScreenContext

TWICE_MS = 2000  # two presses of the key within this time open it
OPEN_MS = 30_000  # nothing was held before it so long: it closes by itself
_WIDE, _HIGH = 340, 252


class CameraReader(QFrame):
    """A small live picture under the scan bar, where the focus stays. GUI thread only; never waits.

    Looks through the camera of the screen in front where that one is on, else opens the desk's own. The
    first code ends it. Signals: `card_seen(IdentityCard)`; any other code goes to `Desktop.scanned`.
    """

    card_seen = Signal(object)

    def __init__(
        self,
        context: ScreenContext,
        bar: QLineEdit,
        *,
        page: Callable[[], QWidget | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("camera_reader")
        self.setAccessibleName(tr("Quét bằng camera"))
        self._context, self._bar, self._page = context, bar, page
        self._own = CaptureController(context.services, self)
        self._used: CaptureController | None = None
        self._armed = QTimer(self, singleShot=True, interval=TWICE_MS)
        self._limit = QTimer(self, singleShot=True, interval=OPEN_MS)
        self._limit.timeout.connect(self.close_reader)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        self.view = LiveView(tr("Hình từ camera"), name="camera_reader.live", parent=self)
        column.addWidget(self.view, 1)
        self.words = Label("", Role.CAPTION, Tone.MUTED, wraps=True, lines=2, parent=self)
        column.addWidget(self.words)
        bar.textChanged.connect(lambda text: self.close_reader() if text else None)
        self._own.broke.connect(self._on_broke)
        self.hide()

    # ---- opening --------------------------------------------------------------------------------

    def pressed(self) -> bool:
        """The bar's key was pressed while nothing is typed there; True where that opened or shut it."""
        if self.isVisible():
            self.close_reader()
            return True
        if self._armed.isActive():
            self._armed.stop()
            self.open_reader()
            return True
        self._armed.start()
        return False

    def open_reader(self) -> None:
        """Show what the camera sees and read the first code held before it."""
        self.close_reader()
        self.view.say(tr("Đang mở camera…"), "camera")
        self.words.setText(tr("Đưa mã QR vào khung. Esc để đóng."))
        self._place()
        self.show()
        self.raise_()
        self._bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._limit.start()
        lent = self._lent()
        self._use(lent if lent is not None else self._own)
        if lent is None:
            self._open_own()

    def _lent(self) -> CaptureController | None:
        """The camera that the screen in front has on: a device opens once."""
        page = self._page()
        panes = page.findChildren(LivePane) if page is not None else []
        return next((one.controller for one in panes if one.isVisible() and one.controller.active), None)

    def _use(self, controller: CaptureController) -> None:
        self._used = controller
        controller.framed.connect(self._on_framed)
        controller.card_seen.connect(self._on_card)
        controller.code_seen.connect(self._on_code)
        controller.wants_code = True

    def _open_own(self) -> None:
        spec = os.environ.get(CAMERA_ENV, "")
        if spec:
            self._own.start(spec)
            return
        self._context.runner.submit(
            "cpu", self._context.services.cameras, owner=self, done=self._on_cameras, failed=self._on_broke
        )

    def _on_cameras(self, found: Sequence[CameraCard]) -> None:
        if self._used is not self._own:
            return
        chosen = next((one for one in found if one.chosen), found[0] if found else None)
        if chosen is None:
            self.view.say(tr("Không có camera. Quét bằng đầu đọc, hoặc gõ mã."))
        else:
            self._own.start(chosen.spec)

    def close_reader(self) -> None:
        """Let the camera go, or be what it was for the screen in front."""
        self._limit.stop()
        used, self._used = self._used, None
        if used is not None:
            used.wants_code = False
            used.framed.disconnect(self._on_framed)
            used.card_seen.disconnect(self._on_card)
            used.code_seen.disconnect(self._on_code)
        self._own.stop()
        self.hide()

    # ---- what is seen ---------------------------------------------------------------------------

    def _on_framed(self, image: QImage, scale: float) -> None:
        del scale
        self.view.set_frame(image)

    def _on_card(self, card: object) -> None:
        self.close_reader()
        self.card_seen.emit(card)

    def _on_code(self, text: str) -> None:
        lent = self._used is not self._own
        self.close_reader()
        if not lent:  # the pane whose camera this is tells it
            self._context.desktop.scanned(text, "camera")

    def _on_broke(self, error: object) -> None:
        if self.isVisible():
            self.view.say(explain(error))

    # ---- Qt -------------------------------------------------------------------------------------

    def _place(self) -> None:
        parent, theme = self.parentWidget(), current()
        if parent is None:
            return
        corner = self._bar.mapTo(parent, QPoint(0, self._bar.height() + 6))
        wide, high = math.ceil(theme.px(_WIDE)), math.ceil(theme.px(_HIGH))
        self.setGeometry(corner.x(), corner.y(), min(wide, parent.width() - corner.x() - 12), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card it stands on."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = self.rect().toRectF()
        box(painter, rect, RADIUS_WELL, fill=theme.colour("surface"), line=theme.colour("border"))
        painter.end()
