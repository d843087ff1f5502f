"""What an administrator types is read as meant, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from ui.admin.parts import reading


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1/5/2027", date(2027, 5, 1)),
        ("01.05.27", date(2027, 5, 1)),
        ("01-05-2027", date(2027, 5, 1)),
        ("01052027", date(2027, 5, 1)),
        ("010527", date(2027, 5, 1)),
        ("2027-05-01", date(2027, 5, 1)),
        (" 29/2/2028 ", date(2028, 2, 29)),
        ("29/2/2027", None),
        ("32/1/2027", None),
        ("1/13/2027", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_a_day_is_read_day_before_month(typed: str, meant: date | None) -> None:
    assert reading.day_of(typed) == meant


def test_a_day_is_written_as_it_is_read() -> None:
    assert reading.day_text(date(2027, 5, 1)) == "01/05/2027"
    assert reading.day_of(reading.day_text(date(2027, 5, 1))) == date(2027, 5, 1)
    assert reading.day_text(None) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7h30-11h30", "07:30-11:30"),
        ("7:30 – 11:30", "07:30-11:30"),
        ("730-1130", "07:30-11:30"),
        ("8-12", "08:00-12:00"),
        ("8h-12h", "08:00-12:00"),
        ("11:30-7:30", None),
        ("8-8", None),
        ("25-26", None),
        ("sáng", None),
    ],
)
def test_a_span_of_hours_runs_forwards(typed: str, meant: str | None) -> None:
    assert reading.span_of(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15.000", 15_000),
        ("15,000", 15_000),
        ("15 000 đ", 15_000),
        ("0", 0),
        ("-1", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_number_is_read_with_its_points(typed: str, meant: int | None) -> None:
    assert reading.number_of(typed) == meant


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("4", 240),
        ("1,5", 90),
        ("0.5", 30),
        ("0:20", 20),
        ("1:75", None),
        ("x", None),
        ("", None),
        ("-1", None),
    ],
)
def test_hours_are_read_as_minutes(typed: str, minutes: int | None) -> None:
    assert reading.minutes_of(typed) == minutes


@pytest.mark.parametrize("minutes", [15, 20, 30, 45, 60, 90, 135, 2250, 1])
def test_minutes_come_back_from_the_hours_they_are_written_as(minutes: int) -> None:
    assert reading.minutes_of(reading.hours_text(minutes)) == minutes
