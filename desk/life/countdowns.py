"""Đồng hồ đếm ngược: everything that is due on one dossier now, each with its law and the minutes left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.dates.due import Term, promise
from desk.life.rows import Countdown
from desk.rows import State
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from models.tables import Dossier

RUNNING = frozenset({State.RECEIVED, State.PROCESSING})
DATED = frozenset({*RUNNING, State.WITHDRAWING})


def countdowns(
    session: Session,
    row: Dossier,
    now: datetime,
    *,
    lang: str = "vi",
    calendar: WorkCalendar | None = None,
) -> tuple[Countdown, ...]:
    """Return what is due on a dossier, the soonest first; nothing where it waits for nobody here.

    What can no longer be kept and is no wrong by itself (three days to send an unfit dossier back, one day
    ahead to tell of lateness) ends at its moment; the others stay, late.
    """
    from desk.dates.calendar import office_calendar
    from desk.office.rules import rule

    calendar = calendar or office_calendar(session)
    soon = int(rule(session, "clock.soon_hours", on=now.date())) * 60
    found = [
        _countdown(key, due, now, calendar, soon=soon, lang=lang)
        for key, due in _due(session, row, now, calendar)
    ]
    return tuple(sorted(found, key=lambda one: one.due_at))


def _due(
    session: Session, row: Dossier, now: datetime, calendar: WorkCalendar
) -> Iterator[tuple[str, datetime]]:
    state = State(row.state)
    if state == State.NEW:
        if row.accept_due_at is not None:
            yield "accept", row.accept_due_at
        told = _clerk_notice(session, row, calendar)
        if told is not None and now <= told:
            yield "clerk_notice", told
    if state == State.RECEIVED and row.transfer_due_at is not None:
        yield "transfer", row.transfer_due_at
    if state in RUNNING and row.unfit_due_at is not None and now <= row.unfit_due_at:
        yield "unfit", row.unfit_due_at
    if state == State.SUPPLEMENT and row.supplement_due_at is not None:
        yield "supplement_close", row.supplement_due_at
    if state in DATED and row.due_current is not None:
        yield "due" if row.finished_at is None else "result_fix", row.due_current
        notice = notice_moment(session, row.due_current, calendar, on=now.date())
        if state in RUNNING and now <= notice:
            yield "late_notice", notice


def _clerk_notice(session: Session, row: Dossier, calendar: WorkCalendar) -> datetime | None:
    from desk.office.rules import rule

    hours = int(rule(session, "clock.clerk_notice_hours", on=row.received_at.date()))
    return promise(Term(hours, "working_hour"), row.received_at, calendar).due_at


def notice_moment(session: Session, due: datetime, calendar: WorkCalendar, *, on: date) -> datetime:
    """Until when lateness must be told: so many working days before the date (NĐ 118/2025 Đ.19.6)."""
    from desk.office.rules import rule

    left = int(rule(session, "clock.late_notice_days", on=on))
    day = due.date()
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_worked(day)
    return datetime.combine(day, due.time(), LOCAL)


_RULE_OF = {
    "accept": "clock.accept_hours",
    "clerk_notice": "clock.clerk_notice_hours",
    "transfer": "clock.transfer_cutoff",
    "unfit": "clock.unfit_days",
    "late_notice": "clock.late_notice_days",
    "result_fix": "clock.result_fix_days",
    "supplement_close": "clock.supplement_days",
}


def _countdown(
    key: str, due: datetime, now: datetime, calendar: WorkCalendar, *, soon: int, lang: str
) -> Countdown:
    from desk.office.rules import RULES
    from desk.process.worktime import minutes_between

    left = minutes_between(calendar, now, due)
    level = "late" if now > due else "soon" if left <= soon else "ok"
    basis = next(
        (one.source for one in RULES if one.key == _RULE_OF.get(key)), sentence("countdown.basis.due", lang)
    )
    return Countdown(
        key=key,
        label=sentence(f"countdown.{key}", lang),
        basis=basis,
        due_at=due,
        minutes_left=left,
        level=level,
        minutes_over=minutes_between(calendar, due, now),
    )
