"""Vừa chứng thực: today's numbers, newest first; struck ones stay, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.certify import words
from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import ButtonKind, KeyButton, LinkButton, SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from desk.certify.rows import RecentRow
    from ui.certify.presenter import CertifyState
    from ui.keys import KeyMap


class RecentPane(Card):
    """Signals: `opened(code)` on Enter, `strike_asked(code, reason)`.

    Striking a number cannot be taken back, so it is asked for twice: F7, then the reason and Enter.
    """

    opened = Signal(str)
    strike_asked = Signal(str, str)

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="certify.recent", margins=(1, 10, 1, 2), spacing=4, parent=parent)
        self._code = ""
        self._shown: tuple[RecentRow, ...] = ()
        self.head = SectionHead(tr("Hôm nay"), parent=self)
        self.head.row.setContentsMargins(15, 0, 14, 0)
        self.strike = LinkButton(
            tr("Hủy số"), name="certify.strike", cap=keys.cap("certify.strike"), parent=self
        )
        self.strike.clicked.connect(self.strike_chosen)
        self.head.add(self.strike)
        self.body.addWidget(self.head)
        self._build_reason()
        self.table = DossierTable(self._columns(), name="certify.table", title=tr("Hôm nay"), parent=self)
        self.table.opened.connect(lambda row: self.opened.emit(row.code))
        self.empty = EmptyState("stamp", tr("Chưa chứng thực gì hôm nay."), name="certify.empty", parent=self)
        self._stack = CalmStack(60, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)

    def _columns(self) -> tuple[Column, ...]:
        def number(row: RecentRow) -> Cell:
            if row.struck:
                return Cell(row.numbers, tr("Đã hủy"), tone=Tone.WARN)
            return Cell(row.numbers, row.lines[0].symbol)

        def who(row: RecentRow) -> Cell:
            return Cell(row.person, words.recent_papers(row))

        def fee(row: RecentRow) -> Cell:
            return Cell(say.number(row.fee) if row.fee else "–", number=True)

        return (
            Column(tr("Số"), number, share=1, least=96),
            Column(tr("Người yêu cầu, giấy tờ"), who, share=5, least=150),
            Column(tr("Phí (đ)"), fee, share=1, least=80, right=True),
        )

    def _build_reason(self) -> None:
        self._asking = QWidget(self)
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(15, 0, 14, 6)
        column.setSpacing(4)
        self.question = Label("", Role.STRONG, Tone.WARN, wraps=True, parent=self._asking)
        column.addWidget(self.question)
        row = QHBoxLayout()
        self.reason = TextField(
            name="certify.reason", title=tr("Lý do hủy"), hint=tr("Lý do, ví dụ: nhầm người yêu cầu")
        )
        self.reason.returnPressed.connect(self._confirm)
        row.addWidget(self.reason, 1)
        self.confirm = KeyButton(
            tr("Hủy số"), name="certify.strike.yes", kind=ButtonKind.DANGER, cap="Enter", parent=self._asking
        )
        self.confirm.clicked.connect(self._confirm)
        self.leave = SecondaryButton(tr("Thôi"), name="certify.strike.no", cap="Esc", parent=self._asking)
        self.leave.clicked.connect(self.end_strike)
        row.addWidget(self.confirm)
        row.addWidget(self.leave)
        column.addLayout(row)
        self.body.addWidget(self._asking)
        self._asking.hide()

    @property
    def asking(self) -> bool:
        """Whether the reason is being asked for."""
        return not self._asking.isHidden()

    def setFocus(self, *_reason: object) -> None:
        """Stand in the list, or in the reason."""
        (self.reason if self.asking else self.table).setFocus()

    def strike_chosen(self) -> bool:
        """Ask for the reason of striking the row the arrows stand on."""
        return self._begin(self.table.current_row)

    def begin_strike(self, code: str) -> bool:
        """Ask for the reason of striking a certification; False where it cannot be struck."""
        return self._begin(next((one for one in self._shown if one.code == code), None))

    def _begin(self, row: RecentRow | None) -> bool:
        if row is None or row.struck:
            return False
        self._code = row.code
        self.question.setText(
            tr("Hủy số {numbers} của {name}? Số vẫn nằm trong sổ.", numbers=row.numbers, name=row.person)
        )
        self.reason.clear()
        self._asking.show()
        self.reason.setFocus()
        return True

    def end_strike(self) -> bool:
        """Leave it as it is; False where nothing was asked."""
        if not self.asking:
            return False
        self._asking.hide()
        self.table.setFocus()
        return True

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.set_tone(Tone.BAD)
            self.reason.setFocus()
            return
        self.reason.set_tone(None)
        self._asking.hide()
        self.strike_asked.emit(self._code, reason)

    def lay_out(self, kind: LayoutKind) -> None:
        """Lower rows in the small window."""
        self.table.set_row_height(40 if kind is LayoutKind.COMPACT else 44)

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        self._shown = state.recent
        self.table.set_rows(state.recent, same=lambda row: row.code)
        self._stack.setCurrentWidget(self.table if state.recent else self.empty)
        self.strike.setVisible(bool(state.recent))
        count = len({(one.book, one.number) for row in state.recent for one in row.lines if not row.struck})
        fee = sum(row.fee for row in state.recent)
        self.head.say(tr("{count} số · {fee}", count=count, fee=say.money(fee)) if state.recent else "")
