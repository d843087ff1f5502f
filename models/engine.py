"""The one door to the database: driver, pragmas, and how a transaction begins.

SQLite speaks through `sqlcipher3`, which bundles a SQLite without the WAL-reset fault (fixed in
3.51.3: before it, committed writes could vanish). The standard library's module is taken only where
its SQLite is new enough. A PostgreSQL address opens through the same functions.
"""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from models.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from sqlalchemy import Connection, Engine

SOUND_SQLITE = (3, 51, 3)
BUSY_MS = 5000
WRITER = "qmc_writer"


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What `check` prints: driver, its version, the database's version."""

    driver: str
    database: str  # "sqlite" | "postgresql"
    version: str


def sqlite_driver(candidates: tuple[str, ...] = ("sqlcipher3.dbapi2", "sqlite3")) -> ModuleType:
    """Return the first driver at hand whose SQLite is sound.

    Raises:
        RecordError: `data.driver_too_old` where only an unsound SQLite is installed.
    """
    seen: dict[str, str] = {}
    for name in candidates:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if tuple(module.sqlite_version_info) >= SOUND_SQLITE:
            return module
        seen[name] = str(module.sqlite_version)
    found = ", ".join(f"{name} {version}" for name, version in seen.items()) or "–"
    raise RecordError("data.driver_too_old", found=found, needed=".".join(map(str, SOUND_SQLITE)))


def sqlite_url(file: Path) -> URL:
    """Return the address of a database file; any character may stand in the path."""
    return URL.create("sqlite", database=str(file.absolute()))


def open_engine(
    address: str | Path | URL, *, key: bytes | None = None, reading: bool = False, full: bool = False
) -> Engine:
    """Return an engine for a database file or a PostgreSQL URL; nothing is connected yet.

    Args:
        address: a path of a SQLite file, or `postgresql://…`.
        key: raw 32-byte key of an encrypted file; None opens a plain one.
        reading: nothing will be written, and a folder that cannot be written is no hindrance.
        full: and the disk has no room, so that nobody writes and an empty log holds nothing.
    """
    if reading and isinstance(address, Path):
        return _viewed(address, key, full=full)
    url = sqlite_url(address) if isinstance(address, Path) else make_url(address)
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    engine = create_engine(url, module=sqlite_driver(), hide_parameters=True, pool_size=4, max_overflow=16)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401 - a DBAPI connection
        connection.isolation_level = None  # we say BEGIN ourselves
        _pragmas(connection, key)

    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _viewed(file: Path, key: bytes | None, *, full: bool) -> Engine:
    """An engine over a file nobody here may write, connected anew for every reading.

    A record closed properly has no log beside it and is read as it lies (`immutable`); SQLite would want to
    make the log's shared memory first. As soon as a log lies there somebody writes or was killed writing:
    then the log is read too, because a record without its log is an old or a broken one.
    """
    module = sqlite_driver()
    log = file.with_name(f"{file.name}-wal")

    def connect() -> Any:  # noqa: ANN401 - a DBAPI connection
        written = log.exists() and not (full and log.stat().st_size == 0)
        mode = "mode=ro" if written else "immutable=1"
        return module.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, check_same_thread=False)

    engine = create_engine(
        sqlite_url(file), module=module, hide_parameters=True, creator=connect, poolclass=NullPool
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401 - a DBAPI connection
        connection.isolation_level = None
        cursor = connection.cursor()
        if key is not None:
            cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (f"busy_timeout = {BUSY_MS}", "trusted_schema = OFF", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine, "begin", _begin_sqlite)
    return engine


def writer(engine: Engine) -> Engine:
    """Return the same engine whose transactions take the write lock at once (BEGIN IMMEDIATE).

    A transaction that reads first and writes later would fail on a stale snapshot, and no busy
    timeout helps it.
    """
    return engine.execution_options(**{WRITER: True})


def analyse(engine: Engine) -> None:
    """Tell the planner how large the tables have become; after a bulk write a tally is else slow."""
    with writer(engine).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def is_held(file: Path) -> bool:
    """Whether another program holds a database file for writing at this moment; never waits."""
    driver = sqlite_driver()
    connection = driver.connect(str(file), timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except driver.OperationalError as error:
        return "locked" in str(error) or "busy" in str(error)
    except driver.DatabaseError:
        return False
    finally:
        connection.close()
    return False


def facts(engine: Engine) -> EngineFacts:
    """Return driver and versions of a reachable database."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            version = str(connection.exec_driver_sql("select sqlite_version()").scalar_one())
            module = engine.dialect.loaded_dbapi
            return EngineFacts(module.__name__.partition(".")[0], "sqlite", version)
        version = str(connection.exec_driver_sql("show server_version").scalar_one())
        return EngineFacts(engine.dialect.driver, "postgresql", version)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn the database's own failures into `RecordError` with a stable code.

    Faults of ours (broken constraints, wrong SQL) pass unchanged: they are bugs.
    """
    try:
        yield
    except DBAPIError as error:
        code = failure_code(error)
        if code is None:
            raise
        raise RecordError(code) from error


def failure_code(error: DBAPIError) -> str | None:
    """Return the stable code of a failure of disk, lock or server; None where the fault is ours."""
    if error.connection_invalidated:
        return "data.connection_lost"
    words = str(error.orig).lower()
    for sign, code in (
        ("append-only", "data.append_only"),
        ("locked", "data.busy"),
        ("disk is full", "data.disk_full"),
        ("readonly", "data.unwritable"),
        ("unable to open", "data.unwritable"),
        ("disk i/o", "data.io_error"),
        ("malformed", "data.damaged"),
        ("not a database", "data.damaged"),
        ("no space left", "data.disk_full"),
        ("connection", "data.connection_lost"),
    ):
        if sign in words:
            return code
    return None


def _pragmas(connection: Any, key: bytes | None) -> None:  # noqa: ANN401 - a DBAPI connection
    cursor = connection.cursor()
    try:
        if key is not None:
            cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.execute("PRAGMA temp_store = MEMORY")  # no citizen's data in temporary files
        mode = cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        cursor.execute("PRAGMA synchronous = FULL")  # NORMAL loses acknowledged receipts at power loss
    finally:
        cursor.close()
    if str(mode).lower() not in {"wal", "memory"}:
        raise RecordError("data.no_wal", mode=str(mode))


def _begin_sqlite(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(WRITER))
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> Engine:
    url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, hide_parameters=True, pool_size=4, max_overflow=16, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITER):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine
