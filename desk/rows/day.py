"""The day: what waits on the desk, and what the closing shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from desk.lists.rows import CallItem
    from desk.rows.basics import Note, State


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
    closed_at: datetime | None = None  # of this revision
    late: bool = False  # the day's first closing came more than 72 hours after its end
    notes: tuple[Note, ...] = ()  # what is to be known of this closing, e.g. a clock behind the record


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
class CashCounted:
    """Kiểm quỹ: what was counted, against what the dossiers said at that moment; `reason` of a difference."""

    at: datetime
    by: str  # full name
    expected: int
    counted: int
    reason: str

    @property
    def difference(self) -> int:
        """Counted less expected: negative where money is missing."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class ClosingSaid:
    """Lời của cán bộ khi chốt: cash counted, why it differs, why a closed day is closed again."""

    cash: int | None = None
    cash_reason: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reopened:
    """Mở lại ngày đã chốt: who opened it again and why; the next closing is written beside `revision`."""

    at: datetime
    by: str  # full name
    reason: str
    revision: int


@dataclass(frozen=True, slots=True)
class MissedDay:
    """Ngày chưa chốt: a day gone by with work in it and no signed tally; `late` after 72 hours."""

    date: date
    late: bool


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Dãy số: the numbers given out on a day under one head, first to last, and those not on record."""

    head: str
    first: int
    last: int
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Quầy đang mở: one window that has this office open, or stopped without saying so.

    `state` is open | dead (its process is gone) | silent (another machine, not heard of for a while).
    """

    id: str
    counter: str
    point: str
    clerk: str  # full name
    since: datetime
    seen_at: datetime
    state: str
    drafts: int  # receptions it has typed and not saved
    here: bool = False  # the desk that asks


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
    counted: CashCounted | None = None
    reopened: Reopened | None = None  # closed, opened again, not closed since
    reopenings: tuple[Reopened, ...] = ()  # every one of this day, oldest first
    missed: tuple[MissedDay, ...] = ()  # earlier days without a signed tally, oldest first
    numbers: tuple[NumberRun, ...] = ()
    clock_lost: datetime | None = None  # the record's last moment, where the clock lies well behind it
    seats: tuple[SeatRow, ...] = ()  # today only: every desk that has the office open, this one marked
