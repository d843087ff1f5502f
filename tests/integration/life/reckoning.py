"""Working time counted by hand: day by day and minute by minute, from the decided calendars of 2025 and 2026.

Written from the field's list of days off and the contract's table of defaults; knows nothing of the program.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

HERE = timezone(timedelta(hours=7))
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
OPEN_HOURS = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
CLOSING = time(17)
CUTOFF = time(15)


def _span(first: date, last: date) -> set[date]:
    return {first + DAY * step for step in range((last - first).days + 1)}


OFF = {
    date(2025, 1, 1), *_span(date(2025, 1, 25), date(2025, 2, 2)), date(2025, 4, 7), date(2025, 4, 30),
    date(2025, 5, 1), date(2025, 5, 2), date(2025, 9, 1), date(2025, 9, 2),
    date(2026, 1, 1), date(2026, 1, 2), *_span(date(2026, 2, 14), date(2026, 2, 22)), date(2026, 4, 27),
    date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2),
    date(2026, 11, 24),
}  # fmt: skip
MADE_UP = {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}


def worked(day: date) -> bool:
    """A working day of an office with the usual week."""
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def following(day: date) -> date:
    """The next working day after a day."""
    day += DAY
    while not worked(day):
        day += DAY
    return day


def closing(day: date) -> datetime:
    """When the office closes that day."""
    return datetime.combine(day, CLOSING, HERE)


def is_open(moment: datetime) -> bool:
    """Whether the minute that begins now is office time."""
    return worked(moment.date()) and any(begin <= moment.time() < end for begin, end in OPEN_HOURS)


def base_day(received: datetime) -> date:
    """The day a reception counts for: a day off or the hours after closing belong to the next working day."""
    day = received.date()
    return day if worked(day) and received.time() <= CLOSING else following(day)


def due(received: datetime, limit: int | None, unit: str | None) -> datetime | None:
    """The promised moment, counted out."""
    if unit == "same_day":
        day = received.date()
        return closing(day if worked(day) and received.time() <= CUTOFF else following(day))
    if unit is None or limit is None:
        return None
    if unit == "working_hour":
        return after_minutes(received, limit * 60)
    day = base_day(received)
    if unit == "working_day":
        for _ in range(limit):
            day = following(day)
        return closing(day)
    day += DAY * limit
    return closing(day if worked(day) else following(day))


def after_minutes(moment: datetime, minutes: int) -> datetime:
    """When so many office minutes have passed, minute by minute."""
    while minutes:
        if not is_open(moment):
            moment = _next_opening(moment)
        moment += MINUTE
        minutes -= 1
    return moment


def _next_opening(moment: datetime) -> datetime:
    while not is_open(moment):
        moment += MINUTE
    return moment


def minutes_between(first: datetime, last: datetime) -> int:
    """Office minutes from one moment to another, minute by minute."""
    found = 0
    while first < last:
        found += is_open(first)
        first += MINUTE
    return found


def working_days_between(first: date, last: date) -> int:
    """Working days after the first date, up to and including the last."""
    return sum(worked(first + DAY * step) for step in range(1, (last - first).days + 1))


def moved(
    moment: datetime | None, waited_from: datetime, until: datetime, unit: str | None
) -> datetime | None:
    """A promised moment after the dossier waited for money."""
    if moment is None or until <= waited_from:
        return moment
    if unit == "working_hour":
        minutes = minutes_between(waited_from, until)
        return after_minutes(moment, minutes) if minutes else moment
    day = moment.date()
    for _ in range(working_days_between(waited_from.date(), until.date())):
        day = following(day)
    return datetime.combine(day, moment.time(), HERE)
