"""Ngày hẹn trả: when a result is promised, and why, by the rules of the counter.

The rules (each a setting or a fixed default of the product):

* `same_day`: received by 15:00 on a working day, due at closing that day, else at closing of the
  next working day (Luật Hộ tịch 60/2014 Đ.5.3; NĐ 23/2015 Đ.7). Its number is ignored.
* `working_day`: the day of reception is not counted; due at closing of the n-th working day after.
* `calendar_day`: as BLDS 2015 Đ.147–148: the first day is not counted, a last day that is off moves on.
* `working_hour`: counted through the office hours; lunch, nights and days off are skipped.

A half working day closes at the end of its half. No text says that 15:00 moves a term of several days; an
office, or one procedure of it, may let a reception after it count from the next working day (`after_cutoff`).
Received on a day off or after closing means received when the next working day opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.catalogue.shipped import UNITS
from desk.clock import LOCAL, as_local, parse_moment
from desk.dates.due_reasons import Reasons, Unsaid
from desk.errors import InputError
from desk.rows import DuePromise, ProcedureCard
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from desk.dates.calendar import WorkCalendar
    from desk.rows import Note

    FindProcedure = Callable[
        [str, date], ProcedureCard | None
    ]  # its version in force on the day of reception

_MOST_DAYS = 366 * 151
MAX_CASES = 200_000


@dataclass(frozen=True, slots=True)
class Term:
    """Thời hạn giải quyết: a number and its unit; either may be missing where no term is known.

    `after_cutoff` tells from which day a reception late in the day counts, `same_day` or `next_day`; None
    is the office's rule. Terms of the law itself (three days, fifteen days) count from the same day.
    """

    limit: int | None
    unit: str | None
    after_cutoff: str | None = "same_day"

    @classmethod
    def of(cls, procedure: ProcedureCard) -> Term:
        """Return the term of a procedure."""
        return cls(procedure.time_limit, procedure.time_unit, procedure.after_cutoff)

    @property
    def known(self) -> bool:
        """Tell whether a date can be promised at all."""
        return self.unit == "same_day" or (self.unit is not None and self.limit is not None)

    def checked(self) -> Term:
        """Return the term itself, or refuse a unit or a number that no rule knows."""
        if self.unit is not None and self.unit not in UNITS:
            raise InputError("due.unknown_unit", unit=str(self.unit)[:40], allowed=list(UNITS))
        if self.unit == "same_day" or self.limit is None:
            return self
        if isinstance(self.limit, bool) or not isinstance(self.limit, int) or self.limit < 1:
            raise InputError("due.bad_limit", limit=str(self.limit)[:40])
        return self


def promise(
    term: Term | ProcedureCard, received_at: datetime, calendar: WorkCalendar, *, lang: str = "vi"
) -> DuePromise:
    """Return the moment the result is due, the reasons in Vietnamese and as told in `lang`, and warnings.

    Raises:
        InputError: an unknown unit, a number below 1, or a date beyond the years of the calendar.
    """
    asked = (Term.of(term) if isinstance(term, ProcedureCard) else term).checked()
    if not asked.known:
        return DuePromise(due_at=None, reason=Reasons.no_term(), warnings=(note("due.no_term", lang),))
    received = as_local(received_at)
    reasons = Reasons(calendar=calendar, received=received, lang=lang)
    due_at = reckoned(asked, received, calendar, reasons)
    reasons.due(due_at)
    warnings: tuple[Note, ...] = ()
    if due_at.year > calendar.rules_on(received.date()).last_confirmed_year:
        warnings = (note("calendar.unconfirmed_year", lang, year=due_at.year),)
    begins = start_of(_counted_from(asked, received, calendar), calendar).date()
    return DuePromise(
        due_at=due_at,
        reason=reasons.sentences,
        warnings=warnings,
        told=reasons.told,
        counted_from=begins if begins != received.date() else None,
    )


def due_moment(term: Term, received_at: datetime, calendar: WorkCalendar) -> datetime | None:
    """Return the moment alone, as `promise` does, without the reasons: for many dossiers at once."""
    asked = term.checked()
    if not asked.known:
        return None
    received = as_local(received_at)
    return reckoned(asked, received, calendar, Unsaid(calendar=calendar, received=received))


def reckoned(term: Term, received: datetime, calendar: WorkCalendar, reasons: Reasons) -> datetime:
    """Return the moment a known term ends, telling `reasons` every step on the way."""
    counted = _counted_from(term, received, calendar)
    if counted != received:
        reasons.say("due.why.after_cutoff")
    return _RULES[str(term.unit)](term.limit or 1, counted, calendar, reasons)


def _counted_from(term: Term, received: datetime, calendar: WorkCalendar) -> datetime:
    """The moment a term of several days counts from: the next opening after the cut-off, where so ruled."""
    if term.unit not in {"working_day", "calendar_day"} or not calendar.is_worked(received.date()):
        return received
    rules = calendar.rules_on(received.date())
    if (term.after_cutoff or rules.after_cutoff) != "next_day" or received.time() <= rules.transfer_cutoff:
        return received
    return calendar.opening(calendar.next_worked(received.date()))


def start_of(received: datetime, calendar: WorkCalendar) -> datetime:
    """Return the moment from which a term runs: `received`, or the opening that follows it.

    Lunch counts as the opening of the afternoon; the very moment of closing is not after closing.
    """
    day = received.date()
    if calendar.is_worked(day) and received <= calendar.closing(day):
        for opens, closes in calendar.hours(day):
            if received.time() < opens:
                return datetime.combine(day, opens, LOCAL)
            if received.time() <= closes:
                return received
        return received
    return calendar.opening(calendar.next_worked(day))


def due_file(
    cases: Sequence[Mapping[str, Any]],
    *,
    calendar: WorkCalendar,
    find_procedure: FindProcedure,
    lang: str = "vi",
) -> tuple[DuePromise, ...]:
    """Promise every case of a list, in the same order; a bad case refuses the whole list and is named.

    A case is `{received, limit, unit}` or `{received, procedure}`.
    """
    if len(cases) > MAX_CASES:
        raise InputError("due.too_many_cases", limit=MAX_CASES)
    promises = []
    for index, case in enumerate(cases):
        try:
            term, received = read_case(case, find_procedure=find_procedure)
            promises.append(promise(term, received, calendar, lang=lang))
        except InputError as failure:
            raise InputError(failure.code, **{**failure.details, "case": index}) from failure
    return tuple(promises)


def read_case(case: Mapping[str, Any], *, find_procedure: FindProcedure) -> tuple[Term, datetime]:
    """Read one case strictly: its term, given or of its procedure on that day, and when it was received."""
    if not hasattr(case, "get"):
        raise InputError("due.bad_case", key="received")
    received = case.get("received")
    if not isinstance(received, str):
        raise InputError("due.bad_case", key="received")
    code = case.get("procedure")
    if code is None:
        unit = case.get("unit")
        if not isinstance(unit, str):
            raise InputError("due.bad_case", key="unit")
        limit = case.get("limit")
        if limit is None and unit in UNITS and unit != "same_day":
            raise InputError("due.bad_case", key="limit")
        return Term(limit=limit, unit=unit, after_cutoff=None).checked(), parse_moment(received)
    if case.get("unit") is not None or case.get("limit") is not None:
        raise InputError("due.bad_case", key="procedure")
    moment = parse_moment(received)
    card = find_procedure(code, as_local(moment).date()) if isinstance(code, str) else None
    if card is None:
        raise InputError("procedure.unknown", procedure=str(code)[:40])
    return Term.of(card), moment


def _same_day(_: int, received: datetime, calendar: WorkCalendar, reasons: Reasons) -> datetime:
    day = received.date()
    if not calendar.is_worked(day):
        reasons.say("due.why.same_day_off")
    elif received.time() > calendar.rules_on(day).same_day_cutoff:
        reasons.say("due.why.same_day_late")
    elif received > calendar.closing(day):
        reasons.say("due.why.same_day_closed", closing=f"{calendar.closing(day):%H:%M}")
    else:
        reasons.say("due.why.same_day")
        return calendar.closing(day)
    due_day = calendar.next_worked(day)
    reasons.skipped(day, due_day)
    return calendar.closing(due_day)


def _working_days(limit: int, received: datetime, calendar: WorkCalendar, reasons: Reasons) -> datetime:
    base = _base(limit, received, calendar, reasons, code="due.why.working_day")
    due_day = calendar.next_worked(base, limit)
    reasons.skipped(base, due_day)
    return calendar.closing(due_day)


def _calendar_days(limit: int, received: datetime, calendar: WorkCalendar, reasons: Reasons) -> datetime:
    if limit > _MOST_DAYS:
        calendar.next_worked(received.date(), limit)  # refuses what no calendar reaches
    base = _base(limit, received, calendar, reasons, code="due.why.calendar_day")
    last = base + timedelta(days=limit)
    due_day = calendar.worked_on_or_after(last)
    if due_day != last:
        reasons.rolled(last)
    return calendar.closing(due_day)


def _working_hours(limit: int, received: datetime, calendar: WorkCalendar, reasons: Reasons) -> datetime:
    moment = start_of(received, calendar)
    reasons.say("due.why.working_hour", limit=limit)
    reasons.start(moment)
    if limit > _MOST_DAYS * 24:
        calendar.next_worked(received.date(), limit)  # refuses what no calendar reaches
    left = timedelta(hours=limit)
    while True:
        day = moment.date()
        for opens, closes in calendar.hours(day):
            begin = max(moment, datetime.combine(day, opens, LOCAL))
            end = datetime.combine(day, closes, LOCAL)
            if begin >= end:
                continue
            if left <= end - begin:
                reasons.skipped(received.date(), day)
                return begin + left
            left -= end - begin
        moment = calendar.opening(calendar.next_worked(day))


def _base(limit: int, received: datetime, calendar: WorkCalendar, reasons: Reasons, *, code: str) -> date:
    base = start_of(received, calendar)
    reasons.say(code, limit=limit, base=reasons.date_words(base.date()))
    if base.date() != received.date():
        reasons.start(base)
    return base.date()


_RULES: dict[str, Callable[[int, datetime, WorkCalendar, Reasons], datetime]] = {
    "same_day": _same_day,
    "working_day": _working_days,
    "calendar_day": _calendar_days,
    "working_hour": _working_hours,
}
