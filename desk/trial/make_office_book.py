"""The book of a made office: every act chained in the order of time, rows written in batches."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.clock import utc_text
from desk.trial.make_office_rows import People, results_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.trial.make_office_rows import Made, Scheduled


@dataclass(slots=True)
class _Rows:
    """Rows waiting for the next batch, by table."""

    applicants: list[dict[str, Any]] = field(default_factory=list)
    dossiers: dict[int, dict[str, Any]] = field(default_factory=dict)
    components: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    holdings: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    entered: list[dict[str, Any]] = field(default_factory=list)  # places of dossiers already written


@dataclass(slots=True)
class Book:
    """What is being written: the end of the chain, acts to come, people, numbers."""

    office: Office
    seq: int
    hash: str
    rows: _Rows = field(default_factory=_Rows)
    people: People = field(default_factory=People)
    future: list[tuple[datetime, int, Scheduled]] = field(default_factory=list)
    order: int = 0
    counters: dict[str, int] = field(default_factory=dict)

    def next(self, key: str) -> int:
        """The next number of a counter."""
        self.counters[key] = self.counters.get(key, 0) + 1
        return self.counters[key]


def take(book: Book, made: Made) -> None:
    """Put a life into the book: its rows now, its acts when their moment has come."""
    book.rows.applicants.extend(made.applicants)
    book.rows.dossiers[made.dossier["id"]] = made.dossier
    book.rows.components.extend(made.components)
    for act in made.acts:
        book.order += 1
        heapq.heappush(book.future, (act.at, book.order, act))
    emit_until(book, made.dossier["received_at"])


def emit_until(book: Book, moment: datetime) -> None:
    """Chain every event that is due, in the order of time, with the rows that point to it."""
    while book.future and book.future[0][0] <= moment:
        act = heapq.heappop(book.future)[2]
        _chain(book, act)
        if act.enters:
            _enter(book, act)
        if act.holding is not None:
            book.rows.holdings.append({**act.holding, "event_seq": book.seq})
        if act.remark is not None:
            said = {"dossier_id": act.dossier_id, "event_seq": book.seq, "text": act.remark}
            book.rows.remarks.append(said)


def _chain(book: Book, act: Scheduled) -> None:
    from desk.record.events import canonical_text, chain_hash

    details, office = canonical_text(act.details), book.office
    book.seq += 1
    link = chain_hash(
        prev=book.hash, seq=book.seq, at=utc_text(act.at), actor=office.actor.username, verb=act.verb,
        subject=act.details["code"], details=details,
    )  # fmt: skip
    book.rows.events.append(
        {
            "seq": book.seq, "at": act.at, "actor": office.actor.username, "counter": office.card.counter,
            "verb": act.verb, "subject": act.details["code"], "dossier_id": act.dossier_id,
            "details": details, "prev": book.hash, "hash": link,
        }
    )  # fmt: skip
    book.hash = link


def _enter(book: Book, act: Scheduled) -> None:
    """The dossier's place in the register, in the order of acceptance; its row may be written already."""
    from desk.record.register import COUNTER

    year = act.at.year
    number = book.next(COUNTER.format(year=year))
    place = {"register_year": year, "register_volume": 1, "register_no": number}
    row = book.rows.dossiers.get(act.dossier_id)
    if row is not None:
        row.update(place)
    else:
        book.rows.entered.append({"key": act.dossier_id, **place})


def flush(session: Session, book: Book) -> None:
    """Write the rows that wait."""
    from sqlalchemy import bindparam, insert, update

    from models.tables import Applicant, Citizen, Component, Dossier, Event, Holding, Remark, Result

    connection, rows, people = session.connection(), book.rows, book.people
    for table, waiting in (
        (Citizen, people.fresh),
        (Applicant, rows.applicants),
        (Dossier, list(rows.dossiers.values())),
        (Component, rows.components),
        (Event, rows.events),
        (Holding, rows.holdings),
        (Remark, rows.remarks),
        (Result, results_of(rows.dossiers.values())),
    ):
        if waiting:
            connection.execute(insert(table.__table__), waiting)  # type: ignore[arg-type]
            waiting.clear()
    rows.dossiers.clear()
    if rows.entered:
        dossiers = Dossier.__table__
        places = ("register_year", "register_volume", "register_no")
        change = update(dossiers).where(dossiers.c.id == bindparam("key"))  # type: ignore[arg-type]
        connection.execute(change.values({name: bindparam(name) for name in places}), rows.entered)
        rows.entered.clear()
    if people.seen_again:
        citizens = Citizen.__table__
        seen = [{"key": key, "at": at} for key, at in people.seen_again.items()]
        again = update(citizens).where(citizens.c.id == bindparam("key"))  # type: ignore[arg-type]
        connection.execute(again.values(last_seen_at=bindparam("at")), seen)
        people.seen_again.clear()


def set_counters(session: Session, numbers: dict[str, int]) -> None:
    """Write how far each series of numbers is."""
    from sqlalchemy import insert

    from models.tables import Counter

    rows = [{"key": key, "n": n} for key, n in numbers.items()]
    if rows:
        session.connection().execute(insert(Counter.__table__), rows)  # type: ignore[arg-type]
