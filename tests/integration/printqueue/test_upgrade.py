"""An office of the version before gets room for print jobs, and keeps what it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.engine import open_engine, writer
from models.upgrade import bring_up_to_date, migration_config, stored_revision
from tests.integration.people.test_upgrade import _PROFILE, fill

BEFORE = "0011"


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A record of the first version with dossiers in it, brought to the version before."""
    from alembic import command

    if request.param == "postgresql":
        engine = open_engine(str(request.getfixturevalue("postgres_url")))
    else:
        engine = open_engine(tmp_path / "office.db")
    config = migration_config()
    for revision in ("0001", BEFORE):
        with writer(engine).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        if revision == "0001":
            with writer(engine).begin() as connection:
                connection.execute(text(_PROFILE))
            fill(engine)
    yield engine
    engine.dispose()


def test_the_upgrade_adds_room_for_print_jobs_and_prints_nothing_old(older: Engine) -> None:
    assert stored_revision(older) == BEFORE
    dossiers = text("SELECT code, procedure_code, state, received_at FROM dossier ORDER BY id")
    with older.connect() as connection:
        before = connection.execute(dossiers).all()
    bring_up_to_date(older)
    with writer(older).begin() as connection:
        assert connection.execute(dossiers).all() == before
        assert connection.execute(text("SELECT count(*) FROM print_job")).scalar_one() == 0
