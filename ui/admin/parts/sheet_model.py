"""A `Sheet` as Qt's table model: words for eyes and screen readers, edits passed on as a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.admin.parts.sheet import ON, Col, Kind, Line, Problem, Sheet
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole + 1
COL = Qt.ItemDataRole.UserRole + 2
PROBLEM = Qt.ItemDataRole.UserRole + 3


class SheetModel(QAbstractTableModel):
    """Shows a sheet and never changes it. Signal `edited(line number, column key, text)`."""

    edited = Signal(int, str, str)

    def __init__(self, cols: Sequence[Col], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet(tuple(cols))
        self._wrong: dict[tuple[int, str], str] = {}
        self.frozen = False

    @property
    def cols(self) -> tuple[Col, ...]:
        """The columns."""
        return self.sheet.cols

    def show_sheet(self, sheet: Sheet, problems: Sequence[Problem] = ()) -> bool:
        """Show a sheet; answers whether rows came, went or moved (the view's place must be found again)."""
        same = [line.id for line in sheet.lines] == [line.id for line in self.sheet.lines]
        same = same and sheet.cols == self.sheet.cols
        wrong = {(one.line, one.column): one.sentence for one in problems}
        if not same:
            self.beginResetModel()
        self.sheet, self._wrong = sheet, wrong
        if not same:
            self.endResetModel()
        elif sheet.lines:
            last = self.index(len(sheet.lines) - 1, len(self.cols) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return not same

    def line_at(self, row: int) -> Line | None:
        """The row of the sheet behind a row of the view."""
        return self.sheet.lines[row] if 0 <= row < len(self.sheet.lines) else None

    def problem_at(self, index: Index) -> str:
        """What is wrong in a cell, or nothing."""
        line = self.line_at(index.row())
        return self._wrong.get((line.id, self.cols[index.column()].key), "") if line is not None else ""

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.sheet.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self.cols)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A cell is edited unless it only tells, or its row goes, or the table is only read."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.line_at(index.row())
        if line is None or line.gone or self.frozen:
            return flags
        kind = self.cols[index.column()].kind
        return flags if kind in (Kind.FIXED, Kind.FLAG) else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The words of a cell, its raw text for the editor, its row and column for the delegate."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        col = self.cols[index.column()]
        if role == LINE:
            return line
        if role == COL:
            return col
        if role == PROBLEM:
            return self.problem_at(index)
        if role == Qt.ItemDataRole.EditRole:
            return line.value(col.key)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.said(line, col)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._read_out(index, line, col)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.problem_at(index) or None
        return None

    @staticmethod
    def said(line: Line, col: Col) -> str:
        """The words of a cell."""
        if col.kind is Kind.FLAG:
            return tr("Có") if line.value(col.key) == ON else tr("Không")
        return col.words(line.value(col.key))

    def _read_out(self, index: Index, line: Line, col: Col) -> str:
        parts = [f"{col.title}: {self.said(line, col) or tr('trống')}"]
        if line.gone:
            parts.append(tr("dòng sẽ xóa"))
        if problem := self.problem_at(index):
            parts.append(problem)
        return ". ".join(parts)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401 - Qt's
        """Pass an edit on; the sheet that comes back shows it."""
        line = self.line_at(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None or not isinstance(value, str):
            return False
        self.edited.emit(line.id, self.cols[index.column()].key, value.strip())
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """The columns' titles."""
        said = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if said and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.cols):
            return self.cols[section].title
        return None
