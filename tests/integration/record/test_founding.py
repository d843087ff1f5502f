"""Making an office, opening it, and every way in which that is refused."""

from __future__ import annotations

import stat
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from desk.clock import FrozenClock, parse_moment
from desk.errors import DeskError, InputError, SurroundingsError
from desk.office import founding
from desk.office.bootstrap import create_office, open_office
from desk.office.health import health
from desk.office.opened import Office
from desk.record.checking import check
from desk.record.durable import locked
from models.procedure import Procedure
from tests.integration.record.making import NOW, received

REAL = """
[office]
code = "VN-26734"
name = "Trung tâm Phục vụ hành chính công phường Mẫu"
parent = "UBND phường Mẫu"
counter = "q2"

[[staff]]
username = "lan.mau"
full_name = "Nguyễn Thị Lan Mẫu"

[[staff]]
username = "hoa.mau"
full_name = "Trần Hoa Mẫu"
role = "head"
os_account = "somebody-else"
"""


@pytest.fixture
def real_folder(data_folder: Path, tmp_path: Path) -> Path:
    """A real office, made by this account."""
    file = tmp_path / "đơn vị.toml"
    file.write_text(REAL, encoding="utf-8")
    create_office(data_folder, training=False, office_file=file)
    return data_folder


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_office_has_its_catalogue_its_keys_and_its_first_event(data_folder: Path) -> None:
    made = create_office(data_folder, training=True, clock=FrozenClock(NOW))
    assert (made.data, made.office.code, made.office.training) == (data_folder, "VN-MAU-01", True)
    with open_office(data_folder, now=NOW) as office:
        assert (office.actor.username, office.actor.role) == ("can-bo-mau", "clerk")
        report = check(office)
        assert (report.ok, report.dossiers, report.events) == (True, 0, 1)
        with office.read() as session:
            birth = session.scalars(select(Procedure).where(Procedure.code == "1.001193")).one()
            assert (birth.name, birth.field, birth.time_unit) == ("Đăng ký khai sinh", "Hộ tịch", "same_day")
            assert [part.no for part in birth.components] == list(range(1, len(birth.components) + 1))
            assert made.procedures == session.scalar(text("SELECT count(*) FROM procedure"))
    assert {path.name for path in data_folder.iterdir()} == {
        "attachments", "keys", "logs", "office.db", "office.toml", "originals", "prints", "staging",
        "tallies",
    }  # fmt: skip
    for key in (data_folder / "keys").iterdir():
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_real_office_is_as_its_file_says(real_folder: Path) -> None:
    with open_office(real_folder) as office:
        assert (office.card.code, office.card.counter, office.card.training) == ("VN-26734", "Q2", False)
        assert (office.actor.username, office.actor.role) == ("lan.mau", "clerk")


def test_a_second_init_is_refused_and_changes_nothing(office: Office) -> None:
    received(office)
    office.close()
    before = _tree(office.data)
    with pytest.raises(InputError) as caught:
        create_office(office.data, training=True)
    assert caught.value.code == "office.exists"
    assert _tree(office.data) == before


def test_a_record_that_lost_its_toml_is_never_thrown_away(office: Office) -> None:
    received(office)
    office.close()
    (office.data / "office.toml").unlink()
    before = _tree(office.data)
    with pytest.raises(InputError) as caught:
        create_office(office.data, training=True)
    assert caught.value.code == "office.exists"
    assert _tree(office.data) == before


def test_something_that_is_no_database_is_never_thrown_away(data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "office.db").write_bytes(b"a letter to a friend, kept under a strange name" * 100)
    with pytest.raises(InputError) as caught:
        create_office(data_folder, training=True)
    assert caught.value.code == "office.exists"
    assert (data_folder / "office.db").read_bytes().startswith(b"a letter")


