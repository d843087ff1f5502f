"""A record of the first version with dossiers in it, brought to a later one, on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.engine import open_engine, writer
from models.upgrade import migration_config
from tests.integration.people.test_upgrade import _PROFILE, fill

DOSSIERS = text("SELECT code, procedure_code, state, received_at FROM dossier ORDER BY id")


@contextmanager
def older_record(request: pytest.FixtureRequest, folder: Path, version: str) -> Iterator[Engine]:
    """The record at `version`, filled when it was of the first; `request.param` names the engine."""
    from alembic import command

    if request.param == "postgresql":
        engine = open_engine(str(request.getfixturevalue("postgres_url")))
    else:
        engine = open_engine(folder / "office.db")
    config = migration_config()
    for revision in ("0001", version):
        with writer(engine).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        if revision == "0001":
            with writer(engine).begin() as connection:
                connection.execute(text(_PROFILE))
            fill(engine)
    yield engine
    engine.dispose()
