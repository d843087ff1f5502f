"""What a screen may show the citizen: frozen data, free of widgets, the same for every screen that publishes.

`Entering` and `Sign` hold personal data and go as soon as the clerk moves on; the others hold none and end
by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from desk.paying.transfer import TransferCode


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper, received or still to come."""

    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class Entering:
    """Đang nhập: what the clerk types, for the citizen to read along.

    `id_number` comes masked. `about` says what the papers are: received, handed over, or certified.
    """

    name: str = ""
    id_number: str = ""
    procedure: str = ""
    papers: tuple[PaperLine, ...] = ()
    due: datetime | None = None
    fee: int | None = None
    method: str = ""  # cash | online | exempt | none | ""
    about: str = "receive"  # receive | return | certify
    code: TransferCode | None = None  # what a bank's app reads, where the fee is still owed

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.name or self.id_number or self.procedure)


@dataclass(frozen=True, slots=True)
class Fee:
    """Lệ phí: the amount large, how it is paid, and the QR it is transferred with."""

    amount: int
    method: str = "cash"
    code: TransferCode | None = None  # what a bank's app reads


@dataclass(frozen=True, slots=True)
class Sign:
    """Mời ký: by finger, pen or mouse here, or on the clerk's pad or paper."""

    name: str = ""
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """Mời đánh giá: one to five, by the citizen's own hand."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """Cảm ơn: what happens next, without anybody's name."""

    due: datetime | None = None
    returned: bool = False


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One dossier of a visit: what it is about, its code, when it is done; `waits` for papers."""

    title: str
    code: str
    due: datetime | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """Lượt nộp: every dossier just handed in, with what they cost together."""

    lines: tuple[VisitLine, ...]
    fee: int = 0


Face = Entering | Fee | Sign | Rate | Visit | Thanks
PERSONAL = (Entering, Sign)
