"""A report as a workbook: real numbers, formulas with the numbers they give beside them, ready to print.

openpyxl writes a formula without its value, so that whatever does not calculate shows nothing; the values
worked out here are put beside the formulas afterwards.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from desk.paper.telling import each, quiet, stretch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from desk.paper.telling import Tell
    from desk.reports.rows import Report, Table

_WIDEST, _NARROWEST = 60, 6
_FILLED, _SAVED = 0.6, 0.9  # how far the work is when the cells are there, and when they are a file
_FORMATS = {"count": "#,##0", "rate": "0.00"}
_FORMULA = re.compile(r'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?')


@dataclass(slots=True)
class _Made:
    """The values of the formulas, sheet by sheet."""

    values: list[dict[str, int | float | str]] = field(default_factory=list)


def workbook_bytes(
    report: Report, *, head: tuple[str, ...], notes: tuple[str, ...], mark: str = "", tell: Tell = quiet
) -> bytes:
    """The workbook of a report; `head` stands above the tables of every sheet, `notes` under the first.

    `mark` is printed over every page and names the file. `tell` hears how many rows are put down.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    made = _Made()
    whole, done = sum(len(table.rows) for table in report.tables) or 1, 0
    for place, table in enumerate(report.tables):
        sheet = book.create_sheet(_sheet_name(table.sheet))
        part = stretch(tell, _FILLED * done / whole, _FILLED * (done + len(table.rows)) / whole)
        made.values.append(_fill(sheet, table, head=head, notes=notes if place == 0 else (), tell=part))
        done += len(table.rows)
        if mark and sheet.oddHeader is not None:
            sheet.oddHeader.center.text = mark
    book.properties.title = " · ".join(part for part in (head[1], mark) if part)
    out = io.BytesIO()
    book.save(out)
    tell(_SAVED)
    return _with_values(out.getvalue(), made.values)


def _sheet_name(text: str) -> str:
    """A name that a workbook may have: no letter of a reference, not too long."""
    return re.sub(r"[\[\]:*?/\\]", "-", text)[:31].strip("'") or "-"


def _fill(
    sheet: Worksheet, table: Table, *, head: tuple[str, ...], notes: tuple[str, ...], tell: Tell
) -> dict[str, int | float | str]:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    values: dict[str, int | float | str] = {}
    last = get_column_letter(len(table.columns))
    row = 0
    for row, text in enumerate([*head, *([table.title] if table.title else [])], start=1):
        sheet.merge_cells(f"A{row}:{last}{row}")
        cell = sheet.cell(row, 1)
        _text(cell, text)
        cell.font = Font(bold=row != len(head), size=13 if row == 2 else 11)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[2].height = 36
    first_head = row + 2
    body = _headings(sheet, table, first_head)
    end = body + len(table.rows)
    for place, entry in enumerate(each(table.rows, tell, among=len(table.rows)), start=body):
        _row(sheet, table, entry, place, values)
    if table.total:
        _total(sheet, table, (body, end), values)
        end += 1
    for place, text in enumerate(notes, start=end + 1):
        sheet.merge_cells(f"A{place}:{last}{place}")
        cell = sheet.cell(place, 1)
        _text(cell, text)
        cell.font = Font(italic=True, size=9)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[place].height = 26
    _widths(sheet, table)
    _print_setup(sheet, (first_head, body), last)
    return values


def _headings(sheet: Worksheet, table: Table, first: int) -> int:
    """Heads of groups over headings over running numbers; answers the first row of the body."""
    groups = [column.heading.rpartition("|")[0] for column in table.columns]
    grouped, numbered = any(groups), any(column.number for column in table.columns)
    lower = first + grouped
    for place, column in enumerate(table.columns, start=1):
        name = column.heading.rpartition("|")[2]
        if grouped and not groups[place - 1]:
            _heading(sheet, first, place, name)
            _heading(sheet, lower, place, "")
            sheet.merge_cells(start_row=first, end_row=lower, start_column=place, end_column=place)
        else:
            _heading(sheet, lower, place, name)
        if numbered:
            _heading(sheet, lower + 1, place, column.number, small=True)
    begin = 1
    while grouped and begin <= len(groups):
        stop = begin
        while stop < len(groups) and groups[stop] == groups[begin - 1]:
            stop += 1
        if groups[begin - 1]:
            for place in range(begin, stop + 1):
                _heading(sheet, first, place, groups[begin - 1] if place == begin else "")
            sheet.merge_cells(start_row=first, end_row=first, start_column=begin, end_column=stop)
        begin = stop + 1
    sheet.row_dimensions[lower].height = 44
    return lower + numbered + 1


