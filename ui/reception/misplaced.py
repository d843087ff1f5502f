"""A name typed where the number goes: the first field is the number's, and not everybody brings a card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.reception.person_pane import PersonPane


def bring_names(person: PersonPane) -> None:
    """Left with letters in it and no figure, the number field gives what was typed to the name's."""
    person.id_field.editingFinished.connect(partial(_bring, person))


def _bring(person: PersonPane) -> None:
    typed = person.id_field.text().strip()
    if not typed or any(sign.isdigit() for sign in typed) or not any(sign.isalpha() for sign in typed):
        return
    if person.name_field.text().strip():
        return
    person.id_field.clear()
    person.name_field.setText(typed)
    person.typed.emit({"full_name": typed})
