"""Quy trình nội bộ (ISO điện tử): the planned steps of a procedure, in force from a day on.

The plan that holds for a dossier is the one in force on the day it was received: a plan changed later moves
no step of older dossiers. Where no plan is kept, a dossier goes from the counter to the resolving unit and
back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.folding import fold
from desk.process.rows import StepCard
from desk.process.units import ONE_STOP, default_unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from models.tables import Dossier, Procedure, ProcessStep

RECEIVE_STEP = "Tiếp nhận, chuyển hồ sơ"
RESOLVE_STEP = "Giải quyết hồ sơ"
RETURN_STEP = "Nhận kết quả, trả cho người nộp"


def resolving_unit(session: Session, row: Dossier) -> str:
    """Bộ phận giải quyết: where a dossier goes when nobody names a unit; never empty.

    The catalogue as it was at reception, else as it is today; the competent unit of a procedure that belongs
    elsewhere (phi địa giới); the first planned step away from the counter; at last the field's own experts.
    """
    procedures = _versions(session, row)
    for one in procedures:
        if one.resolving_unit:
            return one.resolving_unit
    if row.competent_unit:
        return row.competent_unit
    for one in procedures:
        if one.competent_unit:
            return one.competent_unit
    for step in stored_steps(session, row.procedure_code, row.received_at.date()):
        if step.unit != ONE_STOP:
            return step.unit
    return default_unit(procedures[0].level if procedures else "", row.field)


def _versions(session: Session, row: Dossier) -> list[Procedure]:
    """The procedure as the dossier knew it, then the newest one that has begun."""
    from sqlalchemy import select

    from models.tables import Procedure

    own = session.get(Procedure, row.procedure_id) if row.procedure_id else None
    newest = session.scalars(
        select(Procedure)
        .where(Procedure.code == row.procedure_code)
        .order_by(Procedure.valid_from.desc())
        .limit(1)
    ).first()
    return [one for one in (own, newest) if one is not None]


def stored_steps(session: Session, procedure: str, on: date) -> tuple[ProcessStep, ...]:
    """Return the steps kept for a procedure as in force on a day; empty where none are kept."""
    from sqlalchemy import func, select

    from models.tables import ProcessStep

    since = (
        select(func.max(ProcessStep.valid_from))
        .where(ProcessStep.procedure_code == procedure, ProcessStep.valid_from <= on)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(ProcessStep)
        .where(ProcessStep.procedure_code == procedure, ProcessStep.valid_from == since)
        .order_by(ProcessStep.no)
    )
    return tuple(rows)


def default_steps(unit: str) -> tuple[StepCard, ...]:
    """Return the steps of a procedure without a plan: counter, resolving unit, counter; without hours."""
    return (
        StepCard(no=1, name=RECEIVE_STEP, unit=ONE_STOP, minutes=None),
        StepCard(no=2, name=RESOLVE_STEP, unit=unit, minutes=None),
        StepCard(no=3, name=RETURN_STEP, unit=ONE_STOP, minutes=None),
    )


def next_step(steps: Sequence[ProcessStep], *, after: int, unit: str, holder: str) -> ProcessStep | None:
    """Return the first step after step `after` that this unit works on; the holder's own before others'."""
    fitting = [step for step in steps if step.no > after and fold(step.unit) == fold(unit)]
    own = [step for step in fitting if step.holder and step.holder == holder]
    return next(iter(own or fitting), None)
