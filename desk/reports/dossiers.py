"""Từng hồ sơ của một kỳ: each with the numbers it counts under and what it may be listed or counted by.

The judge and the numbers are the tally's, so that whatever a report counts by, its sums are those of II.06a.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.paper.telling import each, quiet
from desk.reports.known import DAYS, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.judged import Facts
    from printing.words import Words

_MOMENT = "%d/%m/%Y %H:%M"
_HISTORY = frozenset(
    {"field", "procedure", "name", "channel", "point", "month", "day", "code", "received_at"}
)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the office and the period beside the dossiers."""

    words: Words
    end: datetime
    calendar: WorkCalendar
    counter: frozenset[str]
    points: Mapping[str, str]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One dossier with what its office knows of it."""

    one: Judged
    facts: Facts
    around: _Around


def dossier_rows(
    office: Office, words: Words, first: date, last: date, *, texts: frozenset[str], tell: Tell = quiet
) -> list[dict[str, Any]]:
    """A row for each dossier that counts under anything in the period, in the order of reception."""
    with office.read() as session:
        found = list(_read(session, words, (first, last), texts, tell=tell))
    found.sort(key=lambda one: one[0])
    return [row for _, row in found]


def _read(
    session: Session, words: Words, days: tuple[date, date], texts: frozenset[str], *, tell: Tell
) -> Iterator[tuple[tuple[datetime, str], dict[str, Any]]]:
    from desk.numbers.catalogue_marks import load_catalogue
    from desk.numbers.history_load import period
    from desk.numbers.tally import numbers_of
    from desk.reports.counting import alike, further
    from desk.reports.judged import NOTHING, facts, many

    tell(0)
    within, catalogue = period(*days), load_catalogue(session, days[1])
    known = facts(session, *days) if texts - _HISTORY else {}
    around = _around(session, words, within[1], asked=texts)
    none = dict.fromkeys(sorted(counted()), 0)
    for one, _, _ in each(alike(session, *days, ready=None), tell, among=many(session, *days)):
        numbers = {**numbers_of(one, catalogue), **further(one, within, count=1, fee=one.at_end.fee)}
        if not numbers:
            continue
        seen = _Seen(one, known.get(one.history.code, NOTHING), around)
        told = {key: _TEXTS[key](seen) for key in sorted(texts)}
        place = one.history.received_at, one.history.code
        yield place, {**told, **none, **numbers, DAYS: _days(seen)}


def _around(session: Session, words: Words, end: datetime, *, asked: frozenset[str]) -> _Around:
    from desk.dates.calendar import office_calendar
    from desk.numbers.tally import point_names
    from desk.process.units import counter_codes
    from desk.reports.late import reasons

    last = end - timedelta(seconds=1)
    return _Around(
        words=words, end=end, calendar=office_calendar(session), counter=counter_codes(session),
        points=point_names(session), reasons=reasons(session, None, last) if "reason" in asked else {},
    )  # fmt: skip


def _days(seen: _Seen) -> int:
    """How many working days it is late; 0 where it is not."""
    from desk.reports.late import days_late, is_late

    late = seen.one.belongs and is_late(seen.one)
    return days_late(seen.one, seen.around.calendar, seen.around.end - timedelta(seconds=1)) if late else 0


def _local(moment: datetime | None, form: str = _MOMENT) -> str:
    from desk.clock import LOCAL

    return moment.astimezone(LOCAL).strftime(form) if moment is not None else ""


def _unit(seen: _Seen) -> str:
    from desk.process.units import ONE_STOP

    hand = seen.facts.last_hand(seen.around.end, seen.around.counter | {ONE_STOP})
    return hand.unit if hand is not None else ONE_STOP


def _person(seen: _Seen) -> str:
    from desk.process.units import ONE_STOP

    hand = seen.facts.last_hand(seen.around.end, seen.around.counter | {ONE_STOP})
    return (hand.person if hand is not None else seen.facts.clerk) or seen.around.words.text("nobody")


def _state(seen: _Seen) -> str:
    from desk.reports.late import is_late

    settled = seen.one.at_end.settled
    late = is_late(seen.one)
    return seen.around.words.text(("settled" if settled else "pending") + ("_late" if late else ""))


def _cause(seen: _Seen) -> str:
    """Where it lay when its time came; nothing where it is not late."""
    from desk.reports.late import cause_of, is_late

    due = seen.one.at_end.due
    if due is None or not is_late(seen.one):
        return seen.around.words.text("in_time")
    return cause_of(seen.facts, due, seen.around.counter, seen.around.words)


_TEXTS: Mapping[str, Callable[[_Seen], str]] = {
    "field": lambda seen: seen.one.history.field,
    "procedure": lambda seen: seen.one.history.procedure,
    "name": lambda seen: seen.one.history.name,
    "channel": lambda seen: seen.around.words.text(f"channel_{seen.one.history.channel}"),
    "point": lambda seen: seen.around.points.get(seen.one.history.point, seen.one.history.point),
    "month": lambda seen: _local(seen.one.history.received_at, "%Y-%m"),
    "day": lambda seen: _local(seen.one.history.received_at, "%Y-%m-%d"),
    "code": lambda seen: seen.one.history.code,
    "received_at": lambda seen: _local(seen.one.history.received_at),
    "due_at": lambda seen: _local(seen.one.at_end.due),
    "finished_at": lambda seen: _local(seen.one.at_end.settled_at),
    "applicant": lambda seen: seen.facts.owner,
    "clerk": lambda seen: seen.facts.clerk or seen.around.words.text("nobody"),
    "unit": _unit,
    "person": _person,
    "state": _state,
    "cause": _cause,
    "reason": lambda seen: seen.around.reasons.get(seen.one.history.code, ""),
}
