"""A full disk, a failing disk, a lock held too long: nothing half-done, and the next try works."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from desk.errors import SurroundingsError
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.record.checking import check
from models.dossier import Dossier
from models.engine import sqlite_driver
from tests.integration.record.making import DAY, NOW, received

ROOT = Path(__file__).resolve().parents[3]


def _codes(office: Office) -> list[str]:
    with office.read() as session:
        return list(session.scalars(select(Dossier.code).order_by(Dossier.code)))


def _limit_pages(office: Office, pages: int) -> None:
    """The disk of this office ends after so many database pages."""
    office.engine.dispose()

    @event.listens_for(office.engine, "connect")
    def limit(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_stops_receiving_and_keeps_everything_acknowledged(office: Office) -> None:
    received(office, pages=b"%PDF- first")
    pages = office.paths.database.stat().st_size // 4096
    _limit_pages(office, pages + 12)
    acknowledged: list[str] = []

    def receive_on_and_on() -> None:
        while len(acknowledged) < 500:
            acknowledged.append(received(office, pages=b"%PDF- x"))

    with pytest.raises(SurroundingsError) as caught:
        receive_on_and_on()
    assert caught.value.code == "data.disk_full"
    assert _codes(office) == [f"{DAY}-{n:04d}" for n in range(1, len(acknowledged) + 2)]
    assert check(office).ok, "no orphan either: the file of the refused reception was taken back"
    office.close()
    with open_office(office.data, now=NOW) as roomier:
        assert received(roomier) == f"{DAY}-{len(acknowledged) + 2:04d}"
        assert check(roomier).ok


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "data.disk_full"), (errno.EIO, "data.io_error")])
def test_a_disk_that_fails_at_any_step_of_a_file_leaves_no_trace(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: int, number: int, code: str
) -> None:
    """Steps: sync of the page, of its folder, of the new folder's name, of both folders of the move."""
    from desk.record.failures import surroundings

    real, count = os.fsync, iter(range(1000))

    def sync(handle: int) -> None:
        if next(count) == step:
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(SurroundingsError) as caught, surroundings():
        received(office, pages=b"%PDF- x", command_id="one")
    assert caught.value.code == code
    assert _codes(office) == []
    assert check(office).ok, "not even an orphan"
    assert received(office, pages=b"%PDF- x", command_id="one") == f"{DAY}-0001"
    assert check(office).ok


def test_a_lock_held_by_another_program_too_long_is_told_and_the_next_try_works(office: Office) -> None:
    office.engine.dispose()

    @event.listens_for(office.engine, "connect")
    def impatient(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 50")

    other = sqlite_driver().connect(str(office.paths.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(SurroundingsError) as caught:
        received(office, command_id="one")
    assert caught.value.code == "data.busy"
    assert _codes(office) == [], "reading goes on meanwhile"
    other.execute("ROLLBACK")
    other.close()
    assert received(office, command_id="one") == f"{DAY}-0001"


DYING = """
import os, signal, sys
from pathlib import Path
from desk.office.bootstrap import open_office
from tests.integration.record.making import NOW, received
office = open_office(Path(sys.argv[1]), now=NOW)
steps = 0
def dying(real):
    def act(*given, **named):
        global steps
        if steps == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1
        return real(*given, **named)
    return act
os.fsync, Path.replace, Path.mkdir = dying(os.fsync), dying(Path.replace), dying(Path.mkdir)
received(office, pages=b"%PDF- x", command_id="one")
print(steps)
"""


def test_killed_at_every_step_of_a_reception_nothing_is_lost_or_doubled(office: Office) -> None:
    survived = None
    for step in range(20):
        done = subprocess.run(
            [sys.executable, "-c", DYING, str(office.data), str(step)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            survived = int(done.stdout)
            break
        assert done.returncode == -9, done.stderr
        assert _codes(office) == []
        assert {problem.code for problem in check(office).problems} <= {"check.orphan_file"}
        assert check(office, repair=True).ok
    assert survived is not None
    assert survived >= 6, "page, rename, folder; dossier folder, its parent; rename, both folders"
    assert received(office, command_id="one") == f"{DAY}-0001"
    assert check(office).ok
