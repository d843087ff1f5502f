"""Closings, late entries, faults, kills, retries, reordering in any order: the last revision, exactly once.

A random machine over a real office and three collectors: HTTPS that demands the chain, a stick that comes and
goes, a real PostgreSQL. A failing run names its seed.
"""

import json
import random
import shutil
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desk.clock import LOCAL, FrozenClock
from desk.numbers.closing import close_day
from desk.numbers.verify import verify_file
from desk.office import settings
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record.checking import check
from desk.sending.outcome import Outcome, Package, Transport
from desk.sending.sync import sync
from desk.sending.targets import Target
from desk.sending.ways import transport
from tests.helpers.collector import Collector, collector
from tests.integration.law.life import random_life, record_lives
from tests.integration.sending.conftest import NOW
from tests.integration.sending.test_postgres import TABLES

FIRST = date(2026, 11, 16)
DAYS = 6
FAULTS = ["lost", "half", "portal", "500", "503", "429", "408"]


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Mortal:
    """A way on which the process may end, before or after the act, or the stick's place may be full."""

    way: Transport
    dice: random.Random

    def send(self, package: Package) -> Outcome:
        fate = self.dice.random()
        if fate < 0.08:
            raise Killed
        outcome = self.way.send(package)
        if fate > 0.92:
            raise Killed
        return outcome

    def acknowledged(self, package: Package) -> Outcome:
        return self.way.acknowledged(package)

    def answered(self, names: Any) -> Any:
        return self.way.answered(names)

    def reachable(self) -> Outcome:
        return self.way.reachable()


