"""What the office already knows of a person: prefills and hints, never a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.people.masking import masked
from desk.people.rows import CitizenCard, KnownCitizen
from desk.rows import CitizenHistory, Match, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.tables import Applicant, Dossier

__all__ = ["dossiers_of", "history", "known", "listed", "masked", "match_of", "search"]

RECENT = 5
_LOOKED_AT = 50
MAX_LIMIT = 1000


def match_of(
    row: Dossier, person: Applicant, *, owner: str = "", where: str = "record", snippet: str = ""
) -> Match:
    """A dossier as one line of a list; `owner` is whose it is, where another handed it in."""
    return Match(
        code=row.code,
        applicant=person.full_name,
        procedure=row.procedure_name,
        state=State(row.state),
        due_at=row.due_current,
        id_masked=masked(person.id_number or person.tax_code),
        owner=owner,
        where=where,
        snippet=snippet,
    )


def known(office: Office, number: str) -> KnownCitizen:
    """Prefills for the person or organisation of a number; empty where nobody is known by it.

    Everything comes by index: the entry, its snapshots, their newest dossiers.
    """
    from desk.people.register import combined, entry_of_number, members_of
    from desk.people.reuse import papers_of, still_valid

    number = number.strip()
    if not number:
        return KnownCitizen()
    with office.read() as session:
        root = entry_of_number(session, number)
        people = _snapshots(number, root.id if root else None)
        rows = _dossiers(session, people)
        told = combined(members_of(session, root)) if root is not None else {}
        if root is None and not rows:
            return KnownCitizen()
        seen = [person for _, person in rows]
        papers = papers_of(session, office.data, root.id) if root is not None else ()
        return KnownCitizen(
            citizen_id=root.id if root else None,
            kind=root.kind if root else seen[0].kind,
            name=told.get("full_name") or seen[0].full_name,
            phone=told.get("phone") or _first(seen, "phone"),
            address=told.get("address") or _first(seen, "address"),
            email=told.get("email") or _first(seen, "email"),
            birth_date=told.get("birth_date") or _first(seen, "birth_date"),
            sex=told.get("sex") or _first(seen, "sex"),
            answers=told.get("answers") or {},
            recent=tuple(match_of(row, person) for row, person in rows[:RECENT]),
            waiting_results=tuple(row.code for row, _ in rows if row.state == State.READY),
            reusable=still_valid(session, papers, on=office.clock.now().date()),
            usual_procedure=_usual(session, people),
            representative=next((one.representative for one in seen if one.representative), None),
        )


def history(office: Office, id_number: str) -> CitizenHistory:
    """Earlier dossiers, last phone and address of the person with this number; empty where unknown."""
    found = known(office, id_number)
    return CitizenHistory(
        name=found.name,
        phone=found.phone,
        address=found.address,
        recent=found.recent,
        waiting_results=found.waiting_results,
    )


def search(office: Office, text: str, limit: int = 20) -> tuple[CitizenCard, ...]:
    """People by part of a name, by a number or its last four digits; who was merged shows as whom."""
    from sqlalchemy import select

    from desk.errors import InputError
    from desk.people.cards import cards_of
    from models.tables import Citizen

    if not 1 <= limit <= MAX_LIMIT:
        raise InputError("find.bad_limit", limit=limit, highest=MAX_LIMIT)
    condition = _meant(text[:200])
    if condition is None:
        return ()
    with office.read() as session:
        found = session.scalars(
            select(Citizen).where(condition).order_by(Citizen.last_seen_at.desc(), Citizen.id).limit(limit)
        ).all()
        return cards_of(session, found, live=True)


def listed(office: Office, text: str, limit: int = 40) -> tuple[CitizenCard, ...]:
    """Those `search` finds, by given name, then family name; organisations after the people."""
    from desk.people.ordering import name_key, whole_key
    from desk.people.register import ORGANISATION

    found = search(office, text, limit)
    people = sorted((one for one in found if one.kind != ORGANISATION), key=lambda one: name_key(one.name))
    rest = sorted((one for one in found if one.kind == ORGANISATION), key=lambda one: whole_key(one.name))
    return (*people, *rest)


def dossiers_of(office: Office, citizen_id: int, limit: int = 50) -> tuple[Match, ...]:
    """The newest dossiers of an entry and of all that were merged into it."""
    from sqlalchemy import select

    from desk.people.register import members_of, root_of
    from models.tables import Applicant, Citizen

    with office.read() as session:
        entry = session.get(Citizen, citizen_id)
        if entry is None:
            return ()
        ids = [one.id for one in members_of(session, root_of(session, entry))]
        people = select(Applicant.id).where(Applicant.citizen_id.in_(ids))
        rows = _dossiers(session, people)
        return tuple(match_of(row, person) for row, person in rows[:limit])


def _meant(text: str) -> Any:  # noqa: ANN401 - a condition of SQLAlchemy
    import re

    from sqlalchemy import or_

    from desk.catalogue.readings import readings
    from desk.finding.codes import recognise
    from desk.finding.named import begins
    from models.tables import Citizen

    scanned = recognise(text)
    if scanned.kind == "citizen":
        from desk.people.citizen_codes import citizens_of

        return Citizen.id.in_(citizens_of(scanned.code or ""))
    number = re.sub(r"[ .]", "", text.strip()).upper()
    meant = readings(text)
    if not meant or "%" in text or "_" in text:
        return None
    names = [one for one in meant if not any(letter.isdigit() for letter in one)]
    if any(letter.isdigit() for letter in number) and not (names and number[:1].isalpha()):
        if len(number) < 4:
            return None
        return or_(
            Citizen.id_number.like(f"%{number}"),
            Citizen.tax_code.like(f"%{number}"),
            Citizen.phone.like(f"%{number}"),
        )
    column = Citizen.name_fold
    return or_(
        *(begins(column, one.split()) for one in names or meant),
        *(begins(column, one.split(), apart=True) for one in names[:1]),
    )


def _snapshots(number: str, citizen_id: int | None) -> Select[Any]:
    """Ids of a person's snapshots: those of the entry, and those another door left unlinked."""
    from sqlalchemy import select, union

    from models.tables import Applicant

    loose = Applicant.citizen_id.is_(None)
    ways = [
        select(Applicant.id).where(Applicant.id_number == number, loose),
        select(Applicant.id).where(Applicant.tax_code == number, loose),
    ]
    if citizen_id is not None:
        ways.append(select(Applicant.id).where(Applicant.citizen_id == citizen_id))
    every = union(*ways).subquery()
    return select(every.c.id)


