"""The database's door: sound drivers only, safe pragmas, failures with codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from models.engine import guarded, open_engine, sqlite_driver, writer
from models.errors import RecordError


def _driver(monkeypatch: pytest.MonkeyPatch, name: str, version: str) -> str:
    module = ModuleType(name)
    module.sqlite_version = version  # type: ignore[attr-defined]
    module.sqlite_version_info = tuple(int(part) for part in version.split("."))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, name, module)
    return name


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(tmp_path / "100% lạ?#.db")
    yield opened
    opened.dispose()


def test_a_driver_with_the_fault_that_loses_commits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    old = _driver(monkeypatch, "old_driver", "3.51.2")
    with pytest.raises(RecordError) as caught:
        sqlite_driver((old,))
    assert caught.value.code == "data.driver_too_old"
    assert "3.51.2" in caught.value.details["found"]


def test_the_first_sound_driver_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        "no_such_driver",
        _driver(monkeypatch, "old_driver", "3.40.1"),
        _driver(monkeypatch, "new_driver", "3.51.3"),
        _driver(monkeypatch, "newer_driver", "3.60.0"),
    )
    assert sqlite_driver(names).__name__ == "new_driver"


def test_without_any_driver_the_refusal_says_so() -> None:
    with pytest.raises(RecordError) as caught:
        sqlite_driver(("no_such_driver",))
    assert caught.value.code == "data.driver_too_old"


def test_every_connection_is_safe(engine: Engine) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "trusted_schema": 0,
        "temp_store": 2,
    }  # fmt: skip
    for opened in (engine, writer(engine)):
        with opened.connect() as connection:
            found = {key: connection.exec_driver_sql(f"PRAGMA {key}").scalar() for key in wanted}
        assert found == wanted


def test_a_writer_holds_the_lock_from_its_first_moment(engine: Engine, tmp_path: Path) -> None:
    with writer(engine).begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
    second = open_engine(tmp_path / "100% lạ?#.db")
    with writer(engine).begin(), second.connect() as reader:
        reader.exec_driver_sql("SELECT * FROM t")
        raw = second.raw_connection()
        raw.cursor().execute("PRAGMA busy_timeout = 0")
        with pytest.raises(Exception, match="locked"):
            raw.cursor().execute("BEGIN IMMEDIATE")
        raw.close()
    second.dispose()


def test_a_reader_sees_one_unchanging_state(engine: Engine) -> None:
    with writer(engine).begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
    with engine.connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0
        with writer(engine).begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0
    with engine.connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 1


def test_a_connection_that_was_a_reader_may_write_next_and_the_other_way_round(engine: Engine) -> None:
    for turn in range(3):
        with writer(engine).begin() as connection:
            connection.execute(text(f"CREATE TABLE t{turn} (a INTEGER)"))
        with engine.connect() as reader, pytest.raises(DBAPIError, match="readonly"):
            reader.execute(text(f"INSERT INTO t{turn} VALUES (1)"))


def test_an_encrypted_file_opens_with_its_key_only(tmp_path: Path) -> None:
    file = tmp_path / "sealed.db"
    sealed = open_engine(file, key=bytes(range(32)))
    with writer(sealed).begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER)"))
    sealed.dispose()
    assert not file.read_bytes().startswith(b"SQLite format 3")
    plain = open_engine(file)
    with pytest.raises(RecordError) as caught, guarded(), plain.connect():
        pass
    assert caught.value.code == "data.damaged"
    plain.dispose()


class _DriverError(Exception):
    """Stands for what a driver raises."""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database is locked", "data.busy"),
        ("database or disk is full", "data.disk_full"),
        ("attempt to write a readonly database", "data.unwritable"),
        ("unable to open database file", "data.unwritable"),
        ("disk I/O error", "data.io_error"),
        ("database disk image is malformed", "data.damaged"),
        ("file is not a database", "data.damaged"),
        ("event is append-only", "data.append_only"),
        ("connection failed: Connection refused", "data.connection_lost"),
        ("could not extend file: No space left on device", "data.disk_full"),
    ],
)
def test_failures_of_the_database_have_stable_codes(words: str, code: str) -> None:
    with pytest.raises(RecordError) as caught, guarded():
        raise OperationalError("SELECT 1", {}, _DriverError(words))
    assert caught.value.code == code


def test_a_wrong_statement_is_a_bug_and_passes_unchanged(engine: Engine) -> None:
    with pytest.raises(DBAPIError), guarded(), engine.connect() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_a_failing_statement_shows_no_citizens_data(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as caught, engine.connect() as connection:
        connection.execute(text("SELECT :name FROM nowhere"), {"name": "NGUYỄN VĂN MẪU"})
    assert "NGUYỄN" not in str(caught.value)
