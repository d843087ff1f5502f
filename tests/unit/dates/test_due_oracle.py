"""Due dates counted a second time, by brute force, over every day of the two confirmed years.

Nothing here is shared with the program: days off and make-up Saturdays are typed from the published table
(field notes on deadlines §5), hours, cut-off and edges from the contract §3. Days are stepped one by one;
working hours are minutes of a list of all open minutes.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest

from desk.clock import LOCAL
from desk.dates.calendar import WorkCalendar, shipped_work_calendar
from desk.dates.due import Term, due_moment, promise

CALENDAR: WorkCalendar = shipped_work_calendar()
DAYS_OFF = [
    "2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-04-07",
    "2025-04-30", "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02", "2026-01-01", "2026-01-02",
    "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-27", "2026-04-30",
    "2026-05-01", "2026-08-31", "2026-09-01", "2026-09-02", "2026-11-24",
]  # fmt: skip  # fmt: skip
MADE_UP = ["2025-04-26", "2026-01-10", "2026-08-22"]
LAST = "2026-12-31"
CLOCKS = (
    "00:00:00", "07:29:59", "07:30:00", "09:41:00", "11:30:00", "11:30:01", "12:15:00", "13:30:00",
    "14:59:00", "15:00:00", "15:00:01", "16:30:30", "17:00:00", "17:00:01", "23:59:59",
)  # fmt: skip
DAY_LIMITS = (1, 2, 3, 5, 10, 22)
HOUR_LIMITS = (1, 2, 4, 8, 15)


def is_open_day(day: str) -> bool:
    if day in MADE_UP:
        return True
    return date.fromisoformat(day).isoweekday() <= 5 and day not in DAYS_OFF


def after(day: str, steps: int = 1) -> str:
    return (date.fromisoformat(day) + timedelta(days=steps)).isoformat()


@cache
def next_open(day: str) -> str:
    day = after(day)
    return day if is_open_day(day) else next_open(day)


@cache
def open_minutes() -> tuple[str, ...]:
    """Every open minute of both years as text, in order."""
    found = []
    day = "2025-01-01"
    while day <= LAST:
        if is_open_day(day):
            day_minutes = (*range(7 * 60 + 30, 11 * 60 + 30), *range(13 * 60 + 30, 17 * 60))
            found += [f"{day} {minute // 60:02d}:{minute % 60:02d}" for minute in day_minutes]
        day = after(day)
    return tuple(found)


def by_hours(limit: int, day: str, clock: str) -> str | None:
    """Step through the open minutes; a start inside a minute ends as many seconds into another."""
    minutes = open_minutes()
    first = bisect_left(minutes, f"{day} {clock[:5]}")
    inside = first < len(minutes) and minutes[first] == f"{day} {clock[:5]}" and clock[6:] != "00"
    if inside:
        last = first + limit * 60
        return f"{minutes[last]}:{clock[6:]}" if last < len(minutes) else None
    last = first + limit * 60 - 1
    if last >= len(minutes):
        return None
    ends = datetime.fromisoformat(minutes[last]) + timedelta(minutes=1)
    return f"{ends:%Y-%m-%d %H:%M:%S}"


def expected(limit: int, unit: str, day: str, clock: str) -> str | None:
    """The due moment as text, None where it lies beyond the confirmed years."""
    if unit == "working_hour":
        return by_hours(limit, day, clock)
    if unit == "same_day":
        due = day if is_open_day(day) and clock <= "15:00:00" else next_open(day)
    else:
        base = day if is_open_day(day) and clock <= "17:00:00" else next_open(day)
        due = base
        if unit == "working_day":
            for _ in range(limit):
                due = next_open(due)
        else:
            due = after(base, limit)
            due = due if is_open_day(due) else next_open(due)
    return None if due > LAST else f"{due} 17:00:00"


CASES = (
    *(("working_day", limit) for limit in DAY_LIMITS),
    *(("calendar_day", limit) for limit in DAY_LIMITS),
    *(("working_hour", limit) for limit in HOUR_LIMITS),
    ("same_day", 1),
)


def differences(year: int, clocks: tuple[str, ...]) -> list[str]:
    """Every promise of a year that the recount does not agree with."""
    wrong = []
    day = f"{year}-01-01"
    while day <= f"{year}-12-31":
        for clock in clocks:
            received = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LOCAL)
            for unit, limit in CASES:
                wanted = expected(limit, unit, day, clock)
                if wanted is None:
                    continue
                found = due_moment(Term(limit, unit), received, CALENDAR)
                if found is None or f"{found:%Y-%m-%d %H:%M:%S}" != wanted:
                    wrong.append(f"{day} {clock} {limit} {unit}: {found}, not {wanted}")
        day = after(day)
    return wrong


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_every_unit_agrees_with_the_recount(year: int) -> None:
    assert differences(year, CLOCKS[1::4]) == []


@pytest.mark.long
@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_every_unit_every_edge_agrees_with_the_recount(year: int) -> None:
    assert differences(year, CLOCKS) == []


@pytest.mark.parametrize("clock", CLOCKS)
def test_every_edge_agrees_around_the_turns_of_the_calendar(clock: str) -> None:
    """The days before, on and after every day off and make-up day, with every clock time."""
    turns = {after(day, step) for day in (*DAYS_OFF, *MADE_UP) for step in (-3, -2, -1, 0, 1)}
    wrong = []
    for day in sorted(turn for turn in turns if "2025-01-01" <= turn <= LAST):
        received = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LOCAL)
        for unit, limit in CASES:
            wanted = expected(limit, unit, day, clock)
            found = due_moment(Term(limit, unit), received, CALENDAR)
            if wanted is not None and (found is None or f"{found:%Y-%m-%d %H:%M:%S}" != wanted):
                wrong.append(f"{day} {limit} {unit}: {found}, not {wanted}")
    assert wrong == []


def test_the_recount_itself_knows_the_published_boundary_cases() -> None:
    """Boundary table of the field notes on deadlines §6, so that both counts cannot be wrong alike."""
    table = [
        (1, "same_day", "2026-11-13", "14:59:00", "2026-11-13 17:00:00"),
        (1, "same_day", "2026-11-13", "15:01:00", "2026-11-16 17:00:00"),
        (3, "working_day", "2026-11-20", "09:00:00", "2026-11-26 17:00:00"),
        (1, "working_day", "2026-02-13", "09:00:00", "2026-02-23 17:00:00"),
        (1, "working_day", "2026-01-08", "09:00:00", "2026-01-09 17:00:00"),
        (2, "working_day", "2026-01-08", "09:00:00", "2026-01-10 17:00:00"),
        (1, "working_day", "2026-08-21", "09:00:00", "2026-08-22 17:00:00"),
        (2, "working_day", "2026-04-29", "09:00:00", "2026-05-05 17:00:00"),
        (3, "working_day", "2025-04-22", "09:00:00", "2025-04-25 17:00:00"),
        (4, "working_day", "2025-04-22", "09:00:00", "2025-04-26 17:00:00"),
        (1, "working_hour", "2026-11-20", "11:45:00", "2026-11-20 14:30:00"),
        (1, "working_hour", "2026-11-21", "10:00:00", "2026-11-23 08:30:00"),
    ]
    for limit, unit, day, clock, wanted in table:
        assert expected(limit, unit, day, clock) == wanted
        received = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LOCAL)
        found = promise(Term(limit, unit), received, CALENDAR).due_at
        assert found is not None
        assert f"{found:%Y-%m-%d %H:%M:%S}" == wanted


def test_ten_working_days_into_2027_are_promised_with_a_warning_and_those_of_2026_without() -> None:
    beyond = promise(Term(10, "working_day"), datetime(2027, 1, 25, 9, tzinfo=LOCAL), CALENDAR)
    within = promise(Term(10, "working_day"), datetime(2026, 11, 25, 9, tzinfo=LOCAL), CALENDAR)
    over_new_year = promise(Term(10, "working_day"), datetime(2026, 12, 28, 9, tzinfo=LOCAL), CALENDAR)
    assert [one.code for one in beyond.warnings] == ["calendar.unconfirmed_year"]
    assert [one.code for one in over_new_year.warnings] == ["calendar.unconfirmed_year"]
    assert within.warnings == ()


def test_what_is_printed_stays_vietnamese_and_an_english_screen_is_told_in_english() -> None:
    received = datetime(2026, 11, 23, 15, 40, tzinfo=LOCAL)
    told = promise(Term(3, "working_day"), received, CALENDAR, lang="en")
    assert told.reason == promise(Term(3, "working_day"), received, CALENDAR).reason
    assert "Due at 17:00 Friday 27/11/2026." in told.told
    assert not [line for line in told.told if "Không tính" in line or "Thứ" in line]


def test_the_moment_alone_is_the_moment_of_the_promise() -> None:
    for unit, limit in CASES:
        for clock in CLOCKS:
            received = datetime.combine(date(2026, 4, 29), time.fromisoformat(clock), LOCAL)
            term = Term(limit, unit)
            assert due_moment(term, received, CALENDAR) == promise(term, received, CALENDAR).due_at
