"""An office of the version before gets room for print jobs, and keeps what it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.engine import writer
from models.upgrade import bring_up_to_date, stored_revision
from tests.helpers.older_record import DOSSIERS, older_record

BEFORE = "0011"


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A record of the version before."""
    with older_record(request, tmp_path, BEFORE) as engine:
        yield engine


def test_the_upgrade_adds_room_for_print_jobs_and_prints_nothing_old(older: Engine) -> None:
    assert stored_revision(older) == BEFORE
    with older.connect() as connection:
        before = connection.execute(DOSSIERS).all()
    bring_up_to_date(older)
    with writer(older).begin() as connection:
        assert connection.execute(DOSSIERS).all() == before
        assert connection.execute(text("SELECT count(*) FROM print_job")).scalar_one() == 0
