"""One use case, one transaction: what is committed stays, what is not leaves no trace."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError, SurroundingsError
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from models.counter import Counter
from models.event import Event

NOW = parse_moment("2026-11-23T09:41:00+07:00")


@pytest.fixture(scope="module")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One office, founded once; tests get copies."""
    folder = tmp_path_factory.mktemp("founded") / "office"
    create_office(folder, training=True, clock=FrozenClock(NOW))
    return folder


@pytest.fixture
def office(_founded: Path, data_folder: Path) -> Iterator[Office]:
    shutil.copytree(_founded, data_folder)
    with open_office(data_folder, now=NOW) as opened:
        yield opened


def _events(office: Office) -> list[Any]:
    with office.read() as session:
        return list(session.execute(select(*Event.__table__.columns).order_by(Event.seq)))


def test_a_committed_event_is_on_record_with_its_moment_and_actor(office: Office) -> None:
    with office.write("test.write") as uow:
        row = uow.record("test.done", subject="thing", details={"n": 1})
        uow.commit()
    stored = _events(office)[-1]
    assert (stored.seq, stored.verb, stored.subject, stored.actor, stored.at) == (
        row.seq, "test.done", "thing", "can-bo-mau", NOW,
    )  # fmt: skip


def test_leaving_without_commit_leaves_no_event_and_gives_the_number_back(office: Office) -> None:
    with office.write("test.write") as uow:
        assert uow.next_number("k") == 1
        uow.record("test.done", subject="thing", details={})
    with office.write("test.write") as uow:
        assert uow.next_number("k") == 1
        uow.commit()
    assert [event.verb for event in _events(office)] == ["office.created"]


def test_an_exception_rolls_everything_back(office: Office) -> None:
    def interrupted() -> None:
        with office.write("test.write") as uow:
            uow.record("test.done", subject="thing", details={})
            uow.session.add(Counter(key="x", n=7))
            uow.session.flush()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(_events(office)) == 1
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Counter).where(Counter.key == "x")) == 0


def test_the_chain_is_sha256_over_the_previous_hash_and_the_canonical_event(office: Office) -> None:
    with office.write("test.write") as uow:
        uow.record("test.done", subject="Hồ sơ", details={"số": 2, "a": [1, None, True]})
        uow.commit()
    first, second = _events(office)
    assert first.prev == "0" * 64
    assert second.prev == first.hash
    body = {
        "seq": 2, "at": "2026-11-23T02:41:00Z", "actor": "can-bo-mau", "verb": "test.done",
        "subject": "Hồ sơ", "details": {"số": 2, "a": [1, None, True]},
    }  # fmt: skip
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert second.hash == hashlib.sha256((first.hash + canonical).encode()).hexdigest()


def test_a_unit_of_work_inside_another_is_refused_and_the_outer_one_goes_on(office: Office) -> None:
    with office.write("test.outer") as uow:
        with pytest.raises(RuntimeError, match="inside another"), office.write("test.inner"):
            pass
        uow.record("test.done", subject="thing", details={})
        uow.commit()
    assert _events(office)[-1].verb == "test.done"


def test_a_repeated_command_gets_the_first_answer_and_cannot_change_anything(office: Office) -> None:
    with office.write("test.write", command_id="c-1") as uow:
        assert uow.repeated_answer is None
        uow.record("test.done", subject="thing", details={})
        uow.commit({"code": "A-1"})
    with office.write("test.write", command_id="c-1") as uow:
        assert uow.repeated_answer == {"code": "A-1"}
        with pytest.raises(RuntimeError, match="repeated"):
            uow.record("test.done", subject="thing", details={})
    assert len(_events(office)) == 2


def test_a_command_that_was_given_up_may_be_done_later(office: Office) -> None:
    with office.write("test.write", command_id="c-1"):
        pass
    with office.write("test.write", command_id="c-1") as uow:
        assert uow.repeated_answer is None


def test_a_command_id_used_for_another_verb_is_refused(office: Office) -> None:
    with office.write("test.write", command_id="c-1") as uow:
        uow.commit({})
    with pytest.raises(InputError) as caught, office.write("test.other", command_id="c-1"):
        pass
    assert caught.value.code == "command.other_verb"


@pytest.mark.parametrize("command_id", ["", "x" * 201, "a\nb"])
def test_an_impossible_command_id_is_refused(office: Office, command_id: str) -> None:
    with pytest.raises(InputError) as caught, office.write("test.write", command_id=command_id):
        pass
    assert caught.value.code == "command.bad_id"


def test_a_reader_cannot_write(office: Office) -> None:
    with pytest.raises(DBAPIError, match="readonly"), office.engine.connect() as connection:
        connection.execute(text("INSERT INTO counter (key, n) VALUES ('x', 1)"))


def test_after_commit_the_unit_of_work_is_over(office: Office) -> None:
    with office.write("test.write") as uow:
        uow.commit()
        with pytest.raises(RuntimeError, match="over"):
            uow.next_number("k")


def test_files_moved_in_a_transaction_that_fails_are_moved_back(office: Office) -> None:
    undone: list[str] = []
    with office.write("test.write") as uow:
        uow.on_rollback(lambda: undone.append("first"))
        uow.on_rollback(lambda: undone.append("second"))
    assert undone == ["second", "first"]


def test_files_moved_in_a_committed_transaction_stay(office: Office) -> None:
    undone: list[str] = []
    with office.write("test.write") as uow:
        uow.on_rollback(lambda: undone.append("file"))
        uow.commit()
    assert undone == []


@pytest.mark.parametrize(
    ("words", "undone"), [("database or disk is full", ["file"]), ("disk I/O error", [])]
)
def test_files_stay_where_a_failing_commit_may_have_reached_the_disk(
    office: Office, monkeypatch: pytest.MonkeyPatch, words: str, undone: list[str]
) -> None:
    told: list[str] = []

    def fail(_: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception(words))

    monkeypatch.setattr(Session, "commit", fail)

    def refused() -> None:
        with office.write("test.write") as uow:
            uow.on_rollback(lambda: told.append("file"))
            uow.commit()

    with pytest.raises(SurroundingsError):
        refused()
    assert told == undone


def test_a_broken_constraint_is_a_bug_not_a_failure_of_the_surroundings(office: Office) -> None:
    with pytest.raises(IntegrityError), office.write("test.write") as uow:
        uow.record("test.done", subject="thing", dossier_id=404, details={})


def test_details_that_json_cannot_hold_are_refused_before_anything_is_written(office: Office) -> None:
    with pytest.raises((TypeError, ValueError)), office.write("test.write") as uow:
        uow.record("test.done", subject="thing", details={"at": datetime(2026, 1, 1)})  # noqa: DTZ001
    assert len(_events(office)) == 1
