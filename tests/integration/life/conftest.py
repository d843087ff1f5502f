"""An office to live in: on SQLite, and on PostgreSQL where the engine matters."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from tests.integration.conftest import MORNING
from tests.integration.life.play import with_procedures

FOUNDED = "2024-12-30T07:00:00+07:00"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office with terms of every unit; tests get copies."""
    folder = tmp_path_factory.mktemp("life") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment(FOUNDED)))
    with open_office(folder, now=parse_moment(FOUNDED)) as office:
        with_procedures(office)
    return folder


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
