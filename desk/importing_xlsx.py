"""Đọc bảng XLSX: the first sheet of a workbook as rows of text.

A workbook is a ZIP of XML from outside: what it unpacks to is bounded before anything is parsed.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_ROWS = 200_000  # empty ones included


def letters(column: int) -> str:
    """The name of a column as spreadsheets show it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def sheet_rows(
    path: Path, *, most_columns: int, most_bytes: int, bad: list[InputError] | None = None
) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as text: dates as ISO, whole numbers without a point.

    With `bad`, a cell that is a formula or an error is noted there and comes as "".

    Raises:
        InputError: `table.not_a_table`, `table.formula`, `table.bad_cell`, `table.extra_cells`,
            `table.too_many_rows`, `file.too_large`.
    """
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (BadZipFile, OSError, ValueError) as failure:
        raise InputError("table.not_a_table", file=path.name) from failure
    if unpacked > most_bytes:
        raise InputError("file.too_large", file=path.name, limit_mb=most_bytes >> 20)
    for number, cells in enumerate(_cells(path), start=1):
        if number > MOST_ROWS:
            raise InputError("table.too_many_rows", limit=MOST_ROWS, row=number)
        texts = [_noted(cell, bad, row=number) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > most_columns:
            raise InputError("table.extra_cells", row=number, column="")
        yield texts


def _cells(path: Path) -> Iterator[Sequence[Any]]:
    """The cells row by row; whatever the library makes of a broken workbook is one refusal."""
    from openpyxl import load_workbook

    book = None
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        yield from sheet.iter_rows()
    except (InputError, MemoryError, GeneratorExit):
        raise
    except Exception as failure:
        raise InputError("table.not_a_table", file=path.name) from failure
    finally:
        if book is not None:
            book.close()


def _noted(cell: Any, bad: list[InputError] | None, *, row: int) -> str:  # noqa: ANN401
    try:
        return _text(cell, row=row)
    except InputError as failure:
        if bad is None:
            raise
        bad.append(failure)
        return ""


def _text(cell: Any, *, row: int) -> str:  # noqa: ANN401 - one of three cell classes
    from openpyxl.utils import get_column_letter

    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise InputError("table.formula", row=row, column=get_column_letter(cell.column))
    if cell.data_type == "e":
        raise InputError("table.bad_cell", row=row, column=get_column_letter(cell.column))
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).strip()
