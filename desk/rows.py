"""Frozen rows that leave `desk`: what screens, the command line and the forms may see.

No row holds a database object, so nothing is loaded lazily while a window paints. Moments are
aware datetimes at +07:00; money is integer đồng.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.life.rows import CorrectionRow as CorrectionRow  # noqa: PLC0414 - leaves `desk` from here
from desk.life.rows import Countdown as Countdown  # noqa: PLC0414 - leaves `desk` from here
from desk.life.rows import NextAct as NextAct  # noqa: PLC0414 - leaves `desk` from here
from desk.life.rows import RemarkRow as RemarkRow  # noqa: PLC0414 - leaves `desk` from here
from desk.life.rows import SideStates as SideStates  # noqa: PLC0414 - leaves `desk` from here

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from desk.lists.rows import CallItem
    from desk.process.rows import HoldingRow


class State(enum.IntEnum):
    """Trạng thái hồ sơ: the ten national status codes (field list of the provincial connectors)."""

    NEW = 1
    RECEIVED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWING = 7
    STOPPED = 8
    READY = 9
    RETURNED = 10


@dataclass(frozen=True, slots=True)
class Note:
    """A warning or a problem: stable code and the sentence for people in the office's language."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """Thẻ căn cước: what the card's QR says, text as on the card after NFC and white-space folding."""

    number: str
    old_number: str | None
    full_name: str
    birth_date: date | None
    sex: str | None  # "male" | "female"
    address: str | None
    issued_on: date | None
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentCard:
    """Thành phần hồ sơ: one line of a procedure's checklist."""

    no: int
    name: str
    mandatory: bool
    condition: str | None = None  # "(nếu …)" part, shown under the name
    from_database: bool = False  # already in a national database: not asked for (NĐ 118/2025 Đ.5.1.i)
    applies: str = "always"  # always | on_behalf (chỉ khi nộp thay) | organisation | group
    doc_type: str = ""  # mã loại giấy tờ
    valid_days: int | None = None  # how long a digitised copy may be used again
    copies: int = 1


@dataclass(frozen=True, slots=True)
class AskCard:
    """Câu hỏi thêm: what the clerk asks beside the checklist of a procedure."""

    key: str
    label: str
    kind: str = "text"  # text | number | date | flag | choice
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """Thủ tục hành chính as in force on the day asked for."""

    code: str
    name: str
    field: str
    level: str
    time_limit: int | None
    time_unit: str | None  # same_day | working_day | calendar_day | working_hour
    fee: int | None
    online_level: str
    components: tuple[ComponentCard, ...]
    source: str
    confidence: str
    asks: tuple[AskCard, ...] = ()
    suspended: bool = False  # tạm dừng: still found, not to be received
    other_level: bool = False  # thuộc cấp khác and not phi địa giới: not received at a commune
    favourite: bool = False
    nicknames: str = ""  # other names people use, separated by semicolons
    competent_unit: str = ""  # cơ quan có thẩm quyền, where it is another (phi địa giới)
    resolving_unit: str = ""  # bộ phận giải quyết
    after_cutoff: str | None = None  # same_day | next_day; none = the office's rule
    fee_per_page: bool = False
    yields_paper: bool = True
    business: bool = False
    non_territorial: bool = False
    basis: str = ""  # quyết định công bố


@dataclass(frozen=True, slots=True)
class ProcedureHit:
    """One line of the procedure search: the card, how often this office used it, what letters matched."""

    card: ProcedureCard
    uses: int
    marks: tuple[tuple[int, int], ...] = ()  # [start, end) ranges of `card.name` that matched


