"""Danh mục thủ tục: the procedures in force, one by code, by search, and this desk's usual ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.catalogue.search import Entry, rank
from desk.errors import InputError
from desk.folding import fold
from desk.rows import ComponentCard, ProcedureCard, ProcedureHit

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.tables import Procedure


def card_of(row: Procedure) -> ProcedureCard:
    """The frozen card of a stored procedure."""
    return ProcedureCard(
        code=row.code,
        name=row.name,
        field=row.field,
        level=row.level,
        time_limit=row.time_limit,
        time_unit=row.time_unit,
        fee=row.fee,
        online_level=row.online_level,
        components=tuple(
            ComponentCard(
                no=one.no,
                name=one.name,
                mandatory=one.mandatory,
                condition=one.condition,
                from_database=one.from_database,
            )
            for one in row.components
        ),
        source=row.source,
        confidence=row.confidence,
    )


def in_force(session: Session, code: str, on: date) -> Procedure:
    """The procedure row in force on a day; for a day before the first one known, the first.

    The catalogue begins with the day the office was made, yet older papers must be received too.

    Raises:
        InputError: `procedure.unknown`, or `procedure.not_in_force` where it has ended.
    """
    from sqlalchemy import select

    from models.tables import Procedure

    rows = session.scalars(
        select(Procedure).where(Procedure.code == code).order_by(Procedure.valid_from)
    ).all()
    if not rows:
        raise InputError("procedure.unknown", procedure=code)
    begun = [row for row in rows if row.valid_from <= on] or rows[:1]
    if begun[-1].valid_to is not None and begun[-1].valid_to < on:
        raise InputError("procedure.not_in_force", procedure=code, day=on.isoformat())
    return begun[-1]


def procedure(office: Office, code: str) -> ProcedureCard:
    """The card of a procedure as in force today."""
    with office.read() as session:
        return card_of(in_force(session, code, office.clock.now().date()))


def search(office: Office, text: str, limit: int = 20) -> tuple[ProcedureHit, ...]:
    """Procedures that fit what was typed, best first; nothing typed gives the usual ones.

    Marks may be left out or typed as Telex or VNI keys (`khai sinh`, `ks`, `khai sinhf`).
    """
    if not fold(text):
        return favourites(office, limit)
    with office.read() as session:
        entries = _entries(session, office.clock.now().date())
        best = rank(text, entries, limit=limit)
        cards = _cards(session, [hit.entry.key for hit in best])
        return tuple(
            ProcedureHit(card=cards[hit.entry.key], uses=hit.entry.uses, marks=hit.marks) for hit in best
        )


def favourites(office: Office, limit: int = 6) -> tuple[ProcedureHit, ...]:
    """The procedures this office receives most; the catalogue's first ones fill up."""
    with office.read() as session:
        entries = _entries(session, office.clock.now().date())
        best = sorted(entries, key=lambda entry: (-entry.uses, entry.key))[:limit]
        cards = _cards(session, [entry.key for entry in best])
        return tuple(ProcedureHit(card=cards[entry.key], uses=entry.uses) for entry in best)


def _entries(session: Session, day: date) -> list[Entry]:
    from sqlalchemy import func, or_, select

    from models.tables import Dossier, Procedure

    counts = (
        select(Dossier.procedure_code, func.count().label("uses")).group_by(Dossier.procedure_code).subquery()
    )
    rows = session.execute(
        select(
            Procedure.id, Procedure.code, Procedure.name, Procedure.field, counts.c.uses, Procedure.valid_from
        )
        .outerjoin(counts, counts.c.procedure_code == Procedure.code)
        .where(or_(Procedure.valid_to.is_(None), Procedure.valid_to >= day))
        .order_by(Procedure.valid_from, Procedure.id)
    )
    found: dict[str, Entry] = {}
    for key, code, name, field, uses, since in rows:
        if since <= day or code not in found:
            found[code] = Entry(key=key, code=code, name=name, field=field, uses=uses or 0)
    return sorted(found.values(), key=lambda entry: entry.key)


def _cards(session: Session, keys: list[int]) -> dict[int, ProcedureCard]:
    from sqlalchemy import select
    from sqlalchemy.orm import selectinload

    from models.tables import Procedure

    rows = session.scalars(
        select(Procedure).where(Procedure.id.in_(keys)).options(selectinload(Procedure.components))
    )
    return {row.id: card_of(row) for row in rows}
