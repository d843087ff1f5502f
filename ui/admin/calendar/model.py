"""The calendar's state as frozen data: what is shown, what was typed, what is wrong, what saving would do."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ui import format as say
from ui.admin.parts.reading import day_of, day_text, span_of
from ui.admin.parts.sheet import Col, Kind, Line, Problem, Sheet
from ui.i18n import tr
from ui.keys import cap_of
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.dates.rows import CalendarCard, CalendarPreview, DayCard, HoursCard

CLOSED = "nghỉ"
_CLOSED_WORDS = frozenset({"nghỉ", "nghi", "đóng", "off", "closed", "x"})
KINDS = ("holiday", "compensatory", "makeup_workday", "local_closure")


def kind_words(kind: str) -> str:
    """How a kind of day is called."""
    return {
        "holiday": tr("Ngày nghỉ lễ"),
        "compensatory": tr("Nghỉ bù, hoán đổi"),
        "makeup_workday": tr("Làm bù"),
        "local_closure": tr("Đóng cửa, đổi giờ"),
        "weekend": tr("Nghỉ hằng tuần"),
    }.get(kind, tr("Ngày làm việc"))


def kind_chip(kind: str) -> ChipSpec:
    """A kind of day as a chip: word, tone and icon together."""
    tone, icon = {
        "holiday": (Tone.BAD, "calendar-off"),
        "compensatory": (Tone.INFO, "calendar-clock"),
        "makeup_workday": (Tone.OK, "calendar-check"),
        "local_closure": (Tone.WARN, "lock"),
        "weekend": (Tone.MUTED, "calendar-off"),
    }.get(kind, (Tone.OK, "calendar-days"))
    return ChipSpec(kind_words(kind), tone, icon)


def own_cols() -> tuple[Col, ...]:
    """The columns of the office's own days."""
    return (
        Col("day", tr("Ngày"), Kind.DAY, share=0, least=104, hint=tr("ngày/tháng/năm")),
        Col("kind", tr("Loại"), Kind.CHOICE, choices=tuple((one, kind_words(one)) for one in KINDS), share=0),
        Col("am", tr("Sáng"), share=0, least=106, hint=tr("theo loại ngày")),
        Col("pm", tr("Chiều"), share=0, least=106, hint=tr("theo loại ngày")),
        Col("note", tr("Tên ngày, lý do"), share=5, least=130),
        Col("basis", tr("Căn cứ (số văn bản)"), share=5, least=130),
    )


def hour_cols() -> tuple[Col, ...]:
    """The columns of the week's hours."""
    return (
        Col("weekday", tr("Thứ"), Kind.FIXED, share=1, least=110),
        Col("am", tr("Sáng"), share=2, least=130, hint=tr(CLOSED)),
        Col("pm", tr("Chiều"), share=2, least=130, hint=tr(CLOSED)),
    )


def own_row(card: CalendarCard) -> dict[str, str]:
    """A row on record as it is typed."""
    return {
        "day": day_text(card.day),
        "kind": card.kind,
        "am": _half_text(card.am),
        "pm": _half_text(card.pm),
        "note": card.note,
        "basis": card.basis,
    }


def _half_text(value: str | None) -> str:
    return "" if value is None else value or tr(CLOSED)


def half_of(text: str) -> str | None:
    """A half day as the record keeps it: None as usual, nothing closed, else `07:30-11:30`."""
    bare = text.strip()
    if not bare:
        return None
    return "" if bare.lower() in _CLOSED_WORDS else span_of(bare) or bare


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day of the office's own calendar as saving would put it; `kind` "" takes it away."""

    day: date
    kind: str
    am: str | None = None
    pm: str | None = None
    note: str = ""
    basis: str = ""


def day_row(values: Mapping[str, str]) -> OwnDay | None:
    """A typed row as a day; None where the day cannot be read."""
    day = day_of(values.get("day", ""))
    if day is None:
        return None
    return OwnDay(
        day=day,
        kind=values.get("kind", ""),
        am=half_of(values.get("am", "")),
        pm=half_of(values.get("pm", "")),
        note=values.get("note", ""),
        basis=values.get("basis", ""),
    )


def changes_of(sheets: Iterable[Sheet]) -> tuple[OwnDay, ...]:
    """What saving would do, day by day; a row whose day was changed leaves its old day."""
    found: dict[date, OwnDay] = {}
    for line in (line for sheet in sheets for line in sheet.changes):
        old = day_row(line.stored) if line.stored is not None else None
        new = None if line.gone else day_row(line.values)
        if old is not None and (new is None or new.day != old.day):
            found.setdefault(old.day, OwnDay(old.day, ""))
        if new is not None:
            found[new.day] = new
    return tuple(found[day] for day in sorted(found))


def inverse_of(sheets: Iterable[Sheet]) -> tuple[OwnDay, ...]:
    """What takes a saving back: every day touched as it stood on record before."""
    sheets = tuple(sheets)
    stored = [day_row(line.stored) for sheet in sheets for line in sheet.lines if line.stored is not None]
    before = {one.day: one for one in stored if one is not None}
    return tuple(before.get(one.day, OwnDay(one.day, "")) for one in changes_of(sheets))