@dataclass(frozen=True, slots=True)
class DuePromise:
    """Ngày hẹn trả: the moment the result is due, and why, in Vietnamese sentences."""

    due_at: datetime | None
    reason: tuple[str, ...]
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """Bản số hoá: one stored PDF. `component` is its number, 0 for a result, -1 for a signature."""

    component: int
    file: Path
    pages: int
    bytes: int
    sha256: str
    role: str = "component"  # component | result | signature


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
    reused: bool = False  # digitised before and used again


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
    competent_unit: str = ""
    reception_point: str = ""
    returned_to: Mapping[str, Any] | None = None
    unit: str = ""  # who has it now
    holder: str = ""
    representative: Mapping[str, Any] | None = None  # who came for an organisation


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


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Việc cần làm: one line of the desk's work list."""

    code: str
    applicant: str
    procedure: str
    field: str
    state: State
    due_at: datetime | None
    kind: str  # overdue | due_today | supplement | pickup | open
    chip: str  # Vietnamese words of the deadline chip, e.g. "Quá 2 ngày", "Còn 48 phút"
    holder: str
    holder_unit: str


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """Chỉ tiêu: numerator over denominator in percent, two decimals; `rate` None: nothing to count."""

    key: str
    numerator: int
    denominator: int
    rate: float | None
    target: float | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class OnlineWaiting:
    """An online dossier not yet accepted and the minutes it waits (NĐ 118/2025 Đ.17.2: 8 working hours)."""

    code: str
    applicant: str
    procedure: str
    waited_minutes: int


@dataclass(frozen=True, slots=True)
class DeskHome:
    """Bàn làm việc: the five counters, the work list, the month's two indicators and twelve days of bars."""

    received_today: int
    received_online_today: int
    due_today: int
    due_within_4h: int
    overdue: int
    supplement: int
    supplement_over_5d: int
    pickup: int
    work: tuple[WorkRow, ...]
    online_share: IndicatorValue
    on_time: IndicatorValue
    online_bars: tuple[float | None, ...]  # last 12 days, percent
    on_time_bars: tuple[float | None, ...]
    online_waiting: tuple[OnlineWaiting, ...] = ()
    unsent: int = 0  # closed tallies not yet collected
    counts: Mapping[str, int] = field(default_factory=dict)  # dossiers in each work list, by its name
    calls: tuple[CallItem, ...] = ()  # the first of today's calls
    calls_total: int = 0


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """The answer of `close-day`: the signed tally file of a day."""

    date: date
    revision: int
    file: Path
    sha256: str
    signature: str
    previous_sha256: str | None
    repeated: bool = False  # this very revision had been closed before: same bytes, no new event


@dataclass(frozen=True, slots=True)
class DayRow:
    """One line of the closing screen's table: a field (lĩnh vực) of the day."""

    field: str
    counter: int
    online: int
    returned: int
    early: int
    on_time: int
    late: int
    fee: int


@dataclass(frozen=True, slots=True)
class ChecklistPoint:
    """One point to look at before closing; `codes` names the dossiers behind an open one."""

    key: str
    done: bool
    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Bảng kê ngày: what the closing screen shows, before or after the day is closed."""

    date: date
    rows: tuple[DayRow, ...]
    total: DayRow
    cash_expected: int
    paid_online: int
    points: tuple[ChecklistPoint, ...]
    closed: ClosedDay | None
    changed_since: bool = False  # closed, but the day's numbers changed after it: closing makes revision N+1


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """Trang đã xử lý trước: what was found on a page file while the clerk goes on, before it is saved.

    `trouble` says why it could not be worked; `unreadable` that the page itself is to blame. Of a file of
    several pages `blank` means all of them, `blurred` any.
    """

    file: Path
    pages: int = 0
    blank: bool = False
    blurred: bool = False
    sharpness: float = 0.0  # 0 fog to 1 knife
    corners: tuple[tuple[float, float], ...] | None = None
    warnings: tuple[Note, ...] = ()
    trouble: Note | None = None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Cán bộ một cửa: who sits at the desk."""

    username: str
    full_name: str
    role: str  # clerk | head | admin


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """The office as screens and forms name it."""

    code: str
    name: str  # e.g. "Trung tâm Phục vụ hành chính công phường Mẫu"
    parent: str  # e.g. "UBND phường Mẫu"
    place: str  # địa danh on the date line
    address: str
    hotline: str
    training: bool
    counter: str
    extra: Mapping[str, str] = field(default_factory=dict)
