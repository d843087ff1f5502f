"""The migrations make exactly the tables the models describe, and older records are carried along."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import models.upgrade
from desk.errors import DeskError, SurroundingsError
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.record.checking import check
from models.engine import open_engine, sqlite_driver, writer
from models.schema import HEAD, REVISIONS
from models.tables import Base
from models.upgrade import copy_aside, migration_config, stored_revision
from tests.integration.record.making import NOW, received

LATER = f"{int(HEAD) + 1:04d}"
SECOND = f'''
"""A later version, for this test."""
import sqlalchemy as sa
from alembic import op
revision = "{LATER}"
down_revision = "{HEAD}"
def upgrade() -> None:
    with op.batch_alter_table("dossier") as table:
        table.add_column(sa.Column("later", sa.String(), server_default="x", nullable=False))
'''


def test_the_known_revisions_are_the_migration_files() -> None:
    script = ScriptDirectory.from_config(migration_config())
    assert tuple(reversed([one.revision for one in script.walk_revisions()])) == REVISIONS
    assert script.get_heads() == [HEAD]


def _is_no_index_of_words(name: str | None, _kind: str, _parent: object) -> bool:
    """The index over words of papers is each engine's own, made by hand: FTS5 with its tables, GIN."""
    return not (name or "").startswith(("paper_index", "ix_paper_text_words"))


def test_migrated_tables_equal_the_models(either_office: Office) -> None:
    with either_office.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": _is_no_index_of_words}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []
        names = connection.execute(
            text(
                "SELECT sql FROM sqlite_master WHERE name = 'dossier'"
                if connection.dialect.name == "sqlite"
                else "SELECT string_agg(conname, ' ') FROM pg_constraint WHERE conrelid = 'dossier'::regclass"
            )
        ).scalar_one()
    for name in ("ck_dossier_state", "ck_dossier_channel", "ck_dossier_rating", "uq_dossier_code"):
        assert name in names


@pytest.fixture
def later_program(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that knows one more version than the one that made the office."""
    assert stored_revision(office.engine) == HEAD
    scripts = tmp_path / "100% migrations"
    shutil.copytree(Path(models.upgrade.__file__).parent / "migrations", scripts)
    (scripts / "versions" / f"v{LATER}_later.py").write_text(SECOND, encoding="utf-8")

    def config() -> Any:
        made = migration_config()
        made.set_main_option("script_location", str(scripts).replace("%", "%%"))
        return made

    monkeypatch.setattr(models.upgrade, "migration_config", config)
    monkeypatch.setattr(models.upgrade, "HEAD", LATER)
    monkeypatch.setattr(models.upgrade, "REVISIONS", (*REVISIONS, LATER))


@pytest.mark.usefixtures("later_program")
def test_an_older_record_is_copied_aside_and_carried_along(office: Office) -> None:
    code = received(office, pages=b"%PDF- one")
    office.close()
    with open_office(office.data, now=NOW) as opened:
        assert stored_revision(opened.engine) == LATER
        with opened.read() as session:
            assert session.execute(text("SELECT code, later FROM dossier")).all() == [(code, "x")]
        report = check(opened)
        assert (report.ok, report.dossiers, report.schema) == (True, 1, LATER)
    [copy] = list((office.data / "copies").iterdir())
    connection = sqlite_driver().connect(str(copy))
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    assert connection.execute("SELECT code FROM dossier").fetchall() == [(code,)]
    connection.close()


@pytest.mark.usefixtures("later_program")
def test_an_upgrade_keeps_the_history_append_only(office: Office) -> None:
    office.close()
    with open_office(office.data, now=NOW) as opened:
        with pytest.raises(SurroundingsError) as caught, opened.write("test.edit") as uow:
            uow.session.execute(text("DELETE FROM event"))
        assert caught.value.code == "data.append_only"


@pytest.mark.usefixtures("later_program")
def test_without_a_sound_copy_nothing_is_upgraded(office: Office) -> None:
    office.close()
    (office.data / "copies").write_bytes(b"a file where the folder should be")
    with pytest.raises(DeskError) as caught:
        open_office(office.data, now=NOW)
    assert caught.value.code == "data.copy_failed"
    engine = open_engine(office.paths.database)
    assert stored_revision(engine) == HEAD
    engine.dispose()


def test_a_record_of_a_newer_program_is_left_alone(office: Office) -> None:
    with writer(office.engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    office.close()
    before = office.paths.database.read_bytes()
    with open_office(office.data, now=NOW) as opened:
        with pytest.raises(SurroundingsError) as caught, opened.write("test.later"):
            pass
        assert caught.value.code == "data.viewing_newer"
    assert office.paths.database.read_bytes() == before


def test_an_up_to_date_record_opens_without_alembic(office: Office) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from pathlib import Path; from desk.office.bootstrap import open_office;"
        " open_office(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(office.data)], check=False, cwd=Path.cwd())
    assert done.returncode == 0


def test_the_copy_holds_what_still_stands_in_the_write_ahead_log(office: Office, tmp_path: Path) -> None:
    codes = [received(office) for _ in range(5)]
    assert office.paths.database.with_name("office.db-wal").stat().st_size > 0
    copy_aside(office.engine, tmp_path / "aside" / "copy.db")
    connection = sqlite_driver().connect(str(tmp_path / "aside" / "copy.db"))
    assert [row[0] for row in connection.execute("SELECT code FROM dossier ORDER BY code")] == codes
    connection.close()
    assert [entry.name for entry in (tmp_path / "aside").iterdir()] == ["copy.db"]
