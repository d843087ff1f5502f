"""Frozen rows of the work lists and the call list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows import State


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Việc cần làm: one dossier of a work list, its deadline in that list, and the verb that ends it."""

    code: str
    applicant: str
    procedure: str
    field: str
    state: State
    due_at: datetime | None  # the deadline this list is about; none where nothing runs
    minutes_left: int | None  # working minutes until then, never below zero
    level: str  # ok | soon | late
    chip: str  # "Còn 3 giờ 20", "Quá 2 ngày", "Chờ nhận, 4 ngày"
    holder: str
    unit: str
    next_verb: str
    minutes_over: int = 0  # working minutes since, where it is late
    promised_at: datetime | None = None  # the due date on the citizen's paper
    would_be: datetime | None = None  # by the calendar as it is now (list `calendar_changed`)


@dataclass(frozen=True, slots=True)
class WorkList:
    """Danh sách việc: title, legal basis, the nearest deadlines first; `total` may exceed `rows`."""

    kind: str
    title: str
    basis: str
    rows: tuple[WorkItem, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CallItem:
    """Cần liên hệ: whom to tell what, in which words, and how often it was tried."""

    code: str
    kind: str  # result_ready | supplement | lateness
    applicant: str
    phone: str  # as on record; "" where none is known
    script: str
    attempts: int
    last_at: datetime | None
    last_outcome: str  # "" | no_answer | wrong_number | exported | failed
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class CallDone:
    """One attempt as recorded."""

    code: str
    kind: str
    attempt: int
    outcome: str
    event_seq: int
    left: int  # attempts until nobody tries any more


@dataclass(frozen=True, slots=True)
class CallsExported:
    """What went to the gateway's file: rows written, and those without a number that can be dialled."""

    rows: int
    skipped: int
