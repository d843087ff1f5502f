"""What this shelf answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Biên lai: one number, whose it is and what became of it; `code` is "" of a spoiled one."""

    text: str
    series: str
    number: int
    kind: str  # paper | electronic
    code: str
    amount: int
    method: str
    link: str
    issued_at: datetime
    counter: str
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Một ký hiệu biên lai: its run of numbers, those used and void, and those nobody accounts for.

    `gaps` are runs (first, last) of numbers between the first and the last that were neither used nor voided.
    """

    series: str
    first: str
    last: str
    used: int
    void: int
    missing: int
    gaps: tuple[tuple[int, int], ...]
    doubled: tuple[str, ...]  # told for more than one dossier
    amount: int  # of the used ones, in đồng
