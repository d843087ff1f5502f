"""Versions of procedures between their rows and the pure planning: loaded, written, told in the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desk.catalogue.index import CHANGED
from desk.catalogue.reading import ask_data, component_data
from desk.catalogue.versions import Version
from desk.paying.lines import line_data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from contextlib import AbstractContextManager

    from sqlalchemy.orm import Session

    from desk.catalogue.versions import Change
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import ProcedureCard
    from models.tables import Procedure, ProcedureComponent

_PLAIN = (
    "code", "name", "field", "level", "time_limit", "time_unit", "fee", "fee_per_page", "online_level",
    "source", "confidence", "yields_paper", "business", "non_territorial", "suspended", "favourite",
    "nicknames", "resolving_unit", "competent_unit", "after_cutoff", "basis",
)  # fmt: skip
# What tallies ask of a version: told as it was, so that a past tally can be made again.
COUNTED = ("name", "online_level", "yields_paper", "business", "non_territorial", "valid_to")


def alone(office: Office, verb: str) -> AbstractContextManager[UnitOfWork]:
    """Lend a write transaction that keeps every other writer out.

    What is kept from a day on is read, planned and then written: two counters that plan at once on a server
    would not see each other's rows.
    """
    from desk.record.uow import unit_of_work

    return unit_of_work(office, verb, command_id=None, alone=True)


def versions_of(session: Session, codes: Collection[str] | None = None) -> dict[str, list[Version]]:
    """Return the versions on record by code, each code's in the order of time; None means every code."""
    from sqlalchemy import select
    from sqlalchemy.orm import selectinload

    from desk.catalogue.lookup import card_of
    from models.tables import Procedure

    query = (
        select(Procedure)
        .options(selectinload(Procedure.components))
        .order_by(Procedure.code, Procedure.valid_from)
    )
    if codes is not None:
        query = query.where(Procedure.code.in_(codes))
    rows = session.scalars(query).all()
    used = _used(session, [row.id for row in rows])
    found: dict[str, list[Version]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(
            Version(
                card=card_of(row),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                key=row.id,
                used=row.id in used,
            )
        )
    return found


def _used(session: Session, keys: list[int]) -> frozenset[int]:
    """Which versions a dossier was received under; asked one by one along the index, never over all rows."""
    from sqlalchemy import exists, select

    from models.tables import Dossier, Procedure

    under = exists().where(Dossier.procedure_id == Procedure.id)
    return frozenset(session.scalars(select(Procedure.id).where(Procedure.id.in_(keys), under)))


def write(uow: UnitOfWork, changes: Iterable[Change], *, source: str) -> int:
    """Write planned changes, each told by an event; answers how many.

    Args:
        uow: the write transaction.
        changes: what the planning decided.
        source: what brought it: `save`, `import`, `end`, `favourite`, `nicknames`.
    """
    from models.tables import Procedure

    n = 0
    for change in changes:
        version = change.version
        if change.new:
            row = Procedure(valid_from=version.valid_from)
        else:
            row = uow.session.get_one(Procedure, version.key)
        was = {name: _told(getattr(row, name)) for name in change.fields if name in COUNTED}
        _fill(uow.session, row, version, components=change.new or "components" in change.fields)
        uow.session.flush()
        uow.record(
            CHANGED,
            subject=version.card.code,
            details={
                "code": version.card.code,
                "valid_from": version.valid_from.isoformat(),
                "valid_to": version.valid_to.isoformat() if version.valid_to else None,
                "fields": list(change.fields),
                "new": change.new,
                "by": source,
                **({"was": was} if was else {}),
            },
        )
        n += 1
    return n


def _told(value: object) -> object:
    """A value of a version as an event tells it."""
    return value.isoformat() if isinstance(value, date) else value


def _fill(session: Session, row: Procedure, version: Version, *, components: bool) -> None:
    from desk.folding import fold

    card = version.card
    for name in _PLAIN:
        setattr(row, name, getattr(card, name))
    row.name_fold = fold(card.name)
    row.asks = [ask_data(one) for one in card.asks]
    row.fees = [line_data(one) for one in card.fees]
    row.valid_to = version.valid_to
    session.add(row)
    if components:
        row.components.clear()
        session.flush()  # the old lines go before new ones take their numbers
        row.components.extend(_lines(card))


def _lines(card: ProcedureCard) -> list[ProcedureComponent]:
    from models.tables import ProcedureComponent

    return [ProcedureComponent(**component_data(one)) for one in card.components]
