"""Một lượt, nhiều hồ sơ: one citizen, several procedures; the dossiers share the number of the visit.

The number (`LN-YYMMDD-NNN`) is given when a second dossier joins the first, so one that stays alone has none.
Each dossier keeps its own code, receipt and date, and is counted once. A group (`desk.people.groups`) is
another matter: several persons handing in one thing together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.errors import InputError
from desk.people.groups import day_number
from desk.rows import SisterRow, State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.tables import Dossier

PREFIX = "LN"
JOINED = "dossier.visit_joined"
_OURS = re.compile(rf"{PREFIX}-\d{{6}}-\d{{3,}}")


def join_visit(uow: UnitOfWork, row: Dossier, named: str | None, *, received_at: datetime) -> Dossier | None:
    """Give a new dossier the visit of an earlier one, told by its code or by the visit's number.

    Answers the earlier dossier where it had no visit until now: that it has one is an event of its own.

    Raises:
        InputError: `dossier.not_found`, `receive.visit_unknown`, `receive.visit_other` where the earlier one
            is of another day or of another person.
    """
    if named is None:
        return None
    first = _earlier(uow, named)
    same_day = first.received_at.astimezone(LOCAL).date() == received_at.astimezone(LOCAL).date()
    if not same_day or not _same_person(first, row):
        raise InputError("receive.visit_other", visit=named[:80])
    fresh = first.visit_no is None
    if fresh:
        first.visit_no = day_number(uow, PREFIX, received_at)
    row.visit_no = first.visit_no
    return first if fresh else None


def note_joined(uow: UnitOfWork, first: Dossier | None) -> None:
    """Tell in the history of the first dossier that it is one of a visit now."""
    if first is not None:
        details = {"code": first.code, "state": int(first.state), "visit_no": first.visit_no}
        uow.record(JOINED, subject=first.code, dossier_id=first.id, details=details)


def sisters(session: Session, row: Dossier) -> tuple[SisterRow, ...]:
    """The other dossiers of the same visit, in the order they were received."""
    if row.visit_no is None:
        return ()
    return tuple(
        SisterRow(
            code=one.code,
            procedure=one.procedure_name,
            procedure_code=one.procedure_code,
            state=State(one.state),
            due_at=one.due_current,
        )
        for one in _of_visit(session, row.visit_no)
        if one.id != row.id
    )


def _of_visit(session: Session, number: str) -> Sequence[Dossier]:
    from sqlalchemy import select

    from models.tables import Dossier

    return session.scalars(select(Dossier).where(Dossier.visit_no == number).order_by(Dossier.id)).all()


def _earlier(uow: UnitOfWork, named: str) -> Dossier:
    from desk.record.dossiers import by_code

    if not _OURS.fullmatch(named):
        return by_code(uow.session, uow.office, named)
    found = _of_visit(uow.session, named)
    if not found:
        raise InputError("receive.visit_unknown", visit=named)
    return found[0]


def _same_person(one: Dossier, other: Dossier) -> bool:
    """The same who stands at the counter: by number, else by name where no number is known."""
    first, second = one.applicant, other.applicant
    for key in ("id_number", "tax_code"):
        if getattr(first, key) or getattr(second, key):
            return bool(getattr(first, key) == getattr(second, key))
    return bool(first.name_fold == second.name_fold)
