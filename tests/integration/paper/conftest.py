"""A practice office whose dossiers have seen the acts that forms tell of."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from tests.integration.counter.conftest import MORNING, REAL_OFFICE, a_command


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office nobody writes to."""
    folder = tmp_path_factory.mktemp("paper") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment("2026-11-23T07:00")))
    return folder


@pytest.fixture
def open_at(template: Path, data_folder: Path) -> Iterator[Callable[..., Office]]:
    """`open_at("2026-11-23T09:41")`: this test's own office with its clock there."""
    shutil.copytree(template, data_folder)
    opened: list[Office] = []

    def at(moment: str = MORNING, *, lang: str = "vi") -> Office:
        office = open_office(data_folder, now=parse_moment(moment), lang=lang)
        opened.append(office)
        return office

    yield at
    for office in opened:
        office.close()


@pytest.fixture
def office(open_at: Callable[..., Office]) -> Office:
    """The practice office on Monday morning."""
    return open_at()


@pytest.fixture
def received(office: Office) -> str:
    """The code of one dossier received on Monday morning."""
    return receive(office)


def receive(office: Office, **values: Any) -> str:
    """Receive a dossier; `values` replace keys of the reception."""
    return commit_reception(office, command_from(a_command(**values), base=office.data)).code


def tell(office: Office, code: str, verb: str, *, state: int, **details: Any) -> None:
    """Write the event an act leaves, and the state it leads to."""
    from sqlalchemy import select

    from models.tables import Dossier

    with office.write("tell") as uow:
        row = uow.session.scalars(select(Dossier).where(Dossier.code == code)).one()
        row.state = state
        uow.record(verb, subject=code, dossier_id=row.id, details={"code": code, "state": state, **details})
        uow.commit()


def words_of(pdf: Path | bytes, *, cells: bool = False) -> str:
    """Every word of a PDF, read back by poppler: line by line, or cell by cell of its tables."""
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    order = "-raw" if cells else "-layout"
    done = subprocess.run(["pdftotext", order, "-", "-"], input=data, check=True, capture_output=True)
    return " ".join(done.stdout.decode("utf-8").replace("\xa0", " ").split())


@pytest.fixture(scope="session")
def real_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that is no practice office, with a clerk who administers nothing."""
    folder = tmp_path_factory.mktemp("real-paper")
    file = folder / "office.toml"
    file.write_text(REAL_OFFICE, encoding="utf-8")
    create_office(folder / "office", training=False, office_file=file)
    return folder / "office"


@pytest.fixture
def real_office(real_template: Path, data_folder: Path) -> Iterator[Office]:
    """A real office, opened by the account it was made with."""
    shutil.copytree(real_template, data_folder)
    with open_office(data_folder) as office:
        yield office
