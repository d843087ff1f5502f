"""Biểu II.06a: the tally of a period by field, and by procedure beside it in the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper.telling import quiet
from desk.reports.rows import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Any

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from printing.words import Words

FORM = "bc_ii06a"
_SUMS = {
    "received_total": "{received_online}+{received_other}+{carried_in}",
    "settled_total": "{settled_early}+{settled_on_time}+{settled_late}",
    "pending_total": "{pending_in_term}+{pending_late}",
}


def ii06a(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count a period; every total is the sum of what stands beside it, on paper and in the spreadsheet."""
    from desk.numbers.tally import tally

    tell(0)
    counted = tally(office, first, last)
    tell(1)
    columns = _columns(words)
    codes, names = words.items("columns_detail")
    by_procedure = (
        columns[0],
        Column(key="procedure", heading=codes),
        Column(key="name", heading=names),
        *columns[1:],
    )
    main = Table(
        sheet=words.text("sheet"),
        columns=columns,
        rows=_numbered([row for row in counted.by_field if _counts(row)]),
        total=words.text("total"),
        total_under="field",
    )
    detail = Table(
        sheet=words.text("sheet_detail"),
        title=words.text("detail_title"),
        columns=by_procedure,
        rows=_numbered(
            [
                {**row, "procedure": row["procedure"] or words.text("unknown_code")}
                for row in counted.rows
                if _counts(row)
            ]
        ),
        total=words.text("total"),
        total_under="field",
        detail=True,
    )
    return Report(words=words, first=first, last=last, tables=(main, detail))


def _counts(row: Mapping[str, Any]) -> bool:
    """A row of what was handed over only, of dossiers settled before, is no part of the balance."""
    return bool(row["received_total"])


def _numbered(rows: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return tuple({**row, "no": place} for place, row in enumerate(rows, start=1))


def _columns(words: Words) -> tuple[Column, ...]:
    keys, headings, numbers = words.items("keys"), words.items("columns"), words.items("column_numbers")
    found = []
    for key, heading, number in zip(keys, headings, numbers, strict=True):
        counted = key not in {"no", "field"}
        found.append(
            Column(
                key=key,
                heading=heading,
                kind="count" if counted or key == "no" else "text",
                share=0.035 if key == "no" else 0.71 / 11 if counted else 0.255,
                number=number,
                formula=_SUMS.get(key, ""),
                summed=counted,
            )
        )
    return tuple(found)
