"""What the office already knows of a person: prefills and hints, never a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import CitizenHistory, Match, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.opened import Office
    from models.tables import Applicant, Dossier

RECENT = 5


def masked(id_number: str | None) -> str | None:
    """The number with its middle hidden: `079*******12`."""
    if not id_number:
        return None
    if len(id_number) <= 5:
        return "*" * len(id_number)
    return f"{id_number[:3]}{'*' * (len(id_number) - 5)}{id_number[-2:]}"


def match_of(row: Dossier, person: Applicant) -> Match:
    """A dossier as one line of a list."""
    return Match(
        code=row.code,
        applicant=person.full_name,
        procedure=row.procedure_name,
        state=State(row.state),
        due_at=row.due_current,
        id_masked=masked(person.id_number or person.tax_code),
    )


def history(office: Office, id_number: str) -> CitizenHistory:
    """Earlier dossiers, last phone and address of the person with this number; empty where unknown."""
    from sqlalchemy import or_, select

    from models.tables import Applicant, Dossier

    number = id_number.strip()
    if not number:
        return CitizenHistory()
    with office.read() as session:
        rows = session.execute(
            select(Dossier, Applicant)
            .join(Applicant, Applicant.id == Dossier.applicant_id)
            .where(or_(Applicant.id_number == number, Applicant.tax_code == number))
            .order_by(Dossier.received_at.desc(), Dossier.id.desc())
            .limit(50)
        ).all()
        if not rows:
            return CitizenHistory()
        people = [person for _, person in rows]
        return CitizenHistory(
            name=people[0].full_name,
            phone=next((person.phone for person in people if person.phone), None),
            address=next((person.address for person in people if person.address), None),
            recent=tuple(match_of(row, person) for row, person in rows[:RECENT]),
            waiting_results=tuple(row.code for row, _ in rows if row.state == State.READY),
        )


def frozen_person(fields: Mapping[str, object]) -> str:
    """The full name in a represented person's fields, empty where there is none."""
    name = fields.get("full_name")
    return name if isinstance(name, str) else ""
