"""A large practice office with a realistic mix, for timing: `make-office --dossiers N`.

The record is written in bulk, but by the same rules: numbers without gaps, an event for each change,
one hash chain in the order of time. Nothing in it is anybody's.
"""

from __future__ import annotations

import heapq
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from desk.clock import FrozenClock, SystemClock, utc_text
from desk.trial.make_office_rows import DueBook, Made, Scheduled, a_dossier, acts_of, catalogue_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

BATCH = 2000
DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class OfficeMade:
    """The answer of `make-office`."""

    data: Path
    office: str
    dossiers: int
    events: int
    seconds: float


@dataclass(slots=True)
class _Book:
    """What is being written: rows waiting for the next batch, future events, the chain's end."""

    seq: int
    hash: str
    applicants: list[dict[str, Any]] = field(default_factory=list)
    dossiers: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    future: list[tuple[datetime, int, Scheduled]] = field(default_factory=list)
    order: int = 0


def make_office(
    data: Path, *, dossiers: int, years: int = 1, seed: int = 1, now: datetime | None = None
) -> OfficeMade:
    """Make a new training office with dossiers of the last `years` years; same seed, same content."""
    from desk.office.bootstrap import create_office, open_office

    started = time.perf_counter()
    moment = now or SystemClock().now()
    first = moment.date() - timedelta(days=years * DAYS_A_YEAR)
    created = create_office(data, training=True, clock=FrozenClock(_morning(first)))
    with open_office(data, now=moment) as office, office.write("office.make") as uow:
        events = _fill(uow, dossiers=dossiers, first=first, now=moment, random=Random(seed))  # noqa: S311
        uow.commit()
    return OfficeMade(
        data=data.absolute(),
        office=created.office.code,
        dossiers=dossiers,
        events=events,
        seconds=time.perf_counter() - started,
    )


def _morning(day: date) -> datetime:
    from desk.clock import LOCAL

    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=LOCAL)


def _fill(uow: UnitOfWork, *, dossiers: int, first: date, now: datetime, random: Random) -> int:
    from desk.dates.calendar import office_calendar
    from desk.record.events import head

    session, office = uow.session, uow.office
    calendar = office_calendar(session)
    procedures, dues = catalogue_rows(session), DueBook(calendar)
    last = head(session)
    book = _Book(seq=last.seq, hash=last.hash)
    numbers: dict[str, int] = {}
    for number, received_at in enumerate(_moments(calendar, first, now, dossiers, random), start=1):
        _emit_until(book, office, received_at)
        day = f"{office.card.code}-{received_at:%y%m%d}"
        numbers[day] = numbers.get(day, 0) + 1
        made = a_dossier(
            random,
            number=number,
            code=f"{day}-{numbers[day]:04d}",
            received_at=received_at,
            now=now,
            procedures=procedures,
            dues=dues,
            office=office,
        )
        _take(book, office, made)
        if number % BATCH == 0:
            _flush(session, book)
    _emit_until(book, office, now)
    _flush(session, book)
    _set_counters(session, numbers)
    return book.seq


def _moments(
    calendar: WorkCalendar, first: date, now: datetime, count: int, random: Random
) -> Iterator[datetime]:
    """The moments of reception in order, spread over the working days, busier in the morning."""
    days = [
        day
        for offset in range((now.date() - first).days + 1)
        if calendar.is_worked(day := first + timedelta(days=offset))
    ] or [now.date()]
    for index, day in enumerate(days):
        share = count * (index + 1) // len(days) - count * index // len(days)
        seconds = sorted(
            random.randrange(27000, 41400) if random.random() < 0.6 else random.randrange(48600, 61200)
            for _ in range(share)
        )
        midnight = _morning(day).replace(hour=0)
        for second in seconds:
            moment = midnight + timedelta(seconds=second)
            yield min(moment, now)


def _take(book: _Book, office: Office, made: Made) -> None:
    book.applicants.append(made.applicant)
    book.dossiers.append(made.dossier)
    book.components.extend(made.components)
    for act in acts_of(made):
        book.order += 1
        heapq.heappush(book.future, (act.at, book.order, act))
    _emit_until(book, office, made.dossier["received_at"])


def _emit_until(book: _Book, office: Office, moment: datetime) -> None:
    """Chain every event that is due, in the order of time."""
    from desk.record.events import canonical_text, chain_hash

    while book.future and book.future[0][0] <= moment:
        act = heapq.heappop(book.future)[2]
        details = canonical_text(act.details)
        book.seq += 1
        link = chain_hash(
            prev=book.hash,
            seq=book.seq,
            at=utc_text(act.at),
            actor=office.actor.username,
            verb=act.verb,
            subject=act.details["code"],
            details=details,
        )
        book.events.append(
            {
                "seq": book.seq,
                "at": act.at,
                "actor": office.actor.username,
                "counter": office.card.counter,
                "verb": act.verb,
                "subject": act.details["code"],
                "dossier_id": act.dossier_id,
                "details": details,
                "prev": book.hash,
                "hash": link,
            }
        )
        book.hash = link


def _flush(session: Session, book: _Book) -> None:
    from sqlalchemy import insert

    from models.tables import Applicant, Component, Dossier, Event

    for table, rows in (
        (Applicant, book.applicants),
        (Dossier, book.dossiers),
        (Component, book.components),
        (Event, book.events),
    ):
        if rows:
            session.connection().execute(insert(table.__table__), rows)  # type: ignore[arg-type]
            rows.clear()


def _set_counters(session: Session, numbers: dict[str, int]) -> None:
    from sqlalchemy import insert

    from models.tables import Counter

    rows = [{"key": key, "n": n} for key, n in numbers.items()]
    if rows:
        session.connection().execute(insert(Counter.__table__), rows)  # type: ignore[arg-type]
