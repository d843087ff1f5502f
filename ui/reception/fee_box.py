"""Thu phí: the amount, what was handed over and goes back, the receipt's number, or why it is exempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import format as say
from ui.i18n import tr
from ui.reception import fees
from ui.tokens import Role, Tone
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.money_field import MoneyField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.reception.draft import Draft

MOST_REASON, MOST_NUMBER, MOST_MONEY = 300, 60, 20


class FeeBox(QWidget):
    """Signal `typed(dict)`: fields of the draft. A field with the focus is never rewritten."""

    typed = Signal(dict)
    left = Signal()  # Enter in the last field

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("due.fee_box")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self.lines = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.amount = MoneyField(name="due.fee_amount", title=tr("Số tiền thu (đ)"), parent=self)
        self.given = MoneyField(name="due.fee_given", title=tr("Khách đưa (đ)"), parent=self)
        self.number = TextField(name="due.receipt_no", title=tr("Số biên lai"), code=True, parent=self)
        self.change = Label("", Role.SUBSECTION, parent=self)
        self.reason = ChoiceBox(self)
        self.reason.setObjectName("due.fee_reason")
        self.reason.setAccessibleName(tr("Lý do miễn"))
        self.reason.set_hint(tr("Chọn hoặc gõ lý do"))
        self._fields = {
            "amount": Field(tr("Số tiền thu (đ)"), self.amount, parent=self),
            "given": Field(tr("Khách đưa (đ)"), self.given, parent=self),
            "number": Field(tr("Số biên lai"), self.number, parent=self),
            "change": Field(tr("Thối lại"), self.change, parent=self),
            "reason": Field(tr("Lý do miễn"), self.reason, parent=self),
        }
        grid.addWidget(self.lines, 0, 0, 1, 2)
        grid.addWidget(self._fields["reason"], 1, 0, 1, 2)
        for at, key in enumerate(("amount", "number", "given", "change")):
            grid.addWidget(self._fields[key], 2 + at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._listen()

    def _listen(self) -> None:
        told = {"fee_typed": (self.amount, MOST_MONEY), "fee_given": (self.given, MOST_MONEY)}
        for name, (field, most) in {**told, "receipt_no": (self.number, MOST_NUMBER)}.items():
            field.setMaxLength(most)
            field.textEdited.connect(lambda text, name=name: self.typed.emit({name: text}))
            field.returnPressed.connect(self._go_on)
        line = self.reason.lineEdit()
        if line is not None:
            line.setMaxLength(MOST_REASON)
            line.returnPressed.connect(self._go_on)
        self.reason.editTextChanged.connect(lambda text: self.typed.emit({"fee_reason": text}))

    def offer(self, reasons: Sequence[str]) -> None:
        """List the reasons the office knows for an exemption; what stands in the field stays."""
        text = self.reason.currentText()
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItems(list(reasons))
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText(text)
        self.reason.blockSignals(False)

    def _go_on(self) -> None:
        """Enter goes from field to field in the order of the work, and out of the last one."""
        order = [one for one in (self.amount, self.given, self.number, self.reason) if one.isVisible()]
        at = next((at for at, one in enumerate(order) if one.hasFocus()), len(order) - 1)
        if at + 1 < len(order):
            order[at + 1].setFocus()
        else:
            self.left.emit()

    def field_of(self, gap: str) -> QWidget:
        """The field that a gap is about."""
        return {"fee_amount": self.amount, "fee_reason": self.reason, "receipt_no": self.number}[gap]

    def first_field(self, draft: Draft) -> QWidget:
        """Where the clerk goes on: the reason, the unknown amount, the money handed over, the number."""
        how = fees.method(draft)
        if how == "exempt":
            return self.reason
        return {"cash": self.given, "online": self.number}.get(how, self.amount)

    def show_draft(self, draft: Draft) -> None:
        """Paint a draft."""
        how, known = fees.method(draft), fees.amount(draft)
        shown = {
            "reason": how == "exempt",
            "amount": how != "exempt",
            "number": how in fees.PAID_NOW,
            "given": how == "cash",
            "change": how == "cash",
        }
        for key, on in shown.items():
            self._fields[key].setVisible(on)
        self.amount.setPlaceholderText(say.number(known) if known is not None else "")
        self.amount.show_typed(draft.fee_typed)
        self.given.show_typed(draft.fee_given)
        if not self.number.hasFocus() and self.number.text() != draft.receipt_no:
            self.number.setText(draft.receipt_no)
        if not self.reason.hasFocus() and self.reason.currentText() != draft.fee_reason:
            self.reason.blockSignals(True)
            self.reason.setEditText(draft.fee_reason)
            self.reason.blockSignals(False)
        self._show_lines(draft)
        self._show_change(fees.change(draft))

    def _show_lines(self, draft: Draft) -> None:
        lines = fees.items(draft)
        said = (
            f"{one.name} {f'{one.quantity} × ' if one.quantity > 1 else ''}{say.money(one.amount)}"
            for one in lines
        )
        self.lines.setText(" · ".join(said))
        self.lines.setVisible(len(lines) > 1 or any(one.quantity > 1 for one in lines))

    def _show_change(self, back: int | None) -> None:
        short = back is not None and back < 0
        self.change.setText("–" if back is None else say.money(abs(back)))
        self.change.set_tone(Tone.WARN if short else None)
        self._fields["change"].caption.setText(tr("Đưa thiếu") if short else tr("Thối lại"))
