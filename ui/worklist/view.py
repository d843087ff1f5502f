"""The work lists laid out: the lists with their counts on the left, the chosen one on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.i18n import phrase, tr
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable
from ui.widgets.text import text_width
from ui.worklist import model
from ui.worklist.calls_pane import CallsPane

if TYPE_CHECKING:
    from ui.keys import KeyMap
    from ui.worklist.model import NavRow, WorklistState

NAV, NAV_COMPACT = 276, 232
COUNT, BAR = 46, 16  # the column of counts; scrolling, and the edges of the card


class WorklistView(QWidget):
    """Widgets and setters only.

    Signals: `kind_chosen(str)`, `opened(code)`, `act_asked()`, `group_asked()`, `retry_asked()`,
    `codes_asked()`.
    """

    kind_chosen = Signal(str)
    opened = Signal(str)
    act_asked = Signal()
    group_asked = Signal()
    retry_asked = Signal()
    codes_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._painting = False
        self._list = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._build_nav())
        column = QVBoxLayout()
        column.setSpacing(10)
        self.banner = Banner(name="worklist_banner", parent=self)
        column.addWidget(self.banner)
        column.addWidget(self._build_list(), 1)
        row.addLayout(column, 1)

    # ---- building -------------------------------------------------------------------------------

    def _build_nav(self) -> Card:
        self._nav_card = Card(name="worklist.nav.card", margins=(1, 8, 1, 8), parent=self)
        self.nav = DossierTable(
            (
                Column(tr("Danh sách"), model.nav_cell, share=1, least=120),
                Column(tr("Số"), model.count_cell, share=0, least=44, right=True),
            ),
            name="worklist.nav",
            title=tr("Các danh sách việc"),
            parent=self._nav_card,
        )
        self.nav.set_row_height(35)
        self.nav.current_changed.connect(self._on_nav)
        self.nav.opened.connect(lambda _row: self.focus_list())
        self._nav_card.body.addWidget(self.nav, 1)
        return self._nav_card

    def _build_list(self) -> Card:
        self._card = card = Card(name="worklist.card", margins=(1, 10, 1, 8), spacing=4, parent=self)
        self.head = SectionHead("", parent=card)
        self.head.row.setContentsMargins(14, 0, 12, 0)
        soft = ButtonKind.SOFT
        self.group = KeyButton(
            tr("Theo người giữ"), name="worklist.group", kind=soft, cap=self._keys.cap("worklist.group"),
            parent=card,
        )  # fmt: skip
        self.group.clicked.connect(self.group_asked)
        self.act = KeyButton(
            "", name="worklist.act", kind=soft, cap=self._keys.cap("worklist.act"), parent=card
        )
        self.act.clicked.connect(self.act_asked)
        self.codes = KeyButton(
            tr("Nhập mã từ tệp"), name="worklist.codes", kind=soft, cap=self._keys.cap("worklist.codes"),
            parent=card,
        )  # fmt: skip
        self.codes.clicked.connect(self.codes_asked)
        self.codes.hide()
        self.head.add(self.codes)
        self.head.add(self.group)
        self.head.add(self.act)
        card.body.addWidget(self.head)
        self.basis = Label("", Role.CAPTION, Tone.MUTED, wraps=True, parent=card)
        basis = QHBoxLayout()
        basis.setContentsMargins(14, 0, 14, 2)
        basis.addWidget(self.basis)
        card.body.addLayout(basis)
        self.table = self._work_table(card)
        self.load = self._load_table(card)
        self.calls = CallsPane(self._keys, card)
        self.empty = EmptyState("circle-check", "", name="worklist.empty", parent=card)
        self.empty.acted.connect(self.retry_asked)
        self._stack = CalmStack(160, card)
        for page in (self.table, self.load, self.calls, self.empty):
            self._stack.addWidget(page)
        card.body.addWidget(self._stack, 1)
        return card

    def _work_table(self, card: Card) -> DossierTable:
        table = DossierTable(
            (
                Column(tr("Công dân, mã hồ sơ"), model.who_cell, share=10, least=176),
                Column(tr("Thủ tục"), model.what_cell, share=20, least=140, wraps=1),
                Column(tr("Còn lại"), model.chip_cell, share=2, least=96),
                Column(tr("Hạn"), model.moment_cell, share=1, least=96),
                Column(tr("Đang xử lý"), model.holder_cell, share=5, least=150, spare=True),
            ),
            name="worklist.table",
            title=tr("Việc cần làm"),
            parent=card,
        )
        table.opened.connect(lambda row: self.opened.emit(row.code) if row.code else None)
        table.current_changed.connect(self._on_row)
        return table

    def _load_table(self, card: Card) -> DossierTable:
        return DossierTable(
            (
                Column(tr("Người giữ, bộ phận"), model.load_who, share=1, least=200),
                Column(tr("Đang giữ"), model.load_open, share=0, least=84, right=True),
                Column(tr("Chờ công dân"), model.load_waiting, share=0, least=112, right=True),
                Column(tr("Sắp đến hạn"), model.load_soon, share=0, least=104, right=True),
                Column(tr("Quá hạn"), model.load_late, share=0, least=84, right=True),
                Column(tr("Hạn gần nhất"), model.load_oldest, share=0, least=140, right=True),
            ),
            name="worklist.load",
            title=tr("Khối lượng theo người giữ"),
            parent=card,
        )

    def _on_nav(self, row: NavRow | None) -> None:
        if row is not None and not self._painting:
            self.kind_chosen.emit(row.key)

    def _on_row(self, row: object) -> None:
        words = model.act_words(model.next_verb(self._list, row))
        self.act.setVisible(bool(words))
        if words:
            self.act.say(words)

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: WorklistState) -> None:
        """Paint a state."""
        self._painting = True
        self._list = state.kind
        rows = model.nav_rows(state.counts)
        self.nav.set_rows(rows)
        at = next((i for i, one in enumerate(rows) if one.key == state.kind), 0)
        self.nav.selectRow(at)
        self._painting = False
        title, icon = model.NAMES[state.kind]
        self.head.title.setText(tr(title))
        self.head.say(say.clock(state.at) if state.at is not None and state.loading else "")
        listed = state.kind not in (model.CALLS, model.LOAD)
        basis = phrase(state.listed.basis) if listed and state.listed is not None else ""
        self.basis.setText(_basis(state) or basis)
        self.basis.setVisible(bool(self.basis.text()))
        self.table.set_rows(state.rows, same=lambda row: (row.code, getattr(row, "holder", "")))
        self._on_row(self.table.current_row if listed else None)
        self.group.setVisible(listed and bool(state.rows))
        self.codes.setVisible(state.kind == model.UNRECONCILED and bool(state.rows))
        self.group.say(tr("Theo thời hạn") if state.grouped else tr("Theo người giữ"))
        self.load.set_rows(state.load, same=lambda row: (row.unit, row.holder))
        self.calls.show_rows(state.calls)
        self._show_page(state, icon)

    def _show_page(self, state: WorklistState, icon: str) -> None:
        pages: dict[str, tuple[QWidget, object]] = {
            model.CALLS: (self.calls, state.calls),
            model.LOAD: (self.load, state.load),
        }
        page, rows = pages.get(state.kind, (self.table, state.rows))
        waits = state.loading and state.listed is None and not rows
        if rows:
            self._stack.setCurrentWidget(page)
            return
        if state.failure:
            self.empty.say("circle-alert", state.failure, tone=Tone.BAD, action=tr("Đọc lại"), cap="Enter")
        elif waits:
            self.empty.say("hourglass", tr("Đang đọc sổ hồ sơ."))
        else:
            self.empty.say(icon, tr("Không còn việc nào chờ trong danh sách này."), tone=Tone.OK)
        self._stack.setCurrentWidget(self.empty)

    def focus_list(self) -> None:
        """Stand in the chosen list."""
        page = self._stack.currentWidget()
        if page is self.empty:
            self.empty.action.setFocus()
        elif page is not None:
            page.setFocus()

    @property
    def page(self) -> QWidget:
        """What is shown on the right."""
        return self._stack.currentWidget() or self.empty

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the lists the room there is."""
        compact = kind is LayoutKind.COMPACT
        words = max(text_width(row.title, Role.STRONG) for row in model.nav_rows({}))
        least = scaled(NAV_COMPACT if compact else NAV + 40 if kind is LayoutKind.WIDE else NAV)
        self._nav_card.setFixedWidth(max(least, round(words) + scaled(18 + COUNT) + BAR))
        self.nav.set_row_height(29 if compact else 33)
        self.table.set_row_height(42 if compact else 46)
        self.calls.lay_out(kind)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(10 if compact else 12)


def _basis(state: WorklistState) -> str:
    if state.kind == model.CALLS:
        return tr("Báo cho công dân khi có kết quả, khi cần bổ sung, khi trễ hạn.")
    listed = state.listed
    if listed is not None and listed.total > len(listed.rows):
        return tr("Hiện {count} trên {total} hồ sơ.", count=len(listed.rows), total=listed.total)
    return ""
