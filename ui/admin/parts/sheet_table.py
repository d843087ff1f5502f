"""The editable table: arrows walk the cells, Enter or a letter edits, Insert adds a row, Delete marks one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.admin.parts.sheet import ON, Kind
from ui.admin.parts.sheet_delegate import ROW, SheetDelegate
from ui.admin.parts.sheet_model import SheetModel
from ui.keys import in_force
from ui.theme import current
from ui.tokens import Role
from ui.widgets.paint import hairline
from ui.widgets.text import draw_text, text_width
from ui.widgets.whole_rows import begin_whole, cover_cut, step_by_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.admin.parts.sheet import Col, Line, Problem, Sheet


class _Head(QHeaderView):
    """Column titles in the captions' face, with room above every tone mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """Height of the head."""
        return QSize(super().sizeHint().width(), math.ceil(current().px(32)))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one title."""
        model = self.model()
        if not isinstance(model, SheetModel):
            return
        theme = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(rect).adjusted(theme.px(9), 0, -theme.px(4), -1)
        draw_text(painter, inner, model.cols[logicalIndex].title, Role.MEDIUM, theme.colour("text2"))
        hairline(painter, rect.left(), rect.bottom(), rect.right() + 1)
        painter.restore()


class SheetTable(QTableView):
    """A `Sheet` on screen. It never changes the sheet itself.

    Signals: `edited(line, column, text)`, `add_asked()`, `drop_asked(line)`, `move_asked(line, step)`,
    `current_changed()`.
    """

    edited = Signal(int, str, str)
    add_asked = Signal()
    drop_asked = Signal(int)
    move_asked = Signal(int, int)
    current_changed = Signal()

    def __init__(self, cols: Sequence[Col], *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.sheet_model = SheetModel(cols, self)
        self.sheet_model.edited.connect(self.edited)
        self.setModel(self.sheet_model)
        self.setItemDelegate(SheetDelegate(self))
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(math.ceil(current().px(ROW)))
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        step_by_rows(self)
        self.setWordWrap(False)
        self.selectionModel().currentChanged.connect(lambda _now, _old: self.current_changed.emit())

    # ---- showing --------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, problems: Sequence[Problem] = ()) -> None:
        """Show a sheet and stay on the cell the arrows stood on."""
        at = self.currentIndex()
        line, column = self.current_line, max(0, at.column())
        row = max(0, at.row())
        moved = self.sheet_model.show_sheet(sheet, problems)
        if moved and sheet.lines:
            ids = [one.id for one in sheet.lines]
            row = ids.index(line.id) if line is not None and line.id in ids else min(row, len(ids) - 1)
            self.setCurrentIndex(self.sheet_model.index(row, column))
        if moved:
            self._share_width()
        self.viewport().update()

    def set_frozen(self, *, on: bool) -> None:
        """Only read from now on, or edit again."""
        self.sheet_model.frozen = on

    @property
    def current_line(self) -> Line | None:
        """The row the arrows stand on."""
        return self.sheet_model.line_at(self.currentIndex().row())

    @property
    def current_problem(self) -> str:
        """What is wrong in the cell the arrows stand on."""
        index = self.currentIndex()
        return self.sheet_model.problem_at(index) if index.isValid() else ""

    def current_rect(self) -> QRect:
        """The current row within the widget: what the toast may not cover."""
        index = self.currentIndex()
        if not index.isValid():
            return self.rect()
        rect = self.visualRect(index).translated(self.viewport().pos())
        return QRect(0, rect.top(), self.width(), rect.height())

    def stand_on(self, line_id: int, key: str = "", *, edit: bool = False) -> None:
        """Go to a cell, and open it where asked."""
        sheet = self.sheet_model.sheet
        row = next((at for at, line in enumerate(sheet.lines) if line.id == line_id), -1)
        column = next((at for at, col in enumerate(sheet.cols) if col.key == key), 0)
        if row < 0:
            return
        index = self.sheet_model.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit:
            self.edit(index)

    def commit_open(self) -> None:
        """Take what is being typed in a cell: a key that acts on the table must not miss it."""
        editor = QApplication.focusWidget()
        if editor is not None and self.viewport().isAncestorOf(editor):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # ---- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Space switches, Insert adds, Delete marks, Alt+arrows move a row; Tab leaves."""
        key, line, keys = event.key(), self.current_line, in_force()
        up = keys.pressed(event, "admin.up")
        if keys.pressed(event, "admin.add") and not self.sheet_model.frozen:
            self.add_asked.emit()
        elif line is None or self.sheet_model.frozen:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_cell()
        elif key == Qt.Key.Key_Space and self._switch():
            event.accept()
        elif keys.pressed(event, "admin.drop"):
            self.drop_asked.emit(line.id)
        elif up or keys.pressed(event, "admin.down"):
            self.move_asked.emit(line.id, -1 if up else 1)
        else:
            super().keyPressEvent(event)

    def _open_cell(self) -> None:
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the Enter that ends an edit passes through here too
        if not self._switch(only_flags=True) and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _switch(self, *, only_flags: bool = False) -> bool:
        """Turn a flag, or take the next choice; False where the cell is neither."""
        index, line = self.currentIndex(), self.current_line
        if line is None or line.gone:
            return False
        col = self.sheet_model.cols[index.column()]
        if col.kind is Kind.FLAG:
            self.edited.emit(line.id, col.key, "" if line.value(col.key) == ON else ON)
            return True
        if col.kind is Kind.CHOICE and not only_flags:
            values = [value for value, _ in col.choices]
            at = values.index(line.value(col.key)) if line.value(col.key) in values else -1
            self.edited.emit(line.id, col.key, values[(at + 1) % len(values)])
            return True
        return False

    def mousePressEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """A press on a tick turns it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        here = index.isValid() and not self.sheet_model.frozen
        if here and self.sheet_model.cols[index.column()].kind is Kind.FLAG:
            self._switch(only_flags=True)

    def updateGeometries(self) -> None:
        """Keep to whole rows where the room changed."""
        super().updateGeometries()
        begin_whole(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Go on by whole rows to the very end."""
        super().scrollContentsBy(dx, dy)
        begin_whole(self)

    def paintEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """Paint the rows there is whole room for."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        cover_cut(self, painter)
        painter.end()

    # ---- widths ---------------------------------------------------------------------------------

    def resizeEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """Share the width among the columns again."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        cols = self.sheet_model.cols
        room = self.viewport().width()
        least = [self._least(at) for at in range(len(cols))]
        spare = max(0, room - sum(least))
        shares = sum(col.share for col in cols) or 1
        used = 0
        for at, col in enumerate(cols):
            wide = least[at] + spare * col.share // shares
            if at == len(cols) - 1:
                wide = max(least[at], room - used)
            self.setColumnWidth(at, wide)
            used += wide

    def _least(self, at: int) -> int:
        col = self.sheet_model.cols[at]
        widest = text_width(col.title, Role.MEDIUM)
        if col.kind is Kind.CHOICE:
            widest = max(widest, *(text_width(words, Role.BODY) for _, words in col.choices))
        return max(round(current().px(col.least)), math.ceil(widest + current().px(16)))
