"""The shipped starter catalogue and calendar, read from `resources/catalogue/` into frozen rows.

The data are a start, not the law: each procedure carries its source and a confidence, and an office
replaces what its province decided. Marks that the source table does not know (`yields_paper`,
`business`, `non_territorial`) have defaults here and are columns an office may edit.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.rows import ComponentCard, ProcedureCard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

UNITS = ("same_day", "working_day", "calendar_day", "working_hour")
DAY_KINDS = ("holiday", "compensatory", "makeup_workday", "local_closure")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
_CONDITION = re.compile(r"(?:^|,\s*)(nếu\b.*)$", re.IGNORECASE)
_WHEN = re.compile(r"^(.*\S)\s+(khi\s.*chưa có.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """Thủ tục trong danh mục: the card and the marks that only the indicators ask for."""

    card: ProcedureCard
    yields_paper: bool = True  # the result is a paper, so an electronic copy is owed (NĐ 118/2025 Đ.22)
    business: bool = False  # production and business: its online share has an indicator of its own
    non_territorial: bool = False  # phi địa giới


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """Ngày nghỉ hoặc ngày làm bù: one day of the office's own table, which wins over any library."""

    day: date
    kind: str  # holiday | compensatory | makeup_workday | local_closure
    note: str = ""
    basis: str = ""
    confidence: str = ""
    am: str | None = None  # hours of the morning, "" closed; none as usual
    pm: str | None = None


@cache
def shipped_procedures() -> tuple[CatalogueRow, ...]:
    """Return every procedure of the starter catalogue, in the order of its file."""
    from resources import path

    return load_procedures(path("catalogue", "procedures.csv"))


@cache
def _shipped_by_code() -> Mapping[str, ProcedureCard]:
    return {row.card.code: row.card for row in shipped_procedures()}


def shipped_procedure(code: str) -> ProcedureCard | None:
    """Return the starter catalogue's card of `code`, or None."""
    return _shipped_by_code().get(code.strip())


@cache
def shipped_calendar() -> tuple[CalendarRow, ...]:
    """Return the shipped table of days off and make-up working days, in the order of its file."""
    from resources import path

    return load_calendar(path("catalogue", "calendar.csv"))


def load_procedures(file: Path) -> tuple[CatalogueRow, ...]:
    """Read a procedure table with a header row; a code twice or a bad cell is refused by row and column."""
    rows: list[CatalogueRow] = []
    seen: set[str] = set()
    for number, cells in _cells(file):
        row = _procedure(cells, number)
        if row.card.code in seen:
            raise InputError("catalogue.bad_row", row=number, column="code", value=row.card.code)
        seen.add(row.card.code)
        rows.append(row)
    return tuple(rows)


def load_calendar(file: Path) -> tuple[CalendarRow, ...]:
    """Read a calendar table with a header row; a bad cell is refused by row and column."""
    rows = []
    for number, cells in _cells(file):
        text = cells.get("day", "")
        try:
            day = date.fromisoformat(text)
        except ValueError as failure:
            raise InputError("catalogue.bad_row", row=number, column="day", value=text) from failure
        kind = cells.get("kind", "")
        if kind not in DAY_KINDS:
            raise InputError("catalogue.bad_row", row=number, column="kind", value=kind)
        rows.append(
            CalendarRow(
                day=day,
                kind=kind,
                note=cells.get("note", ""),
                basis=cells.get("basis", ""),
                confidence=cells.get("confidence", ""),
            )
        )
    return tuple(rows)


def components(text: str) -> tuple[ComponentCard, ...]:
    """Split a checklist written as `paper; paper (nếu …)` into numbered lines.

    A condition makes the paper optional and is shown under its name. A paper that a national
    database holds must not be asked for again (NĐ 118/2025 Đ.5.1.i), so it is not mandatory either.
    """
    names = [part for part in (piece.strip() for piece in _outside_parentheses(text)) if part]
    return tuple(_component(number, name) for number, name in enumerate(names, start=1))


def _outside_parentheses(text: str) -> list[str]:
    pieces = [""]
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if letter == ";" and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += letter
    return pieces


def _component(number: int, text: str) -> ComponentCard:
    name, condition = text, None
    for found in _PARENTHESES.finditer(text):
        match = _CONDITION.search(found.group(1))
        if match is not None:
            condition = match.group(1).strip()
            kept = found.group(1)[: match.start()].strip()
            name = text[: found.start()] + (f" ({kept})" if kept else "") + text[found.end() :]
            break
    else:
        when = _WHEN.match(text)
        if when is not None:
            name, condition = when.group(1), when.group(2)
    from_database = "khai thác CSDL" in text
    return ComponentCard(
        no=number,
        name=" ".join(name.split()),
        mandatory=condition is None and not from_database,
        condition=condition,
        from_database=from_database,
    )


def _procedure(cells: Mapping[str, str], number: int) -> CatalogueRow:
    unit = cells.get("time_unit") or None
    if unit is not None and unit not in UNITS:
        raise InputError("catalogue.bad_row", row=number, column="time_unit", value=unit)
    for column in ("code", "name", "field"):
        if not cells.get(column):
            raise InputError("catalogue.bad_row", row=number, column=column, value="")
    card = ProcedureCard(
        code=cells["code"],
        name=cells["name"],
        field=cells["field"],
        level=cells.get("level", ""),
        time_limit=_whole(cells, "time_limit", number, lowest=1),
        time_unit=unit,
        fee=_whole(cells, "fee_vnd", number, lowest=0),
        online_level=cells.get("online_level", ""),
        components=components(cells.get("components", "")),
        source=cells.get("source", ""),
        confidence=cells.get("confidence", ""),
    )
    return CatalogueRow(
        card=card,
        yields_paper=_mark(cells, "yields_paper", number, default=True),
        business=_mark(cells, "business", number, default=False),
        non_territorial=_mark(cells, "non_territorial", number, default=False),
    )


def _whole(cells: Mapping[str, str], column: str, number: int, *, lowest: int) -> int | None:
    text = cells.get(column, "")
    if not text:
        return None
    if re.fullmatch(r"\d{1,12}", text, re.ASCII) is None or int(text) < lowest:
        raise InputError("catalogue.bad_row", row=number, column=column, value=text)
    return int(text)


def _mark(cells: Mapping[str, str], column: str, number: int, *, default: bool) -> bool:
    text = cells.get(column, "")
    if text not in {"", "0", "1"}:
        raise InputError("catalogue.bad_row", row=number, column=column, value=text)
    return text == "1" if text else default


def _cells(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        for number, row in enumerate(csv.DictReader(source), start=2):
            yield (
                number,
                {
                    key: unicodedata.normalize("NFC", value).strip()
                    for key, value in row.items()
                    if isinstance(key, str) and isinstance(value, str)
                },
            )
