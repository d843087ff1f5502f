"""The signature pad: the citizen signs with a pen, a finger or the mouse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import Step, draw_text, line_height

LEAST_REACH, LEAST_INK = 0.06, 0.12  # of the pad's width: less is a slip of the hand, no signature


Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Strokes:
    """A signature as lines over a box of its own size, whichever pad it was made on."""

    width: float
    height: float
    lines: tuple[Line, ...] = ()


class SignaturePad(QWidget):
    """Strokes drawn inside the box. Signals: `changed()` after each stroke and on `clear`.

    `large` makes it for a finger on a monitor of its own: a thicker pen, the caption in a given size.
    """

    changed = Signal()

    def __init__(self, title: str, *, name: str = "signature", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._strokes: list[list[QPointF]] = []
        self._caption = ""
        self._caption_step: Step = Role.CAPTION
        self._pen = 2.2
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide and low, as a line on paper."""
        return QSize(340, 96)

    def set_caption(self, text: str) -> None:
        """Show whose signature is asked for."""
        self._caption = text
        self.update()

    def make_large(self, step: Step, pen: float) -> None:
        """Draw the caption in another size, with a thicker pen."""
        self._caption_step, self._pen = step, pen
        self.update()

    @property
    def signed(self) -> bool:
        """Whether anything was drawn."""
        return bool(self._strokes)

    @property
    def enough(self) -> bool:
        """Whether it can be a signature: a dot, a tick or an empty box is none."""
        points = [point for stroke in self._strokes for point in stroke]
        if not points:
            return False
        wide = max(point.x() for point in points) - min(point.x() for point in points)
        high = max(point.y() for point in points) - min(point.y() for point in points)
        ink = sum(
            math.hypot(after.x() - before.x(), after.y() - before.y())
            for stroke in self._strokes
            for before, after in pairwise(stroke)
        )
        return math.hypot(wide, high) >= LEAST_REACH * self.width() and ink >= LEAST_INK * self.width()

    def strokes(self) -> Strokes:
        """The strokes over this pad's own size, for another pad to show."""
        lines = tuple(tuple((point.x(), point.y()) for point in stroke) for stroke in self._strokes)
        return Strokes(self.width(), self.height(), lines)

    def adopt(self, strokes: Strokes) -> None:
        """Show what was signed on another pad, as large as this one allows, and tell as if signed here."""
        scale = min(self.width() / max(1.0, strokes.width), self.height() / max(1.0, strokes.height))
        left = (self.width() - strokes.width * scale) / 2
        top = (self.height() - strokes.height * scale) / 2
        self._strokes = [
            [QPointF(left + x * scale, top + y * scale) for x, y in line] for line in strokes.lines if line
        ]
        self.changed.emit()
        self.update()

    def clear(self) -> None:
        """Take every stroke away."""
        self._strokes.clear()
        self.changed.emit()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append([event.position()])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.changed.emit()

    def _draw(self, painter: QPainter, ink: QColor) -> None:
        pen = QPen(ink, self._pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            path = QPainterPath(stroke[0])
            for before, after in pairwise(stroke):
                path.quadTo(before, (before + after) / 2)
            path.lineTo(stroke[-1] + QPointF(0.1, 0.1))
            painter.drawPath(path)

    def image(self, scale: float = 2.0) -> QImage:
        """Return the strokes in dark blue on white, to be kept with the dossier."""
        made = QImage(round(self.width() * scale), round(self.height() * scale), QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        self._draw(painter, QColor("#1C3F94"))
        painter.end()
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the line to sign on and the strokes."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_FIELD, fill=theme.colour("surface2"), line=theme.colour("border"))
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
        free = 0.25 * line_height(self._caption_step)  # the marks of a name in capitals stay off the line
        base = rect.bottom() - line_height(self._caption_step) - free - 6
        pen = QPen(theme.colour("border"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(20, base), QPointF(rect.right() - 20, base))
        words = QRectF(20, base + free, rect.width() - 40, line_height(self._caption_step) + 4)
        draw_text(
            painter,
            words,
            self._caption,
            self._caption_step,
            theme.colour("text2"),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        self._draw(painter, theme.colour("primary"))
        painter.end()
