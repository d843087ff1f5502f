"""Due dates: the published boundary cases, and a naive recount of every rule."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.shipped import shipped_procedure
from desk.clock import LOCAL
from desk.dates.calendar import WorkCalendar, shipped_work_calendar
from desk.dates.due import Term, due_file, promise, start_of
from desk.errors import InputError

CALENDAR: WorkCalendar = shipped_work_calendar()
CERTIFY = Term(1, "same_day")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def due(limit: int | None, unit: str, received: str) -> str:
    answer = promise(Term(limit, unit), at(received), CALENDAR).due_at
    assert answer is not None
    return f"{answer:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("limit", "unit", "received", "expected"),
    [
        # boundary cases of the field notes
        (1, "same_day", "2026-11-13T14:59", "2026-11-13 17:00"),
        (1, "same_day", "2026-11-13T15:01", "2026-11-16 17:00"),
        (3, "working_day", "2026-11-20T09:00", "2026-11-26 17:00"),
        (1, "working_day", "2026-02-13T09:00", "2026-02-23 17:00"),
        (1, "working_day", "2026-01-08T09:00", "2026-01-09 17:00"),
        (2, "working_day", "2026-01-08T09:00", "2026-01-10 17:00"),
        (1, "working_day", "2026-08-21T09:00", "2026-08-22 17:00"),
        (2, "working_day", "2026-04-29T09:00", "2026-05-05 17:00"),
        (3, "working_day", "2025-04-22T09:00", "2025-04-25 17:00"),
        (4, "working_day", "2025-04-22T09:00", "2025-04-26 17:00"),
        # edges fixed by the contract
        (1, "same_day", "2026-11-13T15:00:00", "2026-11-13 17:00"),
        (1, "same_day", "2026-11-13T15:00:01", "2026-11-16 17:00"),
        (99, "same_day", "2026-11-13T06:00", "2026-11-13 17:00"),
        (None, "same_day", "2026-11-14T09:00", "2026-11-16 17:00"),
        (1, "same_day", "2026-11-23T15:01", "2026-11-25 17:00"),
        (1, "same_day", "2026-01-10T15:00", "2026-01-10 17:00"),
        (1, "working_day", "2026-11-20T15:01", "2026-11-23 17:00"),
        (1, "working_day", "2026-11-20T17:00:00", "2026-11-23 17:00"),
        (1, "working_day", "2026-11-20T17:00:01", "2026-11-25 17:00"),
        (1, "working_day", "2026-11-21T10:00", "2026-11-25 17:00"),
        (1, "working_day", "2026-11-24T10:00", "2026-11-26 17:00"),
        (1, "working_day", "2026-11-20T00:00", "2026-11-23 17:00"),
        (5, "calendar_day", "2026-11-16T09:00", "2026-11-23 17:00"),
        (8, "calendar_day", "2026-11-16T09:00", "2026-11-25 17:00"),
        (1, "calendar_day", "2026-11-20T09:00", "2026-11-23 17:00"),
        (1, "calendar_day", "2026-11-20T17:00:01", "2026-11-25 17:00"),
        (2, "calendar_day", "2026-11-21T09:00", "2026-11-25 17:00"),
        (1, "calendar_day", "2026-01-09T09:00", "2026-01-10 17:00"),
        (4, "working_hour", "2026-11-23T07:30", "2026-11-23 11:30"),
        (4, "working_hour", "2026-11-23T05:00", "2026-11-23 11:30"),
        (4, "working_hour", "2026-11-23T11:45", "2026-11-25 08:00"),
        (1, "working_hour", "2026-11-23T16:00", "2026-11-23 17:00"),
        (1, "working_hour", "2026-11-23T16:01", "2026-11-25 07:31"),
        (1, "working_hour", "2026-11-23T17:00", "2026-11-25 08:30"),
        (8, "working_hour", "2026-11-28T09:00", "2026-12-01 08:00"),
        (2, "working_hour", "2026-11-23T10:30", "2026-11-23 14:30"),
    ],
)
def test_boundary_cases(limit: int | None, unit: str, received: str, expected: str) -> None:
    assert due(limit, unit, received) == expected


def test_a_moment_with_another_offset_is_the_same_moment() -> None:
    # 08:00 UTC is 15:00 at the counter.
    assert promise(CERTIFY, datetime.fromisoformat("2026-11-13T08:00:00+00:00"), CALENDAR).due_at == at(
        "2026-11-13T17:00"
    )
    assert promise(CERTIFY, datetime.fromisoformat("2026-11-13T23:30:00-08:00"), CALENDAR).due_at == at(
        "2026-11-16T17:00"
    )


# The rules once more, told the slow way: one day, one minute at a time.
OFF = {
    date(2026, 1, 1), date(2026, 1, 2), *(date(2026, 2, day) for day in range(16, 21)), date(2026, 4, 27),
    date(2026, 4, 30), date(2026, 5, 1), date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2),
    date(2026, 11, 24),
}  # fmt: skip
MAKEUP = {date(2026, 1, 10), date(2026, 8, 22)}


def worked(day: date) -> bool:
    return day in MAKEUP or (day.weekday() < 5 and day not in OFF)


def following(day: date) -> date:
    day += timedelta(days=1)
    while not worked(day):
        day += timedelta(days=1)
    return day


def open_minute(moment: datetime) -> bool:
    clock = moment.time()
    return worked(moment.date()) and (time(7, 30) <= clock < time(11, 30) or time(13, 30) <= clock < time(17))


def naive_due(limit: int, unit: str, received: datetime) -> datetime:
    day = received.date()
    if unit == "same_day":
        if worked(day) and received.time() <= time(15):
            return datetime.combine(day, time(17), LOCAL)
        return datetime.combine(following(day), time(17), LOCAL)
    if unit == "working_hour":
        left = limit * 60
        while left:
            left -= open_minute(received)
            received += timedelta(minutes=1)
        return received
    if not worked(day) or received.time() > time(17):
        day = following(day)
    if unit == "calendar_day":
        day += timedelta(days=limit)
        return datetime.combine(day if worked(day) else following(day), time(17), LOCAL)
    for _ in range(limit):
        day = following(day)
    return datetime.combine(day, time(17), LOCAL)


@given(
    st.integers(1, 30),
    st.sampled_from(["same_day", "working_day", "calendar_day", "working_hour"]),
    st.integers(0, 304 * 24 * 60).map(lambda minutes: at("2026-01-01T00:00") + timedelta(minutes=minutes)),
)
def test_every_rule_agrees_with_a_naive_recount(limit: int, unit: str, received: datetime) -> None:
    assert promise(Term(limit, unit), received, CALENDAR).due_at == naive_due(limit, unit, received)


@given(st.integers(0, 334 * 24 * 3600), st.integers(1, 40))
def test_a_longer_term_is_never_due_earlier(seconds: int, limit: int) -> None:
    received = at("2026-01-01T00:00") + timedelta(seconds=seconds)
    for unit in ("working_day", "calendar_day", "working_hour"):
        shorter = promise(Term(limit, unit), received, CALENDAR).due_at
        longer = promise(Term(limit + 1, unit), received, CALENDAR).due_at
        assert shorter is not None
        assert longer is not None
        assert shorter <= longer


def test_the_reasons_name_the_holiday_and_the_promise() -> None:
    reasons = promise(Term(3, "working_day"), at("2026-11-20T09:00"), CALENDAR).reason
    assert any("Thứ Ba 24/11/2026 (Ngày Văn hóa Việt Nam)" in sentence for sentence in reasons)
    assert "3 ngày làm việc" in reasons[0]
    assert "17:00 Thứ Năm 26/11/2026" in reasons[-1]


def test_the_reasons_name_the_cutoff_and_the_makeup_day() -> None:
    late = promise(CERTIFY, at("2026-11-13T15:01"), CALENDAR).reason
    assert "15:01" in late[0]
    assert "sau 15:00" in late[0]
    made_up = promise(Term(2, "working_day"), at("2026-01-08T09:00"), CALENDAR).reason
    assert any("Thứ Bảy 10/01/2026 là ngày làm bù" in sentence for sentence in made_up)


def test_the_reasons_say_when_reception_was_out_of_hours() -> None:
    off = promise(Term(1, "working_day"), at("2026-11-21T10:00"), CALENDAR).reason
    assert any("ngày nghỉ Thứ Bảy 21/11/2026" in sentence for sentence in off)
    late = promise(Term(1, "working_day"), at("2026-11-20T17:30"), CALENDAR).reason
    assert any("sau giờ làm việc" in sentence for sentence in late)
    lunch = promise(Term(1, "working_hour"), at("2026-11-20T12:00"), CALENDAR).reason
    assert any("13:30 Thứ Sáu 20/11/2026" in sentence for sentence in lunch)
    rolled = promise(Term(1, "calendar_day"), at("2026-11-23T09:00"), CALENDAR).reason
    assert any("Thứ Ba 24/11/2026 (Ngày Văn hóa Việt Nam)" in sentence for sentence in rolled)


def test_a_date_in_an_unconfirmed_year_is_promised_with_a_warning() -> None:
    answer = promise(Term(10, "working_day"), at("2027-01-25T09:00"), CALENDAR)
    assert [warning.code for warning in answer.warnings] == ["calendar.unconfirmed_year"]
    assert "2027" in answer.warnings[0].message
    assert promise(Term(10, "working_day"), at("2026-11-25T09:00"), CALENDAR).warnings == ()
    crossing = promise(Term(30, "working_day"), at("2026-12-01T09:00"), CALENDAR)
    assert [warning.code for warning in crossing.warnings] == ["calendar.unconfirmed_year"]


@pytest.mark.parametrize("term", [Term(None, None), Term(None, "working_day"), Term(5, None)])
def test_without_a_term_no_date_is_promised(term: Term) -> None:
    answer = promise(term, at("2026-11-23T09:00"), CALENDAR)
    assert answer.due_at is None
    assert [warning.code for warning in answer.warnings] == ["due.no_term"]
    assert len(answer.reason) == 1


def test_a_procedure_of_the_catalogue_brings_its_own_term() -> None:
    card = shipped_procedure("1.004873")
    assert card is not None
    assert promise(card, at("2026-11-23T09:41"), CALENDAR).due_at == at("2026-11-27T17:00")
    poor = shipped_procedure("1.011606")
    assert poor is not None
    assert promise(poor, at("2026-11-23T09:41"), CALENDAR).due_at is None


@pytest.mark.parametrize("limit", [0, -1, True, 2.5, "3", "abc"])
def test_a_number_that_is_no_term_is_refused(limit: Any) -> None:
    with pytest.raises(InputError, match=r"due\.bad_limit"):
        promise(Term(limit, "working_day"), at("2026-11-23T09:00"), CALENDAR)


@pytest.mark.parametrize("unit", ["working_days", "", "month", "WORKING_DAY"])
def test_a_unit_nobody_knows_is_refused(unit: str) -> None:
    with pytest.raises(InputError, match=r"due\.unknown_unit"):
        promise(Term(3, unit), at("2026-11-23T09:00"), CALENDAR)


@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "working_hour"])
def test_a_term_beyond_every_calendar_is_refused(unit: str) -> None:
    with pytest.raises(InputError, match=r"due\.out_of_range"):
        promise(Term(10**12, unit), at("2026-11-23T09:00"), CALENDAR)


def test_a_list_of_cases_is_answered_in_its_order() -> None:
    cases: list[dict[str, object]] = [
        {"received": "2026-11-20T09:00:00+07:00", "limit": 3, "unit": "working_day"},
        {"received": "2026-11-13T15:01:00", "procedure": "2.000815"},
        {"received": "2026-11-13T02:00:00Z", "limit": 1, "unit": "same_day"},
    ]
    answers = due_file(cases, calendar=CALENDAR, find_procedure=lambda code, _: shipped_procedure(code))
    assert [answer.due_at for answer in answers] == [
        at("2026-11-26T17:00"), at("2026-11-16T17:00"), at("2026-11-13T17:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"limit": 3, "unit": "working_day"}, "due.bad_case"),
        ({"received": 5, "limit": 3, "unit": "working_day"}, "due.bad_case"),
        ({"received": "yesterday", "limit": 3, "unit": "working_day"}, "clock.bad_moment"),
        ({"received": "2026-11-20T09:00", "limit": 3}, "due.bad_case"),
        ({"received": "2026-11-20T09:00", "unit": "working_day"}, "due.bad_case"),
        ({"received": "2026-11-20T09:00", "limit": 0, "unit": "working_day"}, "due.bad_limit"),
        ({"received": "2026-11-20T09:00", "limit": 1, "unit": "week"}, "due.unknown_unit"),
        ({"received": "2026-11-20T09:00", "procedure": "9.999999"}, "procedure.unknown"),
        ({"received": "2026-11-20T09:00", "procedure": "2.000815", "limit": 2}, "due.bad_case"),
        ("2026-11-20", "due.bad_case"),
    ],
)
def test_a_bad_case_is_refused_by_its_place(case: Any, code: str) -> None:
    cases: list[Any] = [{"received": "2026-11-20T09:00", "limit": 1, "unit": "same_day"}, case]
    with pytest.raises(InputError) as failure:
        due_file(cases, calendar=CALENDAR, find_procedure=lambda code, _: shipped_procedure(code))
    assert failure.value.code == code
    assert failure.value.details["case"] == 1


def test_the_start_of_a_term_is_the_next_open_minute() -> None:
    assert start_of(at("2026-11-20T03:00"), CALENDAR) == at("2026-11-20T07:30")
    assert start_of(at("2026-11-20T11:30"), CALENDAR) == at("2026-11-20T11:30")
    assert start_of(at("2026-11-20T12:15"), CALENDAR) == at("2026-11-20T13:30")
    assert start_of(at("2026-11-20T17:00"), CALENDAR) == at("2026-11-20T17:00")
    assert start_of(at("2026-11-20T17:01"), CALENDAR) == at("2026-11-23T07:30")
