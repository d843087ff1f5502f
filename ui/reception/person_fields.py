"""The open fields of step 1: what stands in them, and what is doubtful once one was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.reception import words
from ui.reception.person_chip import name_doubt
from ui.tokens import Tone

if TYPE_CHECKING:
    from ui.reception.draft import Person
    from ui.reception.person_pane import PersonPane


def fill(pane: PersonPane, person: Person) -> None:
    """Show a person in the fields; one with the focus is never rewritten, and nothing is said of it yet."""
    for field, text in (
        (pane.id_field, person.id_number),
        (pane.name_field, person.full_name),
        (pane.birth_field, words.birth(person)),
        (pane.address_field, person.address),
        (pane.phone, person.phone),
    ):
        if not field.hasFocus() and field.text() != text:
            field.setText(text)
    doubt(pane, person)
    pane.sex.set_value(person.sex)


def doubt(pane: PersonPane, person: Person) -> None:
    """Say under its field what is doubtful, where it is not being typed in."""
    inside = pane.birth_field.hasFocus()
    half = 0 < len(person.birth_typed) < 8 and inside
    pane.birth_field.set_tone(Tone.BAD if person.birth_typed and not half else None)
    wrong = tr("Cần đủ ngày/tháng/năm. Chỉ biết năm thì bỏ trống.")
    pane.birth_box.tell(wrong if person.birth_typed and not inside else "", Tone.BAD)
    pane.name_box.tell("" if pane.name_field.hasFocus() else name_doubt(person), Tone.WARN)
