"""Ngày giờ trong sổ: a moment in the styles people write, read where it can mean one thing only.

ISO; day/month/year with a time before or behind it; 8h05, 8 giờ 05 phút; ngày 2 tháng 3 năm 2026; a
spreadsheet's bare number of days. A year of two digits is told apart, so that it can be refused by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.clock import LOCAL

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_CLOCK = r"(\d\d?:\d\d(?::\d\d)?)"
_DAY = r"(?:ngày )?(\d\d?)[/.-](\d\d?)[/.-](\d{4})"
_ISO = re.compile(rf"(\d{{4}})-(\d\d?)-(\d\d?)(?:[T ]+{_CLOCK}(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_OURS = re.compile(rf"{_DAY}(?:[ ,T]+{_CLOCK})?")
_TIME_FIRST = re.compile(rf"{_CLOCK}[ ,]+{_DAY}")
_HOURS = re.compile(r"(\d\d?) ?(?:giờ|h|g)(?: ?(\d\d)(?: ?phút)?| ?(\d) ?phút)?(?! ?\d)", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?:ngày )?(\d\d?) tháng (\d\d?),? năm (\d{4})", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})(?:\.(\d{1,15}))?", re.ASCII)
_SHORT_YEAR = re.compile(r"(?<!\d)\d\d?[/.-]\d\d?[/.-]\d\d(?![\d/.-])|năm \d\d(?!\d)", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no offset
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Written:
    """A moment as written: whether it had a time of its own."""

    at: datetime
    timed: bool


def moment_of(text: str) -> Written | None:
    """The moment a text means, None where it means none or more than one; without an offset it is local."""
    said = " ".join(text.split())
    serial = _SERIAL.fullmatch(said)
    if serial is not None:
        return _of_serial(serial)
    said = _IN_WORDS.sub(r"\1/\2/\3", _HOURS.sub(_clock, said))
    for pattern, order in ((_ISO, (0, 1, 2, 3)), (_OURS, (2, 1, 0, 3)), (_TIME_FIRST, (3, 2, 1, 0))):
        found = pattern.fullmatch(said)
        if found is None:
            continue
        parts = found.groups()
        year, month, day, clock = (parts[place] for place in order)
        return _moment(year, month, day, clock, offset=parts[4] if pattern is _ISO else None)
    return None


def has_short_year(text: str) -> bool:
    """Whether a date was written with two digits of its year: 02/03/26 may be of 1926, and of the 26th."""
    return _SHORT_YEAR.search(" ".join(text.split())) is not None


def _clock(found: re.Match[str]) -> str:
    return f"{found[1]}:{(found[2] or found[3] or '0').zfill(2)}"


def _of_serial(found: re.Match[str]) -> Written | None:
    """Days since 30/12/1899, as spreadsheets count; a fraction is the time, to the second."""
    seconds = round(float(f"0.{found[2] or 0}") * _DAY_SECONDS)
    at = (_EPOCH + timedelta(days=int(found[1]), seconds=seconds)).replace(tzinfo=LOCAL)
    return Written(at=at, timed=seconds > 0) if _FIRST_YEAR <= at.year <= _LAST_YEAR else None


def _moment(year: str, month: str, day: str, clock: str | None, *, offset: str | None) -> Written | None:
    text = (
        f"{year}-{int(month):02d}-{int(day):02d}T{(clock or '0:00').zfill(5 if len(clock or '') < 6 else 8)}"
    )
    try:
        at = datetime.fromisoformat(text + (offset or ""))
        at = at.replace(tzinfo=LOCAL) if at.tzinfo is None else at.astimezone(LOCAL)
    except (ValueError, OverflowError):
        return None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        return None
    return Written(at=at.replace(microsecond=0), timed=clock is not None)
