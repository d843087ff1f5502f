"""The page as it will be kept: cut along its corners, straight and upright, while they are being placed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, scaled
from ui.tokens import RADIUS_WELL
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.widgets.quad import Quad, Size

ROOM = 12


class CornerPreview(QWidget):
    """Not interactive. `show_page` is cheap enough for every movement of a handle."""

    def __init__(self, title: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._image = QImage()
        self._quad: Quad | None = None
        self._source: Size = (1.0, 1.0)
        self.setFixedWidth(scaled(260))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A page's shape."""
        return QSize(260, 380)

    def show_page(self, image: QImage, size: Size, quad: Quad | None) -> None:
        """Show the page inside `quad` (pixels of a source of `size`); None shows an empty place.

        The first corner is the page's top left as it will be read.
        """
        self._image, self._source, self._quad = image, size, quad
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page on its ground."""
        del event
        painter = painter_for(self)
        box(painter, QRectF(self.rect()), RADIUS_WELL, fill=current().colour("sunken"))
        if self._quad is not None and not self._image.isNull():
            self._paint_page(painter, self._quad)
        painter.end()

    def _paint_page(self, painter: QPainter, quad: Quad) -> None:
        top, right, bottom, left = (math.dist(quad[at], quad[(at + 1) % 4]) for at in range(4))
        wide, high = max(top, bottom, 1.0), max(left, right, 1.0)
        room = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        scale = min(room.width() / wide, room.height() / high)
        page = QRectF(0, 0, wide * scale, high * scale)
        page.moveCenter(room.center())
        shrink = self._image.width() / self._source[0]
        inside = QPolygonF([QPointF(x * shrink, y * shrink) for x, y in quad])
        target = QPolygonF([page.topLeft(), page.topRight(), page.bottomRight(), page.bottomLeft()])
        warp = QTransform()
        if not QTransform.quadToQuad(inside, target, warp):
            return
        painter.save()
        painter.setClipRect(page)
        painter.setTransform(warp, combine=True)
        painter.drawImage(QPointF(0, 0), self._image)
        painter.restore()
        box(painter, page.adjusted(-1, -1, 1, 1), 2, line=QColor(current().colour("border")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
