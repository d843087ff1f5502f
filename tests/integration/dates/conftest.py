"""A practice office for calendar and lists, on SQLite, and on PostgreSQL where the engine matters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import commit_act
from desk.office.bootstrap import create_office, open_office
from desk.office.identity import Identity
from desk.office.opened import Office
from desk.rows import OfficeCard, StaffCard
from tests.integration.counter.conftest import a_command

FOUNDED = "2026-11-02T07:00:00+07:00"
MONDAY = "2026-11-23T09:00:00+07:00"  # Tuesday 24/11 is a holiday
THREE_DAYS = "1.004873"  # three working days
SAME_DAY = "1.001193"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office nobody writes to."""
    folder = tmp_path_factory.mktemp("dates") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment(FOUNDED)))
    return folder


@pytest.fixture
def office(founded: Path, data_folder: Path) -> Iterator[Office]:
    """This test's own office on Monday morning."""
    shutil.copytree(founded, data_folder)
    with open_office(data_folder, now=parse_moment(MONDAY)) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def either_office(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The same office on each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    url = request.getfixturevalue("postgres_url")
    create_office(data_folder, training=True, clock=FrozenClock(parse_moment(FOUNDED)), database=url)
    with open_office(data_folder, now=parse_moment(MONDAY)) as opened:
        yield opened


def at(office: Office, moment: str) -> Office:
    """The same office at another moment."""
    return replace(office, clock=FrozenClock(parse_moment(moment)))


class _NoPractice(Identity):
    """The same office as if it were no practice office."""

    def card_on(self, day: date) -> OfficeCard:
        return replace(super().card_on(day), training=False)


def as_clerk_of_a_real_office(office: Office) -> Office:
    """The same record as a clerk of an office that is no practice office would open it."""
    return replace(
        office,
        identity=_NoPractice(office.identity._profiles, counter=office.identity.counter),
        actor=StaffCard(username="can-bo", full_name="CÁN BỘ MẪU", role="clerk"),
    )


_COUNT = iter(range(1, 1_000_000))


def take_in(office: Office, moment: str, **values: Any) -> str:
    """Receive a dossier at a moment; answers its code."""
    command = a_command(command_id=f"r{next(_COUNT)}", **values)
    return commit_reception(at(office, moment), command_from(command, base=office.data)).code


def do(office: Office, moment: str, code: str, verb: str, **payload: Any) -> None:
    """Act upon a dossier at a moment."""
    commit_act(at(office, moment), code, verb, payload)
