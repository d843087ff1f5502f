"""The working calendar against the published table of 2025 and 2026."""

from datetime import date, datetime, time, timedelta

import pytest

from desk.catalogue.shipped import CalendarRow
from desk.clock import LOCAL
from desk.dates.calendar import CalendarRules, WorkCalendar, calendar_from, rules_from, shipped_work_calendar
from desk.errors import InputError

# Days off on a working weekday, and make-up Saturdays, as published (field table of public holidays).
OFF = {
    2025: [
        "01-01", "01-27", "01-28", "01-29", "01-30", "01-31", "04-07", "04-30", "05-01", "05-02", "09-01",
        "09-02",
    ],
    2026: [
        "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30", "05-01", "08-31",
        "09-01", "09-02", "11-24",
    ],
}  # fmt: skip
WORKED = {2025: ["04-26"], 2026: ["01-10", "08-22"]}


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return shipped_work_calendar()


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_a_confirmed_year_is_as_published(calendar: WorkCalendar, year: int) -> None:
    off = {date.fromisoformat(f"{year}-{day}") for day in OFF[year]}
    worked = {date.fromisoformat(f"{year}-{day}") for day in WORKED[year]}
    day = date(year, 1, 1)
    while day.year == year:
        expected = day in worked or (day.weekday() < 5 and day not in off)
        assert calendar.is_worked(day) is expected, day
        day += timedelta(days=1)


def test_without_the_office_table_the_library_alone_would_be_wrong() -> None:
    bare = calendar_from((), shipped=False)
    assert bare.is_worked(date(2026, 1, 2))
    assert not bare.is_worked(date(2026, 1, 10))


def test_a_makeup_saturday_has_mondays_hours() -> None:
    monday = ((time(8), time(12)), (time(13), time(16, 30)))
    friday = ((time(8), time(11)),)
    rules = CalendarRules(hours=(monday, monday, monday, monday, friday, (), ()))
    own = calendar_from((), rules=rules)
    assert own.hours(date(2026, 1, 10)) == monday
    assert own.closing(date(2026, 1, 9)) == datetime(2026, 1, 9, 11, tzinfo=LOCAL)


def test_the_office_row_wins_over_the_shipped_row_and_over_the_library() -> None:
    own = calendar_from(
        [
            CalendarRow(day=date(2026, 11, 23), kind="compensatory", note="Hoán đổi"),
            CalendarRow(day=date(2026, 9, 2), kind="makeup_workday"),
            CalendarRow(day=date(2026, 1, 10), kind="local_closure"),
        ]
    )
    assert not own.is_worked(date(2026, 11, 23))
    assert own.is_worked(date(2026, 9, 2))
    assert not own.is_worked(date(2026, 1, 10))


def test_next_worked_day_steps_over_tet(calendar: WorkCalendar) -> None:
    assert calendar.next_worked(date(2026, 2, 13)) == date(2026, 2, 23)


def test_next_worked_day_crosses_years(calendar: WorkCalendar) -> None:
    assert calendar.next_worked(date(2025, 12, 31)) == date(2026, 1, 5)


def test_counting_working_days_is_the_inverse_of_stepping(calendar: WorkCalendar) -> None:
    first = date(2026, 1, 3)
    for steps in (1, 2, 17, 250, 600):
        assert calendar.worked_between(first, calendar.next_worked(first, steps)) == steps


def test_years_may_be_asked_in_any_order() -> None:
    forward, backward = calendar_from(()), calendar_from(())
    days = [date(year, 6, 5) for year in (2020, 2023, 2026, 2029)]
    assert [forward.next_worked(day, 40) for day in days] == [
        backward.next_worked(day, 40) for day in reversed(days)
    ][::-1]


def test_days_off_carry_the_name_people_know(calendar: WorkCalendar) -> None:
    found = calendar.days_off(date(2026, 11, 20), date(2026, 11, 26))
    assert [(off.day, off.name) for off in found] == [(date(2026, 11, 24), "Ngày Văn hóa Việt Nam")]


def test_beyond_the_last_year_a_date_is_refused_not_guessed(calendar: WorkCalendar) -> None:
    with pytest.raises(InputError, match=r"due\.out_of_range"):
        calendar.next_worked(date(2026, 1, 1), 10**9)


def test_an_office_that_never_opens_is_named_not_searched_forever() -> None:
    with pytest.raises(InputError, match=r"calendar\.no_hours"):
        calendar_from((), rules=CalendarRules(hours=((),) * 7)).next_worked(date(2026, 1, 1))


def test_settings_say_the_hours_the_cutoff_and_the_last_confirmed_year() -> None:
    assert rules_from({}) == CalendarRules()
    morning = [["08:00", "12:00"]]
    rules = rules_from(
        {
            "calendar.hours": [morning, morning, morning, morning, morning, morning, []],
            "calendar.same_day_cutoff": "11:00",
            "calendar.last_confirmed_year": 2027,
        }
    )
    assert rules.hours == ((((time(8), time(12)),),) * 6) + ((),)
    assert (rules.same_day_cutoff, rules.last_confirmed_year) == (time(11), 2027)


def test_the_declared_settings_are_the_defaults_of_the_rules() -> None:
    from desk.office.settings import DECLARED

    assert rules_from({one.key: one.default for one in DECLARED}) == CalendarRules()
