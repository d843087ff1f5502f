"""Guards are known by name; words said and the register's numbers are checked against the history."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from desk.office.opened import Office
from desk.record.checking import check
from desk.record.register import enter
from models.dossier import Dossier
from models.engine import sqlite_driver, writer
from models.guards import GUARDS
from models.remark import Correction, Remark
from tests.integration.record.making import a_dossier, an_office


def _tamper(office: Office, *statements: str) -> None:
    """An outside hand: no guards, no foreign keys, straight into the file."""
    connection = sqlite_driver().connect(str(office.paths.database), isolation_level=None)
    saved = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    for guard in GUARDS["sqlite"]:
        connection.execute(f"DROP TRIGGER {guard}")
    for statement in statements:
        connection.execute(statement)
    for statement in saved:
        connection.execute(statement)
    connection.close()


def _found(office: Office) -> list[str]:
    return [problem.code for problem in check(office).problems]


@pytest.mark.parametrize("guard", GUARDS["sqlite"])
def test_a_record_without_one_of_its_guards_is_told_which(office: Office, guard: str) -> None:
    connection = sqlite_driver().connect(str(office.paths.database))
    connection.execute(f"DROP TRIGGER {guard}")
    connection.execute("CREATE TRIGGER something_else AFTER INSERT ON counter BEGIN SELECT 1; END")
    connection.close()
    [problem] = check(office).problems
    assert (problem.code, guard in problem.message) == ("check.guard_missing", True)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER remark_append_only ON remark",
        "ALTER TABLE correction DISABLE TRIGGER correction_no_truncate",
        "DROP TRIGGER event_append_only ON event",
    ],
)
def test_on_postgresql_a_guard_removed_or_switched_off_is_told(
    data_folder: Path, postgres_url: str, statement: str
) -> None:
    with an_office(data_folder, database=postgres_url) as office:
        assert check(office).ok
        with writer(office.engine).begin() as connection:
            connection.execute(text(statement))
        [problem] = check(office).problems
        assert problem.code == "check.guard_missing"
        assert set(statement.split()) & set(problem.message.replace("(", " ").replace(")", " ").split())


@pytest.mark.parametrize("table", ["remark", "correction"])
@pytest.mark.parametrize("change", ["UPDATE {} SET dossier_id = dossier_id", "DELETE FROM {}"])
def test_what_was_said_refuses_every_edit(either_office: Office, table: str, change: str) -> None:
    _said(either_office)
    with pytest.raises(DBAPIError, match="append-only"), writer(either_office.engine).begin() as connection:
        connection.execute(text(change.format(table)))
    assert check(either_office).ok


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM remark WHERE id = 1", "check.said_missing"),
        ("DELETE FROM remark WHERE id = 2", "check.said_missing"),
        ("DELETE FROM correction", "check.said_missing"),
        ("UPDATE remark SET dossier_id = 2 WHERE id = 1", "check.said_elsewhere"),
        ("UPDATE dossier SET register_no = 9 WHERE register_no = 2", "check.register_gap"),
        ("UPDATE counter SET n = 1 WHERE key LIKE 'register/%'", "check.register_gap"),
    ],
)
def test_lost_words_and_a_torn_register_are_told(office: Office, statement: str, code: str) -> None:
    _said(office)
    assert check(office).ok
    _tamper(office, statement)
    assert _found(office) == [code]


def _said(office: Office) -> None:
    """Two dossiers in the register; a remark and a correction stand beside the first one's history."""
    with office.write("test.said") as uow:
        for _ in range(2):
            a_dossier(uow)
        for row in uow.session.scalars(select(Dossier).order_by(Dossier.id)):
            enter(uow, row)
        first = uow.session.scalars(select(Dossier).order_by(Dossier.id)).first()
        assert first is not None
        details = {"code": first.code, "state": 2}
        noted = uow.record("dossier.noted", subject=first.code, dossier_id=first.id, details=details)
        uow.session.add(Remark(dossier_id=first.id, event_seq=noted.seq, text="Đã gọi hai lần."))
        mended = {**details, "fields": ["phone"]}
        put = uow.record("dossier.corrected", subject=first.code, dossier_id=first.id, details=mended)
        uow.session.add(Remark(dossier_id=first.id, event_seq=put.seq, text="Ghi nhầm số điện thoại."))
        uow.session.add(Correction(dossier_id=first.id, event_seq=put.seq, field="phone", old="1", new="2"))
        uow.commit()
