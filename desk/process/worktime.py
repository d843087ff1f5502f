"""Working minutes through the office's calendar: how many passed, and when so many will have passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL, as_local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from desk.dates.calendar import WorkCalendar

Span = tuple[datetime, datetime]


def minutes_between(calendar: WorkCalendar, first: datetime, last: datetime) -> int:
    """Return the whole working minutes from `first` to `last`; nothing where `last` is not after `first`."""
    return max(0, calendar.minutes_between(as_local(first), as_local(last)))


def after_minutes(calendar: WorkCalendar, start: datetime, minutes: int) -> datetime:
    """Return the moment at which `minutes` working minutes after `start` have passed.

    What ends exactly when an interval closes is due then, not at the next opening.
    """
    left = timedelta(minutes=minutes)
    end = as_local(start)
    for opens, closes in _open_spans(calendar, end):
        end = min(closes, opens + left)
        left -= end - opens
        if not left:
            break
    return end


def _open_spans(calendar: WorkCalendar, start: datetime) -> Iterator[Span]:
    """Yield the open intervals from `start` on, the first one cut at `start`, without an end."""
    day = calendar.worked_on_or_after(start.date())
    while True:
        for opens, closes in calendar.hours(day):
            begin, end = max(_at(day, opens), start), _at(day, closes)
            if begin < end:
                yield begin, end
        day = calendar.next_worked(day)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL)
