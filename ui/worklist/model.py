"""The work lists as frozen data, and the pure rules from rows to what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.rows import State
from ui import format as say
from ui.i18n import phrase, tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk.lists.rows import CallItem, WorkItem, WorkList
    from desk.process.rows import WorkloadRow

KINDS: tuple[tuple[str, str, str], ...] = (
    ("acceptance", "Trực tuyến chờ tiếp nhận", "inbox"),
    ("transfer", "Chờ bàn giao", "arrow-left-right"),
    ("due_today", "Đến hạn hôm nay", "timer"),
    ("overdue", "Quá hạn", "clock-alert"),
    ("late_notice", "Phải báo trễ hạn", "mail"),
    ("unfit", "Còn hạn trả bổ sung", "file-exclamation-point"),
    ("supplement_close", "Sắp hết hạn bổ sung", "file-clock"),
    ("payment", "Chờ nộp lệ phí", "banknote"),
    ("pickup", "Chờ công dân nhận", "package-check"),
    ("withdrawing", "Công dân xin rút", "undo-2"),
    ("originals", "Bản gốc phải trả", "files"),
    ("unreconciled", "Chưa có mã chính thức", "scan-line"),
    ("calendar_changed", "Ngày hẹn lệch lịch mới", "calendar-clock"),
    ("all", "Tất cả đang mở", "layout-list"),
)
CALLS, LOAD, UNRECONCILED = "calls", "workload", "unreconciled"
MORE: tuple[tuple[str, str, str], ...] = (
    (CALLS, "Gọi điện hôm nay", "phone"),
    (LOAD, "Khối lượng theo người giữ", "users"),
)
NAMES = {key: (title, icon) for key, title, icon in (*KINDS, *MORE)}
LOUD = {"overdue": Tone.BAD, "late_notice": Tone.WARN, "acceptance": Tone.WARN, "due_today": Tone.WARN}
_LEVELS = {
    "late": (Tone.BAD, "clock-alert"),
    "soon": (Tone.WARN, "timer"),
    "ok": (Tone.MUTED, "calendar-clock"),
}
_VERBS = {
    "accept": "Tiếp nhận",
    "hand-over": "Bàn giao cả danh sách",
    "extend": "Hẹn lại, xin lỗi",
    "request-supplement": "Yêu cầu bổ sung",
    "supplement": "Nhận giấy bổ sung",
    "stop": "Dừng xử lý",
    "paid": "Ghi nhận đã nộp",
    "result-ready": "Ghi nhận có kết quả",
    "return": "Trả kết quả",
    "reconcile": "Nhập mã chính thức",
    "resume": "Giải quyết tiếp",
    "correct": "Đính chính",
    "note": "Ghi chú",
}
OUTCOMES: tuple[tuple[str, str, str], ...] = (
    ("reached", "Đã gặp", "circle-check"),
    ("no_answer", "Không nghe máy", "phone-missed"),
    ("wrong_number", "Sai số", "phone-off"),
)
_PROMISED = (State.RECEIVED, State.PROCESSING)
_CALL_KINDS = {
    "result_ready": ("Có kết quả", Tone.OK, "package-check"),
    "supplement": ("Cần bổ sung", Tone.WARN, "file-exclamation-point"),
    "lateness": ("Trễ hạn", Tone.BAD, "clock-alert"),
}


@dataclass(frozen=True, slots=True)
class NavRow:
    """One list in the column on the left."""

    key: str
    title: str
    count: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The head of a holder's rows."""

    holder: str
    count: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class WorklistState:
    """Everything the view paints."""

    kind: str = "due_today"
    counts: Mapping[str, int] = field(default_factory=dict)
    listed: WorkList | None = None
    calls: tuple[CallItem, ...] = ()
    load: tuple[WorkloadRow, ...] = ()
    loading: bool = False
    grouped: bool = False
    failure: str = ""
    at: datetime | None = None

    @property
    def trail(self) -> tuple[str, ...]:
        """The codes in the order shown, for walking from one dossier to the next."""
        return tuple(row.code for row in self.rows if not isinstance(row, GroupRow))

    @property
    def rows(self) -> tuple[WorkItem | GroupRow, ...]:
        """The list as shown: by deadline, or by holder with a head over each."""
        items = self.listed.rows if self.listed is not None else ()
        return grouped(items) if self.grouped else items


def grouped(items: tuple[WorkItem, ...]) -> tuple[WorkItem | GroupRow, ...]:
    """By holder in alphabetical order, each with a head; inside, the nearest deadline stays first."""
    holders: dict[str, list[WorkItem]] = {}
    for item in items:
        holders.setdefault(holder_of(item), []).append(item)
    found: list[WorkItem | GroupRow] = []
    for name in sorted(holders):
        found.append(GroupRow(name, len(holders[name])))
        found += holders[name]
    return tuple(found)


def holder_of(item: WorkItem) -> str:
    """Who has it: unit and person."""
    return " · ".join(part for part in (item.unit, item.holder) if part) or tr("Bộ phận một cửa")


def nav_rows(counts: Mapping[str, int]) -> tuple[NavRow, ...]:
    """The lists with their counts; nothing is hidden, so every list keeps its place."""
    return tuple(NavRow(key, tr(title), counts.get(key)) for key, title, _icon in (*KINDS, *MORE))


