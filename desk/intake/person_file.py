"""People as a reception's file gives them: the applicant, whose dossier it is, and by what paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from desk.jsonform import Form

SEXES = ("male", "female")
KINDS_OF_PEOPLE = ("citizen", "organisation")
ID_NUMBER = r"\d{12}|\d{9}|[A-Za-z][A-Za-z0-9]{5,11}"
_TAX_CODE = r"\d{10}(-?\d{3})?|\d{12}"


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """Người nộp: the applicant as given, by card text, by fields, or by both (fields win).

    `representative` is who came for an organisation, known by their own card.
    """

    kind: str = "citizen"
    id_card: str | None = None
    id_number: str | None = None
    tax_code: str | None = None
    full_name: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    address: str | None = None
    by_card: bool = False  # the fields came from a card read by the window
    representative: GivenPerson | None = None
    title: str | None = None  # chức danh của người đại diện


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """Giấy ủy quyền: by which paper one person acts for another, and how long it holds."""

    text: str | None = None
    number: str | None = None
    issued_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class GivenRepresented:
    """Chủ hồ sơ nộp thay: whose dossier it is when another person hands it in, and by what right."""

    person: GivenPerson
    relation: str | None = None
    paper: GivenPaper | None = None


def person_from(form: Form) -> GivenPerson:
    """A person as given: by card text, by fields, or both."""
    kind = form.choice("kind", KINDS_OF_PEOPLE, default="citizen")
    id_number = form.text("id_number", pattern=ID_NUMBER, limit=12)
    person = GivenPerson(
        kind=kind,
        id_card=form.raw_text("id_card", limit=4000),
        id_number=id_number.upper() if id_number else None,
        tax_code=form.text("tax_code", pattern=_TAX_CODE, limit=14),
        full_name=form.text("full_name", limit=200),
        birth_date=form.day("birth_date"),
        sex=form.choice("sex", SEXES, default="") or None,
        address=form.text("address", limit=500),
        by_card=form.flag("by_card", default=False),
        representative=_representative(form, kind),
    )
    if person.id_card is None and person.full_name is None:
        raise form.missing("full_name")
    if kind == "organisation" and person.tax_code is None:
        raise form.missing("tax_code")
    return person


def _representative(form: Form, kind: str) -> GivenPerson | None:
    child = form.child("representative")
    if child is None:
        return None
    if kind != "organisation" or child.choice("kind", KINDS_OF_PEOPLE, default="citizen") != "citizen":
        raise form.bad("representative", expected="citizen of an organisation")
    given = person_from(child)
    return GivenPerson(
        id_card=given.id_card,
        id_number=given.id_number,
        full_name=given.full_name,
        title=child.text("title", limit=100),
    )


def represented_from(form: Form) -> GivenRepresented | None:
    """Whose dossier it is, where another person hands it in."""
    child = form.child("on_behalf_of")
    if child is None:
        return None
    return GivenRepresented(
        person=person_from(child), relation=child.text("relation", limit=100), paper=_paper(child)
    )


def _paper(form: Form) -> GivenPaper | None:
    """The authorisation as one line of text, or as number, day and last day."""
    if not form.has("paper"):
        return None
    if form.is_text("paper"):
        text = form.text("paper", limit=200)
        return GivenPaper(text=text) if text else None
    child = form.required_child("paper")
    issued_on, valid_until = child.day("date"), child.day("valid_until")
    if issued_on is not None and valid_until is not None and valid_until < issued_on:
        raise child.bad("valid_until", expected="not before date")
    return GivenPaper(
        number=child.required_text("number", limit=100), issued_on=issued_on, valid_until=valid_until
    )
