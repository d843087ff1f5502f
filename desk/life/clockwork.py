"""Đồng hồ của hồ sơ: when its clock starts, pauses, restarts and ends, and what is due until when.

Every number is a rule of `desk.office.rules`, asked for the day on which it applies. The functions write the
moments of a dossier's row; the event that tells of it is the caller's.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.dates.due import Term, promise, start_of
from desk.folding import fold
from desk.rows import DuePromise, State
from desk.wording import note, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.rows import EventRow
    from models.tables import Dossier

PAUSED = frozenset({State.SUPPLEMENT, State.PAYMENT})
ACCEPTED = frozenset({2, 4, 6, 9, 10})


def begin(session: Session, row: Dossier, at: datetime, *, lang: str = "vi") -> DuePromise:
    """Start the clock of a dossier at a moment, or start it again from zero, with the full term.

    Sets when it started, the due moments, the transfer (NĐ 118/2025 Đ.18.2) and the three working days for
    an unfit dossier (Đ.19.5). A dossier that another unit is competent for waits: its clock starts when that
    unit receives it (NĐ 309/2026; rule `clock.start`). Of a result that is being put right only the present
    date moves, for the first settling moment stands.
    """
    from desk.dates.calendar import office_calendar

    calendar = office_calendar(session)
    still(row)
    row.transfer_due_at = transfer_due(session, row, at, calendar)
    if waits_for_competent(session, row, at.date()):
        due = DuePromise(
            due_at=None,
            reason=(sentence("due.why.competent", "vi", unit=row.competent_unit),),
            warnings=(note("clock.not_started", lang, unit=row.competent_unit),),
        )
        row.clock_start_at = None
    else:
        due = promise(term_of(session, row), at, calendar, lang=lang)
        row.clock_start_at = at
        row.unfit_due_at = _days(session, "clock.unfit_days", "working_day", at, calendar)
    row.due_current = due.due_at
    if row.finished_at is None:
        row.due_original = due.due_at
    row.due_reason = list(due.reason)
    return due


def registered(session: Session, row: Dossier, at: datetime) -> None:
    """An online dossier arrived: its acceptance is due in so many working hours (NĐ 118/2025 Đ.17.2)."""
    from desk.dates.calendar import office_calendar
    from desk.office.rules import rule

    still(row)
    hours = int(rule(session, "clock.accept_hours", on=at.date()))
    row.accept_due_at = promise(Term(hours, "working_hour"), at, office_calendar(session)).due_at


def awaiting_supplement(session: Session, row: Dossier, at: datetime) -> None:
    """Something is asked for: without it the dossier may be closed in so many days (NĐ 118/2025 Đ.19.5)."""
    still(row)
    row.supplement_due_at = supplement_ends(session, at)


def supplement_ends(session: Session, at: datetime) -> datetime | None:
    """Until when what is asked for at `at` may be brought."""
    from desk.dates.calendar import office_calendar

    return _days(session, "clock.supplement_days", "calendar_day", at, office_calendar(session))


def still(row: Dossier) -> None:
    """No companion deadline runs any more; those of the next stage are set by whoever opens it."""
    row.accept_due_at = row.transfer_due_at = row.unfit_due_at = row.supplement_due_at = None


def waits_for_competent(session: Session, row: Dossier, day: date) -> bool:
    """Phi địa giới: whether the clock may not start because the competent unit has not got the dossier."""
    from desk.office.rules import rule
    from desk.process.units import is_counter

    if not row.competent_unit or fold(row.unit or "") == fold(row.competent_unit):
        return False
    if is_counter(session, row.competent_unit):
        return False
    return bool(rule(session, "clock.start", on=day) == "competent")


def transfer_due(session: Session, row: Dossier, at: datetime, calendar: WorkCalendar) -> datetime:
    """Until when a dossier goes on to who resolves it (NĐ 118/2025 Đ.18.2).

    By closing on the same working day; received after 15:00, in the first hours of the next working day,
    which is until its morning ends. To another unit's level within one working day (Đ.20.1.a).
    """
    from desk.office.rules import rule

    if row.competent_unit:
        due = _days(session, "clock.forward_days", "working_day", at, calendar)
        if due is not None:
            return due
    cutoff = time.fromisoformat(rule(session, "clock.transfer_cutoff", on=at.date()))
    if calendar.is_worked(at.date()) and at.time() > cutoff:
        following = calendar.next_worked(at.date())
        return datetime.combine(following, calendar.hours(following)[0][1], LOCAL)
    return calendar.closing(start_of(at, calendar).date())


def _days(session: Session, key: str, unit: str, at: datetime, calendar: WorkCalendar) -> datetime | None:
    from desk.office.rules import rule

    return promise(Term(int(rule(session, key, on=at.date())), unit), at, calendar).due_at


def term_of(session: Session, row: Dossier) -> Term:
    """The dossier's own term as at reception, with its procedure's rule for receptions late in the day."""
    from models.tables import Procedure

    procedure = session.get(Procedure, row.procedure_id) if row.procedure_id else None
    return Term(row.term_limit, row.term_unit, procedure.after_cutoff if procedure is not None else None)


def was_accepted(events: Iterable[EventRow]) -> bool:
    """Whether a dossier has ever been accepted, by its history: taken in with a date, or later."""
    return any(_accepts(event.verb, event.details) for event in events)


def _accepts(verb: str, details: Mapping[str, object]) -> bool:
    if not verb.startswith("dossier."):
        return False
    return details.get("state") in ACCEPTED or (
        verb in {"dossier.received", "dossier.imported"}
        and details.get("state") != 1
        and bool(details.get("due_original"))
    )


def pauses(events: Iterable[EventRow]) -> list[dict[str, object]]:
    """The spans that waited for the citizen (states 5 and 6) after the dossier was accepted.

    What is asked for before the acceptance pauses nothing: there is no clock yet. A span never ends before
    it began, though the machine's clock was set back meanwhile.
    """
    found: list[dict[str, object]] = []
    accepted = False
    begun: datetime | None = None
    for event in events:
        accepted = accepted or _accepts(event.verb, event.details)
        state = event.details.get("state") if event.verb.startswith("dossier.") else None
        if begun is not None and state not in {*PAUSED, None}:
            found[-1]["to"] = max(begun, event.at)
            begun = None
        elif begun is None and accepted and state in PAUSED:
            begun = event.at
            found.append({"from": begun, "to": None, "reason": event.verb.removeprefix("dossier.")})
    return found


def ended_at(row: Dossier, events: Iterable[EventRow]) -> datetime | None:
    """When the clock ended: the result was ready, or the dossier was refused or stopped."""
    if row.finished_at is not None:
        return row.finished_at
    if row.state not in {State.REFUSED, State.STOPPED}:
        return None
    ends = [event.at for event in events if event.verb in {"dossier.refused", "dossier.stopped"}]
    return ends[-1] if ends else None


def used_minutes(
    calendar: WorkCalendar, start: datetime | None, end: datetime, waited: Iterable[Mapping[str, object]]
) -> int:
    """Working minutes from the start to the end without the pauses between; never below zero."""
    from desk.process.worktime import minutes_between

    if start is None:
        return 0
    used = minutes_between(calendar, start, end)
    for span in waited:
        begun, over = span["from"], span["to"] or end
        if isinstance(begun, datetime) and isinstance(over, datetime):
            used -= minutes_between(calendar, max(begun, start), min(over, end))
    return max(0, used)
