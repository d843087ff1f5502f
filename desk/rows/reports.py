"""Báo cáo: which reports there are, and the numbers of one before it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ReportCard:
    """Một loại báo cáo: its name for the command line, the form's words in force, the kinds of file."""

    name: str  # II.06a, pack, so_theo_doi
    form: str  # key of its template
    title: str
    number: str
    basis: str
    official: bool  # the official layout was seen
    kinds: tuple[str, ...]  # .xlsx, .pdf, .docx, .csv


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table of a report as text, a total of so many rows; only the first rows are here."""

    name: str
    columns: tuple[str, ...]  # "group|heading" where headings are grouped
    words: tuple[bool, ...]  # whether a column holds words (others hold numbers)
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    of: int = 0  # how many rows the table has


@dataclass(frozen=True, slots=True)
class ReportLook:
    """The numbers of a report over a period, and which definitions they follow."""

    name: str
    first: date
    last: date
    tables: tuple[ReportTable, ...]
    notes: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened in the period."""
        return not any(table.rows for table in self.tables)
