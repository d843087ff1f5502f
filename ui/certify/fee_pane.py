"""Phí: the amount in the largest letters with its reason, how it is paid, whether a receipt is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.certify import words
from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import StepState
from ui.widgets.due import DueCard
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from ui.certify.presenter import CertifyState


class FeePane(DueCard):
    """Signals: `method_chosen(str)`, `receipt_chosen(bool)`, `days_chosen(int)`."""

    method_chosen = Signal(str)
    receipt_chosen = Signal(bool)
    days_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Phí chứng thực"), number=4, name="certify.fee", parent=parent)
        self._most = 5
        self._cramped = False
        self._captions: list[Label] = []
        self.date.set_role(Role.COUNTER)
        self.source = Label("", Role.CAPTION, wraps=True, lines=2, parent=self)
        self.body.addWidget(self.source)
        pays = (("cash", tr("Tiền mặt")), ("online", "QR"), ("exempt", tr("Miễn")), ("none", tr("Thu sau")))
        self.method = Seg(pays, name="certify.method", parent=self)
        self.method.chosen.connect(self.method_chosen)
        self._row(tr("Cách thu"), self.method)
        slips = (("no", tr("Không in")), ("yes", tr("In")))
        self.receipt = Seg(slips, name="certify.receipt", parent=self)
        self.receipt.chosen.connect(lambda key: self.receipt_chosen.emit(key == "yes"))
        self._row(tr("Giấy tiếp nhận"), self.receipt)
        days = tuple((str(day), tr("+{count} ngày", count=day) if day else tr("Thường")) for day in (0, 1, 2))
        self.days = Seg(days, name="certify.days", parent=self)
        self.days.chosen.connect(lambda key: self.days_chosen.emit(int(key)))
        self._days_row = self._row(tr("Nếu hẹn trả"), self.days)
        self.number = Label("", Role.CODE_STRONG, shortens=True, parent=self)
        self.body.addWidget(self.number)

    def set_cramped(self, *, on: bool) -> None:
        """Leave out what the controls say themselves, and the days that hardly anybody needs."""
        self._cramped = on
        self._captions[0].setVisible(not on)
        self._days_row.setVisible(not on)

    def _row(self, title: str, control: QWidget) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 3, 0, 0)
        label = Label(title, Role.BODY, Tone.MUTED, parent=box)
        self._captions.append(label)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(control)
        self.body.addWidget(box)
        return box

    def lay_out(self, kind: LayoutKind) -> None:
        """The small window shows fewer reasons."""
        compact = kind is LayoutKind.COMPACT
        self._most = 2 if compact else 4 if kind is LayoutKind.DENSE else 6
        self.source.setVisible(not compact)

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        quote = state.quote
        told_beside = self._cramped and quote is not None and len(quote.lines) == 1  # under the paper's name
        self.say(words.total(state), () if told_beside else words.reasons(state, self._most))
        self.date.set_tone(None if quote is not None else Tone.MUTED)
        self.source.setText(words.confidence(quote) if quote is not None else "")
        self.method.set_value(state.draft.method)
        self.receipt.set_value("yes" if state.draft.receipt else "no")
        self.days.set_value(str(state.draft.extra_days))
        self.number.setText(words.number_next(state))
        damaged = quote is not None and quote.next_number is None
        self.number.set_tone(Tone.BAD if damaged else Tone.MUTED)
        gap = state.draft.gap
        self.head.set_state(StepState.CURRENT if gap is None and quote is not None else StepState.AHEAD)
