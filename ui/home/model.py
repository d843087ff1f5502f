"""The desk's state as frozen data, and the pure rules from rows to what is shown."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from desk.rows import DeskHome, IndicatorValue, OnlineWaiting, WorkRow

SOON = timedelta(hours=4)
STALE = timedelta(minutes=5)
LONG_WAIT = 60  # minutes after which an online dossier stands out
LISTS = (
    ("calls", "Gọi điện hôm nay", "phone"),
    ("acceptance", "Chờ tiếp nhận", "inbox"),
    ("transfer", "Chờ bàn giao", "arrow-left-right"),
    ("late_notice", "Phải báo trễ hạn", "mail"),
)
FILTERS = ("all", "overdue", "due_today", "supplement", "pickup")


class Phase(enum.Enum):
    """What the screen can show."""

    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"  # nothing was ever received here
    CLEAR = "clear"  # nothing waits in the chosen list
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class HomeState:
    """Everything the view paints."""

    phase: Phase = Phase.LOADING
    home: DeskHome | None = None
    loaded_at: datetime | None = None
    now: datetime | None = None
    chosen: str = "all"
    failure: str = ""

    @property
    def stale(self) -> bool:
        """Whether the figures are old, because newer ones could not be read."""
        if self.loaded_at is None or self.now is None:
            return False
        return self.now - self.loaded_at >= STALE

    @property
    def rows(self) -> tuple[WorkRow, ...]:
        """The work list under the chosen filter."""
        if self.home is None:
            return ()
        if self.chosen == "all":
            return self.home.work
        return tuple(row for row in self.home.work if row.kind == self.chosen)


def phase_of(home: DeskHome, chosen: str) -> Phase:
    """Tell a first empty day from a list in which nothing waits."""
    if not home.work and not home.received_today and not home.online_waiting:
        return Phase.EMPTY
    if chosen == "all":
        return Phase.READY if home.work else Phase.CLEAR
    return Phase.READY if any(row.kind == chosen for row in home.work) else Phase.CLEAR


def filter_words(home: DeskHome | None) -> tuple[tuple[str, str], ...]:
    """The filters with their counts; a record that was not read yet has none, not nought."""
    kinds = [row.kind for row in home.work] if home is not None else None
    words = (
        ("all", tr("Tất cả")),
        ("overdue", tr("Quá hạn")),
        ("due_today", tr("Đến hạn")),
        ("supplement", tr("Chờ bổ sung")),
        ("pickup", tr("Chờ nhận")),
    )
    if kinds is None:
        return words
    counts = {key: kinds.count(key) for key, _text in words} | {"all": len(kinds)}
    return tuple((key, f"{text} {counts[key]}") for key, text in words)


def list_words(state: HomeState) -> tuple[tuple[str, str], ...]:
    """The further lists with their counts, where they could be counted."""
    home = state.home
    counts = {**home.counts, "calls": home.calls_total} if home is not None else {}
    return tuple((key, f"{tr(text)} {counts.get(key, '')}".strip()) for key, text, _icon in LISTS)


def work_chip(row: WorkRow, now: datetime | None) -> ChipSpec:
    """The deadline chip of a line: icon, words and tone together."""
    if row.kind == "overdue":
        return ChipSpec(row.chip, Tone.BAD, "clock-alert")
    if row.kind == "supplement":
        return ChipSpec(row.chip, Tone.WARN, "file-exclamation-point")
    if row.kind == "pickup":
        return ChipSpec(row.chip, Tone.OK, "package-check")
    if row.kind == "due_today" and now is not None and row.due_at is not None and row.due_at - now <= SOON:
        return ChipSpec(row.chip, Tone.WARN, "timer")
    return ChipSpec(row.chip, Tone.MUTED, "calendar-clock")


def who_cell(row: WorkRow) -> Cell:
    """Citizen and code."""
    return Cell(row.applicant, row.code)


def what_cell(row: WorkRow) -> Cell:
    """Procedure and field."""
    return Cell(row.procedure, row.field)


def holder_cell(row: WorkRow) -> Cell:
    """Who works on it."""
    return Cell(row.holder or "–", row.holder_unit)


def online_cell(row: OnlineWaiting) -> Cell:
    """Who filed online, and what."""
    return Cell(row.applicant, row.procedure)


def waited_cell(row: OnlineWaiting) -> Cell:
    """How long an online dossier has waited."""
    long = row.waited_minutes >= LONG_WAIT
    return Cell(
        say.spell_minutes(row.waited_minutes), tone=Tone.WARN if long else None, strong=long, number=True
    )


def verdict(value: IndicatorValue) -> ChipSpec | None:
    """How far an indicator is from its target."""
    if value.rate is None or value.target is None:
        return None
    gap = round(value.rate - value.target, 1)
    if gap >= 0:
        return ChipSpec(tr("+{points} điểm", points=say.decimal(gap)), Tone.OK, "check")
    return ChipSpec(tr("thiếu {points} điểm", points=say.decimal(-gap)), Tone.WARN, "arrow-down")


def rate_words(value: IndicatorValue) -> str:
    """The share, or a dash where there is nothing to count."""
    return say.share(value.rate) if value.rate is not None else "–"


def target_words(value: IndicatorValue) -> str:
    """The target's caption."""
    if value.target is None:
        return tr("Chưa đặt chỉ tiêu")
    return tr("Chỉ tiêu {share}", share=say.share(value.target))


@dataclass(frozen=True, slots=True)
class CounterWords:
    """Number, note and tone of one counter."""

    number: str
    note: str
    tone: Tone


def counters(home: DeskHome | None) -> tuple[CounterWords, ...]:
    """The five counters, from the left."""
    if home is None:
        return tuple(CounterWords("–", "", Tone.MUTED) for _ in range(5))
    apology = tr("cần xin lỗi, hẹn lại") if home.overdue else ""
    soon = tr("{count} trong 4 giờ tới", count=home.due_within_4h) if home.due_today else ""
    late = tr("{count} quá 5 ngày", count=home.supplement_over_5d) if home.supplement_over_5d else ""
    online = tr("{count} trực tuyến", count=home.received_online_today) if home.received_today else ""
    return (
        CounterWords(str(home.received_today), online, Tone.PRIMARY),
        CounterWords(str(home.due_today), soon, Tone.WARN if home.due_today else Tone.PLAIN),
        CounterWords(str(home.overdue), apology, Tone.BAD if home.overdue else Tone.PLAIN),
        CounterWords(str(home.supplement), late, Tone.PLAIN),
        CounterWords(str(home.pickup), "", Tone.OK if home.pickup else Tone.PLAIN),
    )
