"""Công dân as a section: search, likely duplicates side by side, merges that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.admin.parts.frame import SectionPage
from ui.admin.parts.picker import Picker
from ui.admin.people import model
from ui.admin.people.model import PeopleState
from ui.admin.people.presenter import PeoplePresenter
from ui.i18n import tr
from ui.tokens import LayoutKind, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.stack import CalmStack, FrontStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desk.people.rows import CitizenCard, DuplicatePair
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class ListCard(Card):
    """A list with a head, or a sentence that there is nothing."""

    def __init__(
        self, columns: Sequence[Column], *, name: str, title: str, none: str, parent: QWidget
    ) -> None:
        super().__init__(name=name, margins=(1, 8, 1, 8), spacing=4, parent=parent)
        self.head = SectionHead(title, parent=self)
        self.head.row.setContentsMargins(14, 0, 14, 0)
        self.body.addWidget(self.head)
        self.table = DossierTable(columns, name=f"{name}.table", title=title, parent=self)
        self.empty = EmptyState("circle-check", none, name=f"{name}.empty", parent=self)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show rows; the same rows again leave the list as it stands."""
        if self.table.rows_model.rows != tuple(rows):
            self.table.set_rows(rows)
        self.table.viewport().update()
        self._stack.setCurrentWidget(self.table if rows else self.empty)


class PeopleSection(SectionPage):
    """Công dân. Lists show numbers masked; nothing is merged by guess."""

    saves = False  # F9 merges or parts; its button says which
    guarded = False  # the clerk who sees two entries of one person merges them, and may part them again

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Sổ công dân lập từ các lần tiếp nhận. Số định danh luôn che bớt.")
        super().__init__(context, name="people", title=tr("Công dân"), words=said)
        self.presenter = PeoplePresenter(context, self)
        views = self.add_views(self._view_words(self.presenter.state))
        views.chosen.connect(self.presenter.look)
        self.swap = SecondaryButton(
            tr("Đổi mục được giữ"), name="people.swap", icon="arrow-left-right", cap="Space", parent=self
        )
        self.swap.clicked.connect(self.presenter.swap)
        self.tools.addWidget(self.swap)
        self.stack = FrontStack(self.content)
        self.search = self._build_search()
        self.pairs = self._build_pairs()
        self.merges = self._build_merges()
        for view in (self.search, self.pairs, self.merges):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)
        self._connect()
        self._show(self.presenter.state)

    @staticmethod
    def _view_words(state: PeopleState) -> tuple[tuple[str, str], ...]:
        return (
            ("search", tr("Tìm công dân")),
            ("pairs", tr("Nghi trùng ({count})", count=len(state.pairs))),
            ("merges", tr("Đã gộp")),
        )

    def _build_search(self) -> Picker:
        return Picker(
            (
                Column(tr("Họ tên, ngày sinh"), model.name_cell, share=6, least=200),
                Column(tr("Số định danh, điện thoại"), model.number_cell, share=3, least=170),
                Column(tr("Hồ sơ"), model.dossiers_cell, share=0, least=70, right=True),
                Column(tr("Lần cuối"), model.seen_cell, share=0, least=110, right=True),
                Column(tr("Gộp"), self._mark, share=0, least=100),
            ),
            name="people.list",
            title=tr("Công dân đã biết"),
            hint=tr("Tìm theo tên, hoặc bốn số cuối của số định danh, điện thoại"),
            parent=self.stack,
        )

    def _build_pairs(self) -> ListCard:
        return ListCard(
            (
                Column(tr("Giữ"), lambda row: self._side(row, 0), share=4, least=220),
                Column(tr("Gộp vào mục giữ"), lambda row: self._side(row, 1), share=4, least=220),
                Column(
                    tr("Vì sao"), lambda row: Cell(model.reason_words(row.reasons), strong=False), share=3
                ),
            ),
            name="people.pairs",
            title=tr("Có thể là cùng một người"),
            none=tr("Không thấy mục nào trùng nhau."),
            parent=self.stack,
        )

    def _build_merges(self) -> ListCard:
        return ListCard(
            (
                Column(tr("Đã giữ"), lambda row: _person(row.kept), share=4, least=200),
                Column(tr("Đã gộp vào"), lambda row: _person(row.gone), share=4, least=200),
                Column(tr("Lúc"), model.when_cell, share=1, least=140),
                Column(tr("Trạng thái"), model.state_cell, share=0, least=120),
            ),
            name="people.merges",
            title=tr("Các lần gộp"),
            none=tr("Chưa gộp lần nào."),
            parent=self.stack,
        )

    def _mark(self, card: CitizenCard) -> Cell:
        return model.mark_cell(card, self.presenter.state.marked)

    def _side(self, pair: DuplicatePair, at: int) -> Cell:
        return _person(model.ordered(pair, self.presenter.state.swapped)[at])

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.state_changed.connect(self._show)
        self.search.searched.connect(presenter.search)
        self.search.opened.connect(presenter.mark)
        self.search.switched.connect(presenter.mark)
        self.pairs.table.current_changed.connect(presenter.stand_on_pair)
        self.merges.table.current_changed.connect(presenter.stand_on_merge)
        self.pairs.table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space on a pair keeps the other entry."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Space:  # type: ignore[attr-defined]
            self.presenter.swap()
            return True
        return super().eventFilter(watched, event)

    def _show(self, state: PeopleState) -> None:
        if self.search.search.text() != state.text:
            self.search.search.setText(state.text)
        short = len(state.text.strip()) < model.LEAST
        none = tr("Gõ ít nhất hai chữ của tên, hoặc bốn số cuối.") if short else tr("Không tìm thấy ai.")
        if self.search.table.rows_model.rows != state.found or not state.found:
            self.search.show_rows(state.found, same=lambda row: row.id, none=none, tone=Tone.MUTED)
        self.search.table.viewport().update()
        self.pairs.show_rows(state.pairs)
        self.merges.show_rows(state.merges)
        self.stack.setCurrentWidget(
            {"search": self.search, "pairs": self.pairs, "merges": self.merges}[state.view]
        )
        if self.views is not None:
            self.views.set_choices(self._view_words(state), state.view)
        self.swap.setVisible(self.presenter.two is not None)
        self.say_failure(state.failure, title=tr("Chưa làm được"))
        self.refresh()

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def shown(self) -> None:
        """Read duplicates and merges."""
        self.presenter.load()

    def start(self) -> None:
        """Search, or walk the list in front."""
        view = self.presenter.state.view
        target: QWidget = {
            "search": self.search, "pairs": self.pairs.table, "merges": self.merges.table,
        }[view]  # fmt: skip
        target.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.search.search, self.search.table, self.pairs.table, self.merges.table)

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the rows the room there is."""
        super().lay_out(kind)
        for table in (self.search.table, self.pairs.table, self.merges.table):
            table.set_row_height(42 if kind is LayoutKind.COMPACT else 46)

    def keep(self) -> object:
        """What was looked for."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Look for the same again."""
        if isinstance(kept, PeopleState):
            self.presenter.restore(kept)


def _person(card: CitizenCard) -> Cell:
    return Cell(card.name, sub=model.person_words(card))
