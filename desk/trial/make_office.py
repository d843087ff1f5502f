"""A large practice office with a realistic mix, for timing: `make-office --dossiers N`.

The record is written in bulk, but by the same rules: numbers without gaps, an event for each act as the
verbs write it, one hash chain in the order of time, the register in the order of acceptance. Nothing in it
is anybody's.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from desk.clock import FrozenClock, SystemClock
from desk.trial.make_office_book import Book, emit_until, flush, set_counters, take
from desk.trial.make_office_dates import DueBook
from desk.trial.make_office_fates import EVERY_STATE, lived
from desk.trial.make_office_lives import Life
from desk.trial.make_office_rows import (
    Catalogue,
    Made,
    catalogue_rows,
    component_rows,
    dossier_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.dates.calendar import WorkCalendar
    from desk.record.uow import UnitOfWork

BATCH = 2000
DAYS_A_YEAR = 365
ELSEWHERE = "UBND xã Mẫu Bên"  # phi địa giới: another unit is competent


@dataclass(frozen=True, slots=True)
class OfficeMade:
    """The answer of `make-office`."""

    data: Path
    office: str
    dossiers: int
    events: int
    seconds: float


def make_office(
    data: Path, *, dossiers: int, years: int = 1, seed: int = 1, now: datetime | None = None
) -> OfficeMade:
    """Make a new training office with dossiers of the last `years` years; same seed, same content."""
    from desk.numbers.derived import refresh
    from desk.office.bootstrap import create_office, open_office
    from models.engine import analyse

    started = time.perf_counter()
    moment = now or SystemClock().now()
    first = moment.date() - timedelta(days=years * DAYS_A_YEAR)
    created = create_office(data, training=True, clock=FrozenClock(_morning(first)))
    with open_office(data, now=moment) as office:
        with office.write("office.make") as uow:
            events = _fill(uow, dossiers=dossiers, first=first, now=moment, random=Random(seed))  # noqa: S311
            uow.commit()
        analyse(office.engine)
        refresh(office)
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
    procedures, dates = catalogue_rows(session), DueBook(office_calendar(session))
    last = head(session)
    book = Book(office=office, seq=last.seq, hash=last.hash)
    moments = list(_moments(dates.calendar, first, now, dossiers, random))
    first_open = _first_open(moments, now)
    for number, received_at in enumerate(moments, start=1):
        emit_until(book, received_at)
        life = _begun(book, procedures, dates, number=number, at=received_at, now=now, random=random)
        lived(life, number=number, first_open=first_open)
        take(book, life.made)
        if number % BATCH == 0:
            flush(session, book)
    emit_until(book, now)
    flush(session, book)
    set_counters(session, book.counters)
    return book.seq


def _first_open(moments: list[datetime], now: datetime) -> int:
    """The number of the first of ten dossiers left one in each state: old enough for that, not older."""
    recent = sum(1 for one in moments if one > now - timedelta(days=7))
    return max(1, len(moments) - recent - len(EVERY_STATE) + 1)


def _begun(
    book: Book,
    procedures: Catalogue,
    dates: DueBook,
    *,
    number: int,
    at: datetime,
    now: datetime,
    random: Random,
) -> Life:
    """A dossier as somebody brings it, before anything happens to it."""
    office = book.office
    asked = procedures.one(random)
    series = f"{office.card.code}-{at:%y%m%d}"
    code = f"{series}-{book.next(series):04d}"
    row = dossier_row(random, asked, number=number, code=code, received_at=at, office=office)
    people = [book.people.snapshot(random, at)]
    row["applicant_id"] = people[0]["id"]
    if random.random() < 0.03 and people[0]["kind"] == "citizen":
        owner = book.people.snapshot(random, at)
        people.append(owner)
        row["owner_id"] = owner["id"]
        row["on_behalf_of"] = {"full_name": owner["full_name"], "relation": "", "paper": "Giấy ủy quyền"}
    if random.random() < 0.01:
        row["competent_unit"] = ELSEWHERE
    kept = random.random() < 0.02
    made = Made(dossier=row, applicants=people, components=component_rows(asked.card, number, kept=kept))
    return Life(made=made, asked=asked, random=random, dates=dates, office=office, now=now, at=at)


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
