"""An office for the law room: frozen clock, training folder, plainly fictional people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desk.clock import LOCAL, FrozenClock
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office

FOUNDED = datetime(2026, 11, 1, 8, tzinfo=LOCAL)
NOW = datetime(2026, 12, 1, 17, 0, tzinfo=LOCAL)


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """A training office whose clock stands at 17:00 on 1 December 2026."""
    create_office(data_folder, training=True, clock=FrozenClock(FOUNDED))
    with open_office(data_folder, now=NOW) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either_office(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The same on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    url = request.getfixturevalue("postgres_url")
    create_office(data_folder, training=True, clock=FrozenClock(FOUNDED), database=url)
    with open_office(data_folder, now=NOW) as opened:
        yield opened


@pytest.fixture
def at_time() -> Callable[[Office, str], Office]:
    """`at_time(office, "2026-11-23T17:00")`: the same office at another moment."""

    def at(office: Office, moment: str) -> Office:
        return replace(office, clock=FrozenClock(datetime.fromisoformat(moment).replace(tzinfo=LOCAL)))

    return at
