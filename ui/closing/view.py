"""The closing screen's widgets: the day's table, money, checklist, the signed tally, the one button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import format as say
from ui.closing import model
from ui.closing.model import ClosingState, Phase
from ui.closing.pieces import Checklist, MoneyCard, TallyCard
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import CommitButton, LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable, TotalBar

if TYPE_CHECKING:
    from desk.rows import DayRow
    from ui.keys import KeyMap


class ClosingView(QWidget):
    """Widgets and setters only.

    Signals: `commit_asked()`, `print_asked()`, `day_asked(±1)`, `retry_asked()`, `code_asked(code)`.
    """

    commit_asked = Signal()
    print_asked = Signal()
    day_asked = Signal(int)
    retry_asked = Signal()
    code_asked = Signal(str)

    def __init__(self, keys: KeyMap, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._place = keys, place
        self._state: ClosingState | None = None
        self._compact = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._build_table(), 1)
        self.checklist = Checklist(self)
        self.checklist.code_asked.connect(self.code_asked)
        left.addWidget(self.checklist)
        row.addLayout(left, 1)
        self._side = QWidget(self)
        self._build_side(self._side)
        row.addWidget(self._side)

    # ---- building -------------------------------------------------------------------------------

    def _build_table(self) -> Card:
        card = Card(name="day", margins=(1, 10, 1, 2), spacing=4, parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 14, 0)
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label("", Role.SECTION, parent=card)
        self.place = Label(self._place, Role.CAPTION, shortens=True, parent=card)
        words.addWidget(self.title)
        words.addWidget(self.place)
        head.addLayout(words, 1)
        self.before = LinkButton(
            tr("Ngày trước"), name="closing.previous", cap=self._keys.cap("closing.previous"), parent=card
        )
        self.before.clicked.connect(lambda: self.day_asked.emit(-1))
        self.after = LinkButton(
            tr("Ngày sau"), name="closing.next", cap=self._keys.cap("closing.next"), parent=card
        )
        self.after.clicked.connect(lambda: self.day_asked.emit(1))
        self.print_button = SecondaryButton(
            tr("In bảng kê"), name="closing.print", icon="printer", cap=self._keys.cap("print"), parent=card
        )
        self.print_button.clicked.connect(self.print_asked)
        for button in (self.before, self.after, self.print_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            head.addSpacing(4)
        card.body.addLayout(head)
        self.table = DossierTable(self._columns(), name="day_table", title=tr("Bảng kê ngày"), parent=card)
        self.empty = EmptyState("inbox", "", name="day_empty", parent=card)
        self.empty.acted.connect(self.retry_asked)
        self._stack = CalmStack(100, card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.body.addWidget(self._stack, 1)
        self.total = TotalBar(self.table, card)
        card.body.addWidget(self.total)
        return card

    def _columns(self) -> tuple[Column, ...]:
        def number(title: str, name: str, tone: Tone | None = None) -> Column:
            def cell(row: DayRow) -> Cell:
                return model.count_cell(getattr(row, name), tone=tone)

            return Column(title, cell, share=2, least=62, right=True)

        return (
            Column(tr("Lĩnh vực"), model.field_cell, share=5, least=150),
            number(tr("Tại quầy"), "counter"),
            number(tr("Trực tuyến"), "online"),
            number(tr("Đã trả"), "returned"),
            number(tr("Trước hạn"), "early", Tone.OK),
            number(tr("Đúng hạn"), "on_time"),
            number(tr("Quá hạn"), "late", Tone.BAD),
            number(tr("Lệ phí (đ)"), "fee"),
        )

    def _build_side(self, side: QWidget) -> None:
        side.setFixedWidth(scaled(392))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.tally = TallyCard(side)
        self.money = MoneyCard(side)
        column.addWidget(self.money)
        column.addWidget(self.tally)
        self.banner = Banner(name="closing_banner", parent=side)
        self.banner.acted.connect(self.retry_asked)
        column.addWidget(self.banner)
        column.addStretch(1)
        self.commit = CommitButton(
            "", name="closing.commit", icon="lock", cap=self._keys.cap("closing.commit")
        )
        self.commit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.commit.clicked.connect(self.commit_asked)
        column.addWidget(self.commit)
        self.under = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=side)
        column.addWidget(self.under)

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: ClosingState) -> None:
        """Paint a state."""
        self._state = state
        self.title.setText(tr("Bảng kê {date}", date=say.long_date(state.day)))
        self.after.setEnabled(state.has_next)
        self.after.setVisible(state.has_next)
        self.print_button.setVisible(state.sheet is not None and state.sheet.closed is not None)
        self.commit.say(model.commit_words(state), icon="printer" if state.phase is Phase.CLOSED else "lock")
        self.commit.setEnabled(state.can_commit)
        self.under.setText(model.under_commit(state))
        self._show_table(state)
        self._show_banner(state)
        self.tally.show_state(state)
        self.money.show_sheet(state.sheet)
        self.checklist.show_state(state)

    def _show_table(self, state: ClosingState) -> None:
        sheet = state.sheet
        self.total.setVisible(sheet is not None and bool(sheet.rows))
        if sheet is not None and sheet.rows:
            self.table.set_rows(sheet.rows, same=lambda row: row.field)
            self.total.set_row(replace(sheet.total, field=tr("Cộng")))
            self._stack.setCurrentWidget(self.table)
            return
        if sheet is not None:
            words = tr("Ngày này chưa có hồ sơ nào. Vẫn có thể chốt; bảng kê ghi số không.")
            self.empty.say("inbox", words)
        elif state.phase is Phase.FAILED:
            self.empty.say("circle-alert", state.failure, tone=Tone.BAD, action=tr("Đọc lại"), cap="Enter")
        else:
            self.empty.say("hourglass", tr("Đang cộng số liệu trong ngày."))
        self._stack.setCurrentWidget(self.empty)

    def _show_banner(self, state: ClosingState) -> None:
        """Say what failed or changed; a compact window leaves the money out for it."""
        self.money.setVisible(not (self._compact and state.failure))
        if state.failure and state.sheet is not None:
            self.banner.say(tr("Việc vừa rồi chưa xong"), state.failure, action=tr("Đọc lại"))
        elif state.phase is Phase.CHANGED and not self._compact:
            words = tr(
                "Có hồ sơ nhận hoặc trả sau lúc chốt. Bảng kê đã ký không mất; chốt lại để có bản mới."
            )
            self.banner.say(tr("Số liệu đã đổi sau khi chốt"), words, tone=Tone.WARN)
        else:
            self.banner.clear()

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the side column and the rows the room there is."""
        compact = kind is LayoutKind.COMPACT
        self._side.setFixedWidth(scaled(304 if compact else 460 if kind is LayoutKind.WIDE else 392))
        self.table.set_row_height(30 if compact else 42)
        self.total.set_height(32 if compact else 42)
        self.money.set_dense(compact)
        self.tally.set_dense(compact)
        self._compact = compact
        if self._state is not None:
            self._show_banner(self._state)
