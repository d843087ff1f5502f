"""The line of totals under a list: its figures stand under the columns they add up."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import current
from ui.widgets.paint import hairline
from ui.widgets.table import CellDelegate

if TYPE_CHECKING:
    from ui.widgets.table import DossierTable


class TotalBar(QWidget):
    """The line of totals under a list: always in view, its figures under their columns. Not interactive."""

    def __init__(self, table: DossierTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{table.objectName()}.total")
        self._table = table
        self._row: Any = None
        self.set_height(42)
        table.horizontalHeader().sectionResized.connect(lambda *_sizes: self.update())
        table.horizontalScrollBar().valueChanged.connect(self.update)

    def set_height(self, pixels: int) -> None:
        """Change the height with the rows'."""
        self.setFixedHeight(math.ceil(current().px(pixels)))

    def set_row(self, row: Any) -> None:  # noqa: ANN401 - whatever the screen put in
        """Show a row of totals."""
        self._row = row
        said = [f"{one.title}: {one.cell(row).said}" for one in self._table.rows_model.columns[1:]]
        self.setAccessibleName(", ".join(said))
        self.update()

    def paintEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """Draw the totals."""
        del event
        if self._row is None:
            return
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hairline(painter, 0, 0, self.width(), theme.colour("border"))
        room = self._table.viewport()
        painter.setClipRect(QRectF(room.x(), 0, room.width(), self.height()))
        left = float(room.x() - self._table.horizontalOffset())
        for at, column in enumerate(self._table.rows_model.columns):
            wide = self._table.columnWidth(at)
            cell = replace(column.cell(self._row), strong=True)
            rect = QRectF(left, 0, wide, self.height()).adjusted(theme.px(9), 0, -theme.px(8), 0)
            CellDelegate.words(painter, rect, cell, right=column.right)
            left += wide
        painter.end()
