"""The numbers of the chosen report: a table at a time over its definitions, or why there are none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.reports import words
from ui.reports.grid import ReportGrid
from ui.tokens import Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import TARGET
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.read_area import ReadArea
from ui.widgets.seg import Seg
from ui.widgets.stack import CalmStack
from ui.widgets.text import line_height
from ui.widgets.total_bar import TotalBar

if TYPE_CHECKING:
    from desk.rows.reports import ReportTable
    from ui.keys import KeyMap
    from ui.reports.model import ReportsState

NOTES, NOTES_COMPACT = 4, 1  # whole lines of definitions in sight; the others are scrolled to


class NumbersCard(Card):
    """Widgets and setters only. Signals: `table_chosen(int)`, `retry_asked()`, `stop_asked()`."""

    table_chosen = Signal(int)
    retry_asked = Signal()
    stop_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(name="reports.numbers", margins=(1, 8, 1, 8), spacing=4, parent=parent)
        self._keys = keys
        self._looking = self._compact = self._crowded = False
        self._noted = False
        self._table: ReportTable | None = None
        self.grid: ReportGrid | None = None
        self.total: TotalBar | None = None
        self.body.addLayout(self._build_head())
        self._stack = CalmStack(90, self)
        self.empty = EmptyState("chart-column", "", name="reports.empty", parent=self)
        self.empty.acted.connect(self._on_empty)
        self._stack.addWidget(self.empty)
        self._page = QWidget(self)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._stack.addWidget(self._page)
        self.body.addWidget(self._stack, 1)
        self.notes = ReadArea(name="reports.notes", title=tr("Cách tính"), parent=self)
        inner = QVBoxLayout(self.notes.inner)
        inner.setContentsMargins(14, 2, 12, 2)
        self.said = Label("", Role.CAPTION, Tone.MUTED, wraps=True, parent=self.notes.inner)
        policy = self.said.sizePolicy()  # as high as its lines are at this width, not at a narrower one
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.said.setSizePolicy(policy)
        inner.addWidget(self.said)
        inner.addStretch(1)
        self.body.addWidget(self.notes)

    def _build_head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(14, 0, 12, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.title = Label("", Role.SECTION, shortens=True, parent=self)
        row.addWidget(self.title, 1)
        self.tables = Seg((("0", ""),), name="reports.tables", parent=self)
        self.tables.chosen.connect(lambda key: self.table_chosen.emit(int(key)))
        row.addWidget(self.tables)
        column.addLayout(row)
        self.follows = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        column.addWidget(self.follows)
        return column

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: ReportsState) -> None:
        """Show the numbers, or why there are none."""
        card, look = state.card, state.look
        self._looking = state.looking
        self.title.setText("" if card is None else words.title_of(card))
        table = state.seen
        told = [words.period_words(state)] if state.typed is None and self._compact else []
        if table is not None and table.rows:
            told.append(words.rows_words(table))
        follows = [words.definition_words(card)] if card is not None else []
        self.follows.setText(" · ".join([*told, *follows]))
        many = look.tables if look is not None and len(look.tables) > 1 else ()
        self.tables.setVisible(bool(many))
        self._fit_head()
        if many:
            self.tables.set_choices([(str(at), one.name) for at, one in enumerate(many)], str(state.table))
        self.said.setText("\n".join(look.notes) if look is not None else "")
        self._noted = look is not None and bool(look.notes)
        self.notes.setVisible(self._noted and not self._crowded)
        if table is not None and table.rows:
            self._show_table(table)
            self._stack.setCurrentWidget(self._page)
            return
        self._say_nothing(state)
        self._stack.setCurrentWidget(self.empty)

    def _say_nothing(self, state: ReportsState) -> None:
        if state.typed is not None:
            self.empty.say(
                "calendar-days", tr("Gõ hai ngày dạng 01/11/2026, ngày cuối không trước ngày đầu.")
            )
        elif state.unread:
            self.empty.say("triangle-alert", state.unread, tone=Tone.BAD, action=tr("Tính lại"))
        elif state.looking or state.look is None:
            stop = tr("Dừng") if state.looked else ""
            told = (
                tr("Đang tính số liệu… {done}%", done=state.looked)
                if state.looked
                else tr("Đang tính số liệu…")
            )
            self.empty.say("hourglass", told, action=stop, cap=self._keys.cap("back") if stop else "")
        else:
            told = tr("Kỳ này không có hồ sơ nào thuộc báo cáo. Vẫn lưu và in được; tệp ghi rõ là không có.")
            self.empty.say("inbox", told)

    def _show_table(self, table: ReportTable) -> None:
        if table is self._table:
            return
        had = self.grid is not None and self.grid.hasFocus()
        old = self._table
        if self.grid is None or old is None or (old.columns, old.words) != (table.columns, table.words):
            self._make_grid(table)
        self._table = table
        assert self.grid is not None
        assert self.total is not None
        self.grid.set_rows(table.rows)
        self.total.setVisible(bool(table.total))
        if table.total:
            self.total.set_row(table.total)
        if had:
            self.grid.setFocus()

    def _make_grid(self, table: ReportTable) -> None:
        for one in (self.grid, self.total):
            if one is not None:
                self._column.removeWidget(one)
                one.hide()
                one.deleteLater()
        self.grid = ReportGrid(table, title=tr("Số liệu của báo cáo"), parent=self._page)
        self.total = TotalBar(self.grid, self._page)
        self.total.set_height(32)
        self.grid.set_compact(on=self._compact)
        self._column.addWidget(self.grid, 1)
        self._column.addWidget(self.total)

    @property
    def front(self) -> QWidget:
        """Where the keys work: the table, or the way out."""
        if self._stack.currentWidget() is self._page and self.grid is not None:
            return self.grid
        return self.empty.action

    def _on_empty(self) -> None:
        (self.stop_asked if self._looking else self.retry_asked).emit()

    def lay_out(self, *, compact: bool) -> None:
        """Less for the definitions where there is little room; they scroll."""
        lines = NOTES_COMPACT if compact else NOTES
        self.notes.setFixedHeight(max(TARGET, math.ceil(lines * line_height(Role.CAPTION)) + 4))
        self._compact = compact
        self._fit_head()  # the fields over it say the days where they stand
        if self.grid is not None:
            self.grid.set_compact(on=compact)

    def _fit_head(self) -> None:
        """The list beside it names the report too: where there is little room that must do."""
        self.title.setVisible(not self._compact or self.tables.isVisibleTo(self))

    def set_crowded(self, on: bool) -> None:
        """Leave the definitions out where something else needs their room; the file has them."""
        self._crowded = on
        self.notes.setVisible(self._noted and not on)
        self.follows.setVisible(not (on and self._compact))
