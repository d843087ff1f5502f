"""A report as the frozen sheet that is printed: every number a string as forms write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.reports.rows import Column, Report, Table
    from printing.reports import ReportSheet, ReportTable


def report_sheet(office: Office, report: Report, *, period: str, notes: tuple[str, ...]) -> ReportSheet:
    """The sheet of a report; what is detail stands in the workbook only."""
    from desk.paper.sheets import header_of
    from printing.letters import Signer
    from printing.reports import ReportSheet

    words = report.words
    now = office.clock.now()
    card = office.identity.card_on(min(report.last, now.date()))
    signers = (
        Signer(words.text("sign_maker"), words.text("sign_hint"), office.actor.full_name),
        Signer(words.text("sign_head"), words.text("sign_head_hint")),
    )
    return ReportSheet(
        words=words,
        header=header_of(card, day=now),
        period=period,
        tables=tuple(_table(one, words.text("no_rows")) for one in report.tables if not one.detail),
        counted=words.texts.get("unit_of_count", ""),
        notes=notes,
        signers=signers,
        training=card.training,
        charts=report.charts,
        parts=report.parts,
    )


def _table(table: Table, empty: str) -> ReportTable:
    from printing.reports import ReportTable

    columns = table.columns
    return ReportTable(
        columns=tuple(one.heading for one in columns),
        shares=tuple(one.share for one in columns),
        aligns=tuple("left" if one.kind == "text" else "center" for one in columns),
        rows=tuple(tuple(shown(row.get(one.key), one) for one in columns) for row in table.rows),
        title=table.title,
        numbers=tuple(one.number for one in columns) if any(one.number for one in columns) else (),
        total=tuple(shown_total(table, one) for one in columns) if table.total else (),
        empty=empty,
    )


def shown_total(table: Table, column: Column) -> str:
    """What stands in the last line of a column."""
    if column.key != table.total_under and not (column.summed or column.worked_out_below):
        return ""
    return shown(table.total_of(column), column)


def shown(value: Any, column: Column) -> str:  # noqa: ANN401 - a cell of any kind
    """A cell as forms write it."""
    from printing.phrases import grouped

    if value is None:
        return "–" if column.formula or column.kind == "rate" else ""
    if isinstance(value, int) and column.kind == "count":
        return grouped(value)
    if isinstance(value, int | float):
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") or "0"
    return str(value)
