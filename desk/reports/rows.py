"""What a report is before it becomes a file: tables of typed cells, their headings, their sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from printing.reports import Bars, Parts
    from printing.words import Words

Value = str | int | float | None
Kind = Literal["text", "count", "rate", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in the rows, its heading ("group|heading"), its share of the paper's width.

    `formula` is what a spreadsheet works out, keys in braces standing for cells of the row; the number
    beside it in the row is the same, worked out here; a row's own stands in it under "=" and the key.
    `summed` columns have a sum in the last line, those
    `worked_out_below` their formula over the sums there.
    """

    key: str
    heading: str
    kind: Kind = "text"
    share: float = 0.0
    number: str = ""
    formula: str = ""
    summed: bool = False
    worked_out_below: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report; `detail` ones stand in the workbook only."""

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value | date | datetime], ...]
    title: str = ""
    total: str = ""  # the name of the last line; "" = no sums
    total_under: str = ""  # the key of the column that the name stands in
    detail: bool = False
    totals: Mapping[str, Value] = field(default_factory=dict)  # of columns worked out in the last line

    def sum_of(self, key: str) -> int | float:
        """The sum of a column, two decimals where it has any."""
        numbers = [row.get(key) for row in self.rows]
        found = sum(one for one in numbers if isinstance(one, int | float))
        return round(found, 2) if isinstance(found, float) else found

    def total_of(self, column: Column) -> Value:
        """What stands in the last line of a column; None where nothing does."""
        if column.key == self.total_under:
            return self.total
        if column.worked_out_below:
            return self.totals.get(column.key)
        return self.sum_of(column.key) if column.summed else None


@dataclass(frozen=True, slots=True)
class Report:
    """Báo cáo của một kỳ: the first table is the report, what follows explains it."""

    words: Words
    first: date
    last: date
    tables: tuple[Table, ...]
    charts: tuple[Bars, ...] = ()  # beside each other under the first table
    parts: Parts | None = None  # above the second
    notes: tuple[str, ...] = ()  # after those of the words
