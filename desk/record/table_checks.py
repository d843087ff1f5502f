"""Checks that look at tables only: the database file, its guards, what was said, the register's numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.record.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def tables(session: Session) -> Iterator[Problem]:
    """Yield what is wrong with the tables, the gravest first."""
    yield from _file(session)
    yield from _guards(session)
    yield from _said(session)
    yield from _register(session)
    yield from _certified(session)


def _file(session: Session) -> Iterator[Problem]:
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return
    verdict = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check(5)")]
    if verdict != ["ok"]:
        yield Problem("check.database_damaged", {"what": verdict[0][:120]})
    dangling = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    for table in sorted(dangling):
        yield Problem("check.dangling_row", {"table": table})


def _guards(session: Session) -> Iterator[Problem]:
    from models.guards import missing_guards

    missing = missing_guards(session.connection())
    if missing:
        yield Problem("check.guard_missing", {"guards": ", ".join(missing)})


def _said(session: Session) -> Iterator[Problem]:
    """Words and corrections stand beside an event of their own dossier; none may be moved or lost.

    A note is words; a correction is its reason in words, and old and new value of each field.
    """
    from sqlalchemy import exists, func, select

    from models.tables import Correction, Event, Remark

    for table in (Correction, Remark):
        strange = (
            select(Event.seq)
            .join(table, table.event_seq == Event.seq)
            .where(Event.dossier_id.is_distinct_from(table.dossier_id))
            .order_by(Event.seq)
        )
        for seq in session.scalars(strange):
            yield Problem("check.said_elsewhere", {"seq": seq})
    silent = (
        select(Event.seq)
        .where(
            Event.verb.in_(("dossier.noted", "dossier.corrected")),
            ~exists().where(Remark.event_seq == Event.seq),
        )
        .order_by(Event.seq)
    )
    for seq in session.scalars(silent):
        yield Problem("check.said_missing", {"seq": seq})
    put = dict(
        session.execute(select(Correction.event_seq, func.count()).group_by(Correction.event_seq)).all()
    )
    corrected = select(Event.seq, Event.details).where(Event.verb == "dossier.corrected").order_by(Event.seq)
    for seq, details in session.execute(corrected):
        if put.get(seq, 0) < len(_fields(details)):
            yield Problem("check.said_missing", {"seq": seq})


def _fields(details: str) -> list[object]:
    """The fields a correction says it changed; each has its old and new value beside it."""
    try:
        fields = json.loads(details).get("fields")
    except (ValueError, AttributeError):
        return []
    return fields if isinstance(fields, list) else []


def _register(session: Session) -> Iterator[Problem]:
    """Each year's register runs from 1 without a gap, and its counter is not behind."""
    from sqlalchemy import func, select

    from desk.record.register import COUNTER
    from models.tables import Counter, Dossier

    years = (
        select(
            Dossier.register_year, func.count(), func.min(Dossier.register_no), func.max(Dossier.register_no)
        )
        .where(Dossier.register_year.is_not(None))
        .group_by(Dossier.register_year)
        .order_by(Dossier.register_year)
    )
    for year, entries, lowest, highest in session.execute(years):
        counter = session.scalar(select(Counter.n).where(Counter.key == COUNTER.format(year=year)))
        if (lowest, highest) != (1, entries) or counter != highest:
            yield Problem("check.register_gap", {"year": year, "entries": entries, "highest": highest})


def _certified(session: Session) -> Iterator[Problem]:
    """Each certification book runs from 1 without a gap in its year, and its counter agrees."""
    from desk.certify.books import damage

    for found in damage(session):
        yield Problem("check.certification_gap", found)
