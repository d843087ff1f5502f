"""Nhập và xuất bảng: one strict way to read a CSV or XLSX table, and one way to write it.

The files come from outside. A file that is no table, has a wrong header, a formula or more than fits is
refused whole by row and column; what a cell means is judged by whoever asked for the table.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.importing_xlsx import letters as _letters
from desk.jsonfile import check_bounded
from desk.paper.telling import each, quiet
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desk.office.opened import Office
    from desk.paper.telling import Tell

SUFFIXES = (".csv", ".xlsx")
MAX_FILE = 50 << 20
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 32_000  # what a spreadsheet cell holds
_PLAIN_NUMBER = re.compile(r"[+-]\d[\d .,]*")
_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls of Excel 97 to 2003, and a workbook under a password
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its number as a spreadsheet shows it (the header is 1), its cells by column."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one cell: where, a stable code, and the sentence for people."""

    row: int
    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The answer of an import. With errors nothing was changed and `imported` is 0.

    `imported` counts the rows written, or on a dry run those that would be.
    """

    imported: int
    skipped: int
    errors: tuple[RowError, ...] = ()
    dry_run: bool = False

    @classmethod
    def refused(cls, failure: InputError, *, lang: str = "vi", dry_run: bool = False) -> ImportReport:
        """The report of a file that could not be read as a table at all."""
        return cls(imported=0, skipped=0, errors=(error_of(failure, lang=lang),), dry_run=dry_run)


@dataclass(slots=True)
class Faults:
    """Collects what is wrong in a table, so that a clerk mends everything in one go."""

    lang: str = "vi"
    _found: list[RowError] = field(default_factory=list, init=False)

    def add(self, row: int, column: str, code: str, /, **details: object) -> None:
        """Note one fault; `row`, `column` and `details` fill the blanks of the sentence of `code`."""
        told = {"row": row, "column": column, **details}
        self._found.append(
            RowError(row=row, column=column, code=code, message=sentence(code, self.lang, **told))
        )

    @property
    def errors(self) -> tuple[RowError, ...]:
        """Everything noted, by row."""
        return tuple(sorted(self._found, key=lambda one: one.row))


def error_of(failure: InputError, *, lang: str = "vi") -> RowError:
    """The row error that tells a refusal; row 0 where the file as a whole is meant."""
    row = failure.details.get("row", 0)
    return RowError(
        row=row if isinstance(row, int) else 0,
        column=str(failure.details.get("column", "")),
        code=failure.code,
        message=sentence(failure.code, lang, **failure.details),
    )


def read_table(
    path: Path, *, columns: Sequence[str], required: Sequence[str], faults: Faults | None = None
) -> list[TableRow]:
    """Read a CSV (UTF-8, comma, semicolon or tab) or XLSX table (its first sheet) with a header row.

    Every row answers every column of `columns`, "" where the file has none; empty rows are passed by. With
    `faults`, a formula or a cell nobody can use is noted there and only its row is left out.

    Raises:
        InputError: `file.not_found`, `file.too_large`; `table.…` where it is no table, an old workbook, or
            where its header, a formula, a cell or its size cannot be taken.
    """
    bad: list[InputError] | None = None if faults is None else []
    header, numbered = _opened(path, columns=columns, required=required, bad=bad)
    rows: list[TableRow] = []
    for number, cells in numbered:
        if bad and faults is not None:
            _blame(bad, faults, header)
            continue
        if not any(cells):
            continue
        if len(rows) >= MAX_ROWS:
            raise InputError("table.too_many_rows", limit=MAX_ROWS, row=number)
        if any(cells[len(header) :]):
            raise InputError("table.extra_cells", row=number, column="")
        given = dict(zip(header, cells, strict=False))
        rows.append(TableRow(number=number, values={name: given.get(name, "") for name in columns}))
    return rows


def _blame(bad: list[InputError], faults: Faults, header: Sequence[str]) -> None:
    """Note the wrong cells of one row by the names of their columns."""
    names = {_letters(place): name for place, name in enumerate(header, start=1)}
    for failure in bad:
        column = str(failure.details["column"])
        faults.add(int(failure.details["row"]), names.get(column, column), failure.code)
    bad.clear()


def columns_of(path: Path, *, columns: Sequence[str], required: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns that a table really has, as its header names them; refuses what `read_table` refuses."""
    header, _ = _opened(path, columns=columns, required=required)
    return tuple(header)


