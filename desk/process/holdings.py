"""Giao nhận hồ sơ: the hands a dossier went through, who holds it now, and who kept it too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.process.rows import HoldingRow
from desk.process.steps import next_step, stored_steps
from desk.process.units import ONE_STOP, is_counter
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.process.worktime import Span
    from desk.record.uow import UnitOfWork
    from models.tables import Dossier, Holding

_WAITING = frozenset({State.SUPPLEMENT, State.PAYMENT})


def move(
    uow: UnitOfWork, row: Dossier, *, to: str, holder: str = "", batch: str | None = None, event_seq: int
) -> None:
    """Give a dossier to a unit now: its open holding ends, a new one begins, `unit` and `holder` follow.

    The planned step is the next one of this unit in the plan of the day of reception.
    """
    from models.tables import Holding

    session = uow.session
    before = _last(session, row.id)
    unit = ONE_STOP if is_counter(session, to) else to
    step = next_step(
        stored_steps(session, row.procedure_code, row.received_at.date()),
        after=(before.step_no or 0) if before else 0,
        unit=unit,
        holder=holder,
    )
    open_before = before is not None and before.left_at is None
    session.add(
        Holding(
            dossier_id=row.id,
            no=before.no + 1 if before else 1,
            from_unit=before.to_unit if before and open_before else ONE_STOP,
            from_holder=before.to_holder if before and open_before else uow.office.actor.full_name,
            to_unit=unit,
            to_holder=holder,
            step_no=step.no if step else None,
            step_name=step.name if step else "",
            planned_minutes=step.minutes if step else None,
            given_at=uow.now,
            left_at=None,
            batch=batch,
            event_seq=event_seq,
        )
    )
    if before is not None and open_before:
        before.left_at = uow.now
    row.unit = uow.office.card.code if unit == ONE_STOP else unit
    row.holder = holder


def end(uow: UnitOfWork, row: Dossier) -> None:
    """Take a dossier back to the counter now: the open holding ends, whoever sits here holds it.

    Nothing is written where no hand-over was open.
    """
    before = _last(uow.session, row.id)
    if before is None or before.left_at is not None:
        return
    before.left_at = uow.now
    row.unit = uow.office.card.code
    row.holder = uow.office.actor.full_name


def _last(session: Session, dossier_id: int) -> Holding | None:
    from sqlalchemy import select

    from models.tables import Holding

    return session.scalars(
        select(Holding).where(Holding.dossier_id == dossier_id).order_by(Holding.no.desc()).limit(1)
    ).first()


def of(session: Session, dossier_id: int, *, now: datetime | None = None) -> tuple[HoldingRow, ...]:
    """Return the hands a dossier went through, oldest first, with planned and used working minutes.

    Args:
        session: a session that may read.
        dossier_id: the dossier's row.
        now: the moment until which an open holding is counted; the dossier's last event without it.
    """
    from sqlalchemy import select

    from desk.dates.calendar import office_calendar
    from models.tables import Holding

    rows = session.scalars(select(Holding).where(Holding.dossier_id == dossier_id).order_by(Holding.no)).all()
    if not rows:
        return ()
    pauses, last_at = _pauses(session, dossier_id)
    calendar = office_calendar(session)
    return tuple(_frozen(one, calendar, pauses, until=now or last_at) for one in rows)


def _pauses(session: Session, dossier_id: int) -> tuple[list[tuple[datetime, datetime | None]], datetime]:
    """The spans that waited for the citizen (states 5 and 6), and the moment of the last event."""
    from desk.record.events import of_dossier

    spans: list[tuple[datetime, datetime | None]] = []
    events = of_dossier(session, dossier_id)
    for event in events:
        state = event.details.get("state")
        waiting = spans[-1][1] is None if spans else False
        if state in _WAITING and not waiting:
            spans.append((event.at, None))
        elif waiting and state is not None and state not in _WAITING:
            spans[-1] = (spans[-1][0], event.at)
    return spans, events[-1].at


def _frozen(
    row: Holding,
    calendar: WorkCalendar,
    pauses: Sequence[tuple[datetime, datetime | None]],
    *,
    until: datetime,
) -> HoldingRow:
    from desk.process.worktime import after_minutes, minutes_between

    end_at = row.left_at or max(until, row.given_at)
    waited = sum(
        minutes_between(calendar, *span) for span in _within(pauses, first=row.given_at, last=end_at)
    )
    due_at = None
    if row.planned_minutes is not None:
        due_at = after_minutes(calendar, row.given_at, row.planned_minutes + waited)
    return HoldingRow(
        no=row.no,
        from_unit=row.from_unit,
        from_holder=row.from_holder,
        to_unit=row.to_unit,
        to_holder=row.to_holder,
        step_no=row.step_no,
        step_name=row.step_name,
        planned_minutes=row.planned_minutes,
        used_minutes=minutes_between(calendar, row.given_at, end_at) - waited,
        given_at=row.given_at,
        left_at=row.left_at,
        due_at=due_at,
        verdict=_verdict(due_at, end_at, is_open=row.left_at is None),
        batch=row.batch,
        event_seq=row.event_seq,
    )


def _within(
    pauses: Sequence[tuple[datetime, datetime | None]], *, first: datetime, last: datetime
) -> list[Span]:
    cut = [(max(begin, first), min(end or last, last)) for begin, end in pauses]
    return [(begin, end) for begin, end in cut if begin < end]


def _verdict(due_at: datetime | None, end_at: datetime, *, is_open: bool) -> str:
    if due_at is None:
        return ""
    if end_at > due_at:
        return "late"
    if is_open:
        return ""
    return "early" if end_at.date() < due_at.date() else "on_time"
