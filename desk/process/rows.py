"""Frozen rows of the internal process: planned steps, hands a dossier went through, loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from desk.rows import Note


@dataclass(frozen=True, slots=True)
class StepCard:
    """Bước trong quy trình nội bộ: who works on it and for how many working minutes."""

    no: int
    name: str
    unit: str
    minutes: int | None  # working minutes; None where the step is a default one without a plan
    holder: str = ""


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """Quy trình nội bộ của một thủ tục: its steps as in force, or the default ones where none are kept."""

    procedure: str
    valid_from: date | None  # None: the default steps
    steps: tuple[StepCard, ...]
    total_minutes: int | None
    legal_minutes: int | None  # the legal term in working minutes; None where it cannot be compared
    warnings: tuple[Note, ...] = ()
    versions: tuple[date, ...] = ()  # first days of every plan on record, oldest first


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """Giao nhận: one hand-over and how long the receiving hands kept the dossier.

    `verdict` follows the counting of the whole dossier: passed on at an earlier date than planned is
    early, on that date and not after the planned moment is on time, after it is late.
    """

    no: int
    from_unit: str
    from_holder: str
    to_unit: str
    to_holder: str
    step_no: int | None
    step_name: str
    planned_minutes: int | None
    used_minutes: int  # working minutes, without the time that waited for the citizen
    given_at: datetime
    left_at: datetime | None  # None: still there
    due_at: datetime | None  # the planned moment to pass it on
    verdict: str  # early | on_time | late | "" where nothing was planned or it is still there in time
    batch: str | None = None
    event_seq: int = 0


@dataclass(frozen=True, slots=True)
class HandoverDone:
    """The answer of a hand-over by batch: what went, what was refused and why."""

    batch: str | None  # số phiếu bàn giao; None where nothing went
    to: str
    holder: str
    acted: tuple[str, ...]
    refused: tuple[tuple[str, Note], ...]
    list_pdf: Path | None
    warnings: tuple[Note, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class WorkloadRow:
    """Khối lượng việc: what one holder has in hand now."""

    unit: str
    holder: str
    open: int
    soon: int
    late: int
    oldest_due: datetime | None
    waiting: int = 0  # of the open ones: waiting for the citizen, so never soon and never late
