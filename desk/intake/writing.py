"""The write transaction of a reception: row, number, promise, files, event, register, people, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.imaging.filing import put_in_place, told_by
from desk.people.reuse import ROLE
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.imaging.filing import StagedPdf
    from desk.intake.papers import NamedPaper
    from desk.intake.receive_file import ReceiveCommand
    from desk.intake.reception import Person
    from desk.people.reuse import Paper
    from desk.record.uow import UnitOfWork
    from desk.rows import Note, ProcedureCard
    from models.tables import Applicant, Attachment, Dossier

RECEIVED = "dossier.received"
REGISTERED = "dossier.registered"
REQUESTED = "dossier.supplement_requested"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything decided before the transaction begins."""

    command: ReceiveCommand
    received_at: datetime
    procedure_id: int
    procedure: ProcedureCard
    person: Person
    represented: Mapping[str, Any] | None
    owner: Applicant  # whose papers they are, as a row that is not stored
    papers: tuple[NamedPaper, ...]
    reused: Mapping[int, Paper]
    point: str
    warnings: tuple[Note, ...]
    more_days: int = 0  # working days beyond the term, where the law allows them


def write_reception(uow: UnitOfWork, ready: Prepared, staged: Sequence[StagedPdf]) -> dict[str, Any]:
    """Write a reception; answers what `receive` answers, as it is kept for a repeat."""
    from desk.intake.reception_rows import event_details, take_code
    from desk.intake.visits import join_visit, note_joined
    from desk.people.groups import group_number

    row = _row(uow, ready, staged)
    with uow.session.no_autoflush:  # the row has no number yet
        notes = _start(uow, row, ready)
        row.code, row.provisional = take_code(uow, ready.command.official_code, ready.received_at)
        row.group_no = group_number(
            uow, ready.command.group, new=ready.command.new_group, received_at=ready.received_at
        )
        first = join_visit(uow, row, ready.command.visit, received_at=ready.received_at)
    uow.session.add(row)
    uow.session.flush()
    attachments = put_in_place(uow, dossier_id=row.id, code=row.code, staged=staged)
    uow.record(
        REGISTERED if ready.command.registered else RECEIVED,
        subject=row.code,
        dossier_id=row.id,
        details=event_details(row, digitised=len(staged) + len(ready.reused), express=ready.command.express),
    )
    note_joined(uow, first)
    _enter(uow, row, ready)
    notes = (*notes, *_note_receipt(uow, row, ready.command))
    _remember(uow, row, ready)
    _ask_supplement(uow, row, ready.command)
    told = (*ready.warnings, *notes, *told_by(staged, lang=uow.office.lang))
    return _answer(row, ready, attachments, told)


def _row(uow: UnitOfWork, ready: Prepared, staged: Sequence[StagedPdf]) -> Dossier:
    from desk.intake.reception_rows import dossier_row

    row = dossier_row(
        uow, ready.command, ready.procedure, ready.person,
        represented=ready.represented, received_at=ready.received_at,
        components=[(one.given, one.name) for one in ready.papers],
    )  # fmt: skip
    row.procedure_id = ready.procedure_id
    row.reception_point = ready.point
    pages = {one.component: one.pages for one in staged}
    for component in row.components:
        component.pages = pages.get(component.no, 0)
    return row


def _start(uow: UnitOfWork, row: Dossier, ready: Prepared) -> tuple[Note, ...]:
    """Begin what runs from now on: the acceptance, the wait for papers, or the promise."""
    from desk.life import clockwork

    row.due_reason = []
    if ready.command.registered:
        row.state = int(State.NEW)
        clockwork.registered(uow.session, row, ready.received_at)
        return ()
    if ready.command.supplement is not None:
        row.state = int(State.SUPPLEMENT)
        clockwork.awaiting_supplement(uow.session, row, ready.received_at)
        return ()
    row.state = int(State.RECEIVED)
    due = clockwork.begin(uow.session, row, ready.received_at, lang=uow.office.lang)
    if ready.more_days:
        from desk.certify.terms import lengthen

        lengthen(uow.session, row, ready.more_days)
    return due.warnings


def _enter(uow: UnitOfWork, row: Dossier, ready: Prepared) -> None:
    """Into the register of the year; what is only registered is entered when it is accepted."""
    from desk.record.register import enter

    if not ready.command.registered:
        enter(uow, row)


def _note_receipt(uow: UnitOfWork, row: Dossier, command: ReceiveCommand) -> tuple[Note, ...]:
    """The number of the fee's receipt, where one was given with the reception."""
    if command.fee_receipt is None:
        return ()
    from desk.paying.receipt_book import enter

    return enter(uow, row, command.fee_receipt, amount=row.fee_amount, method=row.fee_method)


def _remember(uow: UnitOfWork, row: Dossier, ready: Prepared) -> None:
    """Who came, and whose dossier it is, enter the register of people; then their own papers are linked.

    Answers are about the owner's matter: who brings a dossier for another is asked nothing of their own.
    """
    from desk.intake.papers import link
    from desk.people.register import remember

    at, answers = ready.received_at, ready.command.answers
    represented = ready.command.on_behalf_of
    known = remember(
        uow, row.applicant, answers={} if row.owner else answers, at=at, card=ready.person.by_card
    )
    if row.owner is not None and represented is not None:
        known = remember(uow, row.owner, answers=answers, at=at, card=represented.person.id_card is not None)
    link(uow, row.components, ready.reused, citizen_id=known.id)


def _ask_supplement(uow: UnitOfWork, row: Dossier, command: ReceiveCommand) -> None:
    if command.supplement is None:
        return
    names = {one.no: one.name for one in row.components}
    wanted = [
        {"no": one.get("no"), "name": one.get("name") or names.get(one.get("no", 0), "")}
        for one in command.supplement.components
    ]
    details = {
        "code": row.code,
        "state": int(row.state),
        "components": wanted,
        "reason": command.supplement.reason,
        "request_no": 1,
    }
    if row.supplement_due_at is not None:
        details["supplement_due_at"] = iso(row.supplement_due_at)
    uow.record(REQUESTED, subject=row.code, dossier_id=row.id, details=details)


def _answer(
    row: Dossier, ready: Prepared, attachments: Sequence[Attachment], told: Sequence[Note]
) -> dict[str, Any]:
    from desk.intake.receive import form_of

    stored = [
        {
            "component": one.component_no,
            "file": one.file,
            "pages": one.pages,
            "bytes": one.bytes,
            "sha256": one.sha256,
        }
        for one in attachments
    ]
    again = [
        {
            "component": no,
            "file": one.file,
            "pages": one.pages,
            "bytes": one.bytes,
            "sha256": one.sha256,
            "role": ROLE,
        }
        for no, one in sorted(ready.reused.items())
    ]
    return {
        "code": row.code,
        "provisional": row.provisional,
        "state": int(row.state),
        "received_at": iso(row.received_at),
        "due_at": iso(row.due_current) if row.due_current else None,
        "due_reason": row.due_reason,
        "form": form_of(State(row.state)),
        "group_no": row.group_no,
        "visit_no": row.visit_no,
        "attachments": [*stored, *again],
        "warnings": [{"code": one.code, "message": one.message} for one in told],
    }
