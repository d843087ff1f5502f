"""A large practice office with a realistic mix, for timing: `make-office --dossiers N`.

The record is written in bulk, but by the same rules: numbers without gaps, an event for each act as the
verbs write it, one hash chain in the order of time, the register in the order of acceptance. Nothing in it
is anybody's.
"""

from __future__ import annotations

import heapq
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from desk.clock import FrozenClock, SystemClock, utc_text
from desk.trial.make_office_dates import DueBook
from desk.trial.make_office_fates import EVERY_STATE, lived
from desk.trial.make_office_lives import Life
from desk.trial.make_office_rows import (
    Catalogue,
    Made,
    People,
    catalogue_rows,
    component_rows,
    dossier_row,
    results_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.trial.make_office_rows import Scheduled

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
class _Book:
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


def make_office(
    data: Path, *, dossiers: int, years: int = 1, seed: int = 1, now: datetime | None = None
) -> OfficeMade:
    """Make a new training office with dossiers of the last `years` years; same seed, same content."""
    from desk.office.bootstrap import create_office, open_office

    started = time.perf_counter()
    moment = now or SystemClock().now()
    first = moment.date() - timedelta(days=years * DAYS_A_YEAR)
    created = create_office(data, training=True, clock=FrozenClock(_morning(first)))
    with open_office(data, now=moment) as office:
        with office.write("office.make") as uow:
            events = _fill(uow, dossiers=dossiers, first=first, now=moment, random=Random(seed))  # noqa: S311
            uow.commit()
        _analyse(office)
    return OfficeMade(
        data=data.absolute(),
        office=created.office.code,
        dossiers=dossiers,
        events=events,
        seconds=time.perf_counter() - started,
    )


def _analyse(office: Office) -> None:
    """Tell the planner how large the tables have become; without it a tally takes a hundred times as long."""
    from models.engine import writer

    with writer(office.engine).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _morning(day: date) -> datetime:
    from desk.clock import LOCAL

    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=LOCAL)


def _fill(uow: UnitOfWork, *, dossiers: int, first: date, now: datetime, random: Random) -> int:
    from desk.dates.calendar import office_calendar
    from desk.record.events import head

    session, office = uow.session, uow.office
    procedures, dates = catalogue_rows(session), DueBook(office_calendar(session))
    last = head(session)
    book = _Book(office=office, seq=last.seq, hash=last.hash)
    moments = list(_moments(dates.calendar, first, now, dossiers, random))
    first_open = _first_open(moments, now)
    for number, received_at in enumerate(moments, start=1):
        _emit_until(book, received_at)
        life = _begun(book, procedures, dates, number=number, at=received_at, now=now, random=random)
        lived(life, number=number, first_open=first_open)
        _take(book, life.made)
        if number % BATCH == 0:
            _flush(session, book)
    _emit_until(book, now)
    _flush(session, book)
    _set_counters(session, book.counters)
    return book.seq


def _first_open(moments: list[datetime], now: datetime) -> int:
    """The number of the first of ten dossiers left one in each state: old enough for that, not older."""
    recent = sum(1 for one in moments if one > now - timedelta(days=7))
    return max(1, len(moments) - recent - len(EVERY_STATE) + 1)


def _begun(
    book: _Book,
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


def _take(book: _Book, made: Made) -> None:
    book.rows.applicants.extend(made.applicants)
    book.rows.dossiers[made.dossier["id"]] = made.dossier
    book.rows.components.extend(made.components)
    for act in made.acts:
        book.order += 1
        heapq.heappush(book.future, (act.at, book.order, act))
    _emit_until(book, made.dossier["received_at"])


def _emit_until(book: _Book, moment: datetime) -> None:
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


def _chain(book: _Book, act: Scheduled) -> None:
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


def _enter(book: _Book, act: Scheduled) -> None:
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


def _flush(session: Session, book: _Book) -> None:
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


def _set_counters(session: Session, numbers: dict[str, int]) -> None:
    from sqlalchemy import insert

    from models.tables import Counter

    rows = [{"key": key, "n": n} for key, n in numbers.items()]
    if rows:
        session.connection().execute(insert(Counter.__table__), rows)  # type: ignore[arg-type]
