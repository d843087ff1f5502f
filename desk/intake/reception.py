"""What a reception says, judged: who brings it, which papers, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desk.intake.component_file import GivenComponent
    from desk.intake.person_file import GivenPaper, GivenPerson, GivenRepresented
    from desk.intake.receive_file import ReceiveCommand
    from desk.rows import ComponentCard, Note, ProcedureCard

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
    representative: Mapping[str, str] | None = None
    by_card: bool = False


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
    representative, more = _representative(given.representative, lang=lang)
    person = Person(
        kind=given.kind,
        full_name=given.full_name or (card.full_name if card else ""),
        id_number=given.id_number or (card.number if card else None),
        tax_code=given.tax_code,
        birth_date=given.birth_date or (card.birth_date if card else None),
        sex=given.sex or (card.sex if card else None),
        address=given.address or (card.address if card else None),
        representative=representative,
        by_card=given.by_card or card is not None,
    )
    if not person.full_name:
        raise InputError("receive.missing_key", key="applicant.full_name")
    return person, (*(card.warnings if card else ()), *more)


def _representative(
    given: GivenPerson | None, *, lang: str
) -> tuple[dict[str, str] | None, tuple[Note, ...]]:
    """Who came for an organisation: name, number and title; the rest of the card is not needed."""
    if given is None:
        return None, ()
    person, warnings = merged(given, lang=lang)
    fields = {"full_name": person.full_name, "id_number": person.id_number, "title": given.title}
    return {key: value for key, value in fields.items() if value is not None}, warnings


def represented_of(
    given: GivenRepresented | None, *, lang: str, on: date | None = None
) -> tuple[dict[str, Any] | None, tuple[Note, ...]]:
    """Whose dossier it is, as it will be recorded: fields only, the text of a card is dropped.

    A paper that no longer holds on the day `on` is told; whether it will do is the clerk's decision.
    """
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
        "paper": _paper(given.paper),
    }
    if on is not None:
        warnings = (*warnings, *_paper_notes(given.paper, on=on, lang=lang))
    return {key: value for key, value in fields.items() if value is not None}, warnings


def _paper(paper: GivenPaper | None) -> dict[str, str] | str | None:
    if paper is None or paper.text is not None:
        return paper.text if paper else None
    fields = {
        "number": paper.number,
        "date": paper.issued_on.isoformat() if paper.issued_on else None,
        "valid_until": paper.valid_until.isoformat() if paper.valid_until else None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _paper_notes(paper: GivenPaper | None, *, on: date, lang: str) -> tuple[Note, ...]:
    """The authorisation against the day of reception."""
    if paper is None:
        return ()
    if paper.issued_on is not None and paper.issued_on > on:
        return (note("authorisation.not_yet", lang, day=f"{paper.issued_on:%d/%m/%Y}"),)
    if paper.valid_until is not None and paper.valid_until < on:
        return (note("authorisation.expired", lang, day=f"{paper.valid_until:%d/%m/%Y}"),)
    return ()


def named_components(
    given: Sequence[GivenComponent], card: ProcedureCard
) -> tuple[tuple[GivenComponent, str], ...]:
    """Each paper with its name: as given, else from the checklist, else numbered."""
    names = {one.no: one.name for one in card.components}
    return tuple((one, one.name or names.get(one.no) or f"Giấy tờ khác {one.no}") for one in given)


def missing_components(
    given: Sequence[GivenComponent], card: ProcedureCard, *, lang: str, facts: frozenset[str] = frozenset()
) -> tuple[Note, ...]:
    """A warning for each mandatory paper not there; papers a database holds are not asked for.

    A line that applies only to some receptions (`on_behalf`, `organisation`, `group`) is asked for where
    that is among the `facts` of this one.
    """
    there = {one.no for one in given if one.copies > 0 or one.kind == _REUSED}
    return tuple(
        note("component.missing", lang, no=one.no, name=one.name)
        for one in card.components
        if one.no not in there and _asked_for(one, facts)
    )


def _asked_for(line: ComponentCard, facts: frozenset[str]) -> bool:
    if not line.mandatory or line.from_database:
        return False
    if line.applies != "always":
        return line.applies in facts
    return line.condition is None


def expired_papers(
    components: Sequence[tuple[GivenComponent, str]], *, on: date, lang: str
) -> tuple[Note, ...]:
    """A warning for each paper handed in whose own term is over."""
    return tuple(
        note("component.expired", lang, no=one.no, name=name, day=f"{one.valid_until:%d/%m/%Y}")
        for one, name in components
        if one.valid_until is not None and one.valid_until < on
    )
