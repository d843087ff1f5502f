"""An office on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.office import Office
from tests.integration.record.making import an_office


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """A training office on SQLite."""
    with an_office(data_folder) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either_office(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The same training office on SQLite and on PostgreSQL."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    with an_office(data_folder, database=url) as opened:
        yield opened
