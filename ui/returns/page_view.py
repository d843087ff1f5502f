"""One stored page, as wide as its place and scrolled with the keys: readable, not a stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_WELL, Role
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_line, line_height, text_width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

MARGIN, STEP = 12, 48


class PageView(QWidget):
    """Shows a page fitted to the width, or a sentence why there is none.

    Arrows and the wheel scroll. Signal `turned(±1)` on PgDn and PgUp.
    """

    turned = Signal(int)

    def __init__(self, title: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._image, self._scaled = QImage(), QImage()
        self._words = ""
        self._top = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage) -> None:
        """Show a page from its top."""
        self._image, self._scaled, self._words, self._top = image, QImage(), "", 0
        self.setAccessibleDescription("")
        self.update()

    def say(self, words: str) -> None:
        """Show a sentence in place of a page."""
        self._image, self._scaled, self._words, self._top = QImage(), QImage(), words, 0
        self.setAccessibleDescription(words)
        self.update()

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._image.isNull()

    @property
    def top(self) -> int:
        """How far the page is scrolled, in logical pixels."""
        return self._top

    def sizeHint(self) -> QSize:
        """A page's shape."""
        return QSize(300, 220)

    def minimumSizeHint(self) -> QSize:
        """Still something to read."""
        return QSize(160, 90)

    def _fitted(self) -> QImage:
        ratio = self.devicePixelRatioF()
        wide = round((self.width() - 2 * MARGIN) * ratio)
        if self._scaled.isNull() and wide > 0:
            self._scaled = self._image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def _most(self) -> int:
        """How far the page can be scrolled."""
        if self._image.isNull():
            return 0
        return max(0, round(self._fitted().deviceIndependentSize().height()) + 2 * MARGIN - self.height())

    def scroll_by(self, distance: int) -> None:
        """Scroll, not beyond either end."""
        top = max(0, min(self._most(), self._top + distance))
        if top != self._top:
            self._top = top
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, PgUp and PgDn turn the page."""
        steps = {Qt.Key.Key_Down: STEP, Qt.Key.Key_Up: -STEP}
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.scroll_by(steps[key])
        elif key in turns:
            self.turned.emit(turns[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls."""
        self.scroll_by(-event.angleDelta().y() // 2)

    def resizeEvent(self, event: object) -> None:
        """Fit the page again."""
        del event
        self._scaled = QImage()
        self._top = min(self._top, self._most())

    def focusInEvent(self, event: object) -> None:
        """Show the ring."""
        del event
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Take the ring away."""
        del event
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the well and the page."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_WELL, fill=theme.colour("sunken"))
        if not self._image.isNull():
            painter.save()
            painter.setClipRect(rect.adjusted(2, 2, -2, -2))
            painter.drawImage(MARGIN, MARGIN - self._top, self._fitted())
            painter.restore()
        elif self._words:
            lines = wrap(self._words, Role.BODY, rect.width() - 40)
            high = line_height(Role.BODY)
            y = rect.center().y() - high * len(lines) / 2 + high * 0.8
            for line in lines:
                x = (rect.width() - text_width(line, Role.BODY)) / 2
                draw_line(painter, x, round(y), line, Role.BODY, theme.colour("text2"))
                y += high
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_WELL)
        painter.end()
