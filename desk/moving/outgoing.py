"""`register export`: the dossiers of this office as a register table, as the tally sees them today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desk.clock import iso
from desk.moving.cells import CHANNELS, COLUMNS, RegisterRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.paper.book import Written

FIRST, LAST = date(1950, 1, 1), date(2100, 12, 31)
_CHANNEL_NO = {name: number for number, name in CHANNELS.items()}


def export_register(
    office: Office, path: Path, first: date | None = None, last: date | None = None
) -> Written:
    """Write the register, or the part received from `first` to `last`, as CSV or XLSX.

    Raises:
        InputError: `report.bad_period`, `table.bad_name`, `file.exists`, `file.in_record`.
        SurroundingsError: `data.disk_full`, `file.unwritable`.
    """
    from desk.importing import export_table
    from desk.office.staff import must_administer
    from desk.paper.book import Written, check_period

    must_administer(office)
    begin, end = first or FIRST, last or LAST
    check_period(begin, end)
    with office.read() as session:
        found = sorted(
            (row for row in rows_of(session) if begin <= row.received_at.date() <= end),
            key=lambda row: (row.received_at, row.code),
        )
    rows = export_table(office, path, COLUMNS, [_cells(row) for row in found])
    return Written(file=path.absolute(), rows=rows)


def rows_of(session: Session, *, codes: set[str] | None = None) -> Iterator[RegisterRow]:
    """Every dossier, or those of some codes, as a row: its numbers by the tally's own reading of the log.

    What was never accepted has no promised date and stands here without one. Who stands here is who handed
    the dossier in, as counts of people have it, and the day is the one that being in time is judged by; whose
    dossier it is beside that, and a later day promised by an extension, follow the note in words.
    """
    from sqlalchemy import select

    from desk.numbers.histories import standing
    from desk.numbers.history_load import load_histories, period
    from models.tables import Applicant, Dossier

    if codes is not None and not codes:
        return
    end = period(FIRST, LAST)[1]
    people: Mapping[str, Any] = {
        row.code: row
        for row in session.execute(
            select(
                Dossier.code, Dossier.state, Dossier.return_by, Dossier.note, Dossier.on_behalf_of,
                Dossier.due_current,
                Applicant.full_name, Applicant.id_number, Applicant.tax_code, Applicant.address,
                Applicant.phone,
            ).join(Applicant, Applicant.id == Dossier.applicant_id)
        )
        if codes is None or row.code in codes
    }  # fmt: skip
    for history in load_histories(session, FIRST, LAST):
        told = people.get(history.code)
        now = standing(history, before=end)
        if told is None or now is None:
            continue
        yield RegisterRow(
            code=history.code,
            procedure=history.procedure,
            name=history.name,
            field=history.field,
            applicant=told.full_name,
            id_number=told.id_number or told.tax_code or "",
            address=told.address or "",
            phone=told.phone or "",
            channel=history.channel,
            received_at=history.received_at,
            due_at=now.due,
            finished_at=now.settled_at,
            returned_at=now.returned_at,
            return_by=now.returned_by or told.return_by,
            state=told.state,
            fee=now.fee,
            fee_method=now.fee_method,
            digitised=now.component_files > 0 and now.result_files > 0,
            reused=now.reused > 0,
            note=_note(
                told.note, told.on_behalf_of, None if told.due_current == now.due else told.due_current
            ),
        )


def _note(note: str, owner: Mapping[str, Any] | None, due: datetime | None) -> str:
    """The note with what a register has no column for: whose dossier it is, and the day put off to."""
    from desk.wording import sentence

    told = [note] if note else []
    if owner:
        number = owner.get("id_number") or owner.get("tax_code")
        code = "register.on_behalf_numbered" if number else "register.on_behalf"
        told.append(sentence(code, "vi", name=owner.get("full_name", ""), number=number))
    if due is not None:
        told.append(sentence("register.put_off", "vi", due=f"{due:%H:%M %d/%m/%Y}"))
    return "; ".join(told)


def _cells(row: RegisterRow) -> dict[str, object]:
    return {
        "code": row.code,
        "procedure_code": row.procedure,
        "procedure_name": row.name,
        "field": row.field,
        "applicant_name": row.applicant,
        "id_number": row.id_number,
        "address": row.address,
        "phone": row.phone,
        "channel": _CHANNEL_NO[row.channel],
        "received_at": iso(row.received_at),
        "due_at": iso(row.due_at) if row.due_at else "",
        "finished_at": iso(row.finished_at) if row.finished_at else "",
        "returned_at": iso(row.returned_at) if row.returned_at else "",
        "return_channel": row.return_by,
        "state": row.state,
        "fee": row.fee,
        "fee_method": row.fee_method,
        "digitised": int(row.digitised),
        "reused": int(row.reused),
        "note": row.note,
    }
