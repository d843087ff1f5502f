"""Tỷ lệ trực tuyến và đúng hạn of several windows at once: the desk's two shares, as `tally` counts them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.numbers.history_load import load_histories, period
from desk.numbers.indicators import value_of
from desk.numbers.judging import judge

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import IndicatorValue


@dataclass(frozen=True, slots=True)
class Shares:
    """What one window counted."""

    received: int = 0
    online: int = 0
    settled: int = 0
    on_time: int = 0

    def online_share(self, targets: Mapping[str, float | None]) -> IndicatorValue:
        """Received online of those received: `online_simple`."""
        return value_of("online_simple", self.online, self.received, targets.get("online_simple"))

    def on_time_share(self, targets: Mapping[str, float | None]) -> IndicatorValue:
        """Settled early and on time of those settled: `on_time_settled`."""
        return value_of("on_time_settled", self.on_time, self.settled, targets.get("on_time_settled"))


def shares(office: Office, session: Session, windows: Sequence[tuple[date, date]]) -> tuple[Shares, ...]:
    """Count windows that end at the same rule; out of the derived rows, or out of the log without them."""
    from desk.numbers.fast import rows_of

    spans = [period(*one) for one in windows]
    first, last = min(one[0] for one in windows), max(one[1] for one in windows)
    with suppress(Exception), rows_of(office, session, last) as rows:
        if rows is not None:
            return tuple(Shares(*rows.shares(*span)) for span in spans)
    return _of_the_log(session, spans, first, last)


def _of_the_log(
    session: Session, spans: Sequence[tuple[datetime, datetime]], first: date, last: date
) -> tuple[Shares, ...]:
    found = [[0, 0, 0, 0] for _ in spans]
    for history in load_histories(session, first, last):
        for counted, span in zip(found, spans, strict=True):
            one = judge(history, *span)
            if one is None or not one.belongs:
                continue
            counted[0] += one.received_in
            counted[1] += one.received_in and history.channel == "online"
            counted[2] += one.at_end.settled
            counted[3] += one.at_end.settled and one.at_end.timing() != "late"
    return tuple(Shares(*one) for one in found)
