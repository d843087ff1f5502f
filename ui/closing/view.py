"""The closing screen's widgets: the day's table, money, checklist, the signed tally, the one button."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import format as say
from ui.closing import model, words
from ui.closing.arrange import Arrangement, Pieces
from ui.closing.model import ClosingState, Phase
from ui.closing.money import MoneyCard
from ui.closing.pieces import Checklist, TallyCard
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import CommitButton, LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.table_head import HEAD, SECOND
from ui.widgets.total_bar import TotalBar

if TYPE_CHECKING:
    from desk.rows import DayRow
    from ui.keys import KeyMap

ROW, TIGHT_ROW, TIGHT_TOTAL = 42, 26, 28


class ClosingView(QWidget):
    """Widgets and setters only.

    Signals: `commit_asked()`, `print_asked()`, `day_asked(±1)`, `missed_asked()`, `retry_asked()`,
    `code_asked(code)`, `reopen_asked()`, `sending_asked()`, `typed(field, text)` of cash, cash_reason and
    reason.
    """

    commit_asked = Signal()
    print_asked = Signal()
    day_asked = Signal(int)
    retry_asked = Signal()
    code_asked = Signal(str)
    missed_asked = Signal()
    reopen_asked = Signal()
    sending_asked = Signal()
    typed = Signal(str, str)

    def __init__(self, keys: KeyMap, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._place = keys, place
        self._state: ClosingState | None = None
        self._compact = self._low = False
        day = self._build_table()
        self.checklist = Checklist(self)
        self.checklist.code_asked.connect(self.code_asked)
        self._build_side()
        pieces = Pieces(
            day, self.table, self.checklist, self.money, self.tally, self.banner, self.reason, self.commit,
            self.under, self.reopen,
        )  # fmt: skip
        self._stand = Arrangement(self, pieces)

    # ---- building -------------------------------------------------------------------------------

    def _build_table(self) -> Card:
        card = Card(name="day", margins=(1, 10, 1, 2), spacing=4, parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 14, 0)
        head.setSpacing(8)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        self.title = Label("", Role.SECTION, parent=card)
        self.place = Label(self._place, Role.CAPTION, shortens=True, parent=card)
        titles.addWidget(self.title)
        titles.addWidget(self.place)
        head.addLayout(titles, 1)
        self.missed = LinkButton("", name="closing.missed", cap=self._keys.cap("closing.missed"), parent=card)
        self.missed.clicked.connect(self.missed_asked)
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
        self._head, self._missed_row = head, QHBoxLayout()
        self._missed_row.setContentsMargins(14, 0, 14, 0)
        self._missed_row.addWidget(self.missed)
        self._missed_row.addStretch(1)
        card.body.addLayout(self._missed_row)
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

            return Column(title, cell, share=2, least=48, right=True)

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

    def _build_side(self) -> None:
        self.tally = TallyCard(self)
        self.tally.sending_asked.connect(self.sending_asked)
        self.money = MoneyCard(self)
        self.money.cash_typed.connect(partial(self.typed.emit, "cash"))
        self.money.reason_typed.connect(partial(self.typed.emit, "cash_reason"))
        self.banner = Banner(name="closing_banner", parent=self)
        # a narrow column needs more lines than the banner's own hint allows for
        self.banner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.banner.acted.connect(self.retry_asked)
        self.reason = TextField(name="closing.reason", title=tr("Lý do"), parent=self)
        self.reason.textEdited.connect(partial(self.typed.emit, "reason"))
        self.commit = CommitButton(
            "", name="closing.commit", icon="lock", cap=self._keys.cap("closing.commit"), parent=self
        )
        self.commit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.commit.clicked.connect(self.commit_asked)
        self.money.entered.connect(self._after_money)
        self.reason.returnPressed.connect(self.commit.setFocus)
        self.under = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.reopen = LinkButton(
            tr("Mở lại ngày"), name="closing.reopen", cap=self._keys.cap("closing.reopen"), parent=self
        )
        self.reopen.clicked.connect(self.reopen_asked)

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: ClosingState) -> None:
        """Paint a state."""
        self._state = state
        day = say.long_date(state.day)
        self.title.setText(day if self._compact else tr("Bảng kê {date}", date=day))
        self.after.setEnabled(state.has_next)
        self.after.setVisible(state.has_next)
        self.print_button.setVisible(state.sheet is not None and state.sheet.closed is not None)
        self.commit.say(model.commit_words(state), icon=model.commit_icon(state))
        self.commit.setEnabled(state.can_commit)
        self.under.setText(model.under_commit(state))
        self._show_table(state)
        self._show_banner(state)
        self._show_reason(state)
        self._show_head(state)
        self.reopen.setVisible(state.phase is Phase.CLOSED and not state.asking)
        self.tally.show_state(state)
        self.money.show_state(state)
        self._fit(state)
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
            told = tr("Ngày này chưa có hồ sơ nào. Vẫn có thể chốt; bảng kê ghi số không.")
            self.empty.say("inbox", told)
        elif state.phase is Phase.FAILED:
            self.empty.say("circle-alert", state.failure, tone=Tone.BAD, action=tr("Đọc lại"), cap="Enter")
        else:
            self.empty.say("hourglass", tr("Đang cộng số liệu trong ngày."))
        self._stack.setCurrentWidget(self.empty)

    def _show_head(self, state: ClosingState) -> None:
        """Days missed, and whether this is one of them."""
        text, tone = words.missed_words(state)
        self.missed.say(text)
        self.missed.setVisible(bool(text))
        self.missed.setAccessibleName(tr("Mở ngày chưa chốt: {text}", text=text))
        note = words.day_note(state)
        self._head_missed(beside=self._compact and not state.has_next and self.print_button.isHidden())
        self.place.setText(note or self._place)
        self.place.setVisible(bool(note) or not self._compact)
        self.place.set_tone(tone if note else Tone.MUTED)

    def _head_missed(self, *, beside: bool) -> None:
        """Days missed stand under the title; in a small window beside it where there is room."""
        if beside != (self._head.indexOf(self.missed) >= 0):
            (self._missed_row if beside else self._head).removeWidget(self.missed)
            if beside:
                self._head.insertWidget(1, self.missed, 0, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._missed_row.insertWidget(0, self.missed)

    def _show_reason(self, state: ClosingState) -> None:
        """The one line a closed day asks for before it is opened or closed again."""
        again = state.phase is Phase.CHANGED
        self.reason.setVisible(state.wants_reason)
        self.reason.setPlaceholderText(tr("Lý do chốt lại") if again else tr("Lý do mở lại"))
        self.reason.setAccessibleName(tr("Lý do chốt lại") if again else tr("Lý do mở lại"))
        if not self.reason.hasFocus() and self.reason.text() != state.reason:
            self.reason.setText(state.reason)

    def _after_money(self) -> None:
        """Enter in the last field of the money: to the reason of a day closed again, else to the button."""
        (self.commit if self.reason.isHidden() else self.reason).setFocus()

    def gap_widget(self, what: model.Gap) -> QWidget:
        """Where a gap is filled."""
        return {"cash": self.money.counted, "cash_reason": self.money.reason, "reason": self.reason}[what]

    def _show_banner(self, state: ClosingState) -> None:
        """Say what failed, changed or stands open elsewhere; a compact window leaves out what it can."""
        if state.failure and state.sheet is not None:
            self.banner.say(tr("Việc vừa rồi chưa xong"), state.failure, action=tr("Đọc lại"))
        elif state.lacking is not None:
            self.banner.say(model.gap_words(state.lacking, state), tone=Tone.WARN)
        elif clock := words.clock_words(state):
            self.banner.say(tr("Giờ máy chậm"), clock, tone=Tone.WARN, action=tr("Đọc lại"))
        elif state.others and state.phase is not Phase.CLOSED:
            told = words.seat_words(state.others)
            live = any(one.state != "dead" for one in state.others)
            title = tr("Còn quầy khác đang mở") if live else tr("Có quầy tắt đột ngột")
            self.banner.say(title, told, tone=Tone.WARN, action=tr("Đọc lại"))
        elif state.phase is Phase.CHANGED:
            told = tr("Có hồ sơ nhận hoặc trả sau lúc chốt. Bảng kê đã ký không mất; chốt lại để có bản mới.")
            self.banner.say(tr("Số liệu đã đổi sau khi chốt"), told, tone=Tone.WARN)
        else:
            self.banner.clear()

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the side column and the rows the room there is."""
        compact = kind is LayoutKind.COMPACT
        self._stand.set(tight=compact, side=304 if compact else 460 if kind is LayoutKind.WIDE else 392)
        self.print_button.say(tr("In") if compact else tr("In bảng kê"))
        self.print_button.setAccessibleName(tr("In bảng kê"))
        self.table.set_row_height(TIGHT_ROW if compact else ROW)
        self.total.set_height(TIGHT_TOTAL if compact else ROW)
        self.checklist.set_narrow(compact)
        self._compact, self._low = compact, compact or kind is LayoutKind.DENSE
        if self._state is not None:
            self.show_state(self._state)

    def _fit(self, state: ClosingState) -> None:
        """Wide: what is said takes the room of what can be missed. Tight: every row of the day stands."""
        tight, rows = self._compact, len(state.sheet.rows) if state.sheet is not None else 0
        crowded = state.wants_reason or not self.banner.isHidden()
        told = (
            crowded or self.tally.tells_why
        )  # why a tally does not go is read before sums that stand anyway
        self.money.set_dense(tight or told)
        self.money.set_headed(not tight)
        self.tally.set_dense(tight or crowded, told=not (self._low and self.tally.goes))
        self.tally.setVisible(not tight or self.tally.says_something)
        self.under.setVisible(not (tight and state.wants_reason))
        policy = Qt.ScrollBarPolicy
        self.table.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if tight else policy.ScrollBarAsNeeded
        )
        high = scaled(HEAD + SECOND) + rows * scaled(TIGHT_ROW) + 2 if rows else scaled(150)
        self._stack.setMinimumHeight(high if tight else 0)
