"""The rows and the event of a reception; runs inside its write transaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.errors import InputError
from desk.folding import fold
from models.tables import Applicant, Component, Dossier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.intake.receive_file import GivenComponent, ReceiveCommand
    from desk.intake.reception import Person
    from desk.record.uow import UnitOfWork
    from desk.rows import ProcedureCard

PAID_BY = frozenset({"cash", "online"})


def dossier_row(
    uow: UnitOfWork,
    command: ReceiveCommand,
    procedure: ProcedureCard,
    person: Person,
    *,
    represented: Mapping[str, str] | None,
    components: Sequence[tuple[GivenComponent, str]],
) -> Dossier:
    """The dossier with its applicant and papers; moments, state and code are set by the caller."""
    office = uow.office
    return Dossier(
        official_code=command.official_code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        field=procedure.field,
        term_limit=procedure.time_limit,
        term_unit=procedure.time_unit,
        applicant=_applicant(command, person),
        on_behalf_of=dict(represented) if represented else None,
        channel=command.channel,
        assisted_online=command.assisted_online,
        return_by=command.return_by,
        fee_amount=command.fee_amount,
        fee_method=command.fee_method,
        fee_paid=command.fee_amount > 0 and command.fee_method in PAID_BY,
        copies=command.copies,
        answers=dict(command.answers),
        note=command.note,
        counter=office.card.counter,
        unit=office.card.code,
        holder=office.actor.full_name,
        clerk=office.actor.full_name,
        components=[
            Component(no=one.no, name=name, kind=one.kind, copies=one.copies, pages=0)
            for one, name in components
        ],
    )


def _applicant(command: ReceiveCommand, person: Person) -> Applicant:
    phone = re.sub(r"[^0-9+]", "", command.phone) if command.phone else None
    identity = person.id_number or person.tax_code
    return Applicant(
        kind=person.kind,
        id_number=person.id_number,
        id_tail=identity[-4:] if identity else None,
        tax_code=person.tax_code,
        full_name=person.full_name,
        name_fold=fold(person.full_name),
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address,
        phone=phone,
        phone_tail=phone[-4:] if phone else None,
        email=command.email,
    )


def take_code(uow: UnitOfWork, official: str | None, received_at: datetime) -> tuple[str, bool]:
    """The dossier's code and whether it is provisional; the number is taken here, late in the transaction.

    An official code belongs to the national system: a real office never mints one (NĐ 118/2025 Đ.28),
    it gives a provisional number until the official one is known.

    Raises:
        InputError: `official_code.taken`.
    """
    if official is not None:
        if _taken(uow, official):
            raise InputError("official_code.taken", official_code=official)
        return official, False
    card = uow.office.card
    prefix = card.code if card.training else f"TAM-{card.counter}"
    day = f"{received_at:%y%m%d}"
    while True:
        code = f"{prefix}-{day}-{uow.next_number(f'{prefix}-{day}'):04d}"
        if not _taken(uow, code):
            return code, not card.training


def _taken(uow: UnitOfWork, code: str) -> bool:
    from sqlalchemy import or_, select

    query = select(Dossier.id).where(or_(Dossier.code == code, Dossier.official_code == code)).limit(1)
    return uow.session.execute(query).first() is not None


def event_details(row: Dossier, *, digitised: int) -> dict[str, Any]:
    """What `dossier.received` tells: facts the tally counts by, no name, no number of a person."""

    def moment(value: datetime | None) -> str | None:
        return iso(value) if value is not None else None

    return {
        "code": row.code,
        "state": int(row.state),
        "procedure": row.procedure_code,
        "name": row.procedure_name,
        "field": row.field,
        "channel": row.channel,
        "assisted_online": row.assisted_online,
        "received_at": moment(row.received_at),
        "clock_start_at": moment(row.clock_start_at),
        "due_original": moment(row.due_original),
        "due_current": moment(row.due_current),
        "fee": row.fee_amount,
        "fee_method": row.fee_method,
        "digitised": digitised,
        "reused": sum(1 for one in row.components if one.kind == "reused"),
        "provisional": row.provisional,
    }
