"""Chỉ tiêu của đơn vị: indicators with their look ahead, plans, and the dossiers behind a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from desk.rows.day import IndicatorValue


@dataclass(frozen=True, slots=True)
class Aim:
    """One indicator towards its target, and by which formula it is counted.

    `need`: how many good ones in a row reach the target now, None where none can. `expected` more come by the
    period's end at the pace so far, `of_expected` of them must be good; `reachable` tells whether they can.
    `counts_dossiers`: there are dossiers behind it, not procedures.
    """

    value: IndicatorValue
    name: str
    formula: str
    source: str
    need: int | None
    expected: int
    of_expected: int | None
    reachable: bool | None
    counts_dossiers: bool

    @property
    def key(self) -> str:
        """The indicator's key."""
        return self.value.key


@dataclass(frozen=True, slots=True)
class AimSheet:
    """Every indicator of a period as far as it has run: `passed` of its `length` working days."""

    first: date
    last: date
    until: date
    passed: int
    length: int
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """Một kế hoạch đã công bố: targets in percent by indicator, and where they stand."""

    key: str
    name: str
    source: str
    year: int
    targets: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One dossier behind a number; no person in it."""

    code: str
    procedure: str
    field: str
    received_at: datetime
    due_at: datetime | None
    state: int


@dataclass(frozen=True, slots=True)
class Behind:
    """Hồ sơ đằng sau con số: the newest of those that count, or of those that do not, and how many."""

    key: str
    counted: bool
    rows: tuple[BehindRow, ...]
    total: int
