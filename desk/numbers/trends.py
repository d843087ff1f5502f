"""Diễn biến: twelve months and twelve days of the two shares, counted by the tally's own code.

Nothing here has a formula of its own: a window is added up by `indicators.Counts` out of the derived rows, or
by `judging.judge` in one pass over the log, so a bar equals `tally` over its days by construction.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.numbers.catalogue_marks import load_catalogue
from desk.numbers.grouped import add_groups, merged
from desk.numbers.history_load import load_histories, period
from desk.numbers.indicators import Counts, indicators_of, load_targets
from desk.numbers.judging import judge
from desk.record.canonical import percent
from desk.rows.trends import DigitisedShare, TrendPoint, Trends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.numbers.fast import Rows
    from desk.numbers.histories import DossierHistory
    from desk.numbers.indicators import Catalogue
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.rows import IndicatorValue

MONTHS = DAYS = 12


@dataclass(slots=True)
class _Window:
    """One bar while it is being counted."""

    first: date
    last: date
    start: datetime
    end: datetime
    counts: Counts

    def add(self, history: DossierHistory) -> Judged | None:
        """Judge one dossier for these days and count it."""
        one = judge(history, self.start, self.end)
        if one is not None:
            self.counts.add(one)
        return one

    def point(self, targets: Mapping[str, float | None]) -> TrendPoint:
        """The bar, counted."""
        found = self.indicators(targets)
        return TrendPoint(self.first, self.last, found["online_simple"], found["on_time_settled"])

    def indicators(self, targets: Mapping[str, float | None]) -> dict[str, IndicatorValue]:
        """Every indicator of these days by its key."""
        return {one.key: one for one in indicators_of(self.counts, targets=targets)}


def trends(office: Office) -> Trends:
    """Count how this office's shares moved up to today, and what falls due for whom."""
    from desk.numbers.deadlines_ahead import ahead_of, holders

    now = office.clock.now()
    today = now.date()
    months, days = month_windows(today), day_windows(today)
    with office.read() as session:
        targets = load_targets(session, today)
        found = _counted(office, session, months=months, days=days)
        ahead = ahead_of(session, today)
        held = holders(session, now, ahead)
    return Trends(
        as_of=now,
        months=tuple(one.point(targets) for one in found.months),
        days=tuple(one.point(targets) for one in found.days),
        whole=found.whole.point(targets),
        digitised=found.digitised(),
        digitised_total=found.whole.indicators(targets)["digitised"],
        ahead=ahead,
        holders=held,
    )


def months_up_to(office: Office, last: date) -> tuple[TrendPoint, ...]:
    """The two shares of the twelve months up to a day, against the targets in force on it."""
    with office.read() as session:
        targets = load_targets(session, last)
        found = _counted(office, session, months=month_windows(last), days=())
    return tuple(one.point(targets) for one in found.months)


def _counted(
    office: Office,
    session: Session,
    *,
    months: Sequence[tuple[date, date]],
    days: Sequence[tuple[date, date]],
) -> Counted:
    """Count out of the derived rows, or out of the log where they cannot be used."""
    from contextlib import suppress

    from desk.numbers.fast import MANY, rows_of

    first, today = months[0][0], months[-1][1]
    catalogue = load_catalogue(session, today)
    with suppress(Exception), rows_of(office, session, today, most=MANY) as rows:
        if rows is not None:
            return count_rows(rows, months=months, days=days, catalogue=catalogue)
    histories = load_histories(session, first, today)
    return count(histories, months=months, days=days, catalogue=catalogue)


def month_windows(today: date) -> tuple[tuple[date, date], ...]:
    """The twelve months up to today, oldest first; the last one ends today."""
    windows: list[tuple[date, date]] = []
    last = today
    for _ in range(MONTHS):
        windows.append((last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return tuple(reversed(windows))


def day_windows(today: date) -> tuple[tuple[date, date], ...]:
    """The twelve days up to today, oldest first."""
    found = (today - timedelta(days=back) for back in reversed(range(DAYS)))
    return tuple((one, one) for one in found)


@dataclass(slots=True)
class Counted:
    """What one pass over the histories counted."""

    months: Sequence[_Window]
    days: Sequence[_Window]
    whole: _Window
    by_procedure: dict[tuple[str, str], list[int]]

    def digitised(self) -> tuple[DigitisedShare, ...]:
        """Shares by procedure, the lowest first, the larger first among equals."""
        rows = [
            DigitisedShare(code, name, done, settled, percent(done, settled))
            for (code, name), (done, settled) in self.by_procedure.items()
        ]
        return tuple(sorted(rows, key=lambda one: (one.rate or 0.0, -one.settled, one.procedure, one.name)))


def count(
    histories: Iterable[DossierHistory],
    *,
    months: Sequence[tuple[date, date]],
    days: Sequence[tuple[date, date]],
    catalogue: Catalogue,
) -> Counted:
    """Judge every history for the windows it was touched in; it cannot count in any other.

    A dossier is received in, or settled in, only a window that holds one of its steps.
    """
    found = _empty(months=months, days=days, catalogue=catalogue)
    by_month = {(one.first.year, one.first.month): one for one in found.months}
    by_day = {one.first: one for one in found.days}
    for history in histories:
        touched = {step.at.date() for step in history.steps}
        for month in {(day.year, day.month) for day in touched} & by_month.keys():
            by_month[month].add(history)
        for day in touched & by_day.keys():
            by_day[day].add(history)
        one = found.whole.add(history)
        if one is not None:
            _digitised(found, one)
    return found


def count_rows(
    rows: Rows,
    *,
    months: Sequence[tuple[date, date]],
    days: Sequence[tuple[date, date]],
    catalogue: Catalogue,
) -> Counted:
    """The same out of the derived rows, one window after the other."""
    found = _empty(months=months, days=days, catalogue=catalogue)
    for window in (*found.months, *found.days):
        add_groups(rows.material(window.start, window.end), window.counts)
    whole = rows.material(found.whole.start, found.whole.end)
    add_groups(whole, found.whole.counts)
    for subject, effects in merged(whole, catalogue):
        for effect, (count, _) in effects.items():
            if "digitised" in effect.bottom:
                share = found.by_procedure[subject.procedure, subject.name]
                share[0] += effect.top.get("digitised", 0) * count
                share[1] += count
    return found


def _empty(
    *, months: Sequence[tuple[date, date]], days: Sequence[tuple[date, date]], catalogue: Catalogue
) -> Counted:
    return Counted(
        months=[_window(*one, catalogue) for one in months],
        days=[_window(*one, catalogue) for one in days],
        whole=_window(months[0][0], months[-1][1], catalogue),
        by_procedure=defaultdict(lambda: [0, 0]),
    )


def _window(first: date, last: date, catalogue: Catalogue) -> _Window:
    start, end = period(first, last)
    return _Window(first, last, start, end, Counts(catalogue=catalogue, start=start, end=end))


def _digitised(found: Counted, one: Judged) -> None:
    if not one.belongs or not one.at_end.settled or not one.at_end.by_result:
        return
    share = found.by_procedure[one.history.procedure, one.history.name]
    share[0] += one.digitised
    share[1] += 1
