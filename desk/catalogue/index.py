"""The catalogue as the search needs it, kept in memory and made anew when the catalogue changed.

Every look-up asks the record for the last change first, so several counters on one record never see an old
catalogue. The index lies with the database connection (SQLAlchemy's `Connection.info`): it dies with it and
no state of the program outlives an office. How often a procedure was received is counted once and then
only from the dossiers that came after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desk.catalogue.search import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import ProcedureCard

CHANGED = "catalogue.changed"
_KEPT = "qmc.catalogue"


@dataclass(frozen=True, slots=True)
class Index:
    """The procedures in force on a day: what the search looks through, and the cards it answers."""

    stamp: tuple[Any, ...]
    entries: tuple[Entry, ...]
    cards: Mapping[int, ProcedureCard]
    counted_to: int  # the last dossier in `uses`
    uses: Mapping[str, int]  # receptions by procedure code


def current(office: Office) -> Index:
    """Return the index of today's catalogue, from memory where nothing changed."""
    with office.read() as session:
        kept = session.connection().info
        stamp = _stamp(session, office.clock.now().date())
        known = kept.get(_KEPT)
        if not isinstance(known, Index) or known.stamp != stamp:
            known = _built(session, stamp, known if isinstance(known, Index) else None)
        known = _counted(session, known)
        kept[_KEPT] = known
        return known


def _stamp(session: Session, day: date) -> tuple[Any, ...]:
    """What changes when the catalogue does: its last event, its rows, and the day it is asked for."""
    from sqlalchemy import func, select

    from models.tables import Event, Procedure

    last = select(func.max(Event.seq)).where(Event.verb == CHANGED).scalar_subquery()
    row = session.execute(select(last, func.count(Procedure.id), func.max(Procedure.id))).one()
    return (day, *row)


def _built(session: Session, stamp: tuple[Any, ...], before: Index | None) -> Index:
    from sqlalchemy import or_, select
    from sqlalchemy.orm import selectinload

    from desk.catalogue.lookup import card_of
    from models.tables import Procedure

    day = stamp[0]
    rows = session.scalars(
        select(Procedure)
        .where(Procedure.valid_from <= day, or_(Procedure.valid_to.is_(None), Procedure.valid_to >= day))
        .options(selectinload(Procedure.components))
        .order_by(Procedure.id)
    ).all()
    cards = {row.id: card_of(row) for row in rows}
    uses = before.uses if before else {}
    return Index(
        stamp=stamp,
        entries=tuple(_entry(key, card, uses) for key, card in cards.items()),
        cards=cards,
        counted_to=before.counted_to if before else 0,
        uses=uses,
    )


def _entry(key: int, card: ProcedureCard, uses: Mapping[str, int]) -> Entry:
    return Entry(
        key=key,
        code=card.code,
        name=card.name,
        field=card.field,
        uses=uses.get(card.code, 0),
        nicknames=card.nicknames,
        favourite=card.favourite,
        set_aside=card.suspended or card.other_level,
    )


def _counted(session: Session, index: Index) -> Index:
    """Add the dossiers received since the last look; a count is a hint for the order, never a figure."""
    from sqlalchemy import func, select

    from models.tables import Dossier, Procedure

    last = session.scalar(select(func.max(Dossier.id))) or 0
    if last == index.counted_to:
        return index
    counts = (
        select(Dossier.procedure_id, func.count().label("n"))
        .where(Dossier.id > index.counted_to, Dossier.procedure_id.is_not(None))
        .group_by(Dossier.procedure_id)
        .subquery()
    )
    found = session.execute(
        select(Procedure.code, counts.c.n).join(counts, counts.c.procedure_id == Procedure.id)
    )
    uses = dict(index.uses)
    for code, n in found:
        uses[code] = uses.get(code, 0) + n
    entries = tuple(replace(one, uses=uses.get(one.code, 0)) for one in index.entries)
    return replace(index, entries=entries, counted_to=last, uses=uses)
