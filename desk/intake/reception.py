"""What a reception says, judged: who brings it, which papers, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk.intake.receive_file import GivenComponent, GivenPerson, GivenRepresented, ReceiveCommand
    from desk.rows import Note, ProcedureCard

_REUSED = "reused"


@dataclass(frozen=True, slots=True)
class Person:
    """Người nộp as it will be recorded: the card's fields, with what was given by hand on top."""

    kind: str
    full_name: str
    id_number: str | None = None
    tax_code: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    address: str | None = None


def person_of(command: ReceiveCommand, *, lang: str) -> tuple[Person, tuple[Note, ...]]:
    """The applicant with the card's warnings; a card text that is none is refused by its own code."""
    person, warnings = merged(command.applicant, lang=lang)
    if person.kind == "citizen" and person.id_number is None:
        warnings = (*warnings, note("applicant.no_id_number", lang))
    return person, warnings


def merged(given: GivenPerson, *, lang: str) -> tuple[Person, tuple[Note, ...]]:
    """Card and fields as one person; the fields a clerk typed win over the card's."""
    from desk.intake.identity import parse_card

    card = parse_card(given.id_card, lang=lang) if given.id_card is not None else None
    person = Person(
        kind=given.kind,
        full_name=given.full_name or (card.full_name if card else ""),
        id_number=given.id_number or (card.number if card else None),
        tax_code=given.tax_code,
        birth_date=given.birth_date or (card.birth_date if card else None),
        sex=given.sex or (card.sex if card else None),
        address=given.address or (card.address if card else None),
    )
    if not person.full_name:
        raise InputError("receive.missing_key", key="applicant.full_name")
    return person, card.warnings if card else ()


def represented_of(
    given: GivenRepresented | None, *, lang: str
) -> tuple[dict[str, str] | None, tuple[Note, ...]]:
    """Whose dossier it is, as it will be recorded: fields only, the text of a card is dropped."""
    if given is None:
        return None, ()
    try:
        person, warnings = merged(given.person, lang=lang)
    except InputError as failure:
        raise InputError(failure.code, **{**failure.details, "key": "on_behalf_of"}) from failure
    fields = {
        "kind": person.kind,
        "id_number": person.id_number,
        "tax_code": person.tax_code,
        "full_name": person.full_name,
        "sex": person.sex,
        "address": person.address,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "relation": given.relation,
        "paper": given.paper,
    }
    return {key: value for key, value in fields.items() if value is not None}, warnings


def named_components(
    given: Sequence[GivenComponent], card: ProcedureCard
) -> tuple[tuple[GivenComponent, str], ...]:
    """Each paper with its name: as given, else from the checklist, else numbered."""
    names = {one.no: one.name for one in card.components}
    return tuple((one, one.name or names.get(one.no) or f"Giấy tờ khác {one.no}") for one in given)


def missing_components(
    given: Sequence[GivenComponent], card: ProcedureCard, *, lang: str
) -> tuple[Note, ...]:
    """A warning for each mandatory paper not there; papers a database holds are not asked for."""
    there = {one.no for one in given if one.copies > 0 or one.kind == _REUSED}
    return tuple(
        note("component.missing", lang, no=one.no, name=one.name)
        for one in card.components
        if one.mandatory and one.condition is None and not one.from_database and one.no not in there
    )
