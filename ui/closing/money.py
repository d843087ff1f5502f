"""The closing screen's money: what the dossiers say, what was counted, why it differs, numbers given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import format as say
from ui.closing import model, words
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from ui.closing.model import ClosingState


class _Line(QWidget):
    """A caption on the left, a figure on the right."""

    def __init__(self, caption: str, parent: QWidget, *, strong: bool = False) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        role = Role.STRONG if strong else Role.BODY
        row.addWidget(Label(caption, role, Tone.PLAIN if strong else Tone.MUTED, parent=self))
        row.addStretch(1)
        self.figure = Label("–", Role.CODE_STRONG, parent=self)
        row.addWidget(self.figure)
        self._caption = caption

    def set(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a figure."""
        self.figure.setText(text)
        self.figure.set_tone(tone)
        self.figure.setAccessibleName(f"{self._caption}: {text}")


class MoneyCard(Card):
    """Lệ phí, kiểm quỹ: by the dossiers, counted by hand, and the numbers given out.

    Signals: `cash_typed(text)`, `reason_typed(text)`, `entered()` by Enter in the last field to be filled.
    A field with the focus is never rewritten.
    """

    cash_typed = Signal(str)
    reason_typed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="money", spacing=5, parent=parent)
        self._dense = self._numbered = False
        self._head = SectionHead(tr("Lệ phí trong ngày"), parent=self)
        self.body.addWidget(self._head)
        self.cash = _Line(tr("Tiền mặt theo hồ sơ"), self)
        self.online = _Line(tr("Chuyển khoản, trực tuyến"), self)
        self.total = _Line(tr("Cộng"), self, strong=True)
        self.body.addWidget(self.cash)
        self._build_counting()
        self.difference = _Line(tr("Chênh lệch"), self, strong=True)
        self.body.addWidget(self.difference)
        self.reason = TextField(
            name="closing.cash_reason", title=tr("Lý do chênh lệch"), hint=tr("Lý do chênh lệch"), parent=self
        )
        self.reason.textEdited.connect(self.reason_typed)
        self.reason.returnPressed.connect(self.entered)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.online)
        self.body.addWidget(self.total)
        self.numbers = _Line(tr("Số đã cấp"), self)
        self.body.addWidget(self.numbers)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def _build_counting(self) -> None:
        self._counting = QWidget(self)
        row = QHBoxLayout(self._counting)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(tr("Đếm được"), Role.BODY, Tone.MUTED, parent=self._counting))
        row.addStretch(1)
        self.counted = MoneyField(
            name="closing.cash", title=tr("Tiền mặt đếm được"), hint=tr("chưa đếm"), parent=self._counting
        )
        self.counted.setFixedWidth(scaled(150))
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.counted.textEdited.connect(self.cash_typed)
        self.counted.returnPressed.connect(self._go_on)
        row.addWidget(self.counted)
        self.body.addWidget(self._counting)
        self.counted_line = _Line(tr("Đếm được"), self)
        self.body.addWidget(self.counted_line)

    def _go_on(self) -> None:
        """Enter in the count: to the reason where it differs, else on."""
        if self.reason.isHidden():
            self.entered.emit()
        else:
            self.reason.setFocus()

    def show_state(self, state: ClosingState) -> None:
        """Show a day's money; a closed day is only looked at."""
        sheet = state.sheet
        if sheet is None:
            return
        self.cash.set(say.money(sheet.cash_expected))
        self.online.set(say.money(sheet.paid_online))
        self.total.set(say.money(sheet.cash_expected + sheet.paid_online))
        self._counting.setVisible(state.counts)
        self.counted.show_typed(state.cash)
        if not self.reason.hasFocus() and self.reason.text() != state.cash_reason:
            self.reason.setText(state.cash_reason)
        counted = sheet.counted
        self.counted_line.setVisible(not state.counts)
        self.counted_line.set(say.money(counted.counted) if counted is not None else tr("không đếm"))
        self._show_difference(state)
        self._numbered = bool(sheet.numbers)
        self.set_dense(self._dense)
        self.numbers.set(*words.number_words(sheet.numbers))

    def _show_difference(self, state: ClosingState) -> None:
        counted = state.sheet.counted if state.sheet is not None else None
        known = counted is not None if not state.counts else state.counted is not None
        amount = state.difference if state.counts else counted.difference if counted is not None else 0
        self.difference.setVisible(known and (bool(amount) or not self._dense))
        tone = Tone.BAD if amount else Tone.OK
        self.difference.set(model.signed_money(amount) if amount else tr("khớp"), tone)
        self.reason.setVisible(bool(amount))
        self.reason.setReadOnly(not state.counts)
        if not state.counts and counted is not None:
            self.reason.setText(counted.reason)

    def set_headed(self, on: bool) -> None:
        """In a small window the lines speak for themselves."""
        self._head.setVisible(on)

    def set_dense(self, on: bool) -> None:
        """Leave out what can be missed where there is little room."""
        self._dense = on
        self.online.setVisible(not on)
        self.total.setVisible(not on)
        self.numbers.setVisible(self._numbered and not on)
