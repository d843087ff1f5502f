"""The closing screen's state as frozen data, and the rules from it to words."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from desk.numbers.day_points import points_with_count
from desk.rows import ClosingSaid
from ui import format as say
from ui.i18n import language, tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from datetime import date

    from desk.rows import ChecklistPoint, DayRow, DaySheet, MissedDay, SeatRow
    from desk.sending.rows import SendRow


Gap = Literal["cash", "cash_reason", "reason"]


class Phase(enum.Enum):
    """Where the day stands."""

    LOADING = "loading"
    OPEN = "open"
    CLOSED = "closed"
    CHANGED = "changed"  # closed, and the figures changed afterwards
    REOPENED = "reopened"  # closed, opened again with a reason
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ClosingState:
    """Everything the view paints."""

    day: date
    today: date
    phase: Phase = Phase.LOADING
    sheet: DaySheet | None = None
    busy: bool = False
    failure: str = ""
    cash: str = ""  # as typed; empty: not counted
    cash_reason: str = ""
    reason: str = ""  # why a closed day is opened or closed again
    lacking: Gap | None = None  # what F9 was pressed without
    sending: tuple[SendRow, ...] = ()  # how the signed tally stands with each collector
    asking: bool = False  # the reason for opening a closed day again is being typed

    @property
    def counted(self) -> int | None:
        """The cash as typed, None where nothing readable stands there."""
        return say.read_money(self.cash)

    @property
    def difference(self) -> int:
        """Counted less expected; nought while nothing is counted."""
        counted = self.counted
        return counted - self.sheet.cash_expected if self.sheet is not None and counted is not None else 0

    @property
    def counts(self) -> bool:
        """Whether the cash may be counted now: a closed day is only looked at."""
        return self.sheet is not None and self.phase in (Phase.OPEN, Phase.CHANGED, Phase.REOPENED)

    @property
    def wants_reason(self) -> bool:
        """Whether F9 needs a reason: a closed day is never opened or closed again without one."""
        return self.phase is Phase.CHANGED or (self.phase is Phase.CLOSED and self.asking)

    @property
    def others(self) -> tuple[SeatRow, ...]:
        """Other desks to think of: those that are open, and dead ones with something unfinished."""
        seats = self.sheet.seats if self.sheet is not None else ()
        return tuple(one for one in seats if not one.here and (one.state != "dead" or one.drafts))

    @property
    def missed(self) -> MissedDay | None:
        """The earliest day before this one shown that nobody closed."""
        rows = self.sheet.missed if self.sheet is not None else ()
        return next((one for one in rows if one.date != self.day), None)

    @property
    def points(self) -> tuple[ChecklistPoint, ...]:
        """The checklist with the cash as it stands in the field now: what F9 would sign is what is told."""
        if self.sheet is None:
            return ()
        counted = self.counted if self.counts else None
        if counted is None:
            return self.sheet.points
        return points_with_count(
            self.sheet.points, self.sheet.cash_expected, counted,
            reason=self.cash_reason, lang=language(),
        )  # fmt: skip

    @property
    def open_points(self) -> tuple[ChecklistPoint, ...]:
        """The points that are not done."""
        return tuple(point for point in self.points if not point.done)

    @property
    def can_commit(self) -> bool:
        """Whether F9 does something now."""
        return self.sheet is not None and not self.busy

    @property
    def has_next(self) -> bool:
        """Whether there is a later day to look at; a future day is never closed."""
        return self.day < self.today


def gap(state: ClosingState) -> Gap | None:
    """What keeps F9 from acting; None when it may."""
    if state.counts and state.cash.strip() and state.counted is None:
        return "cash"
    if state.counts and state.difference and not state.cash_reason.strip():
        return "cash_reason"
    return "reason" if state.wants_reason and not state.reason.strip() else None


def gap_words(what: Gap, state: ClosingState) -> str:
    """What is missing, and what to do."""
    if what == "cash":
        return tr("Số tiền đếm được chưa đọc được. Gõ số đồng, ví dụ 165.000, hoặc để trống nếu chưa đếm.")
    if what == "cash_reason":
        return tr(
            "Tiền mặt chênh {amount} so với hồ sơ. Đếm lại, hoặc ghi lý do chênh lệch.",
            amount=signed_money(state.difference),
        )
    if state.phase is Phase.CHANGED:
        return tr("Ngày này đã chốt. Ghi lý do chốt lại, ví dụ hồ sơ nhập muộn.")
    return tr("Ngày này đã chốt. Ghi lý do mở lại.")


def signed_money(amount: int) -> str:
    """A difference with its sign: `−5.000 đ`."""
    sign = "−" if amount < 0 else "+" if amount > 0 else ""
    return f"{sign}{say.money(abs(amount))}"


def taken(state: ClosingState, sheet: DaySheet) -> ClosingState:
    """The state with a sheet read anew; what was typed stays, an earlier count is offered again."""
    cash, reason = state.cash, state.cash_reason
    counted = sheet.counted
    if not cash and counted is not None and counted.expected == sheet.cash_expected:
        cash, reason = say.number(counted.counted), counted.reason
    return replace(state, sheet=sheet, phase=phase_of(sheet), failure="", cash=cash, cash_reason=reason)


def said(state: ClosingState) -> ClosingSaid:
    """What the clerk says with this closing."""
    cash = state.counted if state.counts else None
    why = state.cash_reason.strip() if state.difference else ""
    return ClosingSaid(cash=cash, cash_reason=why, reason=state.reason.strip())


def phase_of(sheet: DaySheet) -> Phase:
    """Read the phase off a day's sheet."""
    if sheet.closed is None:
        return Phase.OPEN
    if sheet.reopened is not None:
        return Phase.REOPENED
    return Phase.CHANGED if sheet.changed_since else Phase.CLOSED


