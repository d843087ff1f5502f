"""Bảng lịch: a CSV or XLSX table of days off and make-up days, read into changes and written back.

Columns: `date` (or `day`; one day or a span `2027-02-05/2027-02-14`), or `from` and `to`; `kind`; and, where
known, `am`, `pm`, `note`, `basis`. Dates are ISO or dd/mm/yyyy. Two rows for one day are refused.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from desk.catalogue.shipped import DAY_KINDS
from desk.dates.hours import CLOSED, NOON, CalendarRules, halves, in_order, parse_half
from desk.dates.rows import CalendarChange
from desk.errors import InputError
from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from desk.importing import Faults, TableRow

COLUMNS = ("date", "day", "from", "to", "kind", "am", "pm", "note", "basis", "confidence")
WRITTEN = ("date", "kind", "am", "pm", "note", "basis")
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
MOST_DAYS = 366
MAX_WORDS = 300
SHUT = "closed"
ALLOWED = ", ".join(DAY_KINDS)
Read = TypeVar("Read")
_KINDS = {
    **{fold(kind.replace("_", " ")): kind for kind in DAY_KINDS},
    "nghi le": "holiday", "le tet": "holiday", "nghi tet": "holiday",
    "nghi bu": "compensatory", "nghi hoan doi": "compensatory", "hoan doi": "compensatory",
    "lam bu": "makeup_workday", "ngay lam bu": "makeup_workday",
    "dong cua": "local_closure", "nghi tai cho": "local_closure",
}  # fmt: skip
_SHUT = frozenset({"closed", "nghi", "dong", "dong cua", "off"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_DAY = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})"
_SPAN = re.compile(rf"{_DAY}(?:\s*(?:/|-|–|—|\.\.|đến)\s*{_DAY})?")
_HALF = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3])[:hg]([0-5]\d)", re.ASCII)


def read_changes(
    path: Path, *, faults: Faults, rules_on: Callable[[date], CalendarRules]
) -> tuple[CalendarChange, ...]:
    """Read a calendar table; what is wrong goes to `faults` by row and column, and then nothing counts.

    Raises:
        InputError: where the file is no such table at all; see `desk.importing.read_table`.
    """
    from desk.importing import read_table

    taken: dict[date, int] = {}
    changes: list[CalendarChange] = []
    for row in read_table(path, columns=COLUMNS, required=("kind",)):
        for change in _changes(row, faults):
            other = taken.setdefault(change.day, row.number)
            if other != row.number:
                faults.add(
                    row.number,
                    _day_column(row),
                    "calendar.overlap",
                    day=f"{change.day:%d/%m/%Y}",
                    other=other,
                )
                break
            column = hours_fault(change, rules_on(change.day))
            if column is not None:
                faults.add(row.number, column, "calendar.bad_hours", value=row.values[column])
                break
            changes.append(change)
    return tuple(changes)


def _changes(row: TableRow, faults: Faults) -> Iterable[CalendarChange]:
    """The days one row speaks of; nothing where a cell is wrong."""
    cells = row.values
    before = len(faults.errors)
    span = _read(faults, row.number, _day_column(row), lambda: _span_of(row))
    am = _read(faults, row.number, "am", lambda: half_of(cells["am"]))
    pm = _read(faults, row.number, "pm", lambda: half_of(cells["pm"]))
    kind = kind_of(cells["kind"])
    if kind is None:
        faults.add(row.number, "kind", "calendar.bad_kind", value=cells["kind"][:40], allowed=ALLOWED)
    for column in ("note", "basis"):
        if len(cells[column]) > MAX_WORDS:
            faults.add(row.number, column, "calendar.too_long", limit=MAX_WORDS)
    if span is None or len(faults.errors) > before:
        return
    first, last = span
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        yield CalendarChange(day=day, kind=kind, note=cells["note"], basis=cells["basis"], am=am, pm=pm)


def _read(faults: Faults, row: int, column: str, read: Callable[[], Read]) -> Read | None:
    try:
        return read()
    except InputError as failure:
        faults.add(row, column, failure.code, **failure.details)
        return None


def _day_column(row: TableRow) -> str:
    return next((name for name in ("date", "day", "from") if row.values[name]), "date")


def _span_of(row: TableRow) -> tuple[date, date]:
    cells = row.values
    given = [cells[name] for name in ("date", "day", "from") if cells[name]]
    if len(given) != 1 or (cells["to"] and not cells["from"]):
        raise InputError("calendar.bad_day", value=" ".join((*given, cells["to"])).strip()[:60])
    return span_of(f"{cells['from']}/{cells['to']}" if cells["from"] and cells["to"] else given[0])


def span_of(text: str) -> tuple[date, date]:
    """Read a day or a span of days, both ends included.

    Raises:
        InputError: `calendar.bad_day`, `calendar.range_too_long`.
    """
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise InputError("calendar.bad_day", value=text[:60])
    first, last = _day(found[1], text), _day(found[2] or found[1], text)
    if last < first:
        raise InputError("calendar.bad_day", value=text[:60])
    if (last - first).days >= MOST_DAYS:
        raise InputError("calendar.range_too_long", value=text[:60], limit=MOST_DAYS)
    return first, last


def _day(text: str, whole: str) -> date:
    iso, local = _ISO.fullmatch(text), _LOCAL.fullmatch(text)
    numbers = iso.groups() if iso is not None else local.groups()[::-1] if local is not None else ("0",) * 3
    try:
        day = date(*(int(number) for number in numbers))
    except ValueError as failure:
        raise InputError("calendar.bad_day", value=whole[:60]) from failure
    if not FIRST <= day <= LAST:
        raise InputError("calendar.bad_day", value=whole[:60])
    return day


def kind_of(text: str) -> str | None:
    """The kind of day a cell names, by its code or in Vietnamese; None where there is no such kind."""
    return _KINDS.get(fold(text.replace("_", " ")))


def half_of(text: str | None) -> str | None:
    """Half a day as it is kept: None as usual, "" closed, `07:30-11:30`.

    Raises:
        InputError: `calendar.bad_hours`.
    """
    if text is None or not text.strip():
        return None
    if fold(text) in _SHUT:
        return CLOSED
    found = _HALF.fullmatch(text.strip())
    if found is None:
        raise InputError("calendar.bad_hours", value=text[:40])
    kept = f"{int(found[1]):02d}:{found[2]}-{int(found[3]):02d}:{found[4]}"
    if not in_order(parse_half(kept)):
        raise InputError("calendar.bad_hours", value=text[:40])
    return kept


def is_kept_half(text: str) -> bool:
    """Tell whether hours are written as they are kept: `07:30-11:30`, or "" closed."""
    try:
        return not text or half_of(text) == text
    except InputError:
        return False


def hours_fault(change: CalendarChange, rules: CalendarRules) -> str | None:
    """The column whose hours cannot be: halves that overlap, or a working day without any."""
    if change.kind is None or (change.am is None and change.pm is None):
        return None
    if change.am and parse_half(change.am)[0][0] >= NOON:
        return "am"
    if change.pm and parse_half(change.pm)[0][1] <= NOON:
        return "pm"
    made_up = change.kind == "makeup_workday"
    usual = rules.made_up if made_up else rules.counted(change.day.weekday())
    found = halves(usual, am=change.am, pm=change.pm)
    if in_order(found) and (found or not made_up):
        return None
    return "pm" if change.pm is not None else "am"


def written(change: CalendarChange) -> dict[str, object]:
    """The cells of a row as a table shows them; `read_changes` reads them back."""
    return {
        "date": change.day.isoformat(),
        "kind": change.kind,
        "am": SHUT if change.am == CLOSED else change.am,
        "pm": SHUT if change.pm == CLOSED else change.pm,
        "note": change.note,
        "basis": change.basis,
    }
