"""Hồ sơ bị ảnh hưởng: open dossiers whose printed date the calendar of today would not give any more.

Nothing here changes a date: what stands on a citizen's paper stays, and somebody decides.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL, utc_text
from desk.dates.due import Term, due_moment
from desk.dates.kept import as_kept, moment_of
from desk.dates.rows import AffectedDossier
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office

RUNNING = (State.RECEIVED, State.PROCESSING, State.PAYMENT, State.WITHDRAWING)
_HOURLY = "working_hour"
_AT_ONCE = 500


def affected(office: Office) -> tuple[AffectedDossier, ...]:
    """Every open dossier whose printed date would now be computed differently, nearest first."""
    from desk.dates.calendar import office_calendar

    with office.read() as session:
        return affected_in(session, office_calendar(session))


def affected_in(
    session: Session,
    calendar: WorkCalendar,
    *,
    days: Sequence[date] | None = None,
    started_by: datetime | None = None,
) -> tuple[AffectedDossier, ...]:
    """The same under a given calendar.

    `days` narrows to the dossiers whose time from start to due date holds one of these days; `started_by`
    to those whose clock started by then.
    """
    if days is not None and not days:
        return ()
    book = _Recount(calendar)
    found = []
    for row in _rows(session, days=days, started_by=started_by):
        printed = moment_of(row.due_current)
        would_be = book.due(row, printed)
        if would_be is not None and would_be != printed:
            found.append((row, printed, would_be))
    waited = _who_waited(session, [row.id for row, _, _ in found])
    touched = []
    for row, printed, would_be in found:
        moved = _after_waiting(session, row, would_be, calendar) if row.id in waited else would_be
        if moved != printed:
            touched.append(
                AffectedDossier(row.code, row.full_name, row.procedure_name, due_at=printed, would_be=moved)
            )
    return tuple(sorted(touched, key=lambda one: (one.due_at, one.code)))


def last_change(session: Session) -> datetime | None:
    """When days or hours of the calendar were last changed; None where never."""
    from sqlalchemy import or_, select

    from models.tables import Event

    return session.scalar(
        select(Event.at)
        .where(
            or_(
                Event.verb == "calendar.changed",
                (Event.verb == "setting.changed")
                & (Event.subject.like("calendar.%") | (Event.subject == "clock.after_cutoff_counts_from")),
            )
        )
        .order_by(Event.seq.desc())
        .limit(1)
    )


class _Recount:
    """Works out due moments again; one answer serves all receptions of a day that count alike."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[object, ...], datetime | None] = {}
        self._edges: dict[date, tuple[Any, ...]] = {}

    def due(self, row: Row[Any], printed: datetime) -> datetime | None:
        """What the paper of a dossier would say; None where its date was never computed."""
        if row.extended:
            # A new date, or one for putting a result right, was given since: it is touched only where it
            # falls on a day off.
            day = printed.date()
            if self._calendar.is_worked(day):
                return printed
            return self._calendar.closing(self._calendar.worked_on_or_after(day))
        return self._computed(moment_of(row.started), Term(row.term_limit, row.term_unit, row.after_cutoff))

    def _computed(self, start: datetime, term: Term) -> datetime | None:
        if term.unit == _HOURLY:
            return due_moment(term, start, self._calendar)
        day, clock = start.date(), start.time()
        if day not in self._edges:
            rules = self._calendar.rules_on(day)
            hours = self._calendar.hours(day)
            self._edges[day] = (rules.same_day_cutoff, rules.transfer_cutoff, *(one[1] for one in hours[-1:]))
        key = (day, term, *(clock > edge for edge in self._edges[day]))
        if key not in self._known:
            self._known[key] = due_moment(term, start, self._calendar)
        return self._known[key]


def _rows(session: Session, *, days: Sequence[date] | None, started_by: datetime | None) -> Sequence[Any]:
    from sqlalchemy import func, or_, select

    from models.tables import Applicant, Dossier, Procedure

    anew = or_(Dossier.finished_at.is_not(None), Dossier.due_current != Dossier.due_original)
    started = func.coalesce(Dossier.clock_start_at, Dossier.received_at)
    query = (
        select(
            Dossier.id,
            Dossier.code,
            Applicant.full_name,
            Dossier.procedure_name,
            Dossier.term_limit,
            Dossier.term_unit,
            Procedure.after_cutoff,
            as_kept(started).label("started"),
            as_kept(Dossier.due_current).label("due_current"),
            anew.label("extended"),
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .outerjoin(Procedure, Procedure.id == Dossier.procedure_id)
        .where(Dossier.state.in_([int(state) for state in RUNNING]), Dossier.due_current.is_not(None))
    )
    if days is not None:
        first = datetime.combine(min(days), datetime.min.time(), LOCAL)
        last = datetime.combine(max(days), datetime.max.time(), LOCAL)
        query = query.where(Dossier.due_current >= first, as_kept(started) <= utc_text(last))
    if started_by is not None:
        query = query.where(as_kept(started) <= utc_text(started_by))
    return session.execute(query).all()


def _who_waited(session: Session, ids: Sequence[int]) -> set[int]:
    """Which of these dossiers ever waited for a payment."""
    from sqlalchemy import select

    from desk.life.payment import AWAITED
    from models.tables import Event

    found: set[int] = set()
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        query = select(Event.dossier_id).where(Event.dossier_id.in_(part), Event.verb == AWAITED)
        found.update(number for number in session.scalars(query) if number is not None)
    return found


def _after_waiting(session: Session, row: Row[Any], due: datetime, calendar: WorkCalendar) -> datetime:
    """The date moved by the time waited for each payment since the clock started (state 6)."""
    from desk.life.payment import AWAITED, moved
    from desk.record.events import of_dossier

    since: datetime | None = None
    start = moment_of(row.started)
    for event in of_dossier(session, row.id):
        if event.at < start:
            continue
        if event.verb == AWAITED:
            since = event.at
        elif event.verb == "dossier.paid" and since is not None and "waited_from" in event.details:
            due = moved(due, since, event.at, calendar, unit=row.term_unit) or due
    return due
