"""The same promises on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from desk.errors import SurroundingsError
from desk.office.opened import Office
from desk.record.checking import check
from models.dossier import Dossier
from models.engine import facts, writer
from models.event import Event
from tests.integration.record.making import DAY, NOW, a_dossier, received


def _codes(office: Office) -> list[str]:
    with office.read() as session:
        return list(session.scalars(select(Dossier.code).order_by(Dossier.code)))


def test_eight_threads_get_numbers_without_gap_or_double_even_when_some_give_up(
    either_office: Office,
) -> None:
    def counter(thread: int) -> int:
        done = 0
        for turn in range(6):
            with either_office.write("dossier.receive") as uow:
                a_dossier(uow)
                if (thread + turn) % 5:
                    uow.commit()
                    done += 1
        return done

    with ThreadPoolExecutor(8) as pool:
        total = sum(pool.map(counter, range(8)))
    assert _codes(either_office) == [f"{DAY}-{n:04d}" for n in range(1, total + 1)]
    report = check(either_office)
    assert (report.ok, report.problems, report.dossiers, report.events) == (True, (), total, total + 1)


def test_the_same_command_at_the_same_moment_is_done_once_and_answered_twice(either_office: Office) -> None:
    start = Barrier(6)

    def click(_: int) -> str:
        start.wait()
        return received(either_office, command_id="click-1")

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(click, range(6)))
    assert answers == {f"{DAY}-0001"}
    assert _codes(either_office) == [f"{DAY}-0001"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'someone-else'",
        "UPDATE event SET details = details",
        "DELETE FROM event WHERE seq = 1",
        "INSERT INTO event SELECT seq + 2, at, actor, counter, verb, subject, dossier_id, details, prev, hash"
        " FROM event WHERE seq = 1",
        "INSERT INTO event SELECT seq, at, actor, counter, verb, subject, dossier_id, details, prev, hash"
        " FROM event WHERE seq = 1",
    ],
)
def test_the_history_refuses_every_edit(either_office: Office, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writer(either_office.engine).begin() as connection:
        connection.execute(text(statement))
    assert check(either_office).ok


def test_replacing_an_entry_is_an_edit_too(office: Office) -> None:
    statement = (
        "INSERT OR REPLACE INTO event SELECT seq, at, 'someone-else', counter, verb, subject, dossier_id,"
        " details, prev, hash FROM event WHERE seq = 1"
    )
    with pytest.raises(DBAPIError, match="append-only"), writer(office.engine).begin() as connection:
        connection.execute(text(statement))


def test_an_edit_through_the_unit_of_work_has_its_own_code(either_office: Office) -> None:
    with pytest.raises(SurroundingsError) as caught, either_office.write("test.edit") as uow:
        uow.session.execute(text("DELETE FROM event"))
    assert caught.value.code == "data.append_only"


def test_a_reader_cannot_write_and_sees_no_half_done_work(either_office: Office) -> None:
    with either_office.write("test.write") as uow:
        a_dossier(uow)
        assert _codes(either_office) == []
        uow.commit()
    assert len(_codes(either_office)) == 1
    with pytest.raises(DBAPIError), either_office.engine.connect() as connection:
        connection.execute(text("INSERT INTO counter (key, n) VALUES ('x', 1)"))


def test_moments_and_json_come_back_as_they_went_in(either_office: Office) -> None:
    with either_office.write("test.write") as uow:
        a_dossier(uow)
        dossier = uow.session.scalars(select(Dossier)).one()
        dossier.answers = {"họ tên": "Đỗ Thị Mẫu", "số": [1, None, True]}
        dossier.due_current = NOW
        uow.commit()
    with either_office.read() as session:
        kept = session.scalars(select(Dossier)).one()
        assert (kept.answers, kept.due_current) == ({"họ tên": "Đỗ Thị Mẫu", "số": [1, None, True]}, NOW)
        assert session.scalar(text("SELECT due_current FROM dossier")) == "2026-11-23T02:41:00Z"


def test_both_engines_hash_the_same_history_to_the_same_head(either_office: Office) -> None:
    """The first event differs by the office's own key; what follows depends on it alone."""
    from desk.record.events import chain_hash

    with either_office.write("test.write") as uow:
        row = uow.record("test.done", subject="Hồ sơ", details={"số": 1.0, "a": "đ"})
        uow.commit()
    wanted = chain_hash(
        prev=row.prev, seq=2, at="2026-11-23T02:41:00Z", actor="can-bo-mau", verb="test.done",
        subject="Hồ sơ", details='{"a":"đ","số":1}',
    )  # fmt: skip
    with either_office.read() as session:
        assert session.scalar(select(Event.hash).where(Event.seq == 2)) == wanted
        assert session.scalar(select(func.max(Event.seq))) == 2


def test_the_driver_and_its_version_are_told(either_office: Office) -> None:
    found = facts(either_office.engine)
    if found.database == "sqlite":
        assert tuple(int(part) for part in found.version.split(".")) >= (3, 51, 3)
    else:
        assert (found.driver, int(found.version.split(".")[0]) >= 12) == ("psycopg", True)
