"""Frozen rows as a table model: what a list shows, apart from how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ui.tokens import Tone
    from ui.widgets.paint import ChipSpec

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole + 1
ROW = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: text, a second line, a chip, or a number; `tone` colours it."""

    text: str = ""
    sub: str = ""
    chip: ChipSpec | None = None
    tone: Tone | None = None
    strong: bool = True
    number: bool = False

    @property
    def said(self) -> str:
        """The words for a screen reader."""
        words = self.chip.text if self.chip is not None else self.text
        return f"{words}, {self.sub}" if self.sub else words


@dataclass(frozen=True, slots=True)
class Column:
    """One column: title, how a row becomes a cell, its share of spare width and its least width.

    A `spare` one is left out where the others would be cut for it: what it says stands in what the row opens.
    One that `wraps` gives its words a second line rather than cut them, and its row the height for it;
    with 2 also what is said under them.
    """

    title: str
    cell: Callable[[Any], Cell]
    share: int = 1
    least: int = 90
    right: bool = False
    spare: bool = False
    wraps: int = 0


class RowsModel(QAbstractTableModel):
    """Frozen rows as a table. `set_rows` replaces them all; `row_at` gives one back."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows shown, in order."""
        return self._rows

    def row_at(self, at: int) -> Any:  # noqa: ANN401 - whatever the screen put in
        """The row behind a line, or None."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Text for readers and searches, the cell for the delegate."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        cell = self.columns[index.column()].cell(row)
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.said
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """The columns' titles."""
        said = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if said and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].title
        return None
