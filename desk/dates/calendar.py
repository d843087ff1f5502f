"""Lịch làm việc: which days this office works, and during which hours.

Vietnam's public holidays come from the `holidays` library; the office's own table wins over it,
because swaps (hoán đổi ngày làm việc) are decided late and the library lacks some of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.dates.hours import CalendarRules, Interval, dated_rules, halves, rules_from
from desk.dates.public_days import FIRST_YEAR, LAST_YEAR, public_days
from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from desk.catalogue.shipped import CalendarRow

__all__ = [
    "CalendarRules", "DayOff", "WorkCalendar", "calendar_from", "office_calendar", "own_rows", "public_days",
    "rules_from", "shipped_work_calendar",
]  # fmt: skip

WORKED = "makeup_workday"
FEW = 10  # steps that are quicker taken one by one than through a year's list
_MINUTE = 60


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
    rules: CalendarRules = field(default_factory=CalendarRules)  # in force since ever
    later: tuple[tuple[date, CalendarRules], ...] = ()  # those of a later first day, oldest first
    _days: list[int] = field(default_factory=list, init=False, repr=False)
    _from: int = field(default=0, init=False, repr=False)
    _to: int = field(default=-1, init=False, repr=False)
    _seconds: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False)

    def rules_on(self, day: date) -> CalendarRules:
        """Return the hours and cut-offs in force on `day`."""
        for first, rules in reversed(self.later):
            if first <= day:
                return rules
        return self.rules

    def is_worked(self, day: date) -> bool:
        """Tell whether `day` is a working day of this office, if only half of it."""
        row = self.rows.get(day)
        if row is not None:
            return row.kind == WORKED or (not _whole(row) and bool(self.hours(day)))
        off, worked = public_days(day.year)
        if day in worked:
            return True
        return day not in off and self.is_ordinary(day)

    def is_ordinary(self, day: date) -> bool:
        """Tell whether the weekday of `day` is one that is worked, holidays aside."""
        return bool(self.rules_on(day).counted(day.weekday()))

    def hours(self, day: date) -> tuple[Interval, ...]:
        """Return the open intervals of `day`; a make-up working day has Monday's hours."""
        row, rules = self.rows.get(day), self.rules_on(day)
        off, worked = public_days(day.year)
        if row is None:
            if day in worked:
                return rules.made_up
            return () if day in off else rules.counted(day.weekday())
        if row.kind != WORKED and _whole(row):
            return ()
        made_up = row.kind == WORKED or day in worked
        usual = rules.made_up if made_up else rules.counted(day.weekday())
        return halves(usual, am=row.am, pm=row.pm)

    def closing(self, day: date) -> datetime:
        """Return the moment this office closes on the working day `day`."""
        return datetime.combine(day, self.hours(day)[-1][1], LOCAL)

    def opening(self, day: date) -> datetime:
        """Return the moment this office opens on the working day `day`."""
        return datetime.combine(day, self.hours(day)[0][0], LOCAL)

    def minutes_between(self, first: datetime, last: datetime) -> int:
        """Count the whole minutes of working time from `first` to `last`; below zero where `last` is earlier.

        Lunch, nights and days off are nothing. Both moments are at +07:00.
        """
        if last < first:
            return -self.minutes_between(last, first)
        seconds = self._into(last) - self._into(first)
        for year in range(first.year, last.year):
            seconds += self._sums(year)[-1]
        return seconds // _MINUTE

    def next_worked(self, day: date, steps: int = 1) -> date:
        """Return the `steps`-th working day after `day`, which itself need not be worked.

        Raises:
            InputError: `due.out_of_range` beyond the years whose calendar can be known.
        """
        if steps <= FEW and not self._from <= day.year <= self._to:
            return self._stepped(day, steps)
        while True:
            self._cover(day.year)
            position = bisect_right(self._days, day.toordinal()) + steps - 1
            if position < len(self._days):
                return date.fromordinal(self._days[position])
            self._cover(self._to + 1)

    def _stepped(self, day: date, steps: int) -> date:
        """A few steps, one day after the other: a single promise needs no whole year worked out."""
        self._check(day.year)
        while steps:
            day += timedelta(days=1)
            if day.year > LAST_YEAR:
                self._check(day.year)
            steps -= self.is_worked(day)
        return day

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
            if self.is_ordinary(day) and not self.is_worked(day):
                found.append(DayOff(day=day, name=self._name(day)))
            day += timedelta(days=1)
        return tuple(found)

    def makeup_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days between two dates, both included, worked although their weekday is off."""
        self._cover(first.year)
        self._cover(last.year)
        begin, end = bisect_left(self._days, first.toordinal()), bisect_right(self._days, last.toordinal())
        days = (date.fromordinal(number) for number in self._days[begin:end])
        return tuple(day for day in days if not self.is_ordinary(day))

    def _name(self, day: date) -> str:
        row = self.rows.get(day)
        if row is not None and row.note:
            return row.note
        return public_days(day.year)[0].get(day, "")

    def _check(self, year: int) -> None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InputError("due.out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
        if not (self.rules.ever_open or any(rules.ever_open for _, rules in self.later)):
            raise InputError("calendar.no_hours")

    def _cover(self, year: int) -> None:
        self._check(year)
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

    def _into(self, moment: datetime) -> int:
        """Seconds of working time from the year's first moment to `moment`."""
        day = moment.date()
        total = self._sums(day.year)[day.timetuple().tm_yday - 1]
        for opens, closes in self.hours(day):
            begin, end = datetime.combine(day, opens, LOCAL), datetime.combine(day, closes, LOCAL)
            total += int((min(max(moment, begin), end) - begin).total_seconds())
        return total

    def _sums(self, year: int) -> list[int]:
        """Seconds of working time before each day of a year, and at the end those of the whole year."""
        if year not in self._seconds:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise InputError("due.out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
            sums = [0]
            day = date(year, 1, 1)
            while day.year == year:
                sums.append(sums[-1] + _length(self.hours(day)))
                day += timedelta(days=1)
            self._seconds[year] = sums
        return self._seconds[year]


@lru_cache(maxsize=512)
def _length(intervals: tuple[Interval, ...]) -> int:
    """Seconds from opening to closing, breaks aside."""
    return sum(
        (b.hour - a.hour) * 3600 + (b.minute - a.minute) * _MINUTE + b.second - a.second for a, b in intervals
    )


def _whole(row: CalendarRow) -> bool:
    """Tell whether a row speaks of the whole day."""
    return row.am is None and row.pm is None


def calendar_from(
    rows: Iterable[CalendarRow],
    *,
    rules: CalendarRules | None = None,
    later: tuple[tuple[date, CalendarRules], ...] = (),
    shipped: bool = True,
) -> WorkCalendar:
    """Build a calendar from the office's rows over the shipped table; the later of two rows wins."""
    from desk.catalogue.shipped import shipped_calendar

    table = {row.day: row for row in shipped_calendar()} if shipped else {}
    table.update({row.day: row for row in rows})
    return WorkCalendar(rows=table, rules=rules or CalendarRules(), later=later)


def shipped_work_calendar() -> WorkCalendar:
    """Return the calendar as shipped, for commands that need no office."""
    return calendar_from(())


def office_calendar(session: Session, *, rules: CalendarRules | None = None) -> WorkCalendar:
    """Return the office's calendar: its own table and hours over the shipped table over public holidays.

    The hours are those in force on each day; `rules` instead hold for all days.
    """
    own = own_rows(session)
    if rules is not None:
        return calendar_from(own, rules=rules)
    dated = dated_rules(session)
    return calendar_from(own, rules=dated[0][1], later=dated[1:])


def own_rows(session: Session) -> list[CalendarRow]:
    """The office's own table of days, by day."""
    from sqlalchemy import select

    from desk.catalogue.shipped import CalendarRow
    from models.calendar_day import CalendarDay

    columns = select(
        CalendarDay.day, CalendarDay.kind, CalendarDay.note, CalendarDay.basis, CalendarDay.am, CalendarDay.pm
    ).order_by(CalendarDay.day)
    return [
        CalendarRow(day=day, kind=kind, note=note, basis=basis, am=am, pm=pm)
        for day, kind, note, basis, am, pm in session.execute(columns)
    ]