def _opened(
    path: Path, *, columns: Sequence[str], required: Sequence[str], bad: list[InputError] | None = None
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header of a table and the numbered rows behind it."""
    check_bounded(path, most=MAX_FILE)
    with path.open("rb") as file:
        begin = file.read(len(_OLD_WORKBOOK))
    if begin == _OLD_WORKBOOK:
        raise InputError("table.old_workbook", file=path.name)
    zipped = begin.startswith(b"PK\x03\x04")
    numbered = enumerate(_xlsx_rows(path, bad) if zipped else _csv_rows(path, bad), start=1)
    first = next(((number, row) for number, row in numbered if any(row) or bad), None)
    if bad:
        raise bad[0]  # a heading that cannot be read names no column
    if first is None:
        raise InputError("table.empty", file=path.name)
    return _header(first[1], columns=columns, required=required, number=first[0]), numbered


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, tell: Tell = quiet
) -> int:
    """Write a table as CSV (UTF-8 with BOM, for spreadsheets) or, by its name, as XLSX; answers the rows.

    The file appears whole or not at all. A text that a spreadsheet would run as a formula gets an
    apostrophe in front, which `read_table` takes away again. `tell` hears how much is written.
    """
    from desk.record.durable import write_file

    told = [[_shown(row.get(name)) for name in columns] for row in rows]
    bytes_of = _xlsx_bytes if path.suffix.lower() == ".xlsx" else _csv_bytes
    body = bytes_of(columns, told, tell=tell)
    write_file(path, body)
    return len(told)


def table_bytes(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Rows of ready texts as a CSV table, nothing in it ever run as a formula."""
    return _csv_bytes(columns, rows)


def export_table(
    office: Office, path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> int:
    """Write a table where somebody asked for it, over nothing but an older table of the same kind.

    Raises:
        InputError: `table.bad_name`, `file.exists`, `file.in_record`.
        SurroundingsError: `data.disk_full`, `file.unwritable`.
    """
    from desk.paper.targets import check_target, writing

    if path.suffix.lower() not in SUFFIXES:
        raise InputError("table.bad_name", file=path.name)
    check_target(office, path, begins=(f"{columns[0]},".encode(), b"PK"))
    with writing(path):
        return write_table(path, columns, rows)


def neutral(text: str) -> str:
    """The text as a spreadsheet cell that is never run: an apostrophe before what begins a formula."""
    if text.startswith(_FORMULA) and _PLAIN_NUMBER.fullmatch(text) is None:
        return "'" + text
    return text


def _header(
    cells: Sequence[str], *, columns: Sequence[str], required: Sequence[str], number: int
) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    names = [cell.strip().lower() for cell in cells]
    for name in names:
        if name not in columns:
            raise InputError("table.unknown_column", row=number, column=name[:60], allowed=", ".join(columns))
        if names.count(name) > 1:
            raise InputError("table.column_twice", row=number, column=name)
    for name in required:
        if name not in names:
            raise InputError("table.missing_column", row=number, column=name)
    return names


def _cell(text: str, bad: list[InputError] | None, *, row: int, column: int) -> str:
    """One cell as clean text; a formula and what no cell may hold are refused, or noted in `bad`."""
    from desk.lettering import clean_text

    found = None if len(text) > MAX_CELL else clean_text(text)
    if found is not None and found.startswith("'") and found[1:].startswith(_FORMULA):
        return found[1:].strip()
    if found is not None and not found.startswith("="):
        return found
    code = "table.bad_cell" if found is None else "table.formula"
    failure = InputError(code, row=row, column=_letters(column))
    if bad is None:
        raise failure
    bad.append(failure)
    return ""


def _csv_rows(path: Path, bad: list[InputError] | None) -> Iterator[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise InputError("table.not_text", file=path.name) from failure
    if "\0" in text:
        raise InputError("table.not_text", file=path.name)
    head = next((line for line in text.splitlines() if line.strip(" ;,\t")), text)
    mark = max(",;\t", key=head.count)
    number = 0
    try:
        table = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        for number, cells in enumerate(table, start=1):
            if len(cells) > MAX_COLUMNS:
                raise InputError("table.extra_cells", row=number, column="")
            yield [_cell(cell, bad, row=number, column=place) for place, cell in enumerate(cells, start=1)]
    except csv.Error as failure:  # quotes never closed would swallow the rows behind them
        raise InputError("table.bad_quotes", row=number + 1, column="", file=path.name) from failure


def _xlsx_rows(path: Path, bad: list[InputError] | None) -> Iterator[list[str]]:
    from desk.importing_xlsx import sheet_rows

    rows = sheet_rows(path, most_columns=MAX_COLUMNS, most_bytes=MAX_FILE, bad=bad)
    for number, cells in enumerate(rows, start=1):
        yield [_cell(cell, bad, row=number, column=place) for place, cell in enumerate(cells, start=1)]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def _csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[str]], *, tell: Tell = quiet) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutral(cell) for cell in row] for row in each(rows, tell, among=len(rows)))
    return out.getvalue().encode("utf-8-sig")


def _xlsx_bytes(columns: Sequence[str], rows: Sequence[Sequence[str]], *, tell: Tell = quiet) -> bytes:
    from desk.exporting_xlsx import sheet_bytes

    told = ([neutral(cell) for cell in row] for row in each(rows, tell, among=len(rows)))
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(len(columns))]
    return sheet_bytes(columns, told, widths=widths)
