"""The live view: what the camera sees now, the page's outline on it, and what is wrong in a pill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_WELL, Role, Tone
from ui.widgets.paint import box, painter_for
from ui.widgets.text import balanced, draw_line, draw_text, line_height, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_GREEN, _AMBER, _PILL, _WORDS = "#2EE08A", "#F6BE59", "#15181D", "#FFFFFF"
_DOTS = {Tone.OK: _GREEN, Tone.WARN: _AMBER, Tone.BAD: "#FF938A"}


class LiveView(QWidget):
    """Paints a frame fitted into a dark well, the found page over it, a pill above and one below.

    Not interactive. `set_frame` may be called for every frame; only the newest is painted.
    """

    def __init__(self, title: str, *, name: str = "live", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._frame = QImage()
        self._quad: tuple[tuple[float, float], ...] = ()
        self._top: tuple[str, Tone] = ("", Tone.OK)
        self._right: tuple[str, Tone] = ("", Tone.OK)
        self._low: tuple[str, Tone] = ("", Tone.WARN)
        self._words, self._icon = "", "camera-off"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A camera's shape."""
        return QSize(304, 236)

    def minimumSizeHint(self) -> QSize:
        """Still something to see."""
        return QSize(200, 140)

    def set_frame(self, frame: QImage) -> None:
        """Show a frame."""
        spoke = bool(self._words)
        self._frame, self._words = frame, ""
        if spoke:
            self._rename()
        self.update()

    def set_quad(self, corners: Sequence[tuple[float, float]] | None) -> None:
        """Outline the page, four corners in the frame's pixels; None takes the outline away."""
        self._quad = tuple(corners) if corners is not None else ()
        self.update()

    def set_top(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say how sharp and light the view is."""
        self._top = (text, tone)
        self._rename()

    def set_right(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say how fine the page will be."""
        self._right = (text, tone)
        self._rename()

    def set_low(self, text: str, tone: Tone = Tone.WARN) -> None:
        """Say what is waited for."""
        self._low = (text, tone)
        self._rename()

    def say(self, words: str, icon: str = "camera-off") -> None:
        """Show a sentence in place of a frame."""
        self._frame, self._quad, self._words, self._icon = QImage(), (), words, icon
        self._top = self._right = self._low = ("", Tone.OK)
        self._rename()

    def _rename(self) -> None:
        parts = [part for part in (self._words, self._top[0], self._right[0], self._low[0]) if part]
        self.setAccessibleDescription(", ".join(parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the well, the frame, the outline and the pills."""
        del event
        painter = painter_for(self)
        rect = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(rect, RADIUS_WELL, RADIUS_WELL)
        painter.setClipPath(shape)
        ground = QLinearGradient(rect.topLeft(), rect.bottomRight())
        ground.setColorAt(0, QColor("#454C55"))
        ground.setColorAt(1, QColor("#2A2F37"))
        painter.fillRect(rect, ground)
        if not self._frame.isNull():
            self._paint_frame(painter, rect)
        elif self._words:
            self._paint_words(painter, rect)
        self._pill(painter, 8, 8, *self._top)
        self._pill(painter, rect.width() - 8 - _pill_width(self._right[0]), 8, *self._right)
        self._pill(painter, 8, rect.height() - 8 - current().px(22), *self._low)
        painter.end()

    def _paint_frame(self, painter: QPainter, rect: QRectF) -> None:
        size = self._frame.size().scaled(rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(
            (rect.width() - size.width()) / 2,
            (rect.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )
        painter.drawImage(target, self._frame)
        if len(self._quad) != 4:
            return
        scale = size.width() / self._frame.width()
        points = [QPointF(target.left() + x * scale, target.top() + y * scale) for x, y in self._quad]
        green = QColor(_GREEN)
        tint = QColor(green)
        tint.setAlpha(26)
        painter.setBrush(tint)
        painter.setPen(
            QPen(green, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolygon(QPolygonF(points))
        painter.setBrush(QColor(_WORDS))
        painter.setPen(QPen(green, 2))
        for point in points:
            painter.drawEllipse(point, 4.5, 4.5)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        lines = balanced(self._words, Role.BODY, rect.width() - 48)
        high = line_height(Role.BODY)
        y = rect.center().y() - high * len(lines) / 2 + 14
        if y >= 52:  # in a low place the sentence comes before the icon
            draw_icon(painter, self._icon, rect.center().x() - 16, y - 48, 32, QColor("#C9D1DC"))
        else:
            y -= 18
        for at, line in enumerate(lines):
            x = rect.center().x() - text_width(line, Role.BODY) / 2
            draw_line(painter, x, round(y + at * high + 12), line, Role.BODY, QColor("#E9EEF5"))

    @staticmethod
    def _pill(painter: QPainter, x: float, y: float, text: str, tone: Tone) -> None:
        if not text:
            return
        theme = current()
        high = theme.px(22)
        wide = _pill_width(text)
        rect = QRectF(x, y, wide, high)
        ground = QColor(_PILL)
        ground.setAlpha(215)
        box(painter, rect, high / 2, fill=ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_DOTS.get(tone, _GREEN)))
        painter.drawEllipse(QPointF(x + theme.px(12), rect.center().y()), 4, 4)
        words = QRectF(x + theme.px(22), y, wide - theme.px(26), high)
        draw_text(painter, words, text, Role.STRONG, QColor(_WORDS))


def _pill_width(text: str) -> float:
    return text_width(text, Role.STRONG) + current().px(34)
