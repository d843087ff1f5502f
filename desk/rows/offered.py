"""What may be received: the card, the catalogue, the promised date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from desk.rows.basics import Note
    from desk.rows.fees import FeeLine
    from desk.rows.strip import GivenPage
    from desk.rows.suggested import Suggestion


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
    check_name: bool = False  # it came as keys: a typing aid may have changed the marks of the name


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
    fees: tuple[FeeLine, ...] = ()  # what the fee consists of; none = one amount


@dataclass(frozen=True, slots=True)
class ProcedureHit:
    """One line of the procedure search: the card, how often this office used it, what letters matched."""

    card: ProcedureCard
    uses: int
    marks: tuple[tuple[int, int], ...] = ()  # [start, end) ranges of `card.name` that matched


@dataclass(frozen=True, slots=True)
class DuePromise:
    """Ngày hẹn trả: the moment the result is due, and why: in Vietnamese, and as `told` on the screen."""

    due_at: datetime | None
    reason: tuple[str, ...]
    warnings: tuple[Note, ...] = ()
    told: tuple[str, ...] = ()
    counted_from: date | None = None  # the day it counts as received on; none = the very day


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
    given: GivenPage | None = None  # what was asked for, where it was more than a file
    rotation: int = 0  # degrees clockwise it was turned from how its file shows it
    unsure: bool = False  # the corners are a guess: show the handles before anything is cut for good
    suggestions: tuple[Suggestion, ...] = ()  # gợi ý: what the page says of itself, for the clerk to accept


@dataclass(frozen=True, slots=True)
class TakenFile:
    """Tệp đã nhận: a picture or PDF from outside, copied into the office's captures before it is shown.

    `name` is what people call it and may hold a citizen's name: for the screen, never for a log.
    """

    file: Path
    name: str
    pages: int
    digest: str  # SHA-256 of its bytes
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Tệp không nhận được: what it is called, and why it was left where it is."""

    name: str
    why: Note


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of files that were dropped or picked: nothing is left out without being named."""

    rows: tuple[TakenFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages came in."""
        return sum(row.pages for row in self.rows)
