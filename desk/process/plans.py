"""Quản trị quy trình nội bộ: the steps of a procedure kept from a day on, compared with the legal term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.process.rows import ProcessPlan, StepCard
from desk.process.steps import default_steps, stored_steps
from desk.process.units import MAX_UNIT, default_unit, spelled_as_known
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Procedure, ProcessStep

CHANGED = "process.changed"
MOST_STEPS = 30
MOST_MINUTES = 60_000  # 1 000 working hours
_HOUR = 60


def plan(office: Office, code: str, *, on: date | None = None) -> ProcessPlan:
    """Return the steps of a procedure as in force on a day (default: today), or the default ones.

    Raises:
        InputError: `procedure.unknown`.
    """
    with office.read() as session:
        return plan_in(session, code, on or office.clock.now().date(), lang=office.lang)


def plan_in(session: Session, code: str, day: date, *, lang: str) -> ProcessPlan:
    """Return the plan within a session that reads already."""
    from sqlalchemy import select

    from models.tables import ProcessStep

    procedure = _procedure(session, code, day)
    rows = stored_steps(session, code, day)
    if rows:
        cards = tuple(card_of(row) for row in rows)
    else:
        unit = procedure.resolving_unit or procedure.competent_unit
        cards = default_steps(unit or default_unit(procedure.level, procedure.field))
    known = select(ProcessStep.valid_from).where(ProcessStep.procedure_code == code).distinct()
    total = sum(card.minutes or 0 for card in cards) if rows else None
    legal = legal_minutes(session, procedure, day)
    return ProcessPlan(
        procedure=code,
        valid_from=rows[0].valid_from if rows else None,
        steps=cards,
        total_minutes=total,
        legal_minutes=legal,
        warnings=_too_long(total, legal, lang=lang),
        versions=tuple(sorted(session.scalars(known))),
    )


def card_of(row: ProcessStep) -> StepCard:
    """The frozen card of a stored step."""
    return StepCard(no=row.no, name=row.name, unit=row.unit, minutes=row.minutes, holder=row.holder)


def _procedure(session: Session, code: str, day: date) -> Procedure:
    """The version in force on a day, else the newest one: a process outlives its procedure's version."""
    from sqlalchemy import select

    from models.tables import Procedure

    rows = session.scalars(
        select(Procedure).where(Procedure.code == code).order_by(Procedure.valid_from)
    ).all()
    if not rows:
        raise InputError("procedure.unknown", procedure=code[:60])
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[-1])


def legal_minutes(session: Session, procedure: Procedure, day: date) -> int | None:
    """Return the legal term of a procedure in working minutes, counted from closing time of a working day.

    None where the procedure has no term. A term in calendar days holds as many working minutes as the
    calendar leaves it from that day on.
    """
    from desk.dates.calendar import office_calendar
    from desk.dates.due import Term, promise
    from desk.process.worktime import minutes_between

    term = Term(procedure.time_limit, procedure.time_unit)
    if not term.known:
        return None
    calendar = office_calendar(session)
    start = calendar.closing(calendar.worked_on_or_after(day))
    due = promise(term, start, calendar).due_at
    return None if due is None else minutes_between(calendar, start, due)


def _too_long(total: int | None, legal: int | None, *, lang: str) -> tuple[Note, ...]:
    if total is None or legal is None or total <= legal:
        return ()
    return (note("process.too_long", lang, planned=hours_text(total), legal=hours_text(legal)),)


def hours_text(minutes: int) -> str:
    """Return working minutes as people say them: `22 giờ 30 phút` is `22:30`."""
    return f"{minutes // _HOUR}:{minutes % _HOUR:02d}"


def save(
    office: Office,
    code: str,
    steps: Sequence[StepCard | Mapping[str, Any]],
    *,
    valid_from: date | None = None,
) -> ProcessPlan:
    """Keep the steps of a procedure from a day on (default: today); none at all takes that day's plan away.

    Dossiers received before that day go on by the plan of their day.

    Raises:
        InputError: `procedure.unknown`, `process.missing_key`, `process.bad_value`; nothing was changed.
    """
    from desk.catalogue.storing import alone
    from desk.office.staff import must_administer

    must_administer(office)
    first = valid_from or office.clock.now().date()
    cards = read_steps(steps)
    with alone(office, "process.save") as uow:
        _procedure(uow.session, code, first)
        strangers = tuple(
            note("unit.new", office.lang, unit=unit)
            for unit in dict.fromkeys(card.unit for card in cards)
            if spelled_as_known(uow.session, unit) is None
        )
        if put(uow, code, cards, first):
            uow.commit()
    made = plan(office, code, on=first)
    return _with(made, strangers)


def _with(made: ProcessPlan, more: tuple[Note, ...]) -> ProcessPlan:
    from dataclasses import replace

    return replace(made, warnings=(*made.warnings, *more))


def put(uow: UnitOfWork, code: str, cards: Sequence[StepCard], first: date) -> bool:
    """Write the plan that begins on a day, in place of one that begins on the same day; False: no change."""
    from models.tables import ProcessStep

    old = [row for row in stored_steps(uow.session, code, first) if row.valid_from == first]
    if [card_of(row) for row in old] == list(cards):
        return False
    for row in old:
        uow.session.delete(row)
    uow.session.flush()  # the old steps go before new ones take their numbers
    for card in cards:
        uow.session.add(
            ProcessStep(
                procedure_code=code, valid_from=first, no=card.no, name=card.name, unit=card.unit,
                holder=card.holder, minutes=card.minutes or 0,
            )
        )  # fmt: skip
    total = sum(card.minutes or 0 for card in cards)
    uow.record(
        CHANGED,
        subject=code,
        details={"code": code, "valid_from": first.isoformat(), "steps": len(cards), "minutes": total},
    )
    return True


def read_steps(given: Sequence[StepCard | Mapping[str, Any]]) -> tuple[StepCard, ...]:
    """Return checked steps, numbered in the order given."""
    from desk.jsonform import Form

    data = {"steps": [_data(one) if isinstance(one, StepCard) else one for one in given]}
    form = Form(data, code="process")
    return tuple(
        read_step(one, no) for no, one in enumerate(form.children("steps", limit=MOST_STEPS), start=1)
    )


def _data(card: StepCard) -> dict[str, Any]:
    return {
        "no": card.no, "name": card.name, "unit": card.unit, "minutes": card.minutes, "holder": card.holder,
    }  # fmt: skip


def read_step(form: Form, no: int) -> StepCard:
    """Return one checked step; its time is given in `minutes` or in `hours`."""
    if form.whole("no", lowest=1, highest=MOST_STEPS, default=no) != no:
        raise form.bad("no", expected=str(no))
    if form.has("hours") and not form.has("minutes"):
        minutes = form.whole("hours", lowest=1, highest=MOST_MINUTES // _HOUR) * _HOUR
    else:
        minutes = form.whole("minutes", lowest=1, highest=MOST_MINUTES)
        form.has("hours")
    card = StepCard(
        no=no,
        name=" ".join(form.required_text("name", limit=MAX_UNIT).split()),
        unit=" ".join(form.required_text("unit", limit=MAX_UNIT).split()),
        minutes=minutes,
        holder=" ".join((form.text("holder", limit=MAX_UNIT) or "").split()),
    )
    unknown = form.unknown()
    if unknown:
        raise InputError("process.unknown_key", key=form.key(unknown[0]))
    return card
