"""`report`: a period's report by its name, as XLSX, PDF, DOCX or CSV by the name of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desk.errors import InputError
from desk.paper.book import KINDS, Written, check_period
from desk.paper.telling import quiet, stretch
from desk.reports.known import APOLOGIES, INDEX, LATE, NAMED, PACK, WORKLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.rows import Report, Table
    from printing.words import Words

    class Builder(Protocol):
        """Counts a report, told how far it is."""

        def __call__(
            self, office: Office, words: Words, first: date, last: date, *, tell: Tell = ...
        ) -> Report:
            """Count a period."""
            ...


def form_of(name: str) -> str:
    """The key of a report's words, by the name it is asked for."""
    from desk.reports.own import form_named

    return NAMED.get(name) or form_named(name)


def builder_of(form: str) -> Builder:
    """Who counts a report, by the key of its words: its template alone where nobody else does."""
    from desk.reports.apologies import apologies
    from desk.reports.declared import declared
    from desk.reports.index766 import index_766
    from desk.reports.late import overdue
    from desk.reports.pack import pack
    from desk.reports.work import workload

    told: dict[str, Builder] = {
        INDEX: index_766, LATE: overdue, WORKLOAD: workload, APOLOGIES: apologies, PACK: pack,
    }  # fmt: skip
    return told.get(form, declared)


REPORTS = tuple(NAMED)
REPORT_KINDS = {**KINDS, ".docx": (b"PK",)}
_COUNTED = 0.6  # how much of the work it is to count


def build(office: Office, form: str, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count a report; `tell` hears how far the counting is, and what it raises ends it.

    Raises:
        InputError: `report.unknown`, `report.given_up`, `report.bad_period`.
    """
    from desk.paper.forms import words_on
    from desk.reports.asking import known

    known(office, form)
    check_period(first, last)
    key = form_of(form)
    words = words_on(office, key, last)
    if words.lists.get("source") == ():
        raise InputError("report.given_up", form=form, day=f"{last:%d/%m/%Y}")
    return builder_of(key)(office, words, first, last, tell=tell)


def write_report(
    office: Office,
    form: str,
    first: date,
    last: date,
    path: Path,
    *,
    tell: Tell = quiet,
) -> Written:
    """Count a report and write it; the file appears whole or not at all.

    `tell` hears how far it is; what it raises leaves no file.

    Raises:
        InputError: `report.unknown`, `report.bad_period`, `report.bad_file`, `file.exists`,
            `file.in_record`, `report.cancelled`.
        SurroundingsError: `data.disk_full`, `file.unwritable`.
    """
    from desk.paper.targets import check_target, writing
    from desk.record.durable import write_file

    kind = path.suffix.lower()
    if kind not in REPORT_KINDS:
        raise InputError("report.bad_file", file=path.name, allowed=sorted(REPORT_KINDS))
    if REPORT_KINDS[kind]:
        check_target(office, path, begins=REPORT_KINDS[kind])  # before the work, not after it
    counted = build(office, form, first, last, tell=stretch(tell, 0, _COUNTED))
    heading = counted.tables[0].columns[0].heading
    check_target(office, path, begins=REPORT_KINDS[kind] or (f"{heading},".encode(),))
    body = report_bytes(office, counted, kind, tell=stretch(tell, _COUNTED, 1))
    tell(1)
    with writing(path):
        write_file(path, body)
    return Written(file=path.absolute(), rows=len(counted.tables[0].rows))


def report_bytes(office: Office, report: Report, kind: str, *, tell: Tell = quiet) -> bytes:
    """A counted report as the bytes of a file of a kind."""
    from printing.phrases import numeric_date

    if kind == ".csv":
        return csv_bytes(report)
    words = report.words
    period = words.text("period", first=numeric_date(report.first), last=numeric_date(report.last))
    notes = (*words.items("notes"), *report.notes)
    if kind == ".xlsx":
        from desk.reports.workbook import workbook_bytes

        card = office.identity.card_on(min(report.last, office.clock.now().date()))
        unit = words.texts.get("unit_of_count", "")
        mark = words.text("training") if card.training else ""  # beside the period: no cell moves for it
        below = " · ".join(part for part in (period, unit, mark) if part)
        head = (card.name, words.title.replace("\n", " "), below)
        return workbook_bytes(report, head=head, notes=notes, mark=mark, tell=tell)
    from desk.paper.receipts import drawn
    from desk.reports.sheet import report_sheet

    sheet = report_sheet(office, report, period=period, notes=notes)
    if kind == ".docx":
        from printing.document import report_docx

        return report_docx(sheet)
    return drawn(office, sheet, "a4", tell=tell).pdf


def csv_bytes(report: Report) -> bytes:
    """The report as CSV: tables of the same columns run on under one heading, the others are left out."""
    from desk.importing import table_bytes

    main = report.tables[0]
    like = [table for table in report.tables if _headings(table) == _headings(main)]
    return table_bytes(_headings(main), [line for table in like for line in _lines(table)])


def _headings(table: Table) -> list[str]:
    return [column.heading.replace("|", ": ") for column in table.columns]


def _lines(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [_plain(row.get(one.key)) for one in table.columns]
    if table.total:
        yield [_plain(table.total_of(one)) for one in table.columns]


def _plain(value: object) -> str:
    """A cell as text; a whole number of points has no decimals."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
