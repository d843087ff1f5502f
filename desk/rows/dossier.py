"""Hồ sơ: one dossier with its papers and its history, and the answers of what was done to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.life.rows import SideStates

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from desk.certify.rows import BookLine
    from desk.life.rows import CorrectionRow, Countdown, NextAct, RemarkRow
    from desk.paying.rows import ReceiptRow
    from desk.process.rows import HoldingRow
    from desk.rows.basics import Note, State
    from desk.rows.fees import FeeItem
    from desk.rows.offered import ProcedureCard


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Siêu dữ liệu của giấy tờ: what is known of a digitised paper (NĐ 118/2025 Đ.19.2)."""

    title: str = ""
    doc_type: str = ""
    abstract: str = ""
    valid_until: date | None = None
    scope: str = ""
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """Bản số hoá: one stored PDF. `component` is its number, 0 for a result, -1 for a signature."""

    component: int
    file: Path
    pages: int
    bytes: int
    sha256: str
    role: str = "component"  # component | result | signature | reused
    result: int = 0  # which result a result's file is of, from 1
    paper: PaperRow = field(default_factory=PaperRow)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Kết quả giải quyết: one version of one result paper; `replaced_at` is empty while it holds."""

    no: int
    version: int
    number: str
    issued_on: date | None
    title: str
    signed: bool | None  # none: not told
    electronic: bool
    recorded_at: datetime
    replaced_at: datetime | None = None
    file: AttachmentRow | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """The answer of a reception."""

    code: str
    provisional: bool
    state: State
    received_at: datetime
    due_at: datetime | None
    due_reason: tuple[str, ...]
    receipt_pdf: Path | None
    attachments: tuple[AttachmentRow, ...]
    warnings: tuple[Note, ...] = ()
    repeated: bool = False
    group_no: str | None = None  # nộp theo nhóm
    visit_no: str | None = None  # một lượt, nhiều hồ sơ
    job: int | None = None  # lệnh in giấy hẹn
    beside: tuple[Note, ...] = ()  # what was told of the office itself with the first answer


@dataclass(frozen=True, slots=True)
class SisterRow:
    """Another dossier of the same visit."""

    code: str
    procedure: str
    procedure_code: str
    state: State
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Acted:
    """The answer of an act upon a dossier."""

    code: str
    state: State
    due_at: datetime | None
    event_seq: int
    printed: tuple[Path, ...] = ()
    warnings: tuple[Note, ...] = ()
    repeated: bool = False
    jobs: tuple[int, ...] = ()  # lệnh in của `printed`, cùng thứ tự
    beside: tuple[Note, ...] = ()  # what was told of the office itself with the first answer


@dataclass(frozen=True, slots=True)
class EventRow:
    """Nhật ký: one line of the append-only, hash-chained history."""

    seq: int
    at: datetime
    actor: str
    verb: str
    details: Mapping[str, Any]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One paper of a dossier as received."""

    no: int
    name: str
    kind: str  # original | certified_copy | copy | electronic | reused
    copies: int
    pages: int
    original_kept: bool = False  # an original to be given back
    given_back_at: datetime | None = None
    reused: bool = False  # digitised before and used again: it has a scan

    @property
    def exploited(self) -> bool:
        """Khai thác từ CSDL: information a database holds; nobody brought a paper, there is no scan."""
        return self.kind == "reused" and not self.reused


@dataclass(frozen=True, slots=True)
class DossierView:
    """Hồ sơ: everything on record about one dossier, for the detail screen and `show`."""

    code: str
    provisional: bool
    official_code: str | None
    state: State
    procedure: ProcedureCard
    applicant_name: str
    applicant_kind: str  # citizen | organisation
    id_number: str | None
    birth_date: date | None
    sex: str | None
    address: str | None
    phone: str | None
    email: str | None
    on_behalf_of: Mapping[str, Any] | None
    channel: str
    assisted_online: bool
    received_at: datetime
    clock: Mapping[str, Any]  # start_at, pauses, due_original, due_current, finished_at, returned_at
    due_at: datetime | None
    due_reason: tuple[str, ...]
    components: tuple[ComponentRow, ...]
    attachments: tuple[AttachmentRow, ...]
    answers: Mapping[str, Any]
    copies: int
    fee_amount: int
    fee_method: str
    fee_paid: bool
    return_by: str
    note: str
    result: Mapping[str, Any] | None  # number, date, title, electronic
    rating: int | None
    clerk: str
    events: tuple[EventRow, ...]
    next_acts: tuple[str, ...]  # verbs allowed now, derived in one place
    receipt_payload: str  # text of the receipt's QR: code and check tag, nothing personal
    actions: tuple[NextAct, ...] = ()  # the same acts as screens offer them
    side: SideStates = field(default_factory=SideStates.unknown)
    countdowns: tuple[Countdown, ...] = ()
    holdings: tuple[HoldingRow, ...] = ()
    remarks: tuple[RemarkRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()
    register: str = ""  # "Quyển 01, số 0123/2026"
    group_no: str | None = None
    visit_no: str | None = None
    sisters: tuple[SisterRow, ...] = ()  # the others of the same visit
    competent_unit: str = ""
    reception_point: str = ""
    returned_to: Mapping[str, Any] | None = None
    returned_by: str | None = None  # the way the result went; `return_by` is the one asked for
    unit: str = ""  # who has it now
    holder: str = ""
    representative: Mapping[str, Any] | None = None  # who came for an organisation
    results: tuple[ResultRow, ...] = ()  # those that hold, by number
    results_before: tuple[ResultRow, ...] = ()  # replaced versions
    certified: tuple[BookLine, ...] = ()  # its lines in the certification book, struck ones too
    fee_items: tuple[FeeItem, ...] = ()  # what its fee consists of
    fee_reason: str = ""  # why it is exempt
    fee_receipts: tuple[ReceiptRow, ...] = ()  # biên lai told for it, void ones too

    @property
    def fee_undecided(self) -> bool:
        """Nobody said that nothing is taken: no amount was told, and the catalogue knows none."""
        known = self.procedure.fee is not None or bool(self.procedure.fees) or bool(self.fee_items)
        imported = bool(self.events) and self.events[0].verb == "dossier.imported"
        return self.fee_amount <= 0 and self.fee_method == "none" and not known and not imported


@dataclass(frozen=True, slots=True)
class Match:
    """One hit of `find`; the id shown is masked."""

    code: str
    applicant: str
    procedure: str
    state: State
    due_at: datetime | None
    id_masked: str | None = None
    owner: str = ""  # whose dossier it is, where another handed it in
    where: str = "record"  # "record" | "paper": what the words asked for were found in
    snippet: str = ""  # a few words of the paper around them, long numbers masked


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of `find`."""

    matches: tuple[Match, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class CitizenHistory:
    """What this office already knows of a person: prefills and hints, never a judgement."""

    name: str | None = None
    phone: str | None = None
    address: str | None = None
    recent: tuple[Match, ...] = ()
    waiting_results: tuple[str, ...] = ()  # codes ready to be collected
