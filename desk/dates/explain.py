"""Vì sao hẹn ngày này: the reckoning of a due date step by step, each step with its source, and the days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.catalogue.basis import legal_basis
from desk.dates.due_reasons import Reasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office
    from desk.rows import ProcedureCard

MOST_DAYS = 120  # of a longer term the strip shows the first days
_SAME_DAY, _DAYS, _OWN, _CUTOFF = "same_day", "days", "own", "cutoff"
_STANDS_ON = {
    "due.why.same_day": _SAME_DAY,
    "due.why.same_day_late": _SAME_DAY,
    "due.why.same_day_off": _SAME_DAY,
    "due.why.same_day_closed": _SAME_DAY,
    "due.why.working_day": _DAYS,
    "due.why.calendar_day": _DAYS,
    "due.why.rolled": _DAYS,
    "due.why.working_hour": _OWN,
    "due.why.weekend": _OWN,
    "due.why.days_off": _OWN,
    "due.why.makeup": _OWN,
    "due.why.start_off": _OWN,
    "due.why.start_after_hours": _OWN,
    "due.why.start_between": _OWN,
    "due.why.after_cutoff": _CUTOFF,
}


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step of the reckoning: the sentence, and the law or rule it stands on (may be empty)."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class DueDay:
    """Một ngày trên dải lịch: `kind` is received | counted | weekend | off | makeup | due.

    `number` counts the days of the term from 1, 0 where the day does not count; `name` is a holiday's.
    """

    day: date
    kind: str
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class DueStory:
    """Why a result is due when it is: procedure, term with its source, steps, days."""

    procedure: str
    term: str
    source: str
    received_at: datetime
    due_at: datetime | None
    steps: tuple[DueStep, ...]
    days: tuple[DueDay, ...] = ()
    cut: bool = False  # more days than are shown


@dataclass(slots=True)
class _Told(Reasons):
    """Collects the sentences as every promise does, and beside each the law or rule it stands on.

    What is printed stays Vietnamese; on an English screen the steps are English, names of holidays aside.
    """

    bases: Mapping[str, str] = field(default_factory=dict)
    steps: list[DueStep] = field(default_factory=list, init=False)

    def say(self, code: str, **details: object) -> None:
        """Add a sentence in the language of the screen."""
        Reasons.say(self, code, **details)
        self.steps.append(DueStep(self.told[-1], self.bases.get(_STANDS_ON.get(code, ""), "")))


def explain(office: Office, procedure: str, received_at: datetime) -> DueStory:
    """Tell the reckoning for a procedure received then, as in force on that day."""
    from desk.catalogue.lookup import card_of, in_force
    from desk.clock import as_local
    from desk.dates.calendar import office_calendar

    received = as_local(received_at)
    with office.read() as session:
        card = card_of(in_force(session, procedure, received.date()))
        calendar, bases = office_calendar(session), _bases(session, received.date(), office.lang)
        return story(card, received, calendar, lang=office.lang, bases=bases)


def _bases(session: Session, day: date, lang: str) -> dict[str, str]:
    """What each kind of step stands on: the law as the office's rules name it that day, or its own rules."""
    from desk.office.rules import rule
    from desk.wording import sentence

    return {
        _SAME_DAY: rule(session, "calendar.same_day_basis", on=day),
        _DAYS: rule(session, "calendar.days_basis", on=day),
        _OWN: sentence("due.basis.own", lang),
        _CUTOFF: sentence("due.basis.cutoff", lang),
    }


def story(
    card: ProcedureCard,
    received: datetime,
    calendar: WorkCalendar,
    *,
    lang: str = "vi",
    bases: Mapping[str, str] | None = None,
) -> DueStory:
    """Tell the reckoning by a calendar; the moment is the one every promise gives."""
    from desk.dates.due import Term, reckoned

    term = Term.of(card).checked()
    source = "; ".join(legal_basis(card))
    words = _term_words(card, lang)
    if not term.known:
        steps = tuple(DueStep(text) for text in Reasons.no_term())
        return DueStory(card.name, words, source, received, None, steps)
    told = _Told(calendar=calendar, received=received, lang=lang, bases=bases or {})
    due_at = reckoned(term, received, calendar, told)
    told.due(due_at)
    days, cut = _days(card, received, due_at, calendar)
    return DueStory(card.name, words, source, received, due_at, tuple(told.steps), days, cut)


def _term_words(card: ProcedureCard, lang: str) -> str:
    from desk.wording import sentence

    if card.time_unit == "same_day":
        return sentence("due.term.same_day", lang)
    if card.time_unit is None or card.time_limit is None:
        return sentence("due.term.none", lang)
    return sentence(f"due.term.{card.time_unit}", lang, limit=card.time_limit)


def _days(
    card: ProcedureCard, received: datetime, due: datetime, calendar: WorkCalendar
) -> tuple[tuple[DueDay, ...], bool]:
    """The days from reception to due, each with why it counts or not."""
    first, last = received.date(), due.date()
    makeup = set(calendar.makeup_days(first, last))
    names = {one.day: one.name for one in calendar.days_off(first, last)}
    each = card.time_unit == "calendar_day"
    found: list[DueDay] = []
    number, day = 0, first
    while day <= last and len(found) < MOST_DAYS:
        worked = calendar.is_worked(day)
        if day > first and (worked or each):
            number += 1
        kind = _kind(day, first=first, last=last, worked=worked, makeup=day in makeup, named=day in names)
        counts = day > first and (worked or each) and card.time_unit in ("working_day", "calendar_day")
        found.append(DueDay(day, kind, number if counts else 0, names.get(day, "")))
        day += timedelta(days=1)
    return tuple(found), day <= last


def _kind(day: date, *, first: date, last: date, worked: bool, makeup: bool, named: bool) -> str:
    if day == last:
        return "due"
    if day == first:
        return "received"
    if makeup:
        return "makeup"
    if worked:
        return "counted"
    return "off" if named else "weekend"
