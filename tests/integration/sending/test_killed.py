"""Killed at every step of every way, a sender is followed by the next one and each day arrives exactly once.

A child process sends and kills itself (SIGKILL) at the k-th step: before and after every commit of the record
and every act of the way. Then an ordinary run goes on, and the collector is looked at.
"""

import json
import shutil
import signal
from collections.abc import Callable
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desk.clock import LOCAL, FrozenClock
from desk.numbers.closing import close_day
from desk.office.bootstrap import create_office, open_office
from desk.sending.sync import sync
from tests.helpers.collector import collector
from tests.helpers.dhis2 import dhis2
from tests.helpers.killed_sender import send_and_die
from tests.integration.sending.conftest import DAYS, NOW, aim
from tests.integration.sending.test_postgres import TABLES

SPAWN = get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.helpers.killed_sender", "models.tables", "desk.office.opened"])
MOST = 60


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one closed day and nowhere to send it yet."""
    folder = tmp_path_factory.mktemp("killed") / "office"
    create_office(folder, training=True, clock=FrozenClock(datetime(2026, 11, 1, 8, tzinfo=LOCAL)))
    with open_office(folder, now=NOW) as office:
        aim(office)
        close_day(office, DAYS[0])
    return folder


# ---- what every way must keep --------------------------------------------------------------------


def every_step(
    template: Path, tmp_path: Path, target: dict[str, str], arrived: Callable[[Path], None]
) -> int:
    """Kill at each step in turn, go on, look; answers how many steps there were."""
    for step in range(MOST):
        folder = Path(shutil.copytree(template, tmp_path / f"d{step}"))
        with open_office(folder, now=NOW) as office:
            aim(office, target)
        child = SPAWN.Process(target=partial(send_and_die, folder, NOW.isoformat(), step))
        child.start()
        child.join(120)
        assert child.exitcode in (0, -signal.SIGKILL)
        with open_office(folder, now=NOW) as office:
            sync(office)
            again = sync(office)
            assert (again.sent, again.failed, again.busy) == (0, (), False)
            told = _told(office)
        arrived(folder)
        assert told == ([] if target["kind"] == "folder" else [1])
        if child.exitcode == 0:
            return step
        shutil.rmtree(folder)
    raise AssertionError("more steps than there can be")


def _told(office: Any) -> list[int]:
    """How often the record tells of each row that it was sent; the chain of events is whole."""
    from collections import Counter

    from sqlalchemy import select

    from desk.record.checking import check
    from models.event import Event

    assert check(office).ok
    with office.read() as session:
        subjects = list(session.scalars(select(Event.subject).where(Event.verb == "tally.sent")))
    return sorted(Counter(subjects).values())


def signed(template: Path) -> bytes:
    (file,) = (template / "tallies").iterdir()
    return file.read_bytes()


def test_over_https(template: Path, tmp_path: Path) -> None:
    with collector() as province:

        def arrived(_folder: Path) -> None:
            assert list(province.stored.values()) == [signed(template)]
            province.stored.clear()

        target = {"name": "tinh", "kind": "https", "url": province.url}
        steps = every_step(template, tmp_path, target, arrived)
    assert steps > 10


def test_into_a_folder(template: Path, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()

    def arrived(_folder: Path) -> None:
        assert [one.read_bytes() for one in stick.iterdir()] == [signed(template)]
        for one in stick.iterdir():
            one.unlink()

    steps = every_step(template, tmp_path, {"name": "usb", "kind": "folder", "path": str(stick)}, arrived)
    assert steps > 10


def test_into_postgresql(template: Path, tmp_path: Path, postgres_url: str) -> None:
    address = postgres_url.replace("postgresql+psycopg", "postgresql")
    secret = tmp_path / "address"
    secret.write_text(address, encoding="utf-8")
    with psycopg.connect(address, autocommit=True) as connection:
        for table in TABLES:
            connection.execute(table.encode())

        def arrived(_folder: Path) -> None:
            rows = connection.execute("select body, revision from tally_file").fetchall()
            assert rows == [(signed(template).decode(), 1)]
            connection.execute("delete from tally_file")
            connection.execute("delete from tally")

        target = {"name": "kho", "kind": "postgres", "url_file": str(secret)}
        assert every_step(template, tmp_path, target, arrived) > 10


def test_into_dhis2(template: Path, tmp_path: Path) -> None:
    with dhis2() as server:
        (tmp_path / "token").write_text("d2pat_mau", encoding="utf-8")
        mapping = 'data_set = "QMC_DAILY"\norg_unit = "26734"\n[elements]\nreceived_total = "QMC_R"\n'
        (tmp_path / "map.toml").write_text(mapping + '[combos]\n"Hộ tịch" = "HOTICH"\n', encoding="utf-8")
        day = json.loads(signed(template))["tally"]["date"].replace("-", "")

        def arrived(_folder: Path) -> None:
            assert list(server.values) == [(day, "26734", "QMC_R", "HOTICH")]
            assert set(server.completed) == {day}
            server.values.clear()
            server.completed.clear()

        target = {
            "name": "dhis2", "kind": "dhis2", "url": server.url, "token_file": str(tmp_path / "token"),
            "mapping_file": str(tmp_path / "map.toml"),
        }  # fmt: skip
        assert every_step(template, tmp_path, target, arrived) > 10
