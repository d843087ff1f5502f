"""Siêu dữ liệu của một giấy tờ: what must be known of every digitised paper (NĐ 118/2025 Đ.19.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.jsonform import Form
    from desk.office.opened import Office
    from models.tables import Applicant

DOC_TYPE = r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,38}[0-9A-Za-z])?"
PERSON_SETTING = "files.person_inside"
KEYS = ("doc_type", "title", "abstract", "valid_until", "scope", "number", "issued_on", "issuer")


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Mã loại, tên, trích yếu, thời hạn, phạm vi hiệu lực; số, ngày cấp, cơ quan cấp of the paper."""

    title: str = ""  # tên giấy tờ
    doc_type: str = ""  # mã loại giấy tờ
    abstract: str = ""  # trích yếu
    valid_until: date | None = None  # thời hạn hiệu lực; none = no end known
    scope: str = ""  # phạm vi hiệu lực
    number: str = ""  # số, ký hiệu
    issued_on: date | None = None  # ngày cấp
    issuer: str = ""  # cơ quan cấp


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose paper it is: by number, else by name and year of birth (NĐ 118/2025 Đ.19.2)."""

    number: str = ""  # số định danh
    name: str = ""
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """What a paper has from the dossier it is for: whose it is, and what its line is called."""

    holder: Holder = field(default_factory=Holder)
    procedure: str = ""
    lines: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # number: name, kind of paper
    there: frozenset[int] = frozenset()  # numbers of papers handed in before


def facts_from(form: Form, *, title: str = "") -> PaperFacts:
    """The keys of a component or a result that tell of the paper itself; every one may be missing.

    A component is called by its line, a result by its own title.
    """
    return PaperFacts(
        title=title,
        doc_type=form.text("doc_type", limit=40, pattern=DOC_TYPE) or "",
        abstract=form.text("abstract", limit=1000) or "",
        valid_until=form.day("valid_until"),
        scope=form.text("scope", limit=500) or "",
        number=form.text("number", limit=100) or "",
        issued_on=form.day("issued_on"),
        issuer=form.text("issuer", limit=300) or "",
    )


def metadata_of(facts: PaperFacts, holder: Holder) -> Mapping[str, Any]:
    """What the file tells of itself: the facts, and whose paper it is, by number where there is one."""
    person: dict[str, Any] = {"holder_number": holder.number}
    if not holder.number:
        person = {"holder_name": holder.name, "holder_birth_year": holder.birth_year}
    return {**{name: getattr(facts, name) for name in KEYS}, **person}


def holder_of(office: Office, person: Applicant) -> Holder:
    """The holder as files may tell it: nobody where the office keeps the person out of its files."""
    from desk.office import settings

    with office.read() as session:
        if not settings.value(session, PERSON_SETTING):
            return Holder()
    return Holder(
        number=person.id_number or person.tax_code or "",
        name=person.full_name,
        birth_year=person.birth_date.year if person.birth_date else None,
    )


def concern_of(office: Office, code: str) -> Concern:
    """The dossier of a stored code, as its papers must know it."""
    from sqlalchemy import select

    from models.tables import Dossier, Procedure

    with office.read() as session:
        row = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        listed = session.get(Procedure, row.procedure_id) if row.procedure_id else None
        lines = {one.no: (one.name, one.doc_type) for one in listed.components} if listed else {}
        for one in row.components:
            lines[one.no] = (one.name, lines.get(one.no, ("", ""))[1])
        there = frozenset(one.no for one in row.components)
        person, procedure = row.owner or row.applicant, row.procedure_name
        session.expunge_all()
    return Concern(holder=holder_of(office, person), procedure=procedure, lines=lines, there=there)
