"""A process that dies without warning loses nothing it acknowledged and leaves nothing half-done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.record.checking import CheckReport, check
from models.dossier import Dossier
from tests.integration.record.making import DAY, NOW, received

ROOT = Path(__file__).resolve().parents[3]


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def _codes(office: Office) -> list[str]:
    with office.read() as session:
        return list(session.scalars(select(Dossier.code).order_by(Dossier.code)))


def _kinds(report: CheckReport) -> set[str]:
    return {problem.code for problem in report.problems}


def test_twenty_four_sudden_deaths_lose_no_acknowledged_dossier(office: Office) -> None:
    office.close()
    done = _python("-m", "tests.integration.record.hammer", str(office.data), "20261123", "24")
    assert done.returncode == 0, done.stderr
    acknowledged = done.stdout.split()
    assert len(acknowledged) >= 24
    with open_office(office.data, now=NOW) as opened:
        codes = _codes(opened)
        assert set(acknowledged) <= set(codes)
        assert codes == [f"{DAY}-{n:04d}" for n in range(1, len(codes) + 1)]
        report = check(opened)
        assert _kinds(report) <= {"check.orphan_file"}
        assert (report.dossiers, report.files, report.events) == (len(codes), len(codes), len(codes) + 1)
        assert check(opened, repair=True).ok
        assert check(opened).problems == ()


DYING = """
import os, signal, sys
from pathlib import Path
import {module} as room
from desk.office.bootstrap import open_office
from tests.integration.record.making import NOW, received
real = room.{name}
def last_act(*given, **named):
    {before}
    os.kill(os.getpid(), signal.SIGKILL)
room.{name} = last_act
received(open_office(Path(sys.argv[1]), now=NOW), pages=b"%PDF- dying", command_id="dying")
"""


def _die(office: Office, *, module: str, name: str, before: str = "pass") -> None:
    done = _python("-c", DYING.format(module=module, name=name, before=before), str(office.data))
    assert done.returncode == -9, done.stderr


def test_killed_between_file_and_row_the_next_check_finds_the_orphan_and_repair_sets_it_aside(
    office: Office,
) -> None:
    first = received(office, pages=b"%PDF- first")
    _die(office, module="desk.record.events", name="append")
    assert _codes(office) == [first]
    report = check(office)
    assert [(one.code, DAY in one.message) for one in report.problems] == [("check.orphan_file", True)]
    assert check(office).problems == report.problems, "checking alone changes nothing"
    repaired = check(office, repair=True)
    assert (repaired.ok, [one.code for one in repaired.repaired]) == (True, ["check.set_aside"])
    [kept] = [path for path in (office.data / "quarantine").rglob("*") if path.is_file()]
    assert (kept.read_bytes(), kept.parts[-4]) == (b"%PDF- dying", "2026-11-23")
    second = received(office, pages=b"%PDF- second", command_id="dying")
    assert second == f"{DAY}-0002", "the number and the command id came back"
    assert check(office).ok


@pytest.mark.parametrize(
    ("module", "name"),
    [("tests.integration.record.making", "make_folder"), ("tests.integration.record.making", "move_file")],
)
def test_killed_before_the_file_has_its_name_nothing_is_on_record(
    office: Office, module: str, name: str
) -> None:
    _die(office, module=module, name=name)
    assert _codes(office) == []
    assert check(office).ok
    assert received(office, command_id="dying") == f"{DAY}-0001"


def test_killed_after_the_commit_the_repeat_answers_the_first_code(office: Office) -> None:
    done = _python(
        "-c",
        "import os, signal, sys; from pathlib import Path; from desk.office.bootstrap import open_office;"
        "from tests.integration.record.making import NOW, received;"
        "received(open_office(Path(sys.argv[1]), now=NOW), pages=b'%PDF- x', command_id='dying');"
        "os.kill(os.getpid(), signal.SIGKILL)",
        str(office.data),
    )
    assert done.returncode == -9, done.stderr
    assert received(office, command_id="dying") == f"{DAY}-0001"
    assert _codes(office) == [f"{DAY}-0001"]
    assert check(office).problems == ()


def test_two_programs_receive_at_once_without_doubles_gaps_or_refusals(office: Office) -> None:
    office.close()
    script = (
        "import sys; from pathlib import Path; from desk.office.bootstrap import open_office;"
        "from tests.integration.record.making import NOW, received;"
        "office = open_office(Path(sys.argv[1]), now=NOW);"
        "print('ready', flush=True); sys.stdin.readline();"
        "names = [f'{sys.argv[2]}-{n}' if n % 4 else f'both-{n}' for n in range(40)];"
        "print(*[received(office, pages=b'%PDF- x', command_id=name) for name in names], sep='\\n')"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(office.data), name], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for name in ("left", "right")
    ]  # fmt: skip
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    answers = [program.communicate(timeout=60) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], answers
    left, right = (set(out.split()) for out, _ in answers)
    assert len(left & right) == 10, "every fourth command was the same: one of the two won"
    with open_office(office.data, now=NOW) as opened:
        assert _codes(opened) == sorted(left | right) == [f"{DAY}-{n:04d}" for n in range(1, 71)]
        assert check(opened).ok
