"""Half days, dated office hours, Saturdays, the cut-off of several days, and working minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.shipped import CalendarRow
from desk.clock import LOCAL
from desk.dates.calendar import CalendarRules, WorkCalendar, calendar_from, shipped_work_calendar
from desk.dates.due import Term, due_moment, promise
from desk.dates.hours import halves, in_order
from desk.errors import InputError

SHIPPED = shipped_work_calendar()
COUNTER = CalendarRules()
MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def with_row(day: str, kind: str, *, am: str | None = None, pm: str | None = None) -> WorkCalendar:
    return calendar_from([CalendarRow(day=date.fromisoformat(day), kind=kind, am=am, pm=pm)])


def due(limit: int, unit: str, received: str, calendar: WorkCalendar, *, after: str | None = None) -> str:
    found = promise(Term(limit, unit, after), at(received), calendar).due_at
    assert found is not None
    return f"{found:%Y-%m-%d %H:%M}"


# half days
def test_a_half_day_is_worked_and_closes_at_the_end_of_its_half() -> None:
    calendar = with_row("2026-11-25", "local_closure", pm="")
    assert calendar.hours(date(2026, 11, 25)) == (MORNING,)
    assert due(1, "working_day", "2026-11-23T09:00", calendar) == "2026-11-25 11:30"
    assert due(2, "calendar_day", "2026-11-23T09:00", calendar) == "2026-11-25 11:30"


def test_a_same_day_procedure_received_after_a_half_day_closed_is_due_the_next_day() -> None:
    calendar = with_row("2026-11-25", "local_closure", pm="")
    assert due(1, "same_day", "2026-11-25T11:30", calendar) == "2026-11-25 11:30"
    assert due(1, "same_day", "2026-11-25T14:00", calendar) == "2026-11-26 17:00"
    said = promise(Term(1, "same_day"), at("2026-11-25T14:00"), calendar).reason
    assert "sau giờ đóng cửa 11:30" in said[0]


def test_working_hours_run_through_the_open_half_only() -> None:
    calendar = with_row("2026-11-25", "local_closure", am="", pm="14:00-16:00")
    assert due(3, "working_hour", "2026-11-23T16:00", calendar) == "2026-11-25 16:00"
    assert due(4, "working_hour", "2026-11-23T16:00", calendar) == "2026-11-26 08:30"
    assert calendar.opening(date(2026, 11, 25)) == at("2026-11-25T14:00")


def test_a_holiday_with_one_open_half_is_a_working_day_and_one_without_is_not() -> None:
    assert with_row("2026-11-25", "holiday", am="07:30-11:30", pm="").is_worked(date(2026, 11, 25))
    assert not with_row("2026-11-25", "holiday").is_worked(date(2026, 11, 25))
    assert not with_row("2026-11-25", "local_closure", am="", pm="").is_worked(date(2026, 11, 25))


def test_a_makeup_saturday_may_have_a_morning_only() -> None:
    calendar = with_row("2026-11-28", "makeup_workday", pm="")
    assert due(3, "working_day", "2026-11-23T09:00", calendar) == "2026-11-27 17:00"
    # 24/11 is a holiday, so Wednesday is day 0: Thursday, Friday, Saturday, Monday
    assert due(4, "working_day", "2026-11-24T09:00", calendar) == "2026-11-30 17:00"
    assert due(3, "working_day", "2026-11-25T09:00", calendar) == "2026-11-28 11:30"
    assert calendar.closing(date(2026, 11, 28)) == at("2026-11-28T11:30")


def test_a_day_without_a_lunch_break_is_split_at_noon() -> None:
    straight = ((time(7, 30), time(15)),)
    assert halves(straight, pm="") == ((time(7, 30), time(12)),)
    assert halves(straight, am="") == ((time(12), time(15)),)
    assert halves(straight) == straight


@pytest.mark.parametrize(
    ("intervals", "fine"),
    [
        ((MORNING, AFTERNOON), True),
        ((), True),
        ((AFTERNOON, MORNING), False),
        (((time(8), time(8)),), False),
        (((time(8), time(14)), AFTERNOON), False),
    ],
)
def test_intervals_follow_each_other_or_are_refused(
    intervals: tuple[tuple[time, time], ...], fine: bool
) -> None:
    assert in_order(intervals) is fine


# dated hours
def test_hours_hold_from_their_first_day_on_and_not_before() -> None:
    week = (*(((time(8), time(12)), (time(13), time(16))),) * 5, (), ())
    calendar = calendar_from((), later=((date(2026, 12, 1), replace(COUNTER, hours=week)),))
    assert calendar.closing(date(2026, 11, 30)) == at("2026-11-30T17:00")
    assert calendar.closing(date(2026, 12, 1)) == at("2026-12-01T16:00")
    assert due(1, "working_day", "2026-11-30T09:00", calendar) == "2026-12-01 16:00"
    # one hour of Monday afternoon is left, the rest is counted in the new hours from 08:00
    assert due(3, "working_hour", "2026-11-30T16:00", calendar) == "2026-12-01 10:00"


def test_a_cutoff_is_the_one_in_force_on_the_day_of_reception() -> None:
    calendar = calendar_from((), later=((date(2026, 12, 1), replace(COUNTER, same_day_cutoff=time(16))),))
    assert due(1, "same_day", "2026-11-30T15:30", calendar) == "2026-12-01 17:00"
    assert due(1, "same_day", "2026-12-01T15:30", calendar) == "2026-12-01 17:00"


def test_a_weekday_given_up_from_a_day_on_is_no_day_off_before() -> None:
    four = (*((MORNING, AFTERNOON),) * 4, (), (), ())
    calendar = calendar_from((), later=((date(2026, 12, 1), replace(COUNTER, hours=four)),))
    assert calendar.is_worked(date(2026, 11, 27))
    assert not calendar.is_worked(date(2026, 12, 4))
    assert due(2, "working_day", "2026-12-02T09:00", calendar) == "2026-12-07 17:00"


# Saturdays
SATURDAY_OPEN = (*((MORNING, AFTERNOON),) * 5, (MORNING,), (MORNING,))


def test_an_open_saturday_is_no_working_day_unless_the_office_says_so() -> None:
    calendar = calendar_from((), rules=replace(COUNTER, hours=SATURDAY_OPEN))
    assert not calendar.is_worked(date(2026, 11, 28))
    assert due(3, "working_day", "2026-11-25T09:00", calendar) == "2026-11-30 17:00"
    assert due(1, "same_day", "2026-11-28T08:00", calendar) == "2026-11-30 17:00"


def test_a_saturday_that_counts_is_due_at_its_own_closing_and_a_sunday_never_counts() -> None:
    rules = replace(COUNTER, hours=SATURDAY_OPEN, saturday_counts=True)
    calendar = calendar_from((), rules=rules)
    assert due(3, "working_day", "2026-11-25T09:00", calendar) == "2026-11-28 11:30"
    assert not calendar.is_worked(date(2026, 11, 29))


# the cut-off of several days
def test_after_the_cutoff_a_term_of_days_counts_from_the_next_day_only_where_so_ruled() -> None:
    late, in_time = "2026-11-25T15:00:01", "2026-11-25T15:00:00"
    assert due(1, "working_day", late, SHIPPED) == "2026-11-26 17:00"
    ruled = calendar_from((), rules=replace(COUNTER, after_cutoff="next_day"))
    assert due(1, "working_day", late, ruled) == "2026-11-27 17:00"
    assert due(1, "working_day", in_time, ruled) == "2026-11-26 17:00"
    assert due(2, "calendar_day", late, ruled) == "2026-11-30 17:00"  # Thursday + 2 = Saturday, so Monday
    assert due(1, "working_hour", late, ruled) == "2026-11-25 16:00"
    assert due(1, "same_day", in_time, ruled) == "2026-11-25 17:00"


def test_a_procedures_own_rule_wins_over_the_offices() -> None:
    late = "2026-11-25T15:30"
    ruled = calendar_from((), rules=replace(COUNTER, after_cutoff="next_day"))
    assert due(1, "working_day", late, ruled, after="same_day") == "2026-11-26 17:00"
    assert due(1, "working_day", late, SHIPPED, after="next_day") == "2026-11-27 17:00"
    said = promise(Term(1, "working_day", "next_day"), at(late), SHIPPED).reason
    assert "sau giờ chót" in said[0]


def test_a_term_of_the_law_itself_is_not_moved_by_the_cutoff() -> None:
    ruled = calendar_from((), rules=replace(COUNTER, after_cutoff="next_day"))
    found = promise(Term(3, "working_day"), at("2026-11-20T15:30"), ruled).due_at
    assert found == at("2026-11-26T17:00")


def test_received_on_a_day_off_the_next_opening_counts_and_no_cutoff_with_it() -> None:
    ruled = calendar_from((), rules=replace(COUNTER, after_cutoff="next_day"))
    assert due(1, "working_day", "2026-11-21T16:00", ruled) == due(
        1, "working_day", "2026-11-21T16:00", SHIPPED
    )
    assert due(1, "working_day", "2026-11-20T18:00", ruled) == due(
        1, "working_day", "2026-11-20T18:00", SHIPPED
    )


# working minutes
def naive_minutes(calendar: WorkCalendar, first: datetime, last: datetime) -> int:
    """Step minute by minute."""
    count = 0
    while first < last:
        clock = first.time()
        count += any(opens <= clock < closes for opens, closes in calendar.hours(first.date()))
        first += timedelta(minutes=1)
    return count


@given(st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 12))
def test_minutes_between_agree_with_a_step_by_step_count(start: int, length: int) -> None:
    first = at("2025-12-20T00:00") + timedelta(minutes=start)
    last = first + timedelta(minutes=length)
    calendar = with_row("2026-01-07", "local_closure", pm="")
    assert calendar.minutes_between(first, last) == naive_minutes(calendar, first, last)
    assert calendar.minutes_between(last, first) == -calendar.minutes_between(first, last)


def test_minutes_over_many_years_add_up() -> None:
    whole = SHIPPED.minutes_between(at("2023-05-05T08:00"), at("2027-05-05T08:00"))
    parts = [
        SHIPPED.minutes_between(at(f"{year}-05-05T08:00"), at(f"{year + 1}-05-05T08:00"))
        for year in range(2023, 2027)
    ]
    assert whole == sum(parts)


def test_beyond_the_known_years_minutes_are_refused() -> None:
    with pytest.raises(InputError, match=r"due\.out_of_range"):
        SHIPPED.minutes_between(at("2100-01-01T00:00"), at("2101-01-02T00:00"))


# random half days against a recount
HALF = st.sampled_from([None, "", "07:30-11:30", "08:00-10:00"])
LATER_HALF = st.sampled_from([None, "", "13:30-17:00", "14:00-16:30"])
ROWS = st.dictionaries(
    st.integers(0, 40),
    st.tuples(st.sampled_from(["holiday", "local_closure"]), HALF, LATER_HALF),
    max_size=12,
)


@given(
    ROWS, st.integers(0, 20 * 24 * 60), st.integers(1, 12), st.sampled_from(["working_day", "working_hour"])
)
def test_any_half_days_agree_with_a_recount_by_minutes(
    rows: dict[int, tuple[str, str | None, str | None]], start: int, limit: int, unit: str
) -> None:
    first = date(2026, 3, 2)
    table = {first + timedelta(days=count): row for count, row in rows.items()}
    calendar = calendar_from([CalendarRow(day=d, kind=k, am=a, pm=p) for d, (k, a, p) in table.items()])

    def spans(day: date) -> list[tuple[time, time]]:
        usual = [] if day.weekday() > 4 else [MORNING, AFTERNOON]
        if day not in table:
            return usual
        _, am, pm = table[day]
        if am is None and pm is None:
            return []
        kept = []
        for text, number in ((am, 0), (pm, 1)):
            if text is None:
                kept += usual[number : number + 1]
            elif text:
                kept.append((time.fromisoformat(text[:5]), time.fromisoformat(text[6:])))
        return kept

    received = datetime.combine(first, time(), LOCAL) + timedelta(minutes=start)
    moment = received
    if unit == "working_hour":
        left = limit * 60
        while left:
            left -= any(a <= moment.time() < b for a, b in spans(moment.date()))
            moment += timedelta(minutes=1)
    else:
        day = received.date()
        if not spans(day) or received.time() > spans(day)[-1][1]:
            day += timedelta(days=1)
            while not spans(day):
                day += timedelta(days=1)
        for _ in range(limit):
            day += timedelta(days=1)
            while not spans(day):
                day += timedelta(days=1)
        moment = datetime.combine(day, spans(day)[-1][1], LOCAL)
    assert due_moment(Term(limit, unit), received, calendar) == moment
