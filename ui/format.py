"""How the window writes dates, money, shares and identity numbers (copy deck of the interface)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from desk.people.masking import masked
from ui.i18n import language

_VI_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_VI_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_EN_SHORT = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday(day: date, lang: str = "") -> str:
    """Name the day of the week, in the window's language or another."""
    return (_VI_DAYS if (lang or language()) == "vi" else _EN_DAYS)[day.weekday()]


def weekday_short(day: date) -> str:
    """Name the day of the week in the head of a narrow column: `T2`, `CN`."""
    return (_VI_SHORT if language() == "vi" else _EN_SHORT)[day.weekday()]


def long_date(day: date, lang: str = "") -> str:
    """Write `Thứ Năm 26/11/2026`."""
    return f"{weekday(day, lang)} {day:%d/%m/%Y}"


def short_date(day: date) -> str:
    """Write `26/11`."""
    return f"{day:%d/%m}"


def clock(moment: datetime) -> str:
    """Write `09:41`."""
    return f"{moment:%H:%M}"


def clock_seconds(moment: datetime) -> str:
    """Write `09:41:12`."""
    return f"{moment:%H:%M:%S}"


def number(value: int, lang: str = "") -> str:
    """Group thousands with dots in Vietnamese, commas in English: `15.000`."""
    grouped = f"{value:,}"
    return grouped.replace(",", ".") if (lang or language()) == "vi" else grouped


def money(value: int, lang: str = "") -> str:
    """Write `15.000 đ`."""
    return f"{number(value, lang)} đ"


def read_money(text: str) -> int | None:
    """Whole đồng as people type them: `165000`, `165.000`, `165 000 đ`; None where it is none."""
    bare = re.sub(r"[\s.,\u00a0]|đ$", "", text.strip().casefold())
    return int(bare) if re.fullmatch(r"\d{1,12}", bare, re.ASCII) else None


def typed_money(text: str) -> str:
    """Group an amount as it was typed: `50000` is `50.000`; what is none stays."""
    amount = read_money(text)
    return text if amount is None else number(amount)


def share(value: float, digits: int = 1) -> str:
    """Write a share in percent with at most `digits` decimals: `96,2%`, `70%`."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (text.replace(".", ",") if language() == "vi" else text) + "%"


def decimal(value: float, digits: int = 1) -> str:
    """Write a number with a decimal comma: `1,4`."""
    return share(value, digits)[:-1]


def grouped_id(value: str) -> str:
    """Group an identity number 3-3-3-3; anything else is left as it is."""
    if len(value) == 12 and value.isdigit():
        return " ".join(value[at : at + 3] for at in range(0, 12, 3))
    return value


def masked_id(value: str) -> str:
    """Hide the middle of an identity number as every list does: `079*******18`."""
    return masked(value) or ""


def size(count: int) -> str:
    """Write a file size: `1,8 MB`, `24,3 GB`."""
    if count >= 1_000_000_000:
        return f"{decimal(count / 1_000_000_000)} GB"
    if count >= 1_000_000:
        return f"{decimal(count / 1_000_000)} MB"
    return f"{max(1, round(count / 1000))} KB"


def initials(name: str) -> str:
    """First letters of the first and last word, as on the clerk's badge."""
    words = name.split()
    if not words:
        return ""
    picked = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(unicodedata.normalize("NFC", word)[0] for word in picked).upper()


def spell_minutes(minutes: int) -> str:
    """Write a waiting time: `25 phút`, `1 giờ 10 phút`, `2 ngày`."""
    vi = language() == "vi"
    if minutes < 60:
        return f"{minutes} phút" if vi else f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        if not rest:
            return f"{hours} giờ" if vi else f"{hours} h"
        return f"{hours} giờ" + f" {rest} phút" if vi else f"{hours} h {rest} min"
    days = minutes // (24 * 60)
    return f"{days} ngày" if vi else f"{days} day{'' if days == 1 else 's'}"


def days_between(first: datetime, last: datetime) -> int:
    """Count calendar days from one moment's date to another's."""
    return (last.date() - first.date()) // timedelta(days=1)


def article(basis: str) -> str:
    """A place in a law: `Điều 19 khoản 5`, on an English screen `art. 19.5`; the law keeps its name."""
    if language() == "vi":
        return basis
    return re.sub(
        r"Điều (\w+)(?: khoản (\w+))?", lambda one: f"art. {'.'.join(filter(None, one.groups()))}", basis
    )


def register(entry: str) -> str:
    """Volume and number of the register as the record says them, or in English."""
    if language() == "vi":
        return entry
    return re.sub(r"^Quyển (\w+), số ", r"Book \1, no. ", entry)
