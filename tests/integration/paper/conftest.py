"""A practice office whose dossiers have seen the acts that forms tell of."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.opened import Office
from tests.integration.counter.conftest import a_command


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
