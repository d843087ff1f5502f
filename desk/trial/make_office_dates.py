"""Dates for a made office: office hours to act in, and promises worked out once for each day and half."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.dates.due import Term, due_moment

if TYPE_CHECKING:
    from random import Random

    from desk.dates.calendar import WorkCalendar

CUTOFF = time(15)
_Key = tuple[int | None, str | None, str | None, date, bool, bool]


@dataclass(slots=True)
class DueBook:
    """The calendar with what was worked out before; terms in days depend on the day and two cut-offs."""

    calendar: WorkCalendar
    known: dict[_Key, datetime | None] = field(default_factory=dict)
    transfers: dict[tuple[date, bool], datetime] = field(default_factory=dict)

    def due(self, term: Term, at: datetime) -> datetime | None:
        """When a term ends that starts at a moment."""
        if term.unit == "working_hour":
            return due_moment(term, at, self.calendar)
        key = (
            term.limit, term.unit, term.after_cutoff, at.date(), at.time() > CUTOFF, at.time() > time(17),
        )  # fmt: skip
        if key not in self.known:
            self.known[key] = due_moment(term, at, self.calendar)
        return self.known[key]

    def transfer(self, at: datetime) -> datetime:
        """Until when a dossier goes on: the same day's closing, after 15:00 the next morning."""
        late = at.time() > CUTOFF
        key = (at.date(), late)
        if key not in self.transfers:
            day = at.date()
            if late:
                day = self.calendar.next_worked(day)
                closes = self.calendar.hours(day)[0][1]
                self.transfers[key] = datetime.combine(day, closes, LOCAL)
            else:
                self.transfers[key] = self.calendar.closing(day)
        return self.transfers[key]

    def later(self, random: Random, at: datetime, *, days: int = 0) -> datetime:
        """A moment in office hours after another: so many working days on, or later the same day."""
        if days:
            day = self.calendar.next_worked(at.date(), days)
            return self._within(random, day, self.calendar.opening(day))
        minutes = random.randrange(3, 90)
        return self.at_work(random, at + timedelta(minutes=minutes))

    def at_work(self, random: Random, at: datetime) -> datetime:
        """The moment itself where somebody works then, else early on the next working day."""
        day = at.date()
        if self.calendar.is_worked(day) and at <= self.calendar.closing(day):
            return max(at, self.calendar.opening(day)).replace(microsecond=0)
        day = self.calendar.next_worked(day)
        return self.calendar.opening(day) + timedelta(seconds=random.randrange(60, 5400))

    def _within(self, random: Random, day: date, opens: datetime) -> datetime:
        seconds = int((self.calendar.closing(day) - opens).total_seconds())
        return opens + timedelta(seconds=random.randrange(60, seconds))
