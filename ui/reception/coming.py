"""Who comes next to the counter: another citizen with a card, or the same one for another procedure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.folding import fold

if TYPE_CHECKING:
    from desk.rows import IdentityCard
    from ui.reception.draft import Draft


def next_citizen(draft: Draft, card: IdentityCard) -> bool:
    """Whether a card is another citizen's than the one whose reception was begun or typed by hand."""
    person = draft.person
    if person.from_card and not (draft.begun or person.phone):
        return False  # two cards in a row: nothing but the card would be lost
    return other_person(person.id_number, person.full_name, card)


def other_person(number: str, name: str, card: IdentityCard) -> bool:
    """Whether a card contradicts the number, or without one the name, as far as they are typed."""
    if number:
        return not card.number.startswith(number)
    typed = fold(name)
    return bool(typed) and not fold(card.full_name).startswith(typed)


def carried(fresh: Draft, before: Draft) -> Draft:
    """The next reception of a visit: who came, for whom they act, how they come and want the result."""
    kept = ("person", "history", "acting", "on_behalf_name", "on_behalf_id", "authority", "channel", "visit")
    return replace(fresh, return_by=before.return_by, **{name: getattr(before, name) for name in kept})
