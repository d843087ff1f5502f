"""`check` finds what an outside hand, a bad disk or a stopped machine did, and names it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.clock import FrozenClock, SystemClock
from desk.errors import InputError
from desk.office.opened import Office
from desk.record.checking import check, check_folder
from models.engine import sqlite_driver
from models.guards import GUARDS
from tests.integration.record.making import DAY, NOW, a_dossier, received


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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET details = replace(details, '1.001193', '1.000894') WHERE seq = 3",
        "UPDATE event SET at = '2026-11-20T02:41:00Z' WHERE seq = 3",
        "UPDATE event SET actor = 'nobody' WHERE seq = 3",
        "UPDATE event SET subject = 'X' WHERE seq = 3",
        "UPDATE event SET verb = 'dossier.returned' WHERE seq = 3",
    ],
)
def test_an_edited_entry_is_named_by_its_number(office: Office, statement: str) -> None:
    for _ in range(4):
        received(office)
    _tamper(office, statement)
    [problem] = check(office).problems
    assert problem.code == "check.chain_broken"
    assert " 3" in problem.message


def test_a_removed_entry_is_named_by_the_one_after_it(office: Office) -> None:
    for _ in range(3):
        received(office)
    _tamper(office, "DELETE FROM event WHERE seq = 3")
    problems = check(office).problems
    assert [one.code for one in problems] == ["check.chain_broken", "check.dossier_without_history"]
    assert " 4" in problems[0].message


def test_an_entry_forged_with_a_fitting_hash_breaks_the_link_after_it(office: Office) -> None:
    from desk.record.events import chain_hash

    for _ in range(3):
        received(office)
    with office.read() as session:
        row = session.execute(text("SELECT * FROM event WHERE seq = 2")).one()
    forged = chain_hash(
        prev=row.prev,
        seq=2,
        at=row.at,
        actor="nobody",
        verb=row.verb,
        subject=row.subject,
        details=row.details,
    )
    _tamper(office, f"UPDATE event SET actor = 'nobody', hash = '{forged}' WHERE seq = 2")
    [problem] = check(office).problems
    assert (problem.code, " 3" in problem.message) == ("check.chain_broken", True)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE dossier SET state = 10", "check.state_differs"),
        ("UPDATE component SET dossier_id = 99 WHERE id = 1", "check.dangling_row"),
        ("UPDATE attachment SET file = '../../etc/passwd'", "check.file_outside"),
        ("UPDATE attachment SET sha256 = 'f' || substr(sha256, 2)", "check.file_content"),
        ('UPDATE command SET answer = \'{"code":"GONE"}\'', "check.acknowledged_but_missing"),
    ],
)
def test_an_edit_beside_the_history_is_found(office: Office, statement: str, code: str) -> None:
    received(office, pages=b"%PDF- one", command_id="one")
    assert check(office).ok
    _tamper(office, statement)
    assert code in _found(office)


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.write_bytes(bytes(data))


def _link(path: Path) -> None:
    kept = path.with_name("elsewhere")
    path.rename(kept)
    path.symlink_to(kept)


@pytest.mark.parametrize(
    ("harm", "codes"),
    [
        (Path.unlink, ["check.file_missing"]),
        (_shorten, ["check.file_size"]),
        (_flip, ["check.file_content"]),
        (_link, ["check.file_outside", "check.orphan_file"]),
    ],
)
def test_a_harmed_paper_is_named(office: Office, harm: Callable[[Path], None], codes: list[str]) -> None:
    code = received(office, pages=b"%PDF- one")
    harm(office.data / f"attachments/{code}/{code}_01_giay-to.pdf")
    problems = check(office).problems
    assert [one.code for one in problems] == codes
    assert code in problems[0].message


def test_a_damaged_database_is_a_problem_in_the_answer_not_a_crash(office: Office) -> None:
    for _ in range(200):
        with office.write("test.write") as uow:
            a_dossier(uow)
            uow.commit()
    office.close()
    size = office.paths.database.stat().st_size
    with office.paths.database.open("rb+") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\x5a" * 4096)
    report = check_folder(office.data, now=NOW)
    assert not report.ok
    assert {one.code for one in report.problems} & {"check.database_damaged", "data.damaged"}


def test_an_office_that_cannot_be_opened_is_a_problem_in_the_answer(office: Office) -> None:
    office.close()
    office.paths.database.write_bytes(b"this is no database, not even a small one" * 200)
    report = check_folder(office.data, now=NOW)
    assert (report.ok, [one.code for one in report.problems]) == (False, ["data.damaged"])


@pytest.mark.parametrize(
    ("settings", "code"), [("[office", "config.unreadable"), ("lang = 5\n", "config.bad_value")]
)
def test_settings_nobody_can_read_are_a_problem_in_the_answer(
    office: Office, settings: str, code: str
) -> None:
    office.close()
    office.paths.config.write_text(settings, encoding="utf-8")
    report = check_folder(office.data, now=NOW)
    assert (report.ok, [one.code for one in report.problems]) == (False, [code])


def test_a_folder_that_is_no_office_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        check_folder(tmp_path)
    assert caught.value.code == "office.not_found"


def test_checking_changes_no_byte_of_the_folder(office: Office) -> None:
    received(office, pages=b"%PDF- one")
    (office.paths.staging / "left.jpg").write_bytes(b"x")
    stray = office.paths.attachments / "X" / "stray.pdf"
    stray.parent.mkdir()
    stray.write_bytes(b"x")

    def everything() -> dict[str, bytes]:
        return {
            str(path): path.read_bytes()
            for path in office.data.rglob("*")
            if path.is_file() and path.suffix not in {".db-wal", ".db-shm"}
        }

    before = everything()
    assert _found(office) == ["check.orphan_file"]
    assert everything() == before


def test_pages_left_in_staging_are_strays_after_an_hour_only(office: Office) -> None:
    folder = office.paths.staging / "4711-abc"
    folder.mkdir()
    (folder / "page.jpg").write_bytes(b"x")
    now = SystemClock().now()
    assert check(office).ok
    later = FrozenClock(now.replace(year=now.year + 1))
    assert [one.code for one in check(office, wall=later).problems] == ["check.staging_left"]
    assert check(office, repair=True, wall=later).ok
    assert (office.data / "quarantine/2026-11-23/staging/4711-abc/page.jpg").is_file()


def test_what_was_set_aside_goes_after_thirty_days_with_the_next_repair(office: Office) -> None:
    stray = office.paths.originals / "aa" / "stray.jpg"
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    assert check(office, repair=True).ok
    assert (office.data / "quarantine/2026-11-23/originals/aa/stray.jpg").is_file()
    now = SystemClock().now()
    stray.write_bytes(b"y")
    assert check(office, repair=True, wall=FrozenClock(now.replace(year=now.year + 1))).ok
    assert [path.read_bytes() for path in (office.data / "quarantine").rglob("*.jpg")] == [b"y"]


def test_captured_pages_outlive_every_repair_of_their_first_thirty_days(office: Office) -> None:
    office.paths.captures.mkdir()
    page = office.paths.captures / "capture-1.jpg"
    page.write_bytes(b"x")
    now = SystemClock().now()
    assert check(office, repair=True, wall=FrozenClock(now + timedelta(days=29))).ok
    assert page.is_file()
    assert check(office, repair=True, wall=FrozenClock(now + timedelta(days=31))).ok
    assert not page.exists()


def test_two_strays_of_one_name_are_both_kept(office: Office) -> None:
    stray = office.paths.originals / "aa" / "stray.jpg"
    stray.parent.mkdir()
    for content in (b"one", b"two"):
        stray.write_bytes(content)
        assert check(office, repair=True).ok
    kept = sorted(path.read_bytes() for path in (office.data / "quarantine").rglob("*.jpg"))
    assert kept == [b"one", b"two"]


def test_a_repair_is_on_record_without_any_file_name_of_a_person(office: Office) -> None:
    stray = office.paths.attachments / "X" / "NGUYEN VAN MAU.pdf"
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    assert check(office, repair=True).ok
    with office.read() as session:
        verb, details = session.execute(
            text("SELECT verb, details FROM event ORDER BY seq DESC LIMIT 1")
        ).one()
    assert (verb, details) == ("files.set_aside", '{"files":1}')


def test_a_reception_in_progress_is_no_stray(either_office: Office) -> None:
    """The file has its name, the row is not committed: whoever repairs must wait, not take it away."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        with either_office.write("dossier.receive") as uow:
            code = a_dossier(uow, pages=b"%PDF- one")
            checking = pool.submit(check, either_office, repair=True)
            file = either_office.data / f"attachments/{code}/{code}_01_giay-to.pdf"
            assert file.is_file()
            uow.commit({"code": code})
        report = checking.result(timeout=30)
    assert (report.ok, report.repaired) == (True, ())
    assert file.is_file()
    assert check(either_office).ok


def test_many_problems_of_a_kind_are_counted_not_listed(office: Office) -> None:
    folder = office.paths.attachments / "X"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.pdf").write_bytes(b"x")
    problems = check(office).problems
    assert [one.code for one in problems] == ["check.orphan_file"] * 50 + ["check.more"]
    assert "10" in problems[-1].message


def test_numbers_of_the_report_are_those_of_the_record(office: Office) -> None:
    for page in (b"%PDF- one", None, b"%PDF- three"):
        received(office, pages=page)
    report = check(office)
    assert (report.dossiers, report.events, report.files, report.database) == (3, 4, 2, "sqlite")
    assert f"{DAY}" not in str(report.problems)
