"""A handle on a corner or an edge of the page: dragged with the mouse, moved with the arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

SIDE = 34  # a finger or a hurried mouse hits it
LINE, INK, ACTIVE = "#1FB871", "#FFFFFF", "#1C4FC4"
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
STEP, FAR, FARTHEST = 1, 10, 100


class CornerHandle(QAbstractButton):
    """One handle, wherever its parent stands it.

    Signals: `dragged(QPointF)` with the wished place in the parent, `nudged(dx, dy)` in pixels of the picture
    as it is shown (arrows 1, Shift 10, Ctrl 100), `active(bool)` when the focus comes or goes.
    """

    dragged = Signal(QPointF)
    nudged = Signal(int, int)
    active = Signal(bool)

    def __init__(self, title: str, *, name: str, edge: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self._edge = edge
        self._grip: QPointF | None = None
        self.resize(SIDE, SIDE)

    def sizeHint(self) -> QSize:
        """A square that is easy to hit."""
        return QSize(SIDE, SIDE)

    def stand_at(self, place: QPointF) -> None:
        """Put its middle there."""
        self.move(round(place.x() - SIDE / 2), round(place.y() - SIDE / 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move it; Space does nothing; all else is the window's."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            event.setAccepted(event.key() == Qt.Key.Key_Space)
            return
        held = event.modifiers()
        far = FAR if held & Qt.KeyboardModifier.ShiftModifier else STEP
        far = FARTHEST if held & Qt.KeyboardModifier.ControlModifier else far
        self.nudged.emit(step[0] * far, step[1] * far)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold where it is touched, so that it does not jump."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._grip = event.position() - QPointF(SIDE / 2, SIDE / 2)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._grip is not None:
            self.dragged.emit(self.mapToParent(event.position() - self._grip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._grip = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that it is at work."""
        super().focusInEvent(event)
        self.active.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that it no longer is."""
        super().focusOutEvent(event)
        self.active.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dot on a corner, a bar on an edge; the one at work is filled and ringed."""
        del event
        painter = painter_for(self)
        middle = QPointF(SIDE / 2, SIDE / 2)
        ink = QColor(ACTIVE if self.hasFocus() else LINE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(INK), 2))
            halo = QColor(ACTIVE)
            halo.setAlpha(90)
            painter.setBrush(halo)
            painter.drawEllipse(middle, 14, 14)
        if self._edge:
            bar = QRectF(middle.x() - 5, middle.y() - 5, 10, 10)
            box(painter, bar, 3, fill=QColor(INK), line=ink, width=2.5)
        else:
            painter.setPen(QPen(ink, 3))
            painter.setBrush(QColor(INK))
            painter.drawEllipse(middle, 7, 7)
        painter.end()