@dataclass
class Machine:
    """An office at work, its collectors, and what a simple model says they must hold at the end."""

    office: Office
    province: Collector
    stick: Path
    database: psycopg.Connection
    dice: random.Random
    files: dict[tuple[str, int], bytes] = field(default_factory=dict)  # every file ever signed
    put_before: list[tuple[str, bytes]] = field(default_factory=list)
    moved: timedelta = timedelta()

    @property
    def now(self) -> Office:
        return replace(self.office, clock=FrozenClock(NOW + self.moved))

    # ---- what can happen ------------------------------------------------------------------------

    def close(self) -> None:
        day = FIRST + timedelta(days=self.dice.randrange(DAYS))
        closed = close_day(self.now, day)
        self.files[day.isoformat(), closed.revision] = closed.file.read_bytes()

    def late_entry(self) -> None:
        record_lives(self.office, [random_life(self.dice) for _ in range(self.dice.randrange(1, 3))])

    def send(self) -> None:
        scheduled = self.dice.random() < 0.3
        with suppress(Killed):
            sync(self.now, scheduled=scheduled, retry=self.dice.random() < 0.3, ways=self._mortal)

    def _mortal(self, office: Office, target: Target) -> Transport:
        return Mortal(transport(office, target), self.dice)

    def network(self) -> None:
        self.province.faults = [self.dice.choice(FAULTS) for _ in range(self.dice.randrange(4))]

    def demand(self) -> None:
        self.province.wants_chain = not self.province.wants_chain

    def plug(self) -> None:
        away = self.stick.with_name("ngoài")
        if self.stick.exists():
            self.stick.rename(away)
        else:
            away.rename(self.stick)

    def litter(self) -> None:
        """A run killed inside the copy leaves half a file."""
        if self.stick.exists() and self.files:
            (day, revision), body = self.dice.choice(sorted(self.files.items()))
            office = json.loads(body)["tally"]["office"]
            name = f"tally-{office}-{day}-r{revision}.json.part"
            (self.stick / name).write_bytes(body[: self.dice.randrange(len(body))])

    def acknowledge(self) -> None:
        if self.stick.exists():
            for file in self.stick.glob("*.json"):
                if self.dice.random() < 0.5:
                    said = json.loads(file.read_bytes())["sha256"] if self.dice.random() < 0.8 else "0" * 64
                    (self.stick / f"{file.name}.ack").write_text(said, encoding="ascii")

    def repeat(self) -> None:
        """The network delivers an old request once more, long after."""
        if not self.province.stored:
            return
        (office, day, revision), body = self.dice.choice(sorted(self.province.stored.items()))
        faults, self.province.faults = self.province.faults, []
        wanted, self.province.wants_chain = self.province.wants_chain, False
        url = f"{self.province.url}/v1/tallies/{office}/{day}/{revision}"
        request = urllib.request.Request(url, data=body, method="PUT")
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()
        self.province.faults, self.province.wants_chain = faults, wanted

    def clock(self) -> None:
        self.moved = timedelta(hours=self.dice.randrange(-48, 49))

    def play(self, steps: int) -> None:
        acts: list[Callable[[], None]] = [
            *[self.close] * 4, *[self.late_entry] * 2, *[self.send] * 5, *[self.network] * 2, self.demand,
            self.plug, self.litter, *[self.acknowledge] * 2, self.repeat, self.clock,
        ]  # fmt: skip
        for _ in range(steps):
            self.dice.choice(acts)()

    # ---- the end --------------------------------------------------------------------------------

    def settle(self) -> None:
        """Everything works again: a few ordinary turns."""
        self.province.faults, self.moved = [], timedelta()
        if not self.stick.exists():
            self.plug()
        for file in self.stick.glob("*.ack"):
            file.unlink()
        for _ in range(4):
            sync(self.now, retry=True)
            for file in self.stick.glob("*.json"):
                sha = json.loads(file.read_bytes())["sha256"]
                (self.stick / f"{file.name}.ack").write_text(sha, encoding="ascii")

    def last(self) -> dict[str, bytes]:
        found: dict[str, tuple[int, bytes]] = {}
        for (day, revision), body in self.files.items():
            if revision > found.get(day, (0, b""))[0]:
                found[day] = (revision, body)
        return {day: body for day, (_, body) in found.items()}

    def judge(self) -> None:
        done = sync(self.now, retry=True)
        assert (done.sent, done.waiting, done.failed) == (0, 0, ())
        self._judge_https()
        self._judge_stick()
        self._judge_database()
        answer = check(self.office)
        # The lives are written straight into the log: their corrections have no words beside it.
        assert {one.code for one in answer.problems} <= {"check.said_missing"}, answer.problems

    def _judge_https(self) -> None:
        assert self.province.newest() == self.last()
        for (_, day, revision), body in self.province.stored.items():
            assert body == self.files[day, revision]

    def _judge_stick(self) -> None:
        newest: dict[str, tuple[int, bytes]] = {}
        for file in self.stick.glob("*.json"):
            assert verify_file(file, self.office.keys.tally_private.public_key()).ok
            tally = json.loads(file.read_bytes())["tally"]
            assert file.read_bytes() == self.files[tally["date"], tally["revision"]]
            newest[tally["date"]] = max(
                newest.get(tally["date"], (0, b"")), (tally["revision"], file.read_bytes())
            )
        assert {day: body for day, (_, body) in newest.items()} == self.last()

    def _judge_database(self) -> None:
        rows = self.database.execute("select day::text, revision, body from tally_file").fetchall()
        assert all(body.encode() == self.files[day, revision] for day, revision, body in rows)
        for day, body in self.last().items():
            tally = json.loads(body)["tally"]
            sums: dict[str, int] = dict(
                self.database.execute(
                    "select measure, sum(value)::int from tally where day = %s group by measure", (day,)
                ).fetchall()
            )
            assert {name: sums.get(name, 0) for name in tally["total"]} == tally["total"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machine") / "office"
    create_office(folder, training=True, clock=FrozenClock(datetime(2026, 11, 1, 8, tzinfo=LOCAL)))
    with open_office(folder, now=NOW) as office:
        record_lives(office, [random_life(random.Random(1)) for _ in range(5)])
    return folder


def played(template: Path, tmp_path: Path, url: str, *, seed: int, steps: int) -> Machine:
    folder, stick = tmp_path / f"office-{seed}", tmp_path / f"usb-{seed}" / "usb"
    shutil.copytree(template, folder)
    stick.mkdir(parents=True)
    address = url.replace("postgresql+psycopg", "postgresql")
    secret = tmp_path / "address"
    secret.write_text(address, encoding="utf-8")
    with (
        collector() as province,
        psycopg.connect(address, autocommit=True) as database,
        open_office(folder, now=NOW) as office,
    ):
        for table in ("tally", "tally_file"):
            database.execute(f"drop table if exists {table}".encode())
        for table in TABLES:
            database.execute(table.encode())
        targets = (
            {"name": "tinh", "kind": "https", "url": province.url},
            {"name": "usb", "kind": "folder", "path": str(stick)},
            {"name": "kho", "kind": "postgres", "url_file": str(secret)},
        )
        with office.write("test.targets") as uow:  # from early on: the clock goes back two days
            settings.change(uow, "sync.targets", list(targets), date(2026, 11, 1))
            uow.commit()
        machine = Machine(office, province, stick, database, random.Random(seed))
        machine.close()
        machine.play(steps)
        machine.settle()
        machine.judge()
    return machine


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_ends_with_the_last_revision_of_every_day_exactly_once(
    template: Path, tmp_path: Path, postgres_url: str, seed: int
) -> None:
    machine = played(template, tmp_path, postgres_url, seed=seed, steps=60)
    assert len(machine.files) > 3


@pytest.mark.long
def test_many_more_sequences(template: Path, tmp_path: Path, postgres_url: str) -> None:
    for seed in range(100, 140):
        played(template, tmp_path, postgres_url, seed=seed, steps=150)
