"""Người yêu cầu: from the card, or a name and a number typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.folding import only_digits
from ui import format as say
from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.chip import Chip
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from ui.certify.presenter import CertifyState

MOST_NAME = 200  # letters, as the record keeps them


class PersonPane(Card):
    """Signals: `typed(dict)`, `cleared()`, `left()` on Enter in the last field.

    A field with the focus is never rewritten, so an input method composing in it is left alone.
    """

    typed = Signal(object)
    cleared = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="certify.person", spacing=4, parent=parent)
        self._compact = False
        self.head = StepHeader(1, tr("Người yêu cầu"), parent=self)
        self.chip = Chip(parent=self)
        self.head.add(self.chip)
        self.body.addWidget(self.head)
        self._build_shown()
        self._build_form()

    def _build_shown(self) -> None:
        self._shown = QWidget(self)
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.name = Label("", Role.NAME, shortens=True, parent=self._shown)
        column.addWidget(self.name)
        row = QHBoxLayout()
        self.line = Label("", Role.BODY, Tone.PLAIN, shortens=True, parent=self._shown)
        self.other = LinkButton(tr("Người khác"), name="certify.person.other", parent=self._shown)
        self.other.clicked.connect(self.cleared)
        row.addWidget(self.line, 1)
        row.addWidget(self.other)
        column.addLayout(row)
        self.address = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=2, parent=self._shown)
        column.addWidget(self.address)
        self.body.addWidget(self._shown)

    def _build_form(self) -> None:
        self._form = QWidget(self)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        hint = tr("Quét thẻ căn cước, hoặc gõ 12 số")
        self.id_field = TextField(name="certify.id", title=tr("Số định danh"), code=True, hint=hint)
        self.name_field = TextField(name="certify.name", title=tr("Họ và tên"))
        self.name_field.setMaxLength(MOST_NAME)
        column.addWidget(Field(tr("Số định danh"), self.id_field))
        column.addWidget(Field(tr("Họ và tên"), self.name_field))
        self.id_field.textEdited.connect(lambda text: self.typed.emit({"id_number": only_digits(text)}))
        self.name_field.textEdited.connect(lambda text: self.typed.emit({"full_name": text}))
        self.id_field.returnPressed.connect(self.name_field.setFocus)
        self.name_field.returnPressed.connect(self.left)
        self.body.addWidget(self._form)

    def lay_out(self, kind: LayoutKind) -> None:
        """The small window leaves the address out."""
        self._compact = kind is LayoutKind.COMPACT

    def first_field(self) -> QWidget:
        """Where the person starts."""
        return self.id_field

    def gap_field(self, what: str) -> QWidget:
        """The field a gap is about."""
        return self.name_field if what == "name" and self.id_field.text() else self.id_field

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        person = state.draft.person
        card = person.card
        self._shown.setVisible(card is not None)
        self._form.setVisible(card is None)
        done = not person.gap
        self.head.set_state(StepState.DONE if done else StepState.CURRENT)
        self.set_current(not done)
        self.chip.setVisible(done)
        if card is not None:
            self.name.setText(person.full_name.upper())
            born = f" · {card.birth_date:%d/%m/%Y}" if card.birth_date else ""
            self.line.setText(f"{say.grouped_id(person.id_number)}{born}")
            self.address.setText(card.address or "")
            self.address.setVisible(bool(card.address) and not self._compact)
        if card is not None and card.warnings:
            self.chip.set(ChipSpec(tr("Cần đối chiếu"), Tone.WARN, "triangle-alert"))
            self.chip.setToolTip("\n".join(one.message for one in card.warnings))
        elif card is not None:
            self.chip.set(ChipSpec(tr("Đọc từ thẻ"), Tone.OK, "badge-check"))
        else:
            self.chip.set(ChipSpec(tr("Nhập tay"), Tone.WARN, "keyboard"))
        for field, text in ((self.id_field, person.id_number), (self.name_field, person.full_name)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self.id_field.set_tone(Tone.WARN if person.gap == "number" and not self.id_field.hasFocus() else None)
