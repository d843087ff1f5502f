"""Lịch làm việc: which days this office works, and during which hours.

Vietnam's public holidays come from the `holidays` library; the office's own table wins over it,
because swaps (hoán đổi ngày làm việc) are decided late and the library lacks some of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from desk.catalogue.shipped import CalendarRow

FIRST_YEAR = 1950
LAST_YEAR = 2100  # the library's lunar tables end here
Interval = tuple[time, time]

_COUNTER_DAY: tuple[Interval, ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """Quy định giờ làm việc: what an office may set; the defaults are those of the product.

    `hours` has one tuple of open intervals for each weekday, Monday first; an empty one is a day off.
    """

    hours: tuple[tuple[Interval, ...], ...] = (*((_COUNTER_DAY,) * 5), (), ())
    same_day_cutoff: time = time(15)  # Luật Hộ tịch 60/2014 Đ.5.3; NĐ 23/2015 Đ.7
    last_confirmed_year: int = 2026


@dataclass(frozen=True, slots=True)
class DayOff:
    """Ngày nghỉ: a day that is off although its weekday is not, with the name people know."""

    day: date
    name: str


@dataclass(slots=True)
class WorkCalendar:
    """Answers which days are worked; years are worked out when first asked for.

    Not shared between threads while a new year is being added; answers never change once given.
    """

    rows: Mapping[date, CalendarRow]
    rules: CalendarRules = field(default_factory=CalendarRules)
    _days: list[int] = field(default_factory=list, init=False, repr=False)
    _from: int = field(default=0, init=False, repr=False)
    _to: int = field(default=-1, init=False, repr=False)

    def is_worked(self, day: date) -> bool:
        """Tell whether `day` is a working day of this office."""
        row = self.rows.get(day)
        if row is not None:
            return row.kind == "makeup_workday"
        if day in _public(day.year)[1]:
            return True
        return bool(self.rules.hours[day.weekday()]) and day not in _public(day.year)[0]

    def hours(self, day: date) -> tuple[Interval, ...]:
        """Return the open intervals of `day`; a make-up working day has Monday's hours."""
        if not self.is_worked(day):
            return ()
        row = self.rows.get(day)
        if (row is not None and row.kind == "makeup_workday") or day in _public(day.year)[1]:
            return self.rules.hours[0]
        return self.rules.hours[day.weekday()]

    def closing(self, day: date) -> datetime:
        """Return the moment this office closes on the working day `day`."""
        return datetime.combine(day, self.hours(day)[-1][1], LOCAL)

    def opening(self, day: date) -> datetime:
        """Return the moment this office opens on the working day `day`."""
        return datetime.combine(day, self.hours(day)[0][0], LOCAL)

    def next_worked(self, day: date, steps: int = 1) -> date:
        """Return the `steps`-th working day after `day`, which itself need not be worked.

        Raises:
            InputError: `due.out_of_range` beyond the years whose calendar can be known.
        """
        while True:
            self._cover(day.year)
            position = bisect_right(self._days, day.toordinal()) + steps - 1
            if position < len(self._days):
                return date.fromordinal(self._days[position])
            self._cover(self._to + 1)

    def worked_on_or_after(self, day: date) -> date:
        """Return `day` where it is worked, else the next working day."""
        return self.next_worked(day - timedelta(days=1))

    def worked_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and including `last`."""
        self._cover(first.year)
        self._cover(last.year)
        return bisect_right(self._days, last.toordinal()) - bisect_right(self._days, first.toordinal())

    def days_off(self, first: date, last: date) -> tuple[DayOff, ...]:
        """Name the days off between two dates, both included, that fall on an ordinary working weekday."""
        found = []
        day = first
        while day <= last:
            if self.rules.hours[day.weekday()] and not self.is_worked(day):
                found.append(DayOff(day=day, name=self._name(day)))
            day += timedelta(days=1)
        return tuple(found)

    def makeup_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days between two dates, both included, worked although their weekday is off."""
        self._cover(first.year)
        self._cover(last.year)
        begin, end = bisect_left(self._days, first.toordinal()), bisect_right(self._days, last.toordinal())
        days = (date.fromordinal(number) for number in self._days[begin:end])
        return tuple(day for day in days if not self.rules.hours[day.weekday()])

    def _name(self, day: date) -> str:
        row = self.rows.get(day)
        if row is not None and row.note:
            return row.note
        return _public(day.year)[0].get(day, "")

    def _cover(self, year: int) -> None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InputError("due.out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
        if not any(self.rules.hours):
            raise InputError("calendar.no_hours")
        if not self._days:
            self._days = self._year(year)
            self._from = self._to = year
        while year < self._from:
            self._from -= 1
            self._days = self._year(self._from) + self._days
        while year > self._to:
            self._to += 1
            self._days = self._days + self._year(self._to)

    def _year(self, year: int) -> list[int]:
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        return [number for number in range(first, last + 1) if self.is_worked(date.fromordinal(number))]


@lru_cache(maxsize=256)
def _public(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Return the public days off of a year by name, and the weekend days worked in exchange."""
    from holidays import country_holidays

    found = country_holidays("VN", years=year, language="vi")
    worked = frozenset(day for day in found.weekend_workdays if day.year == year)
    return {day: name for day, name in found.items() if day.year == year}, worked


def calendar_from(
    rows: Iterable[CalendarRow], *, rules: CalendarRules | None = None, shipped: bool = True
) -> WorkCalendar:
    """Build a calendar from the office's rows over the shipped table; the later of two rows wins."""
    from desk.catalogue.shipped import shipped_calendar

    table = {row.day: row for row in shipped_calendar()} if shipped else {}
    table.update({row.day: row for row in rows})
    return WorkCalendar(rows=table, rules=rules or CalendarRules())


def shipped_work_calendar() -> WorkCalendar:
    """Return the calendar as shipped, for commands that need no office."""
    return calendar_from(())


def rules_from(settings: Mapping[str, Any]) -> CalendarRules:
    """Return the rules an office's settings say; a missing one has its default."""
    rules = CalendarRules()
    hours = settings.get("calendar.hours")
    cutoff = settings.get("calendar.same_day_cutoff")
    return CalendarRules(
        hours=tuple(_intervals(day) for day in hours) if hours is not None else rules.hours,
        same_day_cutoff=time.fromisoformat(cutoff) if cutoff is not None else rules.same_day_cutoff,
        last_confirmed_year=settings.get("calendar.last_confirmed_year", rules.last_confirmed_year),
    )


def _intervals(day: Iterable[Iterable[str]]) -> tuple[Interval, ...]:
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in day)


def office_calendar(session: Session, *, rules: CalendarRules | None = None) -> WorkCalendar:
    """Return the office's calendar: its own table and hours over the shipped table over public holidays."""
    from sqlalchemy import select

    from desk.catalogue.shipped import CalendarRow
    from desk.office import settings
    from models.calendar_day import CalendarDay

    columns = select(CalendarDay.day, CalendarDay.kind, CalendarDay.note, CalendarDay.basis)
    own = [
        CalendarRow(day=day, kind=kind, note=note, basis=basis)
        for day, kind, note, basis in session.execute(columns)
    ]
    return calendar_from(own, rules=rules or rules_from(settings.values(session)))
