"""A captured page, large, with a handle on each corner and edge, and a loupe where one is being placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.i18n import tr
from ui.tokens import RADIUS_WELL, Role
from ui.widgets import quad as shape
from ui.widgets.corner_handle import LINE, SIDE, CornerHandle
from ui.widgets.corner_loupe import LOUPE, Loupe
from ui.widgets.paint import box, painter_for
from ui.widgets.text import draw_line, line_height, text_width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ui.widgets.quad import Quad, Size

GROUND, SHADE, BAD, WORDS = "#2A2F37", "#0B0F14", "#FF938A", "#E9EEF5"
ROOM = SIDE / 2 + 4  # around the picture, so that a handle on its rim is whole


class CornerView(QWidget):
    """Signal `changed()` whenever a handle moved. Corners are in pixels of the picture before it is turned.

    The picture given may be smaller than its source; `size` says how large that is.
    """

    changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._image, self._turned = QImage(), QImage()
        self._size: Size = (1.0, 1.0)
        self._turn = 0
        self._quad: Quad = shape.whole(self._size)
        self._words = ""
        self._loupe = Loupe(self.paint_source, self.outline, self)
        names = (tr("Góc trên trái"), tr("Góc trên phải"), tr("Góc dưới phải"), tr("Góc dưới trái"))
        sides = (tr("Mép trên"), tr("Mép phải"), tr("Mép dưới"), tr("Mép trái"))
        self.corners = [self._handle(text, at, edge=False) for at, text in enumerate(names)]
        self.edges = [self._handle(text, at, edge=True) for at, text in enumerate(sides)]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._loupe.raise_()
        self._show_handles()

    def _handle(self, text: str, at: int, *, edge: bool) -> CornerHandle:
        kind = "edge" if edge else "corner"
        handle = CornerHandle(text, name=f"{kind}.{at + 1}", edge=edge, parent=self)
        handle.dragged.connect(lambda place: self._drag(at, place, edge=edge))
        handle.nudged.connect(lambda dx, dy: self._nudge(at, QPointF(dx, dy), edge=edge))
        handle.active.connect(lambda _on: self._show_loupe())
        return handle

    def sizeHint(self) -> QSize:
        """As large as it may be."""
        return QSize(860, 560)

    # ---- what it shows --------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """Show a sentence in place of a picture."""
        self._image, self._turned, self._words = QImage(), QImage(), words
        self.setAccessibleDescription(words)
        self._show_handles()
        self.update()

    def show_picture(self, image: QImage, size: Size, quad: Quad, *, turn: int = 0) -> None:
        """Show a picture with its source's size, the corners in its pixels, and how it is turned."""
        self._image, self._size, self._turn = image, size, turn % 360
        self._words = ""
        self._turned = image.transformed(QTransform().rotate(self._turn)) if self._turn else image
        self.set_quad(quad)

    @property
    def quad(self) -> Quad:
        """The corners as they are now."""
        return self._quad

    @property
    def image(self) -> QImage:
        """The picture it shows, unturned; empty while there is none."""
        return self._image

    @property
    def turn(self) -> int:
        """How far the picture is turned clockwise."""
        return self._turn

    @property
    def sound(self) -> bool:
        """Whether the corners make a page."""
        return not self._image.isNull() and shape.sound(self._quad, self._size)

    def set_quad(self, quad: Quad) -> None:
        """Put the corners elsewhere; the first handle is the one at the top left of what is seen."""
        seen = [self._to_view().map(QPointF(*point)) for point in quad]
        ordered = shape.clockwise(shape.as_quad([(point.x(), point.y()) for point in seen]))
        back = self._to_view().inverted()[0]
        points = [back.map(QPointF(*point)) for point in ordered]
        self._quad = shape.as_quad([(point.x(), point.y()) for point in points])
        self._moved()

    def set_turn(self, turn: int) -> None:
        """Turn the picture; the page's corners go with it."""
        self.show_picture(self._image, self._size, self._quad, turn=turn)

    # ---- moving ---------------------------------------------------------------------------------

    def _drag(self, at: int, place: QPointF, *, edge: bool) -> None:
        to = self._to_view().inverted()[0].map(place)
        if edge:
            now = shape.middle(self._quad, at)
            self._quad = shape.with_edge(self._quad, at, (to.x() - now[0], to.y() - now[1]), self._size)
        else:
            self._quad = shape.with_corner(self._quad, at, (to.x(), to.y()), self._size)
        self._moved()

    def _nudge(self, at: int, by: QPointF, *, edge: bool) -> None:
        step = QTransform().rotate(-self._turn).map(by)
        if edge:
            self._quad = shape.with_edge(self._quad, at, (step.x(), step.y()), self._size)
        else:
            x, y = self._quad[at]
            self._quad = shape.with_corner(self._quad, at, (x + step.x(), y + step.y()), self._size)
        self._moved()

    def _moved(self) -> None:
        self._show_handles()
        self._show_loupe()
        self.update()
        self.changed.emit()

    # ---- where things stand ---------------------------------------------------------------------

    def picture_rect(self) -> QRectF:
        """Where the picture is drawn."""
        room = QRectF(self.rect()).adjusted(ROOM, ROOM, -ROOM, -ROOM)
        wide, high = self._size if self._turn % 180 == 0 else (self._size[1], self._size[0])
        scale = min(room.width() / wide, room.height() / high)
        made = QRectF(0, 0, wide * scale, high * scale)
        made.moveCenter(room.center())
        return made

    def _to_view(self) -> QTransform:
        """From the source's pixels to this widget's."""
        rect = self.picture_rect()
        wide, high = self._size
        across = wide if self._turn % 180 == 0 else high
        made = QTransform().translate(rect.center().x(), rect.center().y())
        scale = rect.width() / across
        return made.scale(scale, scale).rotate(self._turn).translate(-wide / 2, -high / 2)

    def _show_handles(self) -> None:
        there = not self._image.isNull()
        to_view = self._to_view()
        for at, handle in enumerate(self.corners):
            self._stand(handle, to_view.map(QPointF(*self._quad[at])), self._quad[at], there=there)
        for at, handle in enumerate(self.edges):
            point = shape.middle(self._quad, at)
            self._stand(handle, to_view.map(QPointF(*point)), point, there=there)

    @staticmethod
    def _stand(handle: CornerHandle, place: QPointF, point: tuple[float, float], *, there: bool) -> None:
        handle.setVisible(there)
        handle.stand_at(place)
        handle.setAccessibleDescription(f"{point[0]:.0f}, {point[1]:.0f}")

    def _show_loupe(self) -> None:
        active = next((one for one in (*self.corners, *self.edges) if one.hasFocus()), None)
        self._loupe.setVisible(active is not None and not self._image.isNull())
        if active is None:
            return
        spot = QPointF(active.geometry().center())
        left, top = spot.x() > self.width() / 2, spot.y() > self.height() / 2
        x = 8 if left else self.width() - LOUPE - 8
        y = 8 if top else self.height() - LOUPE - 8
        self._loupe.move(x, y)
        self._loupe.look(spot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the handles on the page."""
        super().resizeEvent(event)
        self._show_handles()
        self._show_loupe()

    # ---- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, what is left out darker, and the page's outline."""
        del event
        painter = painter_for(self)
        box(painter, QRectF(self.rect()), RADIUS_WELL, fill=QColor(GROUND))
        if self._image.isNull():
            self._paint_words(painter)
        else:
            painter.drawImage(self.picture_rect(), self._turned)
            self.paint_outline(painter)
        painter.end()

    def outline(self) -> QPolygonF:
        """The page as it lies in this widget."""
        return self._to_view().map(QPolygonF([QPointF(*point) for point in self._quad]))

    def paint_outline(self, painter: QPainter) -> None:
        """Draw the outline; what is outside it will be cut away and lies in shade."""
        page = self.outline()
        outside = QPainterPath()
        outside.addRect(self.picture_rect())
        inside = QPainterPath()
        inside.addPolygon(page)
        inside.closeSubpath()
        shade = QColor(SHADE)
        shade.setAlpha(130)
        painter.fillPath(outside.subtracted(inside), shade)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LINE if self.sound else BAD), 2.5))
        painter.drawPolygon(page)

    def _paint_words(self, painter: QPainter) -> None:
        lines = wrap(self._words, Role.BODY, self.width() - 48)
        high = line_height(Role.BODY)
        top = self.height() / 2 - high * len(lines) / 2
        for at, line in enumerate(lines):
            x = self.width() / 2 - text_width(line, Role.BODY) / 2
            draw_line(painter, x, round(top + at * high + 12), line, Role.BODY, QColor(WORDS))

    def paint_source(self, painter: QPainter) -> None:
        """Draw the picture alone, as it lies in this widget: for the loupe."""
        painter.fillRect(self.rect(), QColor(GROUND))
        painter.drawImage(self.picture_rect(), self._turned)
