"""Frozen rows of the calendar and its administration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from desk.rows import Note


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """Thay đổi lịch: what a day becomes; `kind` None takes the office's row of that day away.

    `am` and `pm` are None as usual, "" closed, or hours such as `07:30-11:30`.
    """

    day: date
    kind: str | None  # holiday | compensatory | makeup_workday | local_closure
    note: str = ""
    basis: str = ""  # số, ký hiệu văn bản
    am: str | None = None
    pm: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarCard:
    """Một dòng của lịch: a day that differs from its weekday, and where that is known from."""

    day: date
    kind: str
    note: str
    basis: str
    am: str | None = None
    pm: str | None = None
    source: str = "own"  # own | shipped | library
    confirmed: bool = True  # False beyond the last year whose days off are official


@dataclass(frozen=True, slots=True)
class DayCard:
    """Một ngày trong tháng: how this office works on it."""

    day: date
    kind: str  # workday | weekend | holiday | compensatory | makeup_workday | local_closure
    name: str
    basis: str
    hours: str  # "07:30–11:30, 13:30–17:00"; "" where closed
    own: bool  # the office's own row


@dataclass(frozen=True, slots=True)
class AffectedDossier:
    """Hồ sơ bị ảnh hưởng: a date already printed that would be another one by the calendar as it is now."""

    code: str
    applicant: str
    procedure: str
    due_at: datetime
    would_be: datetime


@dataclass(frozen=True, slots=True)
class CalendarPreview:
    """What a change of the calendar touches; nobody's printed date is moved by it."""

    affected: tuple[AffectedDossier, ...]
    notes: tuple[Note, ...] = ()
    changed: int = 0  # days whose row is, or would be, another one


@dataclass(frozen=True, slots=True)
class HoursCard:
    """Giờ làm việc: the hours of a week, Monday first, in force from a day on."""

    valid_from: date
    week: tuple[tuple[tuple[str, str], ...], ...]
    basis: str = ""
    in_force: bool = False
