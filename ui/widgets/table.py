"""The list of dossiers: one model over frozen rows, one delegate that paints cells by their role."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QTableView, QWidget

from ui.theme import current
from ui.tokens import TABLE_ROW, Role
from ui.widgets.cell_lines import is_code, line_step, lines_of
from ui.widgets.paint import chip_width, draw_chip, focus_ring, hairline
from ui.widgets.table_head import TableHead, title_width
from ui.widgets.table_model import CELL, ROW, Cell, Column, Index, RowsModel
from ui.widgets.text import draw_text, text_width
from ui.widgets.whole_rows import begin_whole, cover_cut, step_by_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WORDS_LEAST = 84  # a column of words narrower than this says nothing
MOST_GROWN = 200  # rows measured for a second line; a longer list keeps one height beyond them
__all__ = ["Cell", "CellDelegate", "Column", "DossierTable", "RowsModel"]


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: two lines, a chip or a number; the chosen row gets a tint, a bar and a ring."""

    def sizeHint(self, option: Any, index: Index) -> QSize:  # noqa: ANN401 - Qt's option
        """Height of a row."""
        del option, index
        return QSize(80, math.ceil(current().px(TABLE_ROW)))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:  # noqa: ANN401 - Qt's option
        """Paint one cell."""
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        theme = current()
        painter.save()
        painter.setClipRect(option.rect)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # no seam at 125 %
            painter.fillRect(rect, theme.colour("primary_tint"))
            if index.column() == 0:
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("primary"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hairline(painter, rect.left(), rect.bottom() - 1, rect.right())
        inner = rect.adjusted(theme.px(9), 0, -theme.px(8), 0)
        model = index.model()
        right = isinstance(model, RowsModel) and model.columns[index.column()].right
        if cell.chip is not None:
            x = inner.right() - chip_width(cell.chip) if right else inner.left()
            draw_chip(painter, x, rect.center().y() - 0.5, cell.chip, most=inner.width())
        else:
            wraps = model.columns[index.column()].wraps if isinstance(model, RowsModel) else 0
            self.words(painter, inner, cell, right=right, wraps=wraps)
        painter.restore()

    @staticmethod
    def words(painter: QPainter, inner: QRectF, cell: Cell, *, right: bool, wraps: int = 0) -> None:
        """Draw one or two lines of words and of what is said under them, or a number, inside a cell."""
        theme = current()
        ink = theme.ink(cell.tone) if cell.tone is not None else theme.colour("text")
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if cell.number:
            role = Role.CODE_STRONG if cell.strong else Role.CODE
            draw_text(painter, inner, cell.text, role, ink, align=align)
            return
        role = Role.STRONG if cell.strong else Role.BODY
        text, sub = lines_of(cell, inner.width(), wraps=wraps)
        lines = [(line, role, ink) for line in text]
        below = Role.CAPTION_CODE if is_code(cell.sub) else Role.CAPTION
        lines += [(line, below, theme.colour("text2")) for line in sub]
        if len(lines) == 1:
            draw_text(painter, inner, cell.text, role, ink, align=align)
            return
        high = line_step()
        top = inner.center().y() - high * len(lines) / 2 - 0.5
        for at, (line, face, colour) in enumerate(lines):
            place = QRectF(inner.left(), top + at * high + (0.5 if at else 0), inner.width(), high)
            draw_text(painter, place, line, face, colour, align=align)


class DossierTable(QTableView):
    """A list walked with the arrows and opened with Enter, a row at a time.

    Signals: `opened(row)` on Enter or double click, `current_changed(row)`.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    _room = 0  # the width that was shared among the columns
    _row_high = 0

    def __init__(
        self, columns: Sequence[Column], *, name: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.rows_model = RowsModel(columns, self)
        self.setModel(self.rows_model)
        self.setItemDelegate(CellDelegate(self))
        self.head = TableHead(self)
        self.setHorizontalHeader(self.head)
        self.verticalHeader().hide()
        self._row_high = math.ceil(current().px(TABLE_ROW))
        self.verticalHeader().setDefaultSectionSize(self._row_high)
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        step_by_rows(self)
        self.setWordWrap(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.selectionModel().currentRowChanged.connect(
            lambda now, _old: self.current_changed.emit(now.data(ROW))
        )

    def set_row_height(self, pixels: int) -> None:
        """Change the height of every row."""
        self._row_high = math.ceil(current().px(pixels))
        self.verticalHeader().setDefaultSectionSize(self._row_high)
        self._grow_rows()

    def _grow_rows(self) -> None:
        """Give rows whose words need further lines the height for them."""
        columns = self.rows_model.columns
        wrapping = [at for at, one in enumerate(columns) if one.wraps and not self.isColumnHidden(at)]
        if not wrapping:
            return
        for row, what in enumerate(self.rows_model.rows[:MOST_GROWN]):
            more = 0
            for at in wrapping:
                cell = columns[at].cell(what)
                text, sub = lines_of(cell, self.columnWidth(at) - current().px(17), wraps=columns[at].wraps)
                more = max(more, len(text) + len(sub) - (2 if cell.sub else 1))
            high = self._row_high + math.ceil(more * line_step())
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def set_rows(self, rows: Sequence[Any], *, same: Callable[[Any], object] | None = None) -> None:
        """Replace the rows and stay on the same one (by `same(row)`), else on the first."""
        old = self.current_row
        self.rows_model.set_rows(rows)
        self._share_width()
        if not rows:
            return
        at = 0
        if same is not None and old is not None:
            at = next((i for i, row in enumerate(rows) if same(row) == same(old)), 0)
        self.selectRow(at)

    @property
    def current_row(self) -> Any:  # noqa: ANN401 - whatever the screen put in
        """The row the arrows stand on, or None."""
        return self.rows_model.row_at(self.currentIndex().row())

    def current_rect(self) -> QRect:
        """The current row within the widget: what the toast may not cover."""
        index = self.currentIndex()
        if not index.isValid():
            return self.rect()
        rect = self.visualRect(index).translated(self.viewport().pos())
        return QRect(0, rect.top(), self.width(), rect.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row; Tab leaves the list; arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current_row is not None:
                self.opened.emit(self.current_row)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """Share the width among the columns again."""
        here = self.visualRect(self.currentIndex())
        seen = here.isValid() and here.top() >= 0 and here.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        self._share_width()
        if seen:  # what one stands on does not slip out of sight where the list grows shorter
            self.scrollTo(self.currentIndex())

    def _share_width(self) -> None:
        columns = self.rows_model.columns
        room = self._room = self.viewport().width()
        self._give_way(room)
        least = self._squeezed([self._least(at) for at in range(len(columns))], room)
        spare = max(0, room - sum(least))
        shares = sum(one.share for at, one in enumerate(columns) if not self.isColumnHidden(at)) or 1
        used = 0
        last = max(at for at in range(len(columns)) if not self.isColumnHidden(at))
        for at, column in enumerate(columns):
            if self.isColumnHidden(at):
                continue
            wide = least[at] + spare * column.share // shares
            if at == last:
                wide = max(least[at], room - used)
            self.setColumnWidth(at, wide)
            used += wide
        self._grow_rows()
        if self.head.height() != self.head.sizeHint().height() and self.head.lines > 1:
            self.updateGeometries()

    def _give_way(self, room: int) -> None:
        """Where columns do not fit, titles take two lines first, then what may go is left out."""
        columns = self.rows_model.columns
        spare = [at for at, column in enumerate(columns) if column.spare]
        for at in spare:
            self.setColumnHidden(at, False)
        self.head.set_lines(1)
        if self._asked(range(len(columns))) > room and all(column.right for column in columns[1:]):
            self.head.set_lines(2)
        for at in reversed(spare):
            if self._asked(range(len(columns))) > room:
                self.setColumnHidden(at, True)

    def _asked(self, columns: Iterable[int]) -> int:
        return sum(self._least(at) for at in columns)

    def _squeezed(self, least: list[int], room: int) -> list[int]:
        """In a narrow list the columns of words give way, never a chip or a number; after that it scrolls."""
        over = sum(least) - room
        columns = self.rows_model.columns
        for at in sorted(range(len(columns)), key=lambda at: -least[at]):
            if over > 0 and columns[at].share > 0:
                floor = max(self._whole(at), round(current().px(min(columns[at].least, WORDS_LEAST))))
                given = min(over, max(0, least[at] - floor))
                least[at] -= given
                over -= given
        return least

    def _least(self, at: int) -> int:
        if self.isColumnHidden(at):
            return 0
        return max(round(current().px(self.rows_model.columns[at].least)), self._whole(at))

    def _whole(self, at: int) -> int:
        """The width at which title, chips, numbers and codes of a column are shown whole."""
        column = self.rows_model.columns[at]
        widest = title_width(column.title, lines=self.head.lines)
        for row in self.rows_model.rows[:60]:
            cell = column.cell(row)
            if cell.chip is not None:
                widest = max(widest, chip_width(cell.chip))
            elif cell.number:
                widest = max(widest, text_width(cell.text, Role.CODE_STRONG))
            elif is_code(cell.sub):
                widest = max(widest, text_width(cell.sub, Role.CAPTION_CODE))
        return math.ceil(widest + current().px(18))

    def updateGeometries(self) -> None:
        """Keep to whole rows where the room changed."""
        super().updateGeometries()
        begin_whole(self)
        if self._room not in (0, self.viewport().width()):
            self._share_width()  # a scroll bar came or went

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Go on by whole rows to the very end."""
        super().scrollContentsBy(dx, dy)
        begin_whole(self)

    def paintEvent(self, event: Any) -> None:  # noqa: ANN401 - Qt's event
        """Paint the rows, and the ring of the current one while the list has the focus."""
        super().paintEvent(event)
        index = self.currentIndex()
        painter = QPainter(self.viewport())
        room = cover_cut(self, painter)
        rect = self.visualRect(index)
        if self.hasFocus() and index.isValid() and rect.top() < room:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            row = QRectF(0, rect.top(), self.viewport().width(), rect.height())
            focus_ring(painter, row, 5)
        painter.end()
