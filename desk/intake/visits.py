"""Một lượt, nhiều hồ sơ: one citizen, several procedures; the dossiers share the number of the visit.

The number (`LN-YYMMDD-NNN`) is given when a second dossier joins the first, so one that stays alone has none.
Each dossier keeps its own code, receipt and date, and is counted once. A group (`desk.people.groups`) is
another matter: several persons handing in one thing together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.errors import InputError
from desk.finding.codes import names_visit
from desk.people.groups import day_number
from desk.rows import SisterRow, State
from desk.rows.visits import VisitOverview, VisitRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import DossierView
    from models.tables import Dossier

PREFIX = "LN"
JOINED = "dossier.visit_joined"


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


def members(office: Office, view: DossierView) -> tuple[DossierView, ...]:
    """Every dossier of the visit that one belongs to, in the order they were received; itself alone else."""
    from desk.life.show import show

    views = (view, *(show(office, one.code) for one in view.sisters))
    return tuple(sorted(views, key=lambda one: (one.received_at, one.events[0].seq if one.events else 0)))


def overview(office: Office, code: str) -> VisitOverview:
    """A visit as its citizen is told of it, by the code of one of its dossiers; nobody's name in it.

    Raises:
        InputError: `dossier.not_found`.
    """
    from desk.life.show import show

    views = members(office, show(office, code))
    rows = tuple(
        VisitRow(
            code=one.code,
            procedure=one.procedure.name,
            due_at=one.due_at,
            waits=one.state is State.SUPPLEMENT,
        )
        for one in views
    )
    sent = [one for one in views if one.fee_method == "online" and one.state is not State.SUPPLEMENT]
    number = views[0].visit_no or ""
    return VisitOverview(
        number=number,
        rows=rows,
        fee=together(views),
        transfer=sum(one.fee_amount for one in sent),
        transfer_under=sent[0].code if len(sent) == 1 else number,
    )


def together(views: Sequence[DossierView]) -> int:
    """What a visit costs in all: what is exempt, or not taken, costs nothing."""
    return sum(one.fee_amount for one in views if one.fee_method in {"cash", "online"})


def _of_visit(session: Session, number: str) -> Sequence[Dossier]:
    from sqlalchemy import select

    from models.tables import Dossier

    return session.scalars(select(Dossier).where(Dossier.visit_no == number).order_by(Dossier.id)).all()


def _earlier(uow: UnitOfWork, named: str) -> Dossier:
    from desk.record.dossiers import by_code

    if not names_visit(named):
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
