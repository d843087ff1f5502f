"""The shipped table of public days is what the library says, no more and no less."""

from __future__ import annotations

from datetime import date

from desk.dates.public_days import lines, public_days, table


def test_the_table_is_the_librarys_answer_line_for_line() -> None:
    assert table().read_text(encoding="utf-8").splitlines() == list(lines())


def test_a_year_tells_its_days_off_by_name() -> None:
    off, worked = public_days(2026)
    assert off[date(2026, 1, 1)] == "Tết Dương lịch"
    assert date(2026, 2, 17) in off  # mùng 1 Tết Bính Ngọ
    assert worked <= {day for day in worked if day.weekday() >= 5}


def test_a_year_outside_the_table_has_none() -> None:
    assert public_days(1800) == ({}, frozenset())
