"""Hạn sắp tới: how many running dossiers fall due for whom, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.process.units import ONE_STOP, counter_codes
from desk.process.workload import RUNNING
from desk.rows.trends import HolderDays

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

AHEAD = 10  # working days


def ahead_of(session: Session, today: date) -> tuple[date, ...]:
    """The next working days, today included where it is worked."""
    from desk.dates.calendar import office_calendar

    calendar = office_calendar(session)
    days = [calendar.worked_on_or_after(today)]
    while len(days) < AHEAD:
        days.append(calendar.next_worked(days[-1]))
    return tuple(days)


def holders(session: Session, now: datetime, ahead: tuple[date, ...]) -> tuple[HolderDays, ...]:
    """One row for each who holds running dossiers, the most pressed first.

    A date on a day that is not worked counts for the working day before it: that is when it must be done.
    """
    from sqlalchemy import select

    from models.tables import Dossier

    at_counter = counter_codes(session)
    rows = session.execute(
        select(Dossier.unit, Dossier.holder, Dossier.due_current).where(
            Dossier.state.in_([int(state) for state in RUNNING])
        )
    )
    # late, each day ahead, later, undated
    found: dict[tuple[str, str], list[int]] = {}
    for unit, holder, due in rows:
        key = (ONE_STOP if not unit or unit in at_counter else unit, holder)
        cells = found.setdefault(key, [0] * (len(ahead) + 3))
        cells[_place(due, now, ahead)] += 1
    made = (
        HolderDays(unit, holder, cells[0], tuple(cells[1:-2]), cells[-2], cells[-1])
        for (unit, holder), cells in found.items()
    )
    return tuple(sorted(made, key=_press))


def _place(due: datetime | None, now: datetime, ahead: tuple[date, ...]) -> int:
    if due is None:
        return len(ahead) + 2
    if due < now:
        return 0
    day = due.astimezone(LOCAL).date()
    if not ahead or day > ahead[-1]:
        return len(ahead) + 1
    return max(1, sum(one <= day for one in ahead))


def _press(row: HolderDays) -> tuple[object, ...]:
    return (-row.late, tuple(-one for one in row.days), -row.total, row.unit, row.holder)
