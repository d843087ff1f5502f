"""Vietnamese strings of moments, money and counts as the forms write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def moment(at: datetime) -> str:
    """Giờ, phút và ngày as on lines 4 and 5 of the receipt: "09 giờ 41 phút, ngày 23/11/2026"."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút, ngày {numeric_date(at)}"


def moment_short(at: datetime) -> str:
    """The roll's short form with the weekday: "16:30 Thứ Năm 26/11/2026"."""
    return f"{at.hour:02d}:{at.minute:02d} {_WEEKDAYS[at.weekday()]} {numeric_date(at)}"


def numeric_date(day: date) -> str:
    """Day, month and year in digits: "05/02/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def place_date(place: str, day: date) -> str:
    """Địa danh và ngày tháng: a day below 10 and the months 1 and 2 get a leading zero (NĐ 30/2020)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    written = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{place}, {written}" if place else written


def money(amount: int) -> str:
    """Tiền: "15.000 đồng"."""
    return f"{grouped(amount)} đồng"


def grouped(number: int) -> str:
    """A whole number with the Vietnamese thousands dot: "1.250.000"."""
    return f"{number:,}".replace(",", ".")


def count(number: int) -> str:
    """A count in two digits, as forms write it: "01"."""
    return f"{number:02d}"


def percent(rate: float | None) -> str:
    """Tỷ lệ with two decimals and the Vietnamese comma, "–" where there was nothing to count."""
    return "–" if rate is None else f"{rate:.2f} %".replace(".", ",")
