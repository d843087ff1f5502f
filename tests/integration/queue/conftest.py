"""An office that gives out numbers, on each engine, and a clock that can be moved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.office.house import set_rule
from desk.office.opened import Office

NOW = parse_moment("2026-11-23T08:00:00+07:00")


@dataclass
class Day:
    """One office at any minute of its day, from any counter's chair."""

    first: Office

    def at(self, minutes: float = 0, *, days: int = 0) -> Office:
        """The office so many minutes after eight."""
        moment = NOW + timedelta(days=days, minutes=minutes)
        return replace(self.first, clock=FrozenClock(moment))


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queue") / "office"
    create_office(folder, training=True, clock=FrozenClock(NOW))
    with open_office(folder, now=NOW) as office:
        set_rule(office, "queue.on", True)
    return folder


@pytest.fixture
def queue_folder(_founded: Path, data_folder: Path) -> Path:
    """A data folder whose office gives out numbers."""
    shutil.copytree(_founded, data_folder)
    return data_folder


@pytest.fixture
def day(queue_folder: Path) -> Iterator[Day]:
    """The office on SQLite."""
    with open_office(queue_folder, now=NOW) as office:
        yield Day(office)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_day(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Day]:
    """The office on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("day")
        return
    url = request.getfixturevalue("postgres_url")
    create_office(data_folder, training=True, clock=FrozenClock(NOW), database=url)
    with open_office(data_folder, now=NOW) as office:
        set_rule(office, "queue.on", True)
        yield Day(office)
