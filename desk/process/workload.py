"""Khối lượng việc: what every holder has in hand now, and what of it is late or will be soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.process.rows import WorkloadRow
from desk.process.units import ONE_STOP, counter_codes
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

RUNNING = (State.RECEIVED, State.PROCESSING, State.WITHDRAWING)
WAITING = (State.SUPPLEMENT, State.PAYMENT)  # for the citizen: pending in term whatever the date


def workload(office: Office) -> tuple[WorkloadRow, ...]:
    """Return who holds how much now, the most pressed first.

    Soon is what falls due within the working hours of the rule `clock.soon_hours`.
    """
    from desk.dates.calendar import office_calendar
    from desk.office.rules import rule
    from desk.process.worktime import after_minutes

    now = office.clock.now()
    with office.read() as session:
        hours = int(rule(session, "clock.soon_hours", on=now.date()))
        soon = after_minutes(office_calendar(session), now, hours * 60)
        found = _counted(session, now, soon)
        at_counter = counter_codes(session)
    rows = _merged((ONE_STOP if row.unit in at_counter or not row.unit else row.unit, row) for row in found)
    return tuple(sorted(rows, key=lambda one: (-one.late, -one.soon, -one.open, one.unit, one.holder)))


def _counted(session: Session, now: datetime, soon: datetime) -> Iterable[Any]:
    """One pass over the open dossiers, which the index by state finds."""
    from sqlalchemy import and_, case, func, select

    from models.tables import Dossier

    runs = Dossier.state.in_([int(state) for state in RUNNING])
    due = Dossier.due_current

    def count(condition: Any) -> Any:  # noqa: ANN401 - SQL expressions
        return func.sum(case((condition, 1), else_=0))

    return session.execute(
        select(
            Dossier.unit,
            Dossier.holder,
            func.count().label("n"),
            count(and_(runs, due >= now, due <= soon)).label("soon"),
            count(and_(runs, due < now)).label("late"),
            func.min(case((runs, due))).label("oldest"),
            count(~runs).label("waiting"),
        )
        .where(Dossier.state.in_([int(state) for state in (*RUNNING, *WAITING)]))
        .group_by(Dossier.unit, Dossier.holder)
    ).all()


def _merged(rows: Iterable[tuple[str, Any]]) -> list[WorkloadRow]:
    """One row for each unit and holder: the counter has had several codes."""
    found: dict[tuple[str, str], WorkloadRow] = {}
    for unit, row in rows:
        before = found.get((unit, row.holder))
        dues = [due for due in (row.oldest, before.oldest_due if before else None) if due is not None]
        found[(unit, row.holder)] = WorkloadRow(
            unit=unit,
            holder=row.holder,
            open=int(row.n) + (before.open if before else 0),
            soon=int(row.soon) + (before.soon if before else 0),
            late=int(row.late) + (before.late if before else 0),
            oldest_due=min(dues, default=None),
            waiting=int(row.waiting) + (before.waiting if before else 0),
        )
    return list(found.values())
