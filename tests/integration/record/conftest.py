"""An office on each engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.office.bootstrap import open_office
from desk.office.opened import Office
from tests.integration.record.making import NOW, an_office


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One office, founded once; tests get copies."""
    folder = tmp_path_factory.mktemp("founded") / "office"
    an_office(folder).close()
    return folder


@pytest.fixture
def office(_founded: Path, data_folder: Path) -> Iterator[Office]:
    """A training office on SQLite."""
    shutil.copytree(_founded, data_folder)
    with open_office(data_folder, now=NOW) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either_office(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The same training office on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    with an_office(data_folder, database=request.getfixturevalue("postgres_url")) as opened:
        yield opened