def nav_cell(row: NavRow) -> Cell:
    """The name of a list."""
    return Cell(row.title, strong=bool(row.count))


def count_cell(row: NavRow) -> Cell:
    """How many wait there; loud only where something is late or about to be."""
    if row.count is None:
        return Cell("")
    tone = LOUD.get(row.key) if row.count else Tone.MUTED
    return Cell(say.number(row.count), number=True, tone=tone, strong=bool(row.count))


def who_cell(row: WorkItem | GroupRow) -> Cell:
    """Citizen and code, or the holder's head."""
    if isinstance(row, GroupRow):
        return Cell(row.holder, tr("{count} hồ sơ", count=row.count), tone=Tone.PRIMARY)
    return Cell(row.applicant, row.code)


def what_cell(row: WorkItem | GroupRow) -> Cell:
    """Procedure and field."""
    return Cell() if isinstance(row, GroupRow) else Cell(phrase(row.procedure), row.field)


def chip_cell(row: WorkItem | GroupRow) -> Cell:
    """The deadline: icon, word and tone together."""
    if isinstance(row, GroupRow):
        return Cell()
    tone, icon = _LEVELS.get(row.level, (Tone.MUTED, "calendar-clock"))
    return Cell(chip=ChipSpec(row.chip, tone, icon)) if row.chip else Cell("–", strong=False)


def moment_cell(row: WorkItem | GroupRow) -> Cell:
    """Until when, and for a changed calendar what the day would be now."""
    if isinstance(row, GroupRow) or row.due_at is None:
        return Cell()
    then = f"{say.clock(row.due_at)} {say.short_date(row.due_at)}"
    if row.would_be is not None:
        return Cell(then, tr("nay là {day}", day=say.short_date(row.would_be)), strong=False)
    return Cell(then, number=True, strong=False)


def holder_cell(row: WorkItem | GroupRow) -> Cell:
    """Who works on it."""
    return Cell() if isinstance(row, GroupRow) else Cell(row.holder or row.unit or "–", row.unit)


def next_verb(kind: str, row: object) -> str:
    """What F8 begins: what `desk` says ends the row; what is late is told and promised anew first."""
    verb = str(getattr(row, "next_verb", ""))
    late = kind in ("overdue", "late_notice") and getattr(row, "state", None) in _PROMISED
    return "extend" if late else verb


def act_words(verb: str) -> str:
    """What F8 does with the chosen row; empty where there is nothing but to look."""
    return tr(_VERBS[verb]) if verb in _VERBS else ""


# ---- calls ---------------------------------------------------------------------------------------


def call_who(row: CallItem) -> Cell:
    """Whom to call about which dossier."""
    return Cell(row.applicant, row.code)


def call_kind(row: CallItem) -> Cell:
    """Why."""
    text, tone, icon = _CALL_KINDS.get(row.kind, ("Liên hệ", Tone.MUTED, "phone"))
    return Cell(chip=ChipSpec(tr(text), tone, icon))


def call_phone(row: CallItem) -> Cell:
    """The number in groups as people say it, or that there is none."""
    if not row.phone:
        return Cell(tr("chưa có số"), tone=Tone.WARN, strong=False)
    return Cell(spoken(row.phone), number=True)


def spoken(number: str) -> str:
    """Group a phone number: `0903 118 264`."""
    if len(number) == 10 and number.isdigit():
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return number


def call_tries(row: CallItem) -> Cell:
    """How often it was tried, and with what end."""
    if not row.attempts:
        return Cell(tr("chưa gọi"), strong=False)
    when = f"{say.clock(row.last_at)} {say.short_date(row.last_at)}" if row.last_at else ""
    return Cell(tr("{count} lần", count=row.attempts), " · ".join(_tail(row, when)), strong=False)


def _tail(row: CallItem, when: str) -> tuple[str, ...]:
    from ui.dossier.history import outcome

    return tuple(part for part in (outcome(row.last_outcome), when) if part)


# ---- workload ------------------------------------------------------------------------------------


def load_who(row: WorkloadRow) -> Cell:
    """Unit and person."""
    return Cell(row.holder or row.unit, row.unit if row.holder else "")


def load_open(row: WorkloadRow) -> Cell:
    """How much is in hand."""
    return Cell(say.number(row.open), number=True)


def load_waiting(row: WorkloadRow) -> Cell:
    """Of it, what waits for the citizen."""
    return Cell(say.number(row.waiting), number=True, strong=False)


def load_soon(row: WorkloadRow) -> Cell:
    """Of it, what is due soon."""
    return Cell(say.number(row.soon), number=True, tone=Tone.WARN if row.soon else None, strong=False)


def load_late(row: WorkloadRow) -> Cell:
    """Of it, what is late."""
    return Cell(say.number(row.late), number=True, tone=Tone.BAD if row.late else None, strong=bool(row.late))


def load_oldest(row: WorkloadRow) -> Cell:
    """The nearest deadline."""
    if row.oldest_due is None:
        return Cell("–", strong=False)
    return Cell(f"{say.clock(row.oldest_due)} {row.oldest_due:%d/%m/%Y}", number=True, strong=False)