DYING = """
import os, signal, sys
from pathlib import Path
from desk.office import founding
from desk.office.bootstrap import create_office
moves = []
real = founding.move_file
def move(source, target):
    if len(moves) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    moves.append(target)
    real(source, target)
founding.move_file = move
create_office(Path(sys.argv[1]), training=True)
"""


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_an_init_killed_half_way_is_no_office_and_can_be_made_again(data_folder: Path, after: int) -> None:
    script = DYING.format(after=after)
    done = subprocess.run([sys.executable, "-c", script, str(data_folder)], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    with pytest.raises(InputError) as caught:
        open_office(data_folder)
    assert caught.value.code == "office.not_found"
    create_office(data_folder, training=True)
    with open_office(data_folder) as office:
        assert check(office).ok
    assert not list(data_folder.glob(".init-*"))


def test_a_failing_init_leaves_no_office_behind(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(founding, "move_file", fail)
    with pytest.raises(SurroundingsError) as caught:
        create_office(data_folder, training=True)
    assert caught.value.code == "data.disk_full"
    assert not (data_folder / "office.toml").exists()
    assert not list(data_folder.glob(".init-*"))


def test_while_one_init_is_at_work_another_is_refused(data_folder: Path) -> None:
    data_folder.mkdir()
    with locked(data_folder), pytest.raises(InputError) as caught:
        create_office(data_folder, training=True)
    assert caught.value.code == "data.in_use"


@pytest.mark.parametrize("place", ["file/inside", "file", "x" * 300])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SurroundingsError) as caught:
        create_office(tmp_path / place, training=True)
    assert caught.value.code == "data.unwritable"


def test_a_folder_without_an_office_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_office(tmp_path)
    assert caught.value.code == "office.not_found"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_record_is_told_and_not_replaced_by_an_empty_one(office: Office) -> None:
    office.close()
    office.paths.database.unlink()
    with pytest.raises(SurroundingsError) as caught:
        open_office(office.data, now=NOW)
    assert caught.value.code == "data.record_missing"
    assert not office.paths.database.exists()


def test_an_emptied_record_is_told(office: Office) -> None:
    office.close()
    office.paths.database.write_bytes(b"")
    with pytest.raises(SurroundingsError) as caught:
        open_office(office.data, now=NOW)
    assert caught.value.code == "data.record_missing"


@pytest.mark.parametrize("name", ["receipt.key", "tally.key"])
@pytest.mark.parametrize(("content", "code"), [(None, "key.missing"), (b"short", "key.damaged")])
def test_a_missing_or_damaged_key_is_told_and_not_replaced(
    office: Office, name: str, content: bytes | None, code: str
) -> None:
    office.close()
    key = office.paths.keys / name
    key.unlink()
    if content is not None:
        key.write_bytes(content)
    with pytest.raises(SurroundingsError) as caught:
        open_office(office.data, now=NOW)
    assert (caught.value.code, caught.value.details["file"]) == (code, name)


@pytest.mark.parametrize(
    "content", [b"", b"office = 7\ntraining = true", b"training = true", b"\xff\xfe", b"[[["]
)
def test_a_broken_office_toml_is_named(office: Office, content: bytes) -> None:
    office.close()
    office.paths.config.write_bytes(content)
    with pytest.raises(InputError) as caught:
        open_office(office.data, now=NOW)
    assert (caught.value.code.partition(".")[0], caught.value.details["file"]) == ("config", "office.toml")


def test_the_clock_of_a_real_office_cannot_be_set(real_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_office(real_folder, now=NOW)
    assert caught.value.code == "clock.frozen_not_allowed"
    with pytest.raises(InputError) as caught:
        create_office(tmp_path / "other", training=False, clock=FrozenClock(NOW))
    assert caught.value.code == "clock.frozen_not_allowed"
    assert not (tmp_path / "other").exists()


def test_a_training_flag_edited_into_office_toml_gains_nothing(real_folder: Path) -> None:
    config = real_folder / "office.toml"
    config.write_text(config.read_text("utf-8").replace("training = false", "training = true"), "utf-8")
    with pytest.raises(InputError) as caught:
        open_office(real_folder, now=NOW)
    assert caught.value.code == "clock.frozen_not_allowed"
    with pytest.raises(InputError) as caught:
        open_office(real_folder, user="hoa.mau")
    assert caught.value.code == "auth.not_you"


@pytest.mark.parametrize("user", ["hoa.mau", "nobody"])
def test_in_a_real_office_nobody_acts_under_another_name(real_folder: Path, user: str) -> None:
    with pytest.raises(InputError) as caught:
        open_office(real_folder, user=user)
    assert caught.value.code == "auth.not_you"


def test_variables_do_not_prove_who_acts(real_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    with open_office(real_folder) as office:
        assert office.actor.username == "lan.mau"


def test_in_a_training_office_anyone_acts(office: Office) -> None:
    office.close()
    with open_office(office.data, now=NOW, user="truong-mau") as opened:
        assert (opened.actor.username, opened.actor.role) == ("truong-mau", "head")
    with open_office(office.data, now=NOW, user="hoc.vien-1") as opened:
        assert (opened.actor.username, opened.actor.role) == ("hoc.vien-1", "clerk")
    with pytest.raises(InputError) as caught:
        open_office(office.data, now=NOW, user="Học Viên")
    assert caught.value.code == "auth.bad_name"


def test_a_clock_behind_the_last_event_is_a_warning_and_work_goes_on(office: Office) -> None:
    office.close()
    earlier = parse_moment("2026-11-20T08:00:00")
    with open_office(office.data, now=earlier) as opened:
        [warning] = opened.warnings()
        assert warning.code == "clock.behind_last_event"
        assert "23/11/2026 09:41" in warning.message
        received(opened)
        assert check(opened).ok
    with open_office(office.data, now=NOW) as opened:
        assert opened.warnings() == ()


def test_a_clock_that_is_still_behind_is_told_after_it_wrote_the_last_event_itself(
    real_folder: Path,
) -> None:
    real_office = open_office(real_folder)
    founded = real_office.clock.now()
    years_ago = replace(real_office, clock=FrozenClock(founded - timedelta(days=2000)))
    for _ in range(2):
        assert [one.code for one in years_ago.warnings()] == ["clock.behind_last_event"]
        assert f"{founded:%d/%m/%Y}" in years_ago.warnings()[0].message
        assert "clock.behind_last_event" in {one.code for one in health(years_ago)}
        received(years_ago)
    assert real_office.warnings() == ()
    real_office.close()


def test_machines_of_one_office_may_differ_by_minutes(real_folder: Path) -> None:
    real_office = open_office(real_folder)
    now = real_office.clock.now()
    received(replace(real_office, clock=FrozenClock(now + timedelta(minutes=6))))
    slower = replace(real_office, clock=FrozenClock(now + timedelta(minutes=1)))
    received(slower)
    assert slower.warnings() == ()
    real_office.close()


def test_an_office_on_postgresql_is_not_made_twice(
    data_folder: Path, tmp_path: Path, postgres_url: str
) -> None:
    create_office(data_folder, training=True, database=postgres_url)
    with pytest.raises(InputError) as caught:
        create_office(tmp_path / "second", training=True, database=postgres_url)
    assert caught.value.code == "office.exists"
    with open_office(data_folder) as office:
        assert check(office).ok


def test_a_database_server_that_is_away_is_told(data_folder: Path, postgres_url: str) -> None:
    create_office(data_folder, training=True, database=postgres_url)
    config = data_folder / "office.toml"
    away = postgres_url.replace(postgres_url.rpartition(":")[2].partition("/")[0], "1")
    config.write_text(config.read_text("utf-8").replace(postgres_url, away), "utf-8")
    with pytest.raises(DeskError) as caught:
        open_office(data_folder)
    assert (caught.value.code, caught.value.exit_code) == ("data.connection_lost", 3)
