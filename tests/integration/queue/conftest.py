"""An office that gives out numbers, on each engine, and a clock that can be moved."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from desk.office.house import set_rule
from desk.office.opened import Office
from tests.helpers.office_day import Day, founded, on_postgres

__all__ = ["NOW", "Day"]

NOW = parse_moment("2026-11-23T08:00:00+07:00")


def _numbers(office: Office) -> None:
    set_rule(office, "queue.on", True)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return founded(tmp_path_factory.mktemp("queue") / "office", NOW, _numbers)


@pytest.fixture
def queue_folder(_founded: Path, data_folder: Path) -> Path:
    """A data folder whose office gives out numbers."""
    shutil.copytree(_founded, data_folder)
    return data_folder


@pytest.fixture
def day(queue_folder: Path) -> Iterator[Day]:
    """The office on SQLite."""
    with open_office(queue_folder, now=NOW) as office:
        yield Day(office, NOW)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_day(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Day]:
    """The office on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("day")
        return
    with on_postgres(request.getfixturevalue("postgres_url"), data_folder, NOW, _numbers) as office:
        yield Day(office, NOW)
