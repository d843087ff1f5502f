"""Step 1, người nộp: read from the card, or typed by hand; known citizens bring their phone along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from desk.folding import only_digits
from ui.i18n import tr
from ui.reception import words
from ui.reception.acting_pane import ActingForm
from ui.reception.person_chip import name_doubt, person_chip
from ui.reception.person_fields import doubt, fill
from ui.reception.person_shown import (
    MOST_ADDRESS,
    MOST_NAME,
    ROOMY,
    SIDE_BY_SIDE,
    ShownPerson,
    group_words,
    past_words,
)
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from ui.keys import KeyMap
    from ui.reception.draft import Draft
    from ui.reception.state import ReceptionState


class PersonPane(Card):
    """The applicant's card.

    Signals: `typed(dict)`, `acting_typed(self|other|organisation, name, number, authority)`,
    `group_asked()`, `history_asked()`, `left()`.

    A field with the focus is never rewritten, so an input method composing in it is left alone.
    """

    typed = Signal(object)
    acting_typed = Signal(str, str, str, str)
    group_asked = Signal()
    history_asked = Signal()
    left = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="person", spacing=4, parent=parent)
        self._compact = False
        self._editing = False
        self._number = ""
        self._by_card = False
        self._cap = keys.cap("reception.step.1")
        self._state: ReceptionState | None = None
        self.head = StepHeader(1, tr("Người nộp"), parent=self)
        ways = (("self", tr("Bản thân")), ("other", tr("Nộp thay")), ("organisation", tr("Tổ chức")))
        self.behalf = Seg(ways, name="behalf", parent=self)
        self.head.add(self.behalf)
        self.body.addWidget(self.head)
        self._build_shown()
        self._build_form()
        self.acting = ActingForm(self)
        self.body.addWidget(self.acting)
        self.acting.typed.connect(self._tell_acting)
        self._build_foot(keys)
        self.behalf.chosen.connect(lambda _key: self._tell_acting())

    # ---- building -------------------------------------------------------------------------------

    def _build_shown(self) -> None:
        self._shown = shown = ShownPerson(self._cap, self)
        self.name, self.chip, self.line, self.address = shown.name, shown.chip, shown.line, shown.address
        self.edit = shown.edit
        self.edit.clicked.connect(self.start_editing)
        self.body.addWidget(self._shown)

    def _build_form(self) -> None:
        self._form = QWidget(self)
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(10)
        self.id_field = TextField(
            name="person.id", title=tr("Số định danh"), code=True, hint=tr("Quét thẻ căn cước, hoặc gõ 12 số")
        )
        self.name_field = TextField(name="person.name", title=tr("Họ và tên"))
        self.birth_field = TextField(name="person.birth", title=tr("Ngày sinh"), hint="31/12/1990")
        self.address_field = TextField(name="person.address", title=tr("Địa chỉ"))
        self.sex = Seg(
            (("", "–"), ("male", tr("Nam")), ("female", tr("Nữ"))), name="person.sex", parent=self._form
        )
        self.name_field.setMaxLength(MOST_NAME)
        self.address_field.setMaxLength(MOST_ADDRESS)
        self._fields = tuple(
            Field(title, control)
            for title, control in (
                (tr("Số định danh"), self.id_field),
                (tr("Họ và tên"), self.name_field),
                (tr("Ngày sinh"), self.birth_field),
                (tr("Giới tính"), self.sex),
                (tr("Địa chỉ"), self.address_field),
            )
        )
        self.name_box, self.birth_box = self._fields[1], self._fields[2]
        self._grid = grid
        self._place_fields(ROOMY)
        self.body.addWidget(self._form)
        self.id_field.textEdited.connect(lambda text: self._on_typed(id_number=only_digits(text)))
        self.name_field.textEdited.connect(lambda text: self._on_typed(full_name=text))
        self.address_field.textEdited.connect(lambda text: self._on_typed(address=text))
        self.birth_field.textEdited.connect(self._on_birth)
        self.sex.chosen.connect(lambda key: self._on_typed(sex=key))
        for field in (self.id_field, self.name_field, self.birth_field, self.address_field):
            field.returnPressed.connect(self._on_return)
            field.editingFinished.connect(self._look_again)

    def _build_foot(self, keys: KeyMap) -> None:
        self._phone_row = QWidget(self)
        row = QHBoxLayout(self._phone_row)
        row.setContentsMargins(0, 2, 0, 0)
        self.phone = TextField(name="person.phone", title=tr("Điện thoại"), code=True)
        self.phone.textEdited.connect(lambda text: self._on_typed(phone=text))
        self.phone.returnPressed.connect(self.left)
        row.addWidget(Field(tr("Điện thoại"), self.phone, above=False))
        self.body.addWidget(self._phone_row)
        self._past = QWidget(self)
        past = QHBoxLayout(self._past)
        past.setContentsMargins(0, 0, 0, 0)
        self.past = Label("", Role.BODY, Tone.MUTED, shortens=True, parent=self._past)
        cap = keys.cap("reception.history")
        self.open_past = LinkButton(tr("Mở"), name="person.history", cap=cap, parent=self._past)
        self.open_past.clicked.connect(self.history_asked)
        past.addWidget(self.past, 1)
        past.addWidget(self.open_past)
        self.body.addWidget(self._past)
        self._group_row = QWidget(self)
        row = QHBoxLayout(self._group_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.group_line = Label("", Role.BODY, Tone.MUTED, shortens=True, parent=self._group_row)
        cap = keys.cap("reception.group")
        self.group = LinkButton(tr("Nhóm"), name="person.group", cap=cap, parent=self._group_row)
        self.group.clicked.connect(self.group_asked)
        row.addWidget(self.group_line, 1)
        row.addWidget(self.group)
        self.body.addWidget(self._group_row)

    # ---- typing ---------------------------------------------------------------------------------

    def start_editing(self) -> None:
        """Open the fields of a person already there; they are in sight before the focus goes there."""
        self._editing = True
        self._form.setVisible(True)
        self._shown.setVisible(False)
        self.name_field.setFocus()
        if self._state is not None:
            self.show_state(self._state)

    def stop_editing(self) -> bool:
        """Esc: fold the fields of a person who is all there; False where they are not open."""
        state = self._state
        within = self._form.isAncestorOf(QApplication.focusWidget() or self)
        if state is None or not within or not state.draft.person.complete:
            return False
        self._editing = False
        self.phone.setFocus()
        self.show_state(state)
        return True

    def first_field(self) -> QWidget:
        """Where step 1 starts."""
        return self.id_field if self._form.isVisible() else self.phone

    def gap_field(self, what: str) -> QWidget:
        """The field that a gap is about."""
        named = {
            "represented": self.acting.name,
            "represented_id": self.acting.number,
            "tax_code": self.acting.number,
            "birth": self.birth_field,
            "phone": self.phone,
        }
        if what in named:
            return named[what]
        self._editing = True
        self._form.setVisible(True)
        self._shown.setVisible(False)
        return self.name_field if what == "person" and self.id_field.text() else self.id_field

    def _on_typed(self, **changes: str) -> None:
        self._editing = self._editing or "phone" not in changes
        self.typed.emit(changes)

    def _look_again(self) -> None:
        """A field was left: what is doubtful about it is said now; what stands in it is left alone."""
        if self._state is not None:
            doubt(self, self._state.draft.person)

    def _on_birth(self, text: str) -> None:
        parsed = words.parse_birth(text)
        self._on_typed(birth_date=parsed or "", birth_typed=text.strip() if parsed is None else "")

    def _on_return(self) -> None:
        fields = (self.id_field, self.name_field, self.birth_field, self.address_field, self.phone)
        at = next((i for i, field in enumerate(fields[:-1]) if field.hasFocus()), -1)
        fields[at + 1].setFocus()

    def _tell_acting(self) -> None:
        form, way = self.acting, self.behalf.value
        number = form.number.text().strip() if way == "organisation" else only_digits(form.number.text())
        self.acting_typed.emit(way, form.name.text(), number, form.authority.text())

    # ---- showing --------------------------------------------------------------------------------

    @property
    def suggested(self) -> dict[str, TextField]:
        """The fields a page may say something about, by what it says."""
        return {"id_number": self.id_field, "full_name": self.name_field, "birth_date": self.birth_field}

    @property
    def typing(self) -> bool:
        """Whether the fields are open, which takes room."""
        return not self._form.isHidden()

    def set_compact(self, *, on: bool) -> None:
        """Fold a finished step to two lines, and stand the fields side by side."""
        self._compact = on
        self._place_fields(SIDE_BY_SIDE if on else ROOMY)

    def _place_fields(self, places: tuple[tuple[int, int, int], ...]) -> None:
        for field, (row, column, span) in zip(self._fields, places, strict=True):
            self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)  # captions in a line

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        self._state = state
        person = state.draft.person
        if person.id_number != self._number or (person.from_card and not self._by_card):
            self._editing = self._editing and not person.from_card  # a card was read: it fills the fields
            self._number = person.id_number
        self._by_card = person.from_card
        if (
            person.complete
            and state.step > 1
            and not self._form.isAncestorOf(QApplication.focusWidget() or self)
            and not self.phone.hasFocus()
        ):
            self._editing = False  # the clerk has moved on
        form = self._editing or not person.complete or bool(person.birth_typed)
        folded = self._compact and not form and state.step > 1
        self._form.setVisible(form)
        self._shown.setVisible(not form)
        self.head.setVisible(not folded)
        alone = state.draft.acting == "self"  # whom they act for needs the room
        self.address.setVisible(bool(person.address) and alone and not folded)
        self.edit.setVisible(not folded)
        self._phone_row.setVisible(not folded)
        self.acting.show_draft(state.draft)
        self.behalf.set_value(state.draft.acting)
        self._show_group(state.draft, folded=folded)
        self.name.setText(person.full_name.upper())
        line = words.person_line(person)
        self.line.setText(f"{line}  ·  {person.phone}" if folded and person.phone else line)
        self.address.setText(person.address)
        spec, more = person_chip(state, folded=folded)
        self.chip.set(spec)
        self.chip.setToolTip(more)
        fill(self, person)
        self._show_past(state, folded=folded)
        done = person.complete and not self._editing and not name_doubt(person)
        ring = state.step == 1
        self.head.set_state(StepState.DONE if done else StepState.CURRENT if ring else StepState.AHEAD)
        self.set_current(ring)

    def _show_group(self, draft: Draft, *, folded: bool) -> None:
        group = draft.group
        self._group_row.setVisible(bool(group or draft.visit) and not folded)
        self.group.setVisible(bool(group))
        self.group_line.setText(group_words(draft))
        self.group.say(tr("Bỏ nhóm"))

    def _show_past(self, state: ReceptionState, *, folded: bool) -> None:
        history = state.draft.history
        count = len(history.recent) if history else 0
        self._past.setVisible(bool(count) and state.draft.acting == "self" and not folded)
        if history is None or not count:
            return
        self.past.setText(past_words(history))
        self.past.set_tone(Tone.WARN if history.waiting_results else Tone.MUTED)
