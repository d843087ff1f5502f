"""The signature pad: the citizen signs with a pen, a finger or the mouse."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text


class SignaturePad(QWidget):
    """Strokes drawn inside the box. Signals: `changed()` after each stroke and on `clear`."""

    changed = Signal()

    def __init__(self, title: str, *, name: str = "signature", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._strokes: list[list[QPointF]] = []
        self._caption = ""
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

    @property
    def signed(self) -> bool:
        """Whether anything was drawn."""
        return bool(self._strokes)

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
        pen = QPen(ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
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
        base = rect.bottom() - theme.px(26)
        pen = QPen(theme.colour("hairline"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(20, base), QPointF(rect.right() - 20, base))
        words = QRectF(20, base, rect.width() - 40, theme.px(24))
        draw_text(
            painter,
            words,
            self._caption,
            Role.CAPTION,
            theme.colour("text2"),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        self._draw(painter, theme.colour("primary"))
        painter.end()
