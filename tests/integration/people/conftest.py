"""A counter where people come again: receptions short enough to read, papers that were really digitised."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.clock import FrozenClock, parse_moment
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.rows import Received
from models.tables import Applicant, Citizen

MONDAY = "2026-11-23T09:41:00+07:00"
MAU = {"full_name": "NGUYỄN VĂN MẪU", "id_number": "999090001234"}
DAO = {"full_name": "TRẦN THỊ ĐÀO", "id_number": "999190005678"}
COMPANY = {"kind": "organisation", "full_name": "CÔNG TY TNHH MẪU", "tax_code": "0300000000"}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office nobody writes to."""
    folder = tmp_path_factory.mktemp("people") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment("2026-01-05T07:00")))
    return folder


@pytest.fixture
def folder(template: Path, data_folder: Path) -> Path:
    """This test's own practice office."""
    shutil.copytree(template, data_folder)
    return data_folder


@pytest.fixture
def open_at(folder: Path) -> Iterator[Callable[[str], Office]]:
    """The office with its clock at a moment; closed after the test."""
    opened: list[Office] = []

    def at(moment: str) -> Office:
        opened.append(open_office(folder, now=parse_moment(moment)))
        return opened[-1]

    yield at
    for office in opened:
        office.close()


@pytest.fixture
def office(open_at: Callable[[str], Office]) -> Office:
    """The office on a Monday morning."""
    return open_at(MONDAY)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_office(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The same office on both engines."""
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    clock = FrozenClock(parse_moment("2026-01-05T07:00"))
    create_office(data_folder, training=True, clock=clock, database=request.getfixturevalue("postgres_url"))
    with open_office(data_folder, now=parse_moment(MONDAY)) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_page() -> bytes:
    """A very small page, so that digitising it takes next to no time."""
    import cv2
    import numpy as np

    page = np.full((240, 170, 3), 255, dtype=np.uint8)
    for line in range(40, 200, 20):
        cv2.rectangle(page, (20, line), (140, line + 6), (0, 0, 0), -1)
    done, picture = cv2.imencode(".png", page)
    assert done
    return picture.tobytes()


@pytest.fixture
def photo(sample_page: bytes, tmp_path: Path) -> Path:
    """A page of this test's own."""
    file = tmp_path / "trang.png"
    file.write_bytes(sample_page)
    return file


_COUNT = iter(range(10**6))


def take_in(office: Office, applicant: dict[str, Any] | None = None, **values: Any) -> Received:
    """One reception, committed, nothing printed."""
    data = {
        "command_id": f"people-{next(_COUNT)}",
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": applicant or MAU,
        **values,
    }
    return commit_reception(office, command_from(data, base=office.data))


def entries(office: Office) -> list[Citizen]:
    """The register, oldest entry first."""
    with office.read() as session:
        found = list(session.scalars(select(Citizen).order_by(Citizen.id)))
        session.expunge_all()
        return found


def snapshots(office: Office) -> list[Applicant]:
    """Every dossier's people, in the order they came."""
    with office.read() as session:
        found = list(session.scalars(select(Applicant).order_by(Applicant.id)))
        session.expunge_all()
        return found


def entry_of(office: Office, number: str) -> Citizen:
    """The entry with this very number."""
    return next(one for one in entries(office) if number in (one.id_number, one.tax_code))
