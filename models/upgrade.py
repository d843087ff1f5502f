"""Bringing a database to the schema this program knows, with a verified copy put aside first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect

from models.engine import writer
from models.errors import RecordError
from models.schema import HEAD, REVISIONS

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

COPY_PAGES = 1000  # a step of the online backup; other counters get a turn between steps


def stored_revision(engine: Engine) -> str | None:
    """Return the schema version the database carries, None for an empty database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("select version_num from alembic_version").scalar()


def bring_up_to_date(engine: Engine, *, copy_to: Path | None = None) -> bool:
    """Upgrade to the newest schema; answers whether anything was done.

    Alembic is imported only where there is work. An existing SQLite database is first copied to
    `copy_to` by the online backup and the copy verified.

    Raises:
        RecordError: `data.newer_schema` where a newer program wrote this database.
    """
    revision = stored_revision(engine)
    if revision == HEAD:
        return False
    if revision is not None and revision not in REVISIONS:
        raise RecordError("data.newer_schema", environment=False, found=revision, known=HEAD)
    if revision is not None and copy_to is not None and engine.dialect.name == "sqlite":
        copy_aside(engine, copy_to)
    _run(engine)
    return True


def lacking(engine: Engine) -> tuple[str, ...]:
    """The columns this program reads that a database does not have; what it has besides is no matter."""
    from models.tables import Base

    with engine.connect() as connection:
        seen = inspect(connection)
        there = {name: {one["name"] for one in seen.get_columns(name)} for name in seen.get_table_names()}
    return tuple(
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name not in there.get(table.name, set())
    )


def copy_aside(engine: Engine, target: Path) -> None:
    """Copy a live SQLite database by its online backup and verify the copy.

    Raises:
        RecordError: `data.copy_failed` where the copy does not pass its check; it is removed then.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    raw = engine.raw_connection()
    try:
        source: Any = raw.driver_connection
        module: Any = engine.dialect.loaded_dbapi
        copy = module.connect(str(part))
        try:
            source.backup(copy, pages=COPY_PAGES)
            verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
        finally:
            copy.close()
    finally:
        raw.close()
    if verdict != "ok":
        part.unlink(missing_ok=True)
        raise RecordError("data.copy_failed")
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)


def migration_config() -> Config:
    """Return Alembic's configuration; the scripts' place is found at run time, also when frozen."""
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).resolve().parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(engine: Engine) -> None:
    from alembic import command

    config = migration_config()
    with writer(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
