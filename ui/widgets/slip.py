"""A page as it will be printed: pixels from the same renderer that prints, never a drawing of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_WELL, Role
from ui.widgets.paint import box, painter_for
from ui.widgets.text import balanced, draw_line, line_height, text_width

if TYPE_CHECKING:
    from ui.services import RasterLike


def image_of(raster: RasterLike) -> QImage:
    """Turn a raster's bytes into an image that owns its memory."""
    made = QImage(raster.rgb, raster.width, raster.height, raster.width * 3, QImage.Format.Format_RGB888)
    return made.copy()


class SlipPreview(QWidget):
    """Shows one page fitted into a sunken well, or a sentence why there is none."""

    def __init__(self, title: str, *, name: str = "preview", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._image = QImage()
        self._scaled = QImage()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_raster(self, raster: RasterLike) -> None:
        """Show a page."""
        self.set_image(image_of(raster))

    def set_image(self, image: QImage) -> None:
        """Show a page that is already an image."""
        self._image, self._scaled = image, QImage()
        self._words = ""
        self.update()

    def say(self, words: str) -> None:
        """Show a sentence in place of a page."""
        self._image, self._scaled, self._words = QImage(), QImage(), words
        self.setAccessibleDescription(words)
        self.update()

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._image.isNull()

    def image(self) -> QImage:
        """The page shown, at its own size."""
        return self._image

    def pixels_wanted(self) -> QSize:
        """The room a page has, in device pixels: what to rasterise for."""
        ratio = self.devicePixelRatioF()
        return QSize(round((self.width() - 20) * ratio), round((self.height() - 16) * ratio))

    def sizeHint(self) -> QSize:
        """A page's shape."""
        return QSize(300, 160)

    def minimumSizeHint(self) -> QSize:
        """Still something to see."""
        return QSize(120, 100)

    def _fitted(self) -> QImage:
        room = self.pixels_wanted()
        if self._scaled.isNull() or self._scaled.size().boundedTo(room) != self._scaled.size():
            self._scaled = QImage()
        if self._scaled.isNull() and not room.isEmpty():
            mode = Qt.TransformationMode.SmoothTransformation
            self._scaled = self._image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
            self._scaled.setDevicePixelRatio(self.devicePixelRatioF())
        return self._scaled

    def resizeEvent(self, event: object) -> None:
        """Fit the page again."""
        del event
        self._scaled = QImage()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the well and the page."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_WELL, fill=theme.colour("sunken"))
        if not self._image.isNull():
            fitted = self._fitted()
            size = fitted.deviceIndependentSize()
            left, top = round((rect.width() - size.width()) / 2), round((rect.height() - size.height()) / 2)
            painter.fillRect(QRectF(left + 2, top + 2, size.width(), size.height()), theme.colour("hairline"))
            painter.drawImage(left, top, fitted)
        elif self._words:
            lines = balanced(self._words, Role.BODY, rect.width() - 40)
            high = line_height(Role.BODY)
            y = rect.center().y() - high * len(lines) / 2 + high * 0.8
            for line in lines:
                x = (rect.width() - text_width(line, Role.BODY)) / 2
                draw_line(painter, x, round(y), line, Role.BODY, theme.colour("text2"))
                y += high
        painter.end()
