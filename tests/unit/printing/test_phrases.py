from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from printing import phrases

LOCAL = timezone(timedelta(hours=7))


def test_a_moment_names_hour_minute_and_date() -> None:
    assert phrases.moment(datetime(2026, 11, 3, 9, 5, tzinfo=LOCAL)) == "09 giờ 05 phút, ngày 03/11/2026"


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        (23, "Thứ Hai"),
        (24, "Thứ Ba"),
        (25, "Thứ Tư"),
        (26, "Thứ Năm"),
        (27, "Thứ Sáu"),
        (28, "Thứ Bảy"),
        (29, "Chủ Nhật"),
    ],
)
def test_the_short_moment_carries_the_weekday(day: int, weekday: str) -> None:
    at = datetime(2026, 11, day, 16, 30, tzinfo=LOCAL)
    assert phrases.moment_short(at) == f"16:30 {weekday} {day}/11/2026"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "Mẫu, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "Mẫu, ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Mẫu, ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "Mẫu, ngày 31 tháng 12 năm 2026"),
    ],
)
def test_only_january_and_february_get_a_leading_zero(day: date, written: str) -> None:
    assert phrases.place_date("Mẫu", day) == written


def test_a_date_line_without_a_place_starts_with_the_day() -> None:
    assert phrases.place_date("", date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"


@pytest.mark.parametrize(
    ("amount", "written"), [(0, "0 đồng"), (15000, "15.000 đồng"), (1250000, "1.250.000 đồng")]
)
def test_money_is_grouped_by_dots(amount: int, written: str) -> None:
    assert phrases.money(amount) == written


@pytest.mark.parametrize(("number", "written"), [(1, "01"), (12, "12"), (120, "120")])
def test_counts_have_at_least_two_digits(number: int, written: str) -> None:
    assert phrases.count(number) == written


@pytest.mark.parametrize(("rate", "written"), [(None, "–"), (100.0, "100,00 %"), (97.5, "97,50 %")])
def test_rates_have_two_decimals_and_a_comma(rate: float | None, written: str) -> None:
    assert phrases.percent(rate) == written