def _dossiers(session: Session, people: Select[Any]) -> Sequence[tuple[Dossier, Applicant]]:
    """The newest dossiers a person brought or owns, with the snapshot of that person."""
    from sqlalchemy import select

    from models.tables import Applicant, Dossier

    found: dict[int, tuple[Dossier, Applicant]] = {}
    for column in (Dossier.applicant_id, Dossier.owner_id):
        query = (
            select(Dossier, Applicant)
            .join(Applicant, Applicant.id == column)
            .where(column.in_(people))
            .order_by(Dossier.received_at.desc(), Dossier.id.desc())
            .limit(_LOOKED_AT)
        )
        for row, person in session.execute(query):
            found.setdefault(row.id, (row, person))
    newest = sorted(found.values(), key=lambda one: (one[0].received_at, one[0].id), reverse=True)
    return newest[:_LOOKED_AT]


def _usual(session: Session, people: Select[Any]) -> str:
    from sqlalchemy import func, select

    from models.tables import Dossier

    query = (
        select(Dossier.procedure_code)
        .where(Dossier.applicant_id.in_(people))
        .group_by(Dossier.procedure_code)
        .order_by(func.count().desc(), func.max(Dossier.received_at).desc())
    )
    return session.scalars(query.limit(1)).first() or ""


def _first(people: Sequence[Applicant], key: str) -> Any:  # noqa: ANN401 - any column
    return next((value for one in people if (value := getattr(one, key))), None)
