"""The closing screen's state as frozen data, and the rules from it to words."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from datetime import date

    from desk.rows import ChecklistPoint, DayRow, DaySheet


class Phase(enum.Enum):
    """Where the day stands."""

    LOADING = "loading"
    OPEN = "open"
    CLOSED = "closed"
    CHANGED = "changed"  # closed, and the figures changed afterwards
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

    @property
    def open_points(self) -> tuple[ChecklistPoint, ...]:
        """The points that are not done."""
        return tuple(point for point in self.sheet.points if not point.done) if self.sheet else ()

    @property
    def can_commit(self) -> bool:
        """Whether F9 does something now."""
        return self.sheet is not None and not self.busy

    @property
    def has_next(self) -> bool:
        """Whether there is a later day to look at; a future day is never closed."""
        return self.day < self.today


def phase_of(sheet: DaySheet) -> Phase:
    """Read the phase off a day's sheet."""
    if sheet.closed is None:
        return Phase.OPEN
    return Phase.CHANGED if sheet.changed_since else Phase.CLOSED


def commit_words(state: ClosingState) -> str:
    """What F9 will do."""
    if state.busy:
        return tr("Đang chốt ngày…")
    if state.phase is Phase.CLOSED:
        return tr("In lại bảng kê")
    if state.phase is Phase.CHANGED:
        return tr("Chốt lại và in bảng kê")
    return tr("Chốt ngày và in bảng kê")


def under_commit(state: ClosingState) -> str:
    """The sentence under the button."""
    open_count = len(state.open_points)
    if state.phase is Phase.CLOSED:
        return tr("Ngày này đã chốt. Sổ không đổi từ lúc chốt.")
    if state.phase is Phase.CHANGED and state.sheet is not None and state.sheet.closed is not None:
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
    points = state.sheet.points if state.sheet is not None else ()
    return sum(point.done for point in points), len(points)


def short_hash(sha256: str) -> str:
    """The first and last letters of a hash, enough to compare by eye."""
    return f"{sha256[:8]}…{sha256[-8:]}"
