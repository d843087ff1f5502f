"""Báo cáo và sổ: everything that can be asked for by a name, looked at, written, drawn; one list of names.

The command line and the window ask here, so neither knows a report the other does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.paper.forms import BY_REPORT, CERTIFICATION_BOOK
from desk.paper.telling import quiet, stretch
from desk.reports.known import NAMED
from desk.rows.reports import ReportCard, ReportLook, ReportTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desk.office.opened import Office
    from desk.paper.binding import Written
    from desk.paper.telling import Tell
    from desk.reports.rows import Column, Table

BOOKS = (BY_REPORT, CERTIFICATION_BOOK)
KINDS = (".xlsx", ".pdf", ".docx", ".csv")  # in the order they are offered
SHOWN = 200
# As offices ask for them: the balance, the index, what explains them, what goes up, the books.
ORDER = (
    "II.06a", "766", "07a", "overdue", "apologies", "workload", "digitisation", "satisfaction", "fees",
    "pack",
)  # fmt: skip


def names(office: Office | None = None) -> tuple[str, ...]:
    """Every name `report` takes, in the order they are offered: shipped, the office's own, the books."""
    from desk.reports.own import own_names
    from desk.reports.writing import REPORTS

    own = own_names(office, office.clock.now().date()) if office is not None else ()
    return (*sorted(REPORTS, key=lambda name: (*ORDER, name).index(name)), *own, *BOOKS)


def cards(office: Office, day: date) -> tuple[ReportCard, ...]:
    """Every report with the words of its form as in force on a day."""
    from desk.paper.forms import words_on
    from desk.reports.writing import REPORT_KINDS, form_of

    found = []
    for name in names(office):
        words = words_on(office, name if name in BOOKS else form_of(name), day)
        kinds = tuple(one for one in KINDS if name not in BOOKS or one != ".docx")
        assert set(kinds) <= set(REPORT_KINDS)
        found.append(
            ReportCard(
                name=name,
                form=words.key,
                title=words.title.replace("\n", " "),
                number=words.number,
                basis=words.basis,
                official=words.official,
                kinds=kinds,
            )
        )
    return tuple(found)


def write(
    office: Office,
    name: str,
    days: tuple[date, date],
    path: Path,
    *,
    closing: bool | None = None,
    tell: Tell = quiet,
) -> Written:
    """Write a report or a book as its file's name says; whole or not at all.

    Raises:
        InputError: `report.unknown`, `report.bad_period`, `report.bad_file`, `file.exists`,
            `file.in_record`, `report.cancelled`.
        SurroundingsError: `data.disk_full`, `file.open_elsewhere`, `file.unwritable`.
    """
    from desk.paper.book import write_register
    from desk.paper.certification_book import write_books
    from desk.reports.writing import write_report

    books = {BY_REPORT: write_register, CERTIFICATION_BOOK: write_books}
    if name in books:
        return books[name](office, *days, path, closing=closing, tell=tell)
    known(office, name)
    return write_report(office, name, *days, path, tell=tell)


def pdf(
    office: Office,
    name: str,
    days: tuple[date, date],
    *,
    tell: Tell = quiet,
) -> bytes:
    """A report or a book as the bytes of a PDF, to be printed.

    Raises:
        InputError: `report.unknown`, `report.bad_period`, `report.cancelled`.
    """
    from desk.paper.binding import check_period
    from desk.paper.book import register_sheet
    from desk.paper.certification_book import books_sheet
    from desk.paper.receipts import drawn
    from desk.reports.writing import build, report_bytes

    known(office, name)
    check_period(*days)
    if name in BOOKS:
        made = {BY_REPORT: register_sheet, CERTIFICATION_BOOK: books_sheet}[name]
        sheet, _rows = made(office, *days, tell=stretch(tell, 0, 0.3))
        return drawn(office, sheet, "a4", tell=stretch(tell, 0.3, 1)).pdf
    counted = build(office, name, *days, tell=stretch(tell, 0, 0.6))
    return report_bytes(office, counted, ".pdf", tell=stretch(tell, 0.6, 1))


def look(
    office: Office,
    name: str,
    days: tuple[date, date],
    *,
    tell: Tell = quiet,
) -> ReportLook:
    """The numbers of a report without a file; of a book, how many lines each volume has.

    Raises:
        InputError: `report.unknown`, `report.bad_period`, `report.cancelled`.
    """
    from desk.paper.binding import check_period
    from desk.reports.volumes import volumes_of

    known(office, name)
    check_period(*days)
    tables, notes = (volumes_of if name in BOOKS else _of_report)(office, name, days, tell)
    tell(1)
    return ReportLook(name=name, first=days[0], last=days[1], tables=tables, notes=notes)


def known(office: Office, name: str) -> None:
    """Refuse a name nobody knows here.

    Raises:
        InputError: `report.unknown`.
    """
    if name not in NAMED and name not in names(office):
        raise InputError("report.unknown", form=name[:40], allowed=list(names(office)))


def _of_report(
    office: Office, name: str, days: tuple[date, date], tell: Tell
) -> tuple[tuple[ReportTable, ...], tuple[str, ...]]:
    from desk.reports.writing import build

    counted = build(office, name, *days, tell=tell)
    tables = tuple(_table(one) for one in counted.tables if not one.detail)
    return tables, (*counted.words.items("notes"), *counted.notes)


def _table(table: Table) -> ReportTable:
    from desk.reports.sheet import shown_total

    columns = table.columns
    return ReportTable(
        name=table.sheet,
        columns=tuple(one.heading for one in columns),
        words=tuple(one.kind == "text" for one in columns),
        rows=tuple(_line(row, columns) for row in table.rows[:SHOWN]),
        total=tuple(shown_total(table, one) for one in columns) if table.total else (),
        of=len(table.rows),
    )


def _line(row: Mapping[str, Any], columns: Sequence[Column]) -> tuple[str, ...]:
    from desk.reports.sheet import shown

    return tuple(shown(row.get(one.key), one) for one in columns)
