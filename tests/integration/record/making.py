"""Small, honest dossiers for the record's own tests: rows, files and events, without the counter."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from pathlib import Path

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record import numbering
from desk.record.durable import make_folder, move_file, write_file
from desk.record.register import enter
from desk.record.uow import UnitOfWork
from models.applicant import Applicant
from models.attachment import Attachment
from models.dossier import Component, Dossier

NOW = parse_moment("2026-11-23T09:41:00+07:00")
DAY = "VN-MAU-01-261123"
REAL = """
[office]
code = "VN-26734"
name = "Trung tâm Phục vụ hành chính công phường Mẫu"
[[staff]]
username = "lan"
full_name = "Nguyễn Thị Lan Mẫu"
role = "{role}"
"""
"""The file of a real office with one person of a role."""


def an_office(folder: Path, *, database: str = "") -> Office:
    """A training office with a frozen clock."""
    create_office(folder, training=True, clock=FrozenClock(NOW), database=database)
    return open_office(folder, now=NOW)


def a_dossier(uow: UnitOfWork, *, pages: bytes | None = None) -> str:
    """Adds one dossier as a reception does: file aside, number late, rename, row, event."""
    office = uow.office
    staged = office.paths.staging / f"{secrets.token_hex(8)}.pdf"
    if pages is not None:
        make_folder(staged.parent)
        write_file(staged, pages)
    dossier = Dossier(
        code="", procedure_code="1.001193", procedure_name="Đăng ký khai sinh", field="Hộ tịch",
        applicant=Applicant(full_name="NGUYỄN VĂN MẪU", name_fold="nguyen van mau"), channel="direct",
        state=2, received_at=uow.now, clock_start_at=uow.now,
        components=[Component(no=no, name=f"Giấy tờ {no}", kind="original") for no in (1, 2, 3)],
    )  # fmt: skip
    dossier.code = f"{DAY}-{uow.next_number(DAY):04d}"
    uow.session.add(dossier)
    uow.session.flush()
    if pages is not None:
        attach(uow, dossier, staged, pages)
    uow.record(
        "dossier.received", subject=dossier.code, dossier_id=dossier.id,
        details={"code": dossier.code, "state": 2, "procedure": "1.001193"},
    )  # fmt: skip
    return dossier.code


def attach(uow: UnitOfWork, dossier: Dossier, staged: Path, pages: bytes) -> None:
    """Puts the staged file in place and names it in a row."""
    file = f"attachments/{dossier.code}/{dossier.code}_01_giay-to.pdf"
    target = uow.office.data / file
    move_file(staged, target)
    uow.on_rollback(lambda: target.unlink(missing_ok=True))
    uow.session.add(
        Attachment(
            dossier_id=dossier.id, component_no=1, file=file, pages=1, bytes=len(pages),
            sha256=hashlib.sha256(pages).hexdigest(), created_at=uow.now,
        )
    )  # fmt: skip


def received(office: Office, *, pages: bytes | None = None, command_id: str | None = None) -> str:
    """One whole reception, committed; a repeat answers the first code."""
    with office.write("dossier.receive", command_id=command_id) as uow:
        if uow.repeated_answer is not None:
            return str(uow.repeated_answer["code"])
        code = a_dossier(uow, pages=pages)
        uow.commit({"code": code})
    return code


def numbered(uow: UnitOfWork, *, at: datetime | None = None, accepted: bool = True) -> Dossier:
    """Adds one dossier as reception does it: number of the day, then its place in the register."""
    moment = at or uow.now
    day = moment.date()
    series, provisional = numbering.series(uow.session, uow.office.identity.card_on(day), day)
    row = Dossier(
        code="", procedure_code="1.001193", procedure_name="Đăng ký khai sinh", field="Hộ tịch",
        applicant=Applicant(full_name="NGUYỄN VĂN MẪU", name_fold="nguyen van mau"), channel="online",
        state=2 if accepted else 1, received_at=moment, clock_start_at=moment, provisional=provisional,
        office_code=uow.office.identity.card_on(day).code,
    )  # fmt: skip
    row.code = f"{series}-{uow.next_number(series):04d}"
    uow.session.add(row)
    uow.session.flush()
    if accepted:
        enter(uow, row)
    uow.record(
        "dossier.received" if accepted else "dossier.registered",
        subject=row.code, dossier_id=row.id,
        details={"code": row.code, "state": row.state, "procedure": "1.001193"},
    )  # fmt: skip
    return row
