"""The loupe of the corner editor: what lies under a handle, three times as large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import current
from ui.widgets.corner_handle import LINE
from ui.widgets.paint import painter_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF

LOUPE, ZOOM = 168, 3.0
CROSS, MARK = "#FFFFFF", "#1C4FC4"


class Loupe(QWidget):
    """The place of the handle at work, three times as large, in the corner farthest from it."""

    def __init__(
        self, paint: Callable[[QPainter], None], outline: Callable[[], QPolygonF], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._paint, self._outline, self._spot = paint, outline, QPointF()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(LOUPE, LOUPE)
        self.hide()

    def look(self, spot: QPointF) -> None:
        """Show the surroundings of a point of the view."""
        self._spot = spot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what lies around the point, the outline over it, and where the point is."""
        del event
        painter = painter_for(self)
        middle = LOUPE / 2
        rim = QPainterPath()
        rim.addEllipse(QPointF(middle, middle), middle - 2, middle - 2)
        painter.save()
        painter.setClipPath(rim)
        painter.translate(middle, middle)
        painter.scale(ZOOM, ZOOM)
        painter.translate(-self._spot)
        self._paint(painter)
        painter.setPen(QPen(QColor(LINE), 2 / ZOOM))
        painter.drawPolygon(self._outline())
        painter.restore()
        for colour, width in ((CROSS, 4), (MARK, 1.5)):  # seen on a dark desk and on white paper
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(QPointF(middle - 11, middle), QPointF(middle + 11, middle))
            painter.drawLine(QPointF(middle, middle - 11), QPointF(middle, middle + 11))
        painter.setPen(QPen(current().colour("ring"), 3))
        painter.drawEllipse(QPointF(middle, middle), middle - 2, middle - 2)
        painter.end()
