"""Working minutes: counted minute by minute by an oracle of the test's own."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.clock import LOCAL
from desk.dates.calendar import shipped_work_calendar
from desk.process.worktime import after_minutes, minutes_between

CALENDAR = shipped_work_calendar()
MONDAY = datetime(2026, 11, 23, tzinfo=LOCAL)
OPEN = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
OFF = {datetime(2026, 11, 24).date(), datetime(2026, 11, 28).date(), datetime(2026, 11, 29).date()}  # noqa: DTZ001 - dates
MOMENTS = st.integers(0, 8 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


def works(moment: datetime) -> bool:
    return moment.date() not in OFF and any(begin <= moment.time() < end for begin, end in OPEN)


@given(MOMENTS, MOMENTS)
def test_minutes_between_two_moments_are_those_a_clerk_would_tick(first: datetime, last: datetime) -> None:
    ticked, moment = 0, first
    while moment < last:
        ticked += works(moment)
        moment += timedelta(minutes=1)

    assert minutes_between(CALENDAR, first, last) == ticked


@given(MOMENTS, st.integers(1, 2000))
def test_the_moment_after_so_many_minutes_is_the_first_at_which_they_have_passed(
    start: datetime, minutes: int
) -> None:
    end = after_minutes(CALENDAR, start, minutes)

    assert minutes_between(CALENDAR, start, end) == minutes
    assert minutes_between(CALENDAR, start, end - timedelta(minutes=1)) == minutes - 1


def test_a_holiday_has_no_working_minutes() -> None:
    tuesday = MONDAY + timedelta(days=1)  # 24/11, NQ 28/2026/QH16

    assert minutes_between(CALENDAR, MONDAY, tuesday) == 450
    assert minutes_between(CALENDAR, tuesday, tuesday + timedelta(days=1)) == 0


def test_what_ends_with_the_morning_is_due_then_and_not_after_lunch() -> None:
    assert after_minutes(CALENDAR, MONDAY.replace(hour=7, minute=30), 240) == MONDAY.replace(
        hour=11, minute=30
    )
