"""Danh sách hồ sơ đã tiếp nhận: what one citizen handed in at one visit, as the sheet a layout prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.sheets import Header, TransferSheet
    from printing.words import Words


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """One dossier of the visit: its own code, QR and promised moment."""

    no: str
    code: str
    qr: str
    request: str
    due: str
    due_short: str
    fee: str = ""
    note: str = ""  # e.g. that papers are still missing
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """The list of a visit. It names the applicant and no number of theirs: it lies about like a receipt."""

    words: Words
    header: Header
    code: str  # of the visit, else of its only dossier
    applicant: str
    received_at: str
    received_short: str
    count: str
    entries: tuple[VisitEntry, ...]
    qr: str = ""  # opens the whole visit; a list of one dossier has that dossier's alone
    clerk: str = ""
    on_behalf_of: str = ""
    hotline: str = ""
    fee_total: str = ""
    transfer: TransferSheet | None = None  # how to transfer all that is owed, at once
    copy_marks: tuple[str, ...] = ()
    reprint: int = 0
    training: bool = False
