"""`register import`: the dossiers of another register taken over, all rows or, unless asked otherwise, none.

A row already there unchanged is passed by, so that the same file twice changes nothing. Each dossier gets one
event, `dossier.imported`, that tells its moments as given; the tally reads its steps out of that.
"""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.importing import Faults, ImportReport, read_table
from desk.moving.cells import COLUMNS, REQUIRED, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.importing import TableRow
    from desk.moving.cells import RegisterRow
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.tables import Dossier

IMPORTED = "dossier.imported"
TAKEN_OVER = "register.imported"
_BATCH = 1000
_MANY = 500  # from so many rows on the planner is told of the new sizes
_ASKED_AT_ONCE = 500
_TAX = re.compile(r"\d{10}(-?\d{3})?")
_SETTLED = frozenset({3, 8, 9, 10})
_Numbered = tuple[int, "RegisterRow"]


def import_register(
    office: Office, path: Path, *, dry_run: bool = False, partial: bool = False
) -> ImportReport:
    """Take a register over from a CSV or XLSX table.

    Raises:
        InputError: `auth.role`; what `read_table` refuses: the file is no such table.
    """
    from desk.office.staff import must_administer

    must_administer(office)
    faults = Faults(lang=office.lang)
    given = read_table(path, columns=COLUMNS, required=REQUIRED, faults=faults)
    with office.read() as session:
        rows = _judged(session, office, given, faults)
        fresh, skipped = _sorted(session, office, rows, faults)
    if dry_run or not fresh or (faults.errors and not partial):
        wanted = 0 if faults.errors and not partial else len(fresh)
        passed = 0 if faults.errors and not partial else skipped
        return ImportReport(wanted, passed, faults.errors, dry_run)
    with office.write("register.import") as uow:
        # Another desk may have imported the same rows meanwhile.
        fresh, more = _sorted(uow.session, office, fresh, faults)
        if faults.errors and not partial:
            return ImportReport(0, 0, faults.errors)
        if fresh:
            _write(uow, [row for _, row in fresh])
            uow.commit()
    if len(fresh) >= _MANY:
        from desk.numbers.derived import refresh
        from models.engine import analyse

        analyse(office.engine)
        refresh(office)
    return ImportReport(len(fresh), skipped + more, faults.errors)


def _judged(session: Session, office: Office, given: Sequence[TableRow], faults: Faults) -> list[_Numbered]:
    """The rows that can be recorded, each with its place in the table."""
    reader = Reader(faults, now=office.clock.now(), known=_catalogue(session))
    judged = ((one.number, reader.row(one)) for one in given)
    return [(number, row) for number, row in judged if row is not None]


def _catalogue(session: Session) -> Callable[[str], tuple[str, str] | None]:
    """Name and field of the procedures the catalogue has, the newest version of each."""
    from sqlalchemy import select

    from models.tables import Procedure

    found = {
        row.code: (row.name, row.field)
        for row in session.execute(
            select(Procedure.code, Procedure.name, Procedure.field).order_by(Procedure.valid_from)
        )
    }
    return found.get


def _sorted(
    session: Session, office: Office, rows: Sequence[_Numbered], faults: Faults
) -> tuple[list[_Numbered], int]:
    """Rows that are new, and how many are there already; same code with other content is a fault."""
    from desk.moving.outgoing import rows_of

    there = _there(session, [row.code for _, row in rows])
    doubtful = {
        row.code for number, row in rows if row.code in there and mark_of(office, row) not in there[row.code]
    }
    for row in rows_of(session, codes=doubtful):
        there[row.code].add(mark_of(office, row))  # what stands on record today is the same dossier too
    fresh: list[_Numbered] = []
    skipped = 0
    for number, row in rows:
        mark = mark_of(office, row)
        if row.code not in there:
            there[row.code] = {mark}
            fresh.append((number, row))
        elif mark in there[row.code]:
            skipped += 1
        else:
            faults.add(number, "code", "register.other_content", code=row.code)
    return fresh, skipped


def _there(session: Session, codes: Sequence[str]) -> dict[str, set[str]]:
    """The marks of the rows that dossiers of these codes were taken over from; none = received here."""
    import json

    from sqlalchemy import or_, select

    from models.tables import Dossier, Event

    found: dict[str, set[str]] = {}
    for start in range(0, len(codes), _ASKED_AT_ONCE):
        part = codes[start : start + _ASKED_AT_ONCE]
        query = (
            select(Dossier.code, Dossier.official_code, Event.details)
            .outerjoin(Event, (Event.dossier_id == Dossier.id) & (Event.verb == IMPORTED))
            .where(or_(Dossier.code.in_(part), Dossier.official_code.in_(part)))
        )
        for code, official, details in session.execute(query):
            marks = {json.loads(details)["row"]} if details else set()
            found.setdefault(code, set()).update(marks)
            if official:
                found.setdefault(official, set()).update(marks)
    return found


