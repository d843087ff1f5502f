"""One citizen's several dossiers of a visit, as they are told of: frozen, nobody's name in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One dossier of a visit."""

    code: str
    procedure: str
    due_at: datetime | None
    waits: bool = False  # for papers that are still missing


@dataclass(frozen=True, slots=True)
class VisitOverview:
    """Lượt nộp: its dossiers in the order of reception, and what they cost together.

    `transfer` is what of it is paid by transfer, in one payment under `transfer_under`.
    """

    number: str
    rows: tuple[VisitRow, ...]
    fee: int = 0
    transfer: int = 0
    transfer_under: str = ""