def commit_words(state: ClosingState) -> str:
    """What F9 will do."""
    if state.busy:
        return tr("Đang chốt ngày…")
    if state.phase is Phase.CLOSED:
        return tr("Mở lại ngày đã chốt") if state.asking else tr("In lại bảng kê")
    if state.phase in (Phase.CHANGED, Phase.REOPENED):
        return tr("Chốt lại và in bảng kê")
    return tr("Chốt ngày và in bảng kê")


def commit_icon(state: ClosingState) -> str:
    """The picture of what F9 will do."""
    if state.phase is not Phase.CLOSED:
        return "lock"
    return "lock-open" if state.asking else "printer"


def under_commit(state: ClosingState) -> str:
    """The sentence under the button."""
    open_count = len(state.open_points)
    if state.phase is Phase.CLOSED and state.asking:
        return tr("Lý do được lưu cùng nhật ký. Bảng kê đã ký không đổi. Esc để thôi.")
    if state.phase is Phase.CLOSED:
        return tr("Ngày này đã chốt. Sổ không đổi từ lúc chốt.")
    if state.phase is Phase.REOPENED and state.sheet is not None and not state.sheet.changed_since:
        return tr("Số liệu chưa đổi: chốt lại thì bảng kê đã ký vẫn giữ nguyên.")
    if (
        state.phase in (Phase.CHANGED, Phase.REOPENED)
        and state.sheet is not None
        and state.sheet.closed is not None
    ):
        revision = state.sheet.closed.revision
        return tr("Chốt lại tạo bản {next}; bản {old} giữ nguyên.", next=revision + 1, old=revision)
    if open_count:
        return tr(
            "Còn {count} việc chưa xong. Vẫn có thể chốt, việc còn lại chuyển sang ngày sau.",
            count=open_count,
        )
    return tr("Mọi việc trong ngày đã xong.") if state.sheet is not None else ""


def status_chip(state: ClosingState) -> ChipSpec:
    """The day's state as a chip."""
    if state.phase is Phase.CLOSED:
        return ChipSpec(tr("Đã chốt"), Tone.OK, "lock")
    if state.phase is Phase.REOPENED:
        return ChipSpec(tr("Đã mở lại"), Tone.WARN, "lock-open")
    if state.phase is Phase.CHANGED:
        return ChipSpec(tr("Đã đổi sau khi chốt"), Tone.WARN, "triangle-alert")
    return ChipSpec(tr("Chưa chốt"), Tone.INFO, "lock-open")


def field_cell(row: DayRow) -> Cell:
    """The field's name."""
    return Cell(row.field)


def count_cell(value: int, *, tone: Tone | None = None) -> Cell:
    """A count; nothing is a dash."""
    shown = say.number(value) if value else "–"
    quiet = Tone.MUTED if not value else tone
    return Cell(shown, tone=quiet, strong=False, number=True)


def finished(state: ClosingState) -> tuple[int, int]:
    """How many points are done, of how many."""
    points = state.points
    return sum(point.done for point in points), len(points)


def short_hash(sha256: str) -> str:
    """The first and last letters of a hash, enough to compare by eye."""
    return f"{sha256[:8]}…{sha256[-8:]}"
