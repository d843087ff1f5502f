"""Whatever happens to the derived rows, the numbers are those of the log."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock
from desk.numbers import derived
from desk.numbers.tally import tally
from desk.office.opened import Office
from tests.integration.law.conftest import NOW
from tests.integration.law.life import START, random_life, record_lives
from tests.integration.law.test_fast_tally import check_equal, read_whole

FIRST, LAST = START.date(), START.date() + timedelta(days=9)


@pytest.fixture
def told(office: Office) -> dict[str, Any]:
    dice = random.Random(51)
    record_lives(office, [random_life(dice) for _ in range(120)])
    check_equal(office, [(FIRST, LAST)])
    return read_whole(office, FIRST, LAST).as_json()


def overwrite_the_middle(file: Path) -> None:
    body = bytearray(file.read_bytes())
    for page in range(4096, len(body), 4096):
        body[page : page + 64] = b"\xff" * 64
    file.write_bytes(body)


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def of_an_older_program(file: Path) -> None:
    from models.engine import sqlite_driver

    connection = sqlite_driver().connect(str(file), isolation_level=None)
    for table in ("standing", "traits", "subject", "person"):
        connection.execute(f"drop table {table}")
    connection.execute("create table standing (dossier integer primary key, class integer)")
    connection.execute("create table class (id integer primary key, facts text)")
    connection.execute("pragma user_version = 1")
    connection.close()


def without_a_table(file: Path) -> None:
    from models.engine import sqlite_driver

    connection = sqlite_driver().connect(str(file), isolation_level=None)
    connection.execute("drop table traits")
    connection.close()


@pytest.mark.parametrize(
    "spoil", [overwrite_the_middle, cut_in_half, of_an_older_program, without_a_table, Path.unlink]
)
def test_a_spoiled_file_is_thrown_away_and_made_anew(
    office: Office, told: dict[str, Any], spoil: Callable[[Path], None]
) -> None:
    spoil(derived.place(office))
    assert tally(office, FIRST, LAST).as_json() == told
    assert tally(office, FIRST, LAST).as_json() == told
    check_equal(office, [(FIRST, LAST)])


def test_a_full_disk_changes_no_number_and_is_over_when_there_is_room(
    office: Office, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    derived.place(office).unlink()
    real = derived._connected

    def full(driver: Any, file: Path) -> Any:
        connection = real(driver, file)
        connection.execute("pragma max_page_count = 24")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(derived, "_connected", full)
        assert not derived.refresh(office)
        assert tally(office, FIRST, LAST).as_json() == told
    check_equal(office, [(FIRST, LAST)])


_KILLED = """
import os, signal, sys
from pathlib import Path
from desk.numbers import derived, derived_rows
from desk.office.bootstrap import open_office
from tests.integration.law.conftest import NOW
derived_rows._BATCH = 25
real, written = derived_rows.Writer._set, []
def last_words(self, mark):
    real(self, mark)
    written.append(mark)
    if len(written) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
derived_rows.Writer._set = last_words
with open_office(Path(sys.argv[1]), now=NOW) as office:
    derived.refresh(office)
"""


def test_a_kill_in_the_middle_of_making_them_costs_a_batch_and_no_number(
    office: Office, told: dict[str, Any]
) -> None:
    derived.place(office).unlink()
    done = subprocess.run([sys.executable, "-c", _KILLED, str(office.data)], check=False, env={**os.environ})
    assert done.returncode == -signal.SIGKILL
    with derived.opened(office) as connection:
        assert derived.marked(connection).built == sorted(ids(office))[24]  # the first batch is there
    assert tally(office, FIRST, LAST).as_json() == told
    check_equal(office, [(FIRST, LAST)])


def ids(office: Office) -> list[int]:
    from sqlalchemy import select

    from models.tables import Dossier

    with office.read() as session:
        return list(session.scalars(select(Dossier.id)))


def test_a_clock_set_back_between_two_acts_changes_no_number(office: Office, told: dict[str, Any]) -> None:
    assert told
    dice = random.Random(52)
    for back in (0, 2, 1):
        earlier = replace(office, clock=FrozenClock(NOW - timedelta(days=back)))
        record_lives(earlier, [random_life(dice) for _ in range(10)])
        check_equal(earlier, [(FIRST, LAST), (FIRST, FIRST)])
