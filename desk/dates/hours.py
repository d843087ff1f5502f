"""Giờ làm việc: which hours an office keeps on a weekday, and from which day on.

A change of office hours holds from a day on: what was worked before it stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

Interval = tuple[time, time]
Week = tuple[tuple[Interval, ...], ...]

CLOSED = ""  # half a day without work, in the table of days
NOON = time(12)
SATURDAY, SUNDAY = 5, 6
ALWAYS = date(1900, 1, 1)
_COUNTER_DAY: tuple[Interval, ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
_KEYS = (
    "calendar.hours",
    "calendar.same_day_cutoff",
    "calendar.last_confirmed_year",
    "calendar.saturday_counts",
    "clock.transfer_cutoff",
    "clock.after_cutoff_counts_from",
)


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """Quy định giờ làm việc: what an office may set; the defaults are those of the product.

    `hours` has one tuple of open intervals for each weekday, Monday first; an empty one is a day off.
    """

    hours: Week = (*((_COUNTER_DAY,) * 5), (), ())
    same_day_cutoff: time = time(15)  # Luật Hộ tịch 60/2014 Đ.5.3; NĐ 23/2015 Đ.7
    last_confirmed_year: int = 2026
    saturday_counts: bool = False  # open on Saturday does not make it a working day (BLLĐ 2019 Đ.111)
    transfer_cutoff: time = time(15)  # NĐ 118/2025 Đ.18.2
    after_cutoff: str = "same_day"  # from when a term of several days counts after it: same_day | next_day

    def counted(self, weekday: int) -> tuple[Interval, ...]:
        """The hours of a weekday (0 = Monday) that count as working time.

        People may be received on a Saturday or a Sunday; a Saturday counts only where the office says so.
        """
        if weekday == SUNDAY or (weekday == SATURDAY and not self.saturday_counts):
            return ()
        return self.hours[weekday]

    @property
    def made_up(self) -> tuple[Interval, ...]:
        """The hours of a make-up working day: Monday's, or those of the first weekday that has any."""
        return next((day for day in self.hours if day), ())

    @property
    def ever_open(self) -> bool:
        """Tell whether any day of the week is worked at all."""
        return any(self.counted(weekday) for weekday in range(7))


def rules_from(settings: Mapping[str, Any]) -> CalendarRules:
    """Return the rules an office's settings say; a missing one has its default."""
    rules = CalendarRules()
    hours = settings.get("calendar.hours")
    return CalendarRules(
        hours=week_of(hours) if hours is not None else rules.hours,
        same_day_cutoff=_clock(settings.get("calendar.same_day_cutoff"), rules.same_day_cutoff),
        last_confirmed_year=settings.get("calendar.last_confirmed_year", rules.last_confirmed_year),
        saturday_counts=settings.get("calendar.saturday_counts", rules.saturday_counts),
        transfer_cutoff=_clock(settings.get("clock.transfer_cutoff"), rules.transfer_cutoff),
        after_cutoff=settings.get("clock.after_cutoff_counts_from", rules.after_cutoff),
    )


def week_of(hours: Iterable[Iterable[Iterable[str]]]) -> Week:
    """Return the week a setting says: `[[["07:30", "11:30"], …], …]`, Monday first."""
    return tuple(tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in day) for day in hours)


def dated_rules(session: Session) -> tuple[tuple[date, CalendarRules], ...]:
    """The rules this office ever set, each with its first day, oldest first; the first holds since ever."""
    from sqlalchemy import select

    from models.setting import Setting

    rows = session.execute(
        select(Setting.valid_from, Setting.key, Setting.value)
        .where(Setting.key.in_(_KEYS))
        .order_by(Setting.valid_from)
    ).all()
    found: dict[date, CalendarRules] = {ALWAYS: CalendarRules()}
    known: dict[str, Any] = {}
    for first, key, value in rows:
        known[key] = value
        found[first] = rules_from(known)
    return tuple(sorted(found.items()))


def halves(
    usual: tuple[Interval, ...], *, am: str | None = None, pm: str | None = None
) -> tuple[Interval, ...]:
    """The open intervals of a day whose morning or afternoon is set apart.

    A half is as usual (None), closed ("") or has hours of its own (`07:30-11:30`). A day without a lunch
    break is split at noon.
    """
    if am is None and pm is None:
        return usual
    morning, afternoon = _split(usual)
    first = morning if am is None else parse_half(am)
    return first + (afternoon if pm is None else parse_half(pm))


def parse_half(text: str) -> tuple[Interval, ...]:
    """The hours of half a day as kept in the table: `07:30-11:30`, or "" where it is closed."""
    if text == CLOSED:
        return ()
    opens, closes = text.split("-")
    return ((time.fromisoformat(opens), time.fromisoformat(closes)),)


def in_order(intervals: tuple[Interval, ...]) -> bool:
    """Tell whether intervals follow each other, none empty, none overlapping."""
    edges = [edge for interval in intervals for edge in interval]
    return all(left < right for left, right in pairwise(edges))


def _split(usual: tuple[Interval, ...]) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    if len(usual) == 1 and usual[0][0] < NOON < usual[0][1]:
        return ((usual[0][0], NOON),), ((NOON, usual[0][1]),)
    morning = tuple(one for one in usual if one[0] < NOON)
    return morning, usual[len(morning) :]


def _clock(text: str | None, default: time) -> time:
    return default if text is None else time.fromisoformat(text)
