"""An office to live in: on SQLite, and on PostgreSQL where the engine matters."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from tests.integration.life.play import with_procedures

FOUNDED = "2024-12-30T07:00:00+07:00"
MORNING = "2026-11-23T09:41:00+07:00"  # a Monday; Tuesday 24/11 is a holiday


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office with terms of every unit; tests get copies."""
    folder = tmp_path_factory.mktemp("life") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment(FOUNDED)))
    with open_office(folder, now=parse_moment(FOUNDED)) as office:
        with_procedures(office)
    return folder


@pytest.fixture
def folder(founded: Path, data_folder: Path) -> Path:
    """This test's own office."""
    shutil.copytree(founded, data_folder)
    return data_folder


@pytest.fixture
def open_at(folder: Path) -> Iterator[Callable[..., Office]]:
    """`open_at("2026-11-23T09:41")`: the office with its clock there; closed after the test."""
    opened: list[Office] = []

    def at(moment: str = MORNING, *, lang: str = "vi") -> Office:
        office = open_office(folder, now=parse_moment(moment), lang=lang)
        opened.append(office)
        return office

    yield at
    for office in opened:
        office.close()


@pytest.fixture
def office(open_at: Callable[..., Office]) -> Office:
    """The office on Monday morning."""
    return open_at()


@pytest.fixture
def postgres_office(data_folder: Path, postgres_url: str) -> Iterator[Office]:
    """The same office on PostgreSQL."""
    create_office(data_folder, training=True, clock=FrozenClock(parse_moment(FOUNDED)), database=postgres_url)
    with open_office(data_folder, now=parse_moment(MORNING)) as office:
        with_procedures(office)
        yield office


def a_reception(**values: Any) -> dict[str, Any]:
    """A reception of three working days without pages; `values` replace keys."""
    return {
        "command_id": secrets.token_hex(8),
        "channel": "direct",
        "procedure": "T.2",
        "applicant": {"full_name": "NGUYỄN VĂN MẪU", "id_number": "999090001234"},
        "components": [{"no": 1, "name": "Đơn đề nghị"}, {"no": 2, "name": "Bản sao trích lục"}],
        **values,
    }


def receive(office: Office, **values: Any) -> str:
    """One dossier, nothing printed; answers its code."""
    return commit_reception(office, command_from(a_reception(**values), base=office.data)).code
