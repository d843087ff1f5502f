"""The rows and the event of a reception; runs inside its write transaction."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.errors import InputError
from desk.folding import fold
from desk.paying.lines import item_data
from desk.record import numbering
from models.tables import Applicant, Component, Dossier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.intake.component_file import GivenComponent
    from desk.intake.receive_file import ReceiveCommand
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
    represented: Mapping[str, Any] | None,
    components: Sequence[tuple[GivenComponent, str]],
    received_at: datetime,
) -> Dossier:
    """The dossier with its applicant and papers; state, clock and code are set by the caller."""
    office = uow.office
    card = office.identity.card_on(received_at.date())
    return Dossier(
        official_code=command.official_code,
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        field=procedure.field,
        term_limit=procedure.time_limit,
        term_unit=procedure.time_unit,
        applicant=applicant_snapshot(command, person),
        owner=owner_snapshot(represented) if represented else None,
        on_behalf_of=dict(represented) if represented else None,
        channel=command.channel,
        assisted_online=command.assisted_online,
        received_at=received_at,
        return_by=command.return_by,
        fee_amount=command.fee_amount,
        fee_method=command.fee_method,
        fee_paid=command.fee_amount > 0 and command.fee_method in PAID_BY,
        fee_items=[item_data(one) for one in command.fee_items],
        fee_reason=command.fee_reason,
        copies=command.copies,
        answers=dict(command.answers),
        note=command.note,
        counter=card.counter,
        office_code=card.code,
        competent_unit=command.competent_unit or procedure.competent_unit,
        unit=card.code,
        holder=office.actor.full_name,
        clerk=office.actor.full_name,
        components=[component_row(one, name) for one, name in components],
    )


def component_row(given: GivenComponent, name: str) -> Component:
    """A paper as handed in; its pages are counted when it is digitised."""
    return Component(
        no=given.no,
        name=name,
        kind=given.kind,
        copies=given.copies,
        pages=0,
        original_kept=given.keep_original,
    )


def applicant_snapshot(command: ReceiveCommand, person: Person) -> Applicant:
    """Who brought the dossier, as they were then."""
    phone = re.sub(r"[^0-9+]", "", command.phone) if command.phone else None
    return Applicant(
        kind=person.kind,
        id_number=person.id_number,
        id_tail=_tail(person.id_number or person.tax_code),
        tax_code=person.tax_code,
        full_name=person.full_name,
        name_fold=fold(person.full_name),
        birth_date=person.birth_date,
        sex=person.sex,
        address=person.address,
        phone=phone,
        phone_tail=_tail(phone),
        email=command.email,
        representative=dict(person.representative) if person.representative else None,
    )


def owner_snapshot(fields: Mapping[str, Any]) -> Applicant:
    """Chủ hồ sơ: whose dossier it is, as a snapshot that is found by name and number like any other."""
    return Applicant(
        kind=fields.get("kind", "citizen"),
        id_number=fields.get("id_number"),
        id_tail=_tail(fields.get("id_number") or fields.get("tax_code")),
        tax_code=fields.get("tax_code"),
        full_name=fields["full_name"],
        name_fold=fold(fields["full_name"]),
        birth_date=date.fromisoformat(fields["birth_date"]) if fields.get("birth_date") else None,
        sex=fields.get("sex"),
        address=fields.get("address"),
    )


def _tail(number: str | None) -> str | None:
    return number[-4:] if number else None


def take_code(uow: UnitOfWork, official: str | None, received_at: datetime) -> tuple[str, bool]:
    """The dossier's code and whether it is provisional; the number is taken here, late in the transaction.

    An official code belongs to the national system: a real office never mints one (NĐ 118/2025 Đ.28),
    it gives a provisional number until the official one is known.

    Raises:
        InputError: `official_code.taken`.
    """
    from desk.life.small_acts import is_taken

    if official is not None:
        uow.take_turn()  # of two receptions with one number at once the second sees what the first wrote
        if is_taken(uow.session, official):
            raise InputError("official_code.taken", official_code=official)
        return official, False
    day = received_at.date()
    series, provisional = numbering.series(uow.session, uow.office.identity.card_on(day), day)
    while True:
        code = f"{series}-{uow.next_number(series):04d}"
        if not is_taken(uow.session, code):
            return code, provisional


def event_details(row: Dossier, *, digitised: int, express: bool = False) -> dict[str, Any]:
    """What `dossier.received` and `dossier.registered` tell: facts to count by, no name, no person's number.

    Where, in which group and for which unit is told only where it is not the usual; `express` that neither
    receipt nor scan is owed (NĐ 118/2025 Đ.17.4).
    """

    def moment(value: datetime | None) -> str | None:
        return iso(value) if value is not None else None

    usual = {
        "group_no": row.group_no,
        "visit_no": row.visit_no,
        "reception_point": row.reception_point,
        "competent_unit": row.competent_unit,
    }
    return {
        **{key: value for key, value in usual.items() if value},
        **({"express": True} if express else {}),
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
