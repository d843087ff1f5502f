"""Đối chiếu mã hồ sơ: a table of official codes taken over in one go, all rows or none.

The official system issues the code (NĐ 118/2025 Đ.28); an office that worked offline gets them as a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.importing import Faults, ImportReport, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.importing import TableRow
    from desk.office.opened import Office

COLUMNS = ("code", "official_code")
VERB = "reconcile"


def import_codes(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Give each dossier of the table its official code; a row already so is skipped.

    Raises:
        InputError: the file is no such table; a wrong row is no failure but an error of the report.
    """
    rows = read_table(path, columns=COLUMNS, required=COLUMNS)
    faults = Faults(lang=office.lang)
    with office.read() as session:
        wanted = _wanted(session, office, rows, faults)
    if faults.errors or dry_run or not wanted:
        done = 0 if faults.errors else len(wanted)
        skipped = 0 if faults.errors else len(rows) - len(wanted)
        return ImportReport(done, skipped, faults.errors, dry_run)
    return _take_over(office, rows, wanted, faults)


def _take_over(
    office: Office, rows: list[TableRow], wanted: list[tuple[TableRow, str]], faults: Faults
) -> ImportReport:
    from desk.life.act import act_in

    with office.write("reconcile.import") as uow:
        for row, code in wanted:
            try:
                act_in(uow, code, VERB, {"official_code": row.values["official_code"]})
            except InputError as failure:
                _blame(faults, row, failure)
        if faults.errors:
            return ImportReport(0, 0, faults.errors)
        uow.commit()
    return ImportReport(len(wanted), len(rows) - len(wanted))


def _wanted(
    session: Session, office: Office, rows: list[TableRow], faults: Faults
) -> list[tuple[TableRow, str]]:
    """The rows that change something, with the dossier's own code; faults by row and column."""
    from desk.record.dossiers import by_code

    wanted: list[tuple[TableRow, str]] = []
    seen: dict[str, dict[str, int]] = {name: {} for name in COLUMNS}
    for row in rows:
        try:
            dossier = by_code(session, office, row.values["code"])
            _check(session, row, dossier)
        except InputError as failure:
            _blame(faults, row, failure)
            continue
        official = row.values["official_code"].upper()
        for name, value in (("code", dossier.code), ("official_code", official)):
            first = seen[name].setdefault(value, row.number)
            if first != row.number:
                faults.add(row.number, name, "reconcile.twice", first=first)
        if dossier.official_code != official:
            wanted.append((row, dossier.code))
    return wanted


def _check(session: Session, row: TableRow, dossier: Any) -> None:  # noqa: ANN401 - a Dossier
    from desk.jsonform import Form
    from desk.life.small_acts import is_taken, official_code_of

    official = official_code_of(Form({"official_code": row.values["official_code"]}, code="act"))
    if dossier.official_code != official and is_taken(session, official, beside=dossier.id):
        raise InputError("official_code.taken", official_code=official)


def _blame(faults: Faults, row: TableRow, failure: InputError) -> None:
    column = "code" if failure.code.startswith(("dossier.", "code.")) else "official_code"
    details = {key: value for key, value in failure.details.items() if key not in {"row", "column"}}
    faults.add(row.number, column, failure.code, **details)
