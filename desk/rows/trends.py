"""Diễn biến: how the office's shares moved over months and days, and where its work lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from desk.rows.day import IndicatorValue


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Một kỳ: a month or a day with the two shares; the month at hand ends today."""

    first: date
    last: date
    online: IndicatorValue  # online_simple
    on_time: IndicatorValue  # on_time_settled


@dataclass(frozen=True, slots=True)
class DigitisedShare:
    """Số hoá theo thủ tục: dossiers settled by a result in the twelve months, and those digitised whole."""

    procedure: str
    name: str
    digitised: int
    settled: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class HolderDays:
    """Người giữ: how many running dossiers fall due on which of the days ahead.

    `days` goes with `Trends.ahead`; what is late stands in `late` only, what has no date in `undated`.
    """

    unit: str
    holder: str
    late: int
    days: tuple[int, ...]
    later: int
    undated: int

    @property
    def total(self) -> int:
        """Every running dossier this holder has in hand."""
        return self.late + sum(self.days) + self.later + self.undated


@dataclass(frozen=True, slots=True)
class Trends:
    """Diễn biến của đơn vị: twelve months, twelve days, digitised shares, deadlines ahead. No person's data.

    `whole` is the twelve months as one period. Every figure equals `tally` over the same days, judged by the
    rule in force today, so that one yardstick holds for the whole picture.
    """

    as_of: datetime
    months: tuple[TrendPoint, ...]
    days: tuple[TrendPoint, ...]
    whole: TrendPoint
    digitised: tuple[DigitisedShare, ...]  # the lowest share first
    digitised_total: IndicatorValue
    ahead: tuple[date, ...]  # working days from today on
    holders: tuple[HolderDays, ...]  # the most pressed first
