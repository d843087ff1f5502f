"""Frozen rows of certification: what it costs, what was written into the book, what was struck."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desk.rows import DuePromise, EventRow, Note, State


@dataclass(frozen=True, slots=True)
class ExpressKind:
    """One procedure that is certified at once, as the counter offers it."""

    procedure: str
    name: str
    book: str  # copies | signatures | transactions
    unit: str  # page | case
    symbol: str
    source: str
    confidence: str  # H | M | L


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """What one paper costs, and why in one sentence."""

    no: int
    name: str
    pages: int
    copies: int
    each: int  # đồng for one copy
    fee: int
    reason: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Phí chứng thực: line by line and in all, by which table, and when an ordinary dossier would be due."""

    procedure: str
    book: str
    unit: str
    lines: tuple[QuoteLine, ...]
    total: int
    source: str
    confidence: str
    pages: int  # copied pages in all
    many: bool  # so many that a dated dossier is offered
    due: DuePromise
    next_number: int | None = None  # of the book, where nobody else comes first
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class BookLine:
    """Một dòng của sổ chứng thực: one paper with its number; `number` None waits for its certification."""

    no: int
    name: str
    pages: int
    copies: int
    electronic: bool
    fee: int
    book: str
    symbol: str
    year: int | None
    volume: int | None
    number: int | None
    signer: str
    certified_at: datetime | None
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def text(self) -> str:
        """The number as it is written under the paper; "" while it waits."""
        return "" if self.number is None else register_text(self)


def register_text(line: BookLine) -> str:
    """Số chứng thực 12, quyển số 01/2026-SCT/BS, without the words before the number."""
    return f"{line.number}, quyển số {line.volume or 1:02d}/{line.year}-{line.symbol}"


@dataclass(frozen=True, slots=True)
class Certified:
    """Đã chứng thực, or received with a date: the answer of `certify`."""

    code: str
    provisional: bool
    state: State
    received_at: datetime
    due_at: datetime | None
    due_reason: tuple[str, ...]
    lines: tuple[BookLine, ...]
    fee: int
    fee_method: str
    fee_paid: bool
    events: tuple[EventRow, ...]
    receipt_pdf: Path | None = None
    warnings: tuple[Note, ...] = ()
    repeated: bool = False
    job: int | None = None  # lệnh in giấy tiếp nhận


@dataclass(frozen=True, slots=True)
class Struck:
    """Đã hủy: the numbers that stay in the book as struck, and what goes back to the citizen."""

    code: str
    state: State
    lines: tuple[BookLine, ...]
    refund: int
    refund_method: str
    reason: str
    events: tuple[EventRow, ...] = field(default=())
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """The papers of a dossier received another way, waiting for their numbers."""

    code: str
    state: State
    lines: tuple[BookLine, ...]
    total: int
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class RecentRow:
    """One certification of today as the counter lists it."""

    code: str
    person: str
    lines: tuple[BookLine, ...]

    @property
    def fee(self) -> int:
        """What it cost in all; nothing where it was struck."""
        return sum(one.fee for one in self.lines if one.struck_at is None)

    @property
    def struck(self) -> bool:
        """Whether its numbers were struck."""
        return all(one.struck_at is not None for one in self.lines)

    @property
    def numbers(self) -> str:
        """Its numbers as a clerk says them: "12", "12–14"."""
        found = sorted({one.number for one in self.lines if one.number is not None})
        return "–".join(map(str, dict.fromkeys((found[0], found[-1])))) if found else ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A damaged book that runs on: which numbers were lost and struck, and the last one given out."""

    book: str
    year: int
    last: int
    struck: tuple[int, ...]
