"""Ngày nghỉ lễ chung: Vietnam's public days off, as the `holidays` library knows them.

The library with its lunar tables costs twenty megabytes and a tenth of a second in every process, for
days that never change until the library does. So its answers are shipped as a table; a test holds the
table equal to the library, and `python -m desk.dates.public_days` writes it anew.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIRST_YEAR = 1950
LAST_YEAR = 2100  # the library's lunar tables end here
OFF, WORKED = "off", "worked"
HEADER = "day,kind,name"
_Year = tuple[dict[date, str], frozenset[date]]


def public_days(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Return the public days off of a year by name, and the weekend days worked in exchange."""
    return _years().get(year, ({}, frozenset()))


def table() -> Path:
    """Where the table lies."""
    from resources import path

    return path("catalogue", "public_days.csv")


@lru_cache(maxsize=1)
def _years() -> Mapping[int, _Year]:
    off: dict[int, dict[date, str]] = {}
    worked: dict[int, set[date]] = {}
    for line in table().read_text(encoding="utf-8").splitlines()[1:]:
        text, kind, name = line.split(",", 2)
        day = date.fromisoformat(text)
        if kind == OFF:
            off.setdefault(day.year, {})[day] = name
        else:
            worked.setdefault(day.year, set()).add(day)
    years = off.keys() | worked.keys()
    return {year: (off.get(year, {}), frozenset(worked.get(year, ()))) for year in years}


def lines() -> Iterator[str]:
    """The table's lines, asked of the library."""
    from holidays import country_holidays

    yield HEADER
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        found = country_holidays("VN", years=year, language="vi")
        rows = [(day, OFF, name) for day, name in found.items() if day.year == year]
        rows += [(day, WORKED, "") for day in found.weekend_workdays if day.year == year]
        for day, kind, name in sorted(rows):
            yield f"{day},{kind},{name}"


def write() -> None:
    """Write the table anew from the installed library."""
    table().write_text("\n".join(lines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
