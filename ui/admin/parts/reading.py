"""What an administrator types, read leniently: days, hours, money, minutes; and how they are written back."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})\s*")
_RUN = re.compile(r"\s*(\d{2})(\d{2})(\d{4}|\d{2})\s*")
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_CLOCK = re.compile(r"(\d{1,2})(?:[:hg.](\d{2})?)?")
_SPAN = re.compile(r"\s*(\S+?)\s*[-–]\s*(\S+?)\s*")
_NUMBER = re.compile(r"\d+")


def day_of(text: str) -> date | None:
    """Read `1/5/2027`, `01.05.27`, `01052027` or `2027-05-01`; None where it is no day."""
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _made(*(int(part) for part in iso.groups()))
    found = _DAY.fullmatch(text) or _RUN.fullmatch(text)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    return _made(year + 2000 if year < 100 else year, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_text(day: date | None) -> str:
    """Write a day as it is typed: `01/05/2027`; nothing for none."""
    return f"{day:%d/%m/%Y}" if day is not None else ""


def clock_of(text: str) -> str | None:
    """Read `7h30`, `7:30`, `730` or `7` as `07:30`; None where it is no time of day."""
    bare = text.strip()
    if bare.isdigit() and len(bare) in (3, 4):
        bare = f"{bare[:-2]}:{bare[-2:]}"
    found = _CLOCK.fullmatch(bare)
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def span_of(text: str) -> str | None:
    """Read a span of hours, `7h30-11h30`, as `07:30-11:30`; None where it is none or runs backwards."""
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    first, last = clock_of(found.group(1)), clock_of(found.group(2))
    if first is None or last is None or first >= last:
        return None
    return f"{first}-{last}"


def number_of(text: str) -> int | None:
    """Read a whole number, with or without points between thousands: `15.000`."""
    bare = re.sub(r"[ .,\u00a0]", "", text).removesuffix("đ").strip()
    return int(bare) if _NUMBER.fullmatch(bare) and len(bare) <= 12 else None


def minutes_of(text: str) -> int | None:
    """Read working hours, `4`, `1,5` or `0:30`, as minutes; None where it is none."""
    bare = text.strip().replace(",", ".")
    if ":" in bare:
        hours, _, rest = bare.partition(":")
        if hours.isdigit() and rest.isdigit() and int(rest) < 60:
            return int(hours) * 60 + int(rest)
        return None
    if not re.fullmatch(r"\d{1,4}(\.\d{1,2})?", bare):
        return None
    return round(float(bare) * 60)


def hours_text(minutes: int) -> str:
    """Write minutes as hours with a comma: `1,5`, `4`."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return str(hours)
    if rest % 15 == 0:
        return f"{hours},{ {15: '25', 30: '5', 45: '75'}[rest] }".replace(" ", "")
    return f"{hours}:{rest:02d}"
