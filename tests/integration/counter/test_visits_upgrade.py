"""An office of the version before gets visits, and no dossier on record is said to belong to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.upgrade import bring_up_to_date, stored_revision
from tests.helpers.older_record import DOSSIERS, older_record
from tests.integration.people.test_upgrade import PEOPLE

BEFORE = "0008"


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A record of the version before."""
    with older_record(request, tmp_path, BEFORE) as engine:
        yield engine


def test_the_upgrade_adds_the_column_and_touches_no_dossier(older: Engine) -> None:
    assert stored_revision(older) == BEFORE
    with older.connect() as connection:
        before = connection.execute(DOSSIERS).all()
    bring_up_to_date(older)
    with older.connect() as connection:
        assert connection.execute(DOSSIERS).all() == before
        assert len(before) == len(PEOPLE)
        alone = text("SELECT count(*) FROM dossier WHERE visit_no IS NULL")
        assert connection.execute(alone).scalar_one() == len(before)
