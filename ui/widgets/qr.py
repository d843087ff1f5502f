"""A QR on the screen: squares on white in every theme, on whole device pixels, so that a phone reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.tokens import RADIUS_TICK
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

Matrix = tuple[tuple[bool, ...], ...]  # rows of modules, True where dark
SIDE = 62


class QrMark(QWidget):
    """A code as squares on white; `quiet` is how many white modules stand around it.

    Beside the code in clear one is enough; what a phone is to read from a screen takes four.
    """

    def __init__(self, *, name: str, said: str, quiet: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(said)
        self._matrix: Matrix = ()
        self._side, self._quiet = SIDE, quiet
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, matrix: Matrix) -> None:
        """Show a code."""
        if matrix != self._matrix:
            self._matrix = matrix
            self.update()

    def set_side(self, side: int) -> None:
        """Change how large it is."""
        self._side = side
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the modules on whole device pixels."""
        del event
        if not self._matrix:
            return
        painter = painter_for(self)
        box(painter, QRectF(self.rect()), RADIUS_TICK, fill=QColor(Qt.GlobalColor.white))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        ratio = self.devicePixelRatioF()
        count = len(self._matrix)
        dot = max(1, int(self._side * ratio / (count + 2 * self._quiet))) / ratio
        start = round((self._side - dot * count) / 2 * ratio) / ratio
        for row, line in enumerate(self._matrix):
            for column, dark in enumerate(line):
                if dark:
                    square = QRectF(start + column * dot, start + row * dot, dot, dot)
                    painter.fillRect(square, Qt.GlobalColor.black)
        painter.end()
