"""Frozen data of a period's report: tables under one head, the meaning of the numbers, who signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.letters import Signer
    from printing.sheets import Header
    from printing.text import Align
    from printing.words import Words


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table: headings are "group|heading", or a heading alone; every value a ready string."""

    columns: tuple[str, ...]
    shares: tuple[float, ...]  # of the width, in the order of the columns
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    numbers: tuple[str, ...] = ()  # running numbers under the headings; none = no such line
    total: tuple[str, ...] = ()  # the last line, bold
    empty: str = ""  # said where there are no rows


@dataclass(frozen=True, slots=True)
class Bars:
    """Biểu đồ cột: shares in percent by month, None where there was nothing, against a target."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    target: float | None
    legend: str


@dataclass(frozen=True, slots=True)
class Parts:
    """One bar divided by how many: names and numbers in their order."""

    title: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """Báo cáo kỳ: A4 lying, head and title as NĐ 30/2020, tables, definitions in small type, signatures."""

    words: Words
    header: Header
    period: str  # "Từ ngày … đến ngày …"
    tables: tuple[ReportTable, ...]
    counted: str = ""  # "Đơn vị tính: …"
    notes: tuple[str, ...] = ()  # what the numbers mean
    signers: tuple[Signer, ...] = ()
    reprint: int = 0
    training: bool = False
    charts: tuple[Bars, ...] = ()  # beside each other under the first table
    parts: Parts | None = None  # above the second
