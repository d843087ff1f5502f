"""Dữ liệu cho trung tâm điều hành (IOC): person-free numbers by day, field, procedure and channel.

Each day's rows sum to that day's tally, key by key. A row of few dossiers could point at somebody, so those
below `least` are told together: those of a procedure first, then of a field, then of the day, with the day's
smallest other row if need be. No sum is changed by it; how many rows stand behind one is told beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.numbers.tally import NUMBER_KEYS
from desk.reports.counting import EXTRA_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

    Numbers = dict[str, int]

KEYS = (*NUMBER_KEYS, *EXTRA_KEYS)
PLACES = ("field", "procedure", "name", "channel")
COLUMNS = ("day", "unit", *PLACES, "rows_behind", "small", *KEYS)
LEAST, MOST = 5, 100
TOGETHER = "*"
_EVERY = 100


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row: a day's field, procedure and channel ("*" = several told together) with its numbers."""

    day: date
    place: tuple[str, str, str, str]
    numbers: Numbers
    rows_behind: int = 1

    @property
    def people(self) -> int:
        """How many dossiers stand behind it at most: running and settled, handed over, rated."""
        return max(self.numbers[key] for key in ("received_total", "returned", "rated"))


@dataclass(frozen=True, slots=True)
class Feed:
    """What a period's days count, as of one event of the log."""

    first: date
    last: date
    least: int
    as_of: int  # number of the newest event it was counted from
    rows: tuple[FeedRow, ...]


def feed(
    office: Office,
    first: date,
    last: date,
    *,
    least: int = LEAST,
    report: Callable[[int], None] | None = None,
) -> Feed:
    """Count every day of a period; `report` hears hundredths, what it raises ends the counting.

    Raises:
        InputError: `tally.bad_period`, `ioc.bad_least`.
    """
    from desk.numbers.history_load import period
    from desk.record.events import head

    period(first, last)
    if not 1 <= least <= MOST:
        raise InputError("ioc.bad_least", least=least, most=MOST)
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    rows: list[FeedRow] = []
    with office.read() as session:
        for place, day in enumerate(days):
            if report is not None:
                report(place * _EVERY // len(days))
            rows += told_together(_day(office, session, day), least)
        as_of = head(session).seq
    return Feed(first=first, last=last, least=least, as_of=as_of, rows=tuple(rows))


def _day(office: Office, session: Session, day: date) -> list[FeedRow]:
    """The rows of one day, counted by the tally's own code."""
    from desk.numbers.catalogue_marks import load_catalogue
    from desk.numbers.fast import material
    from desk.numbers.history_load import period
    from desk.numbers.tally import numbers_of
    from desk.reports.counting import alike, further

    within, catalogue = period(day, day), load_catalogue(session, day)
    found: dict[tuple[str, str, str, str], Numbers] = {}
    ready = material(office, session, day, day)
    for one, count, fee in alike(session, day, day, ready=ready):
        numbers = {key: number * count for key, number in numbers_of(one, catalogue).items()}
        if "fee_amount" in numbers:
            numbers["fee_amount"] = fee
        numbers |= further(one, within, count=count, fee=fee)
        if numbers:
            history = one.history
            # A name without a code was typed by somebody, who may have named a person in it.
            name = history.name if history.procedure else ""
            field = "(*)" if history.field == TOGETHER else history.field
            place = field, history.procedure, name, history.channel or "direct"
            _add(found.setdefault(place, dict.fromkeys(KEYS, 0)), numbers)
    return [FeedRow(day, place, found[place]) for place in sorted(found)]


def _add(row: Numbers, numbers: Numbers) -> None:
    for key, number in numbers.items():
        row[key] += number


def told_together(rows: Sequence[FeedRow], least: int) -> list[FeedRow]:
    """The rows of one day with none of fewer than `least` dossiers, unless the whole day has no more."""
    kept = [row for row in rows if row.people >= least]
    rest = [row for row in rows if row.people < least]
    for known in (3, 1):  # of a procedure whatever its channel, then of a field
        among: dict[tuple[str, ...], list[FeedRow]] = {}
        for row in rest:
            among.setdefault(row.place[:known], []).append(row)
        rest = []
        for place, small in among.items():
            joined = _joined(small, (*place, *(TOGETHER,) * (4 - known)))  # type: ignore[arg-type]
            (rest if joined.people < least else kept).append(joined)
    if rest:
        kept.sort(key=lambda row: (-row.people, row.place))
        joined = _joined(rest, (TOGETHER,) * 4)
        while joined.people < least and kept:
            rest.append(kept.pop())
            joined = _joined(rest, (TOGETHER,) * 4)
        kept.append(joined)
    return sorted(kept, key=lambda row: row.place)


def _joined(rows: list[FeedRow], place: tuple[str, str, str, str]) -> FeedRow:
    numbers = {key: sum(row.numbers[key] for row in rows) for key in KEYS}
    return FeedRow(rows[0].day, place, numbers, sum(row.rows_behind for row in rows))


def lines(found: Feed, unit: str) -> Iterator[tuple[Any, ...]]:
    """The rows in the order of `COLUMNS`; `small` is 1 where even the whole day is below `least`."""
    for row in found.rows:
        small = int(row.people < found.least)
        numbers = (row.numbers[key] for key in KEYS)
        yield row.day.isoformat(), unit, *row.place, row.rows_behind, small, *numbers