def _heading(sheet: Worksheet, row: int, column: int, text: str, *, small: bool = False) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(row, column)
    if text:
        _text(cell, text)
    cell.font = Font(bold=not small, italic=small, size=8 if small else 10)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _border()
    cell.fill = PatternFill("solid", fgColor="F2F2F2")


def _row(
    sheet: Worksheet, table: Table, entry: Mapping[str, Any], row: int, values: dict[str, int | float | str]
) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    cells = {one.key: f"{get_column_letter(place)}{row}" for place, one in enumerate(table.columns, start=1)}
    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(row, place)
        value = entry.get(column.key)
        if column.formula:
            cell.value = "=" + entry.get(f"={column.key}", column.formula).format(**cells)
            values[cell.coordinate] = "" if value is None else value
        elif isinstance(value, str):
            _text(cell, value)
        else:
            cell.value = value
        cell.border = _border()
        wraps = column.kind == "text"
        cell.alignment = Alignment(wrap_text=wraps, vertical="center", horizontal=None if wraps else "right")
        if column.kind in _FORMATS:
            cell.number_format = _FORMATS[column.kind]


def _total(
    sheet: Worksheet, table: Table, body: tuple[int, int], values: dict[str, int | float | str]
) -> None:
    """The last line: sums as formulas over the body."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    begin, row = body
    cells = {one.key: f"{get_column_letter(place)}{row}" for place, one in enumerate(table.columns, start=1)}
    for place, column in enumerate(table.columns, start=1):
        cell, letter = sheet.cell(row, place), get_column_letter(place)
        cell.border, cell.font = _border(), Font(bold=True)
        if column.key == table.total_under:
            _text(cell, table.total)
        elif column.worked_out_below and not column.formula:
            cell.value = table.total_of(column)
            cell.number_format = _FORMATS[column.kind]
        elif column.worked_out_below:
            value = table.total_of(column)
            cell.value = "=" + column.formula.format(**cells)
            values[cell.coordinate] = "" if value is None else value
            cell.number_format = _FORMATS[column.kind]
        elif column.summed:
            number = table.sum_of(column.key)
            if row > begin:
                cell.value = f"=SUM({letter}{begin}:{letter}{row - 1})"
                values[cell.coordinate] = number
            else:
                cell.value = number
            cell.number_format = _FORMATS[column.kind]


def _text(cell: Any, text: str) -> None:  # noqa: ANN401 - a cell, merged or not
    """A text is a text: what looks like a formula is never run, here or after saving as CSV."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    from desk.importing import MAX_CELL, neutral

    cell.value = neutral(ILLEGAL_CHARACTERS_RE.sub(" ", text))[:MAX_CELL]
    cell.data_type = "s"


@cache
def _border() -> Any:  # noqa: ANN401 - openpyxl's own class
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color="808080")
    return Border(left=line, right=line, top=line, bottom=line)


def _widths(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(table.columns, start=1):
        longest = max((len(str(row.get(column.key) or "")) for row in table.rows), default=0)
        name = max((len(word) for word in column.heading.rpartition("|")[2].split()), default=0)
        wanted = max(longest, name) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, max(_NARROWEST, wanted))


def _print_setup(sheet: Worksheet, rows: tuple[int, int], last: str) -> None:
    """The heading stands still on the screen and is repeated on paper: A4 lying, as wide as the sheet."""
    from openpyxl.worksheet.properties import PageSetupProperties

    first_head, body = rows
    sheet.freeze_panes = f"A{body}"
    sheet.print_title_rows = f"{first_head}:{body - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    if sheet.oddFooter is not None:
        sheet.oddFooter.right.text = "&P/&N"
    sheet.print_area = f"A1:{last}{sheet.max_row}"


def _with_values(body: bytes, values: list[dict[str, int | float | str]]) -> bytes:
    """The same workbook with each formula's value in its place."""
    from zipfile import ZIP_DEFLATED, ZipFile

    out = io.BytesIO()
    with ZipFile(io.BytesIO(body)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            place = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", entry.filename)
            if place is not None:
                known = values[int(place[1]) - 1]
                data = _valued(data.decode("utf-8"), known).encode("utf-8")
            target.writestr(entry, data)
    return out.getvalue()


def _valued(xml: str, values: Mapping[str, int | float | str]) -> str:
    def put(found: re.Match[str]) -> str:
        value = values.get(found[2])
        if value is None:
            return found[0]
        start = found[1]
        if value == "":
            return start.replace("<c ", '<c t="str" ', 1) + "<v></v>"
        return f"{start}<v>{value}</v>"

    return _FORMULA.sub(put, xml)