def own_problems(sheet: Sheet) -> tuple[Problem, ...]:
    """What is wrong in the office's own days, cell by cell."""
    found: list[Problem] = []
    seen: dict[date, Line] = {}
    for line in sheet.standing:
        day = day_of(line.value("day"))
        if day is None:
            found.append(Problem(line.id, "day", tr("Ngày chưa đúng. Gõ ngày/tháng/năm, ví dụ 02/01/2026.")))
        elif day in seen:
            words = tr(
                "Ngày {day} có hai dòng. Mỗi ngày một dòng; xóa bớt một dòng ({drop}).",
                day=day_text(day),
                drop=cap_of("admin.drop"),
            )
            found.append(Problem(line.id, "day", words))
        else:
            seen[day] = line
        if line.changed:
            found += _half_problems(line)
    return tuple(found)


def _half_problems(line: Line) -> Iterable[Problem]:
    words = tr("Giờ chưa đúng. Gõ như 7h30-11h30, gõ “nghỉ” nếu đóng cửa, để trống nếu như thường.")
    for key in ("am", "pm"):
        half = half_of(line.value(key))
        if half and span_of(half) is None:
            yield Problem(line.id, key, words)
    if not line.value("note").strip():
        yield Problem(line.id, "note", tr("Thiếu tên ngày. Ghi tên ngày lễ hoặc lý do đóng cửa."))
    if not line.value("basis").strip():
        yield Problem(line.id, "basis", tr("Thiếu căn cứ. Ghi số văn bản cho nghỉ hoặc làm bù."))


def hour_rows(week: Sequence[Sequence[Sequence[str]]]) -> list[dict[str, str]]:
    """A week's intervals as seven rows, morning and afternoon split at noon."""
    rows = []
    monday = date(2026, 11, 23)
    for at, day in enumerate(week):
        halves = {"am": "", "pm": ""}
        for first, last in day:
            halves["am" if first < "12:00" else "pm"] = f"{first}-{last}"
        rows.append({"weekday": say.weekday(monday + timedelta(days=at)), **halves})
    return rows


def week_of(sheet: Sheet) -> list[list[list[str]]]:
    """Seven rows as a week's intervals."""
    week = []
    for line in sheet.lines:
        spans = [half_of(line.value(key)) for key in ("am", "pm")]
        week.append([[*span.split("-")] for span in spans if span])
    return week


def hour_problems(sheet: Sheet) -> tuple[Problem, ...]:
    """What is wrong in the week's hours."""
    found = []
    words = tr("Giờ chưa đúng. Gõ như 7h30-11h30; để trống nếu nghỉ.")
    for line in sheet.lines:
        spans: list[str] = []
        for key in ("am", "pm"):
            half = half_of(line.value(key))
            if half and span_of(half) is None:
                found.append(Problem(line.id, key, words))
            elif half:
                spans += half.split("-")
        if spans != sorted(spans):
            found.append(Problem(line.id, "pm", tr("Giờ chiều phải bắt đầu sau giờ sáng.")))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CalendarState:
    """Everything the calendar's views paint."""

    today: date
    cursor: date
    view: str = "year"  # year | days | hours
    months: Mapping[tuple[int, int], tuple[DayCard, ...]] = field(default_factory=dict)
    drafts: Mapping[int, Sheet] = field(default_factory=dict)
    confirmed: int | None = None  # last year with an official calendar
    preview: CalendarPreview | None = None
    hours: Sheet = field(default_factory=lambda: Sheet(hour_cols()))
    hours_from: str = ""
    hours_basis: str = ""
    hours_cards: tuple[HoursCard, ...] = ()  # in force, and planned for later
    busy: str = ""
    failure: str = ""

    @property
    def year(self) -> int:
        """The year looked at."""
        return self.cursor.year

    @property
    def sheet(self) -> Sheet:
        """The own days of the year looked at."""
        return self.drafts.get(self.year) or Sheet(own_cols())

    @property
    def changes(self) -> tuple[OwnDay, ...]:
        """What saving the days would do, over every year typed in."""
        return changes_of(self.drafts.values())

    @property
    def dirty_days(self) -> bool:
        """Whether days were typed and not saved."""
        return any(sheet.dirty for sheet in self.drafts.values())

    @property
    def dirty(self) -> bool:
        """Whether anything was typed and not saved."""
        return self.dirty_days or self.hours.dirty

    @property
    def problems(self) -> tuple[tuple[int, Problem], ...]:
        """What is wrong, with the year it is wrong in."""
        years = [year for year, sheet in self.drafts.items() if sheet.dirty]
        return tuple((year, one) for year in years for one in own_problems(self.drafts[year]))

    @property
    def unconfirmed(self) -> bool:
        """Whether the year looked at has no official calendar yet."""
        return self.confirmed is not None and self.year > self.confirmed

    def card(self, day: date) -> DayCard | None:
        """What the calendar says of a day."""
        month = self.months.get((day.year, day.month), ())
        return next((one for one in month if one.day == day), None)


def months_around(first: date, count: int) -> tuple[tuple[int, int], ...]:
    """`count` months from the one of `first`."""
    found = []
    year, month = first.year, first.month
    for _ in range(count):
        found.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


def move_month(day: date, step: int) -> date:
    """The same day some months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_words(card: DayCard | None, day: date) -> str:
    """A day read out."""
    if card is None:
        return say.long_date(day)
    parts = [say.long_date(day), kind_words(card.kind), card.name]
    return ", ".join(part for part in parts if part)