def mark_of(office: Office, row: RegisterRow) -> str:
    """A mark of a row's content that tells nothing of it without the office's key."""
    from dataclasses import astuple

    from desk.record.canonical import canonical

    told = [iso(one) if hasattr(one, "tzinfo") else one for one in astuple(row)]
    return hmac.new(office.keys.receipt, b"register\x00" + canonical(told), "sha256").hexdigest()


def _write(uow: UnitOfWork, rows: Sequence[RegisterRow]) -> None:
    """Dossiers and events in batches, then one event of the whole."""
    procedures = _procedure_ids(uow.session)
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        dossiers = [_dossier(uow, row, procedures.get(row.procedure)) for row in part]
        uow.session.add_all(dossiers)
        uow.session.flush()
        uow.record_many(
            IMPORTED,
            [
                (one.code, one.id, details_of(row, mark_of(uow.office, row)))
                for one, row in zip(dossiers, part, strict=True)
            ],
        )
        uow.session.expunge_all()
    uow.record(TAKEN_OVER, subject=str(len(rows)), details={"rows": len(rows)})


def _procedure_ids(session: Session) -> dict[str, int]:
    from sqlalchemy import select

    from models.tables import Procedure

    rows = session.execute(select(Procedure.code, Procedure.id).order_by(Procedure.valid_from))
    return {code: key for code, key in rows}  # noqa: C416 - rows of the driver are no pairs


def _dossier(uow: UnitOfWork, row: RegisterRow, procedure: int | None) -> Dossier:
    from desk.finding.codes import looks_official
    from models.tables import Dossier

    settled = settled_at(row)
    official = row.code if looks_official(row.code) else None
    return Dossier(
        code=row.code,
        provisional=False,
        official_code=official,
        official_at=row.received_at if official else None,
        procedure_id=procedure,
        procedure_code=row.procedure,
        procedure_name=row.name,
        field=row.field,
        applicant=_applicant(row),
        channel=row.channel,
        state=row.state,
        received_at=row.received_at,
        clock_start_at=row.received_at,
        due_original=row.due_at,
        due_current=row.due_at,
        due_reason=[],
        finished_at=settled,
        returned_at=row.returned_at,
        return_by=row.return_by,
        fee_amount=row.fee,
        fee_method=row.fee_method,
        fee_paid=row.fee > 0 and row.fee_method in {"cash", "online"},
        answers={},
        note=row.note,
        office_code=uow.office.identity.card_on(row.received_at.date()).code,
        unit=uow.office.card.code,
        result={"electronic": row.return_by == "electronic"} if row.state in {9, 10} else None,
    )


def _applicant(row: RegisterRow) -> Any:  # noqa: ANN401 - an Applicant
    from desk.folding import fold
    from models.tables import Applicant

    organised = _TAX.fullmatch(row.id_number) is not None
    phone = re.sub(r"[^0-9+]", "", row.phone)
    return Applicant(
        kind="organisation" if organised else "citizen",
        id_number=None if organised else row.id_number or None,
        tax_code=row.id_number if organised else None,
        id_tail=row.id_number[-4:] or None,
        full_name=row.applicant,
        name_fold=fold(row.applicant),
        address=row.address or None,
        phone=phone or None,
        phone_tail=phone[-4:] or None,
    )


def settled_at(row: RegisterRow) -> Any:  # noqa: ANN401 - a moment or none
    """When a row counts as settled: its result, else its return, else, where its state says so, its day."""
    if row.finished_at or row.returned_at:
        return row.finished_at or row.returned_at
    return row.received_at if row.state in _SETTLED else None


def details_of(row: RegisterRow, mark: str) -> dict[str, Any]:
    """What the event tells: moments and numbers, never a person."""
    settled = settled_at(row)
    return {
        "code": row.code,
        "state": row.state,
        "procedure": row.procedure,
        "name": row.name,
        "field": row.field,
        "channel": row.channel,
        "received_at": iso(row.received_at),
        "clock_start_at": iso(row.received_at),
        **dict.fromkeys(("due_original", "due_current"), iso(row.due_at) if row.due_at else None),
        "finished_at": iso(settled) if settled else None,
        "returned_at": iso(row.returned_at) if row.returned_at else None,
        "by": row.return_by,
        "fee": row.fee,
        "fee_method": row.fee_method,
        "digitised": int(row.digitised),
        "reused": int(row.reused),
        "row": mark,
    }
