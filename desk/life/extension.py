"""Xin lỗi và gia hạn: a new date before the old one is missed, once, with its reason.

Source: NĐ 118/2025 Đ.19.6: at least one day ahead, in writing, with apology, reason and the new date, at
most once. On time stays judged against the original date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.life.accepting import text
from desk.life.limits import EXTENDED, MAX_REASON, check_override, override_of, times_of
from desk.life.verb import Done, Ready, Verb
from desk.wording import note

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desk.dates.calendar import WorkCalendar
    from desk.imaging.filing import Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Dossier

_DAY_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}")


def prepare_extension(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Read the new date and why; a bare date means closing time of that day."""
    del base, staging
    due = form.moment("due_at")
    if due is None:
        raise form.missing("due_at")
    if form.is_text("due_at") and _DAY_ONLY.fullmatch(form.path_text("due_at").strip()):
        due = _closing(office, due.date()) or due
    return Ready(
        values={
            "due_at": due,
            "reason": form.required_text("reason", limit=MAX_REASON),
            "override": override_of(form),
        }
    )


def _closing(office: Office, day: date) -> datetime | None:
    from desk.dates.calendar import office_calendar
    from desk.dates.public_days import FIRST_YEAR, LAST_YEAR

    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    with office.read() as session:
        calendar = office_calendar(session)
        return calendar.closing(day) if calendar.is_worked(day) else None


def write_extension(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Move the present date only; the original one is what on time is judged against."""
    from desk.dates.calendar import office_calendar
    from desk.record.events import of_dossier

    values = ready.values
    new: datetime = values["due_at"]
    _check_date(uow, row, new)
    times = times_of(of_dossier(uow.session, row.id), EXTENDED)
    check_override(uow.session, EXTENDED, times, values["override"], on=uow.now.date())
    calendar = office_calendar(uow.session)
    before = row.due_current
    row.due_current = new
    details: dict[str, Any] = {
        "due_before": text(before),
        "due_current": text(new),
        "reason": values["reason"],
        "extension_no": times + 1,
    }
    if values["override"] is not None:
        details["override"] = dict(values["override"])
    return Done(details=details, warnings=_doubts(uow, new, before, calendar))


def _check_date(uow: UnitOfWork, row: Dossier, new: datetime) -> None:
    """A date outside reason is refused: not after now and the present date, or too far away."""
    from desk.office.rules import rule

    before = row.due_current
    if before is None:
        raise InputError("extend.no_due", code=row.code)
    most = int(rule(uow.session, "clock.extend_max_days", on=uow.now.date()))
    earliest = max(before, uow.now)
    if new <= earliest:
        raise InputError("act.bad_value", key="due_at", after=text(earliest))
    if new > max(before, uow.now) + timedelta(days=most):
        raise InputError("act.bad_value", key="due_at", expected="days", limit=most)


def _doubts(
    uow: UnitOfWork, new: datetime, before: datetime | None, calendar: WorkCalendar
) -> tuple[Note, ...]:
    """What the clerk should look at again: told too late, no working moment, a calendar not yet decided."""
    from desk.life.countdowns import notice_moment

    lang = uow.office.lang
    found = []
    if before is not None and uow.now > notice_moment(uow.session, before, calendar, on=uow.now.date()):
        found.append(note("extend.told_late", lang))
    worked = calendar.is_worked(new.date()) and any(
        opens <= new.time() <= closes for opens, closes in calendar.hours(new.date())
    )
    if not worked:
        found.append(note("extend.not_worked", lang, due=f"{new:%H:%M %d/%m/%Y}"))
    if new.year > calendar.rules_on(uow.now.date()).last_confirmed_year:
        found.append(note("calendar.unconfirmed_year", lang, year=new.year))
    return tuple(found)


VERBS = (
    Verb(
        name="extend",
        event=EXTENDED,
        prepare=prepare_extension,
        write=write_extension,
        required=("due_at", "reason"),
        form="vb_xin_loi",
        key="H",
    ),
)
