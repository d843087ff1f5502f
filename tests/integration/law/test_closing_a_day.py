"""Closing a day: file, row, event and outbox in one step; chained, repeatable, never half-done."""

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.errors import InputError, SurroundingsError
from desk.numbers.closing import close_day, day_sheet, verify_file
from desk.office.bootstrap import create_office, open_office
from desk.office.keys import facts
from desk.office.opened import Office
from desk.record.canonical import canonical
from desk.record.uow import UnitOfWork
from desk.rows import ClosedDay
from models.event import Event
from models.outbox import Outbox
from models.tally_file import TallyFile
from tests.integration.law.life import START, random_life, record_lives

DAY = date(2026, 11, 20)


@pytest.fixture
def lively(office: Office) -> Office:
    dice = random.Random(11)
    record_lives(office, [random_life(dice) for _ in range(60)])
    return office


def one_more(office: Office, seed: int = 1) -> None:
    """Another dossier received on the day."""
    life = random_life(random.Random(seed))
    moment = START.replace(day=20, hour=9)
    record_lives(
        office, [{**life, "received_at": moment, "steps": [(moment, "receive", 2, None)], "details": [{}]}]
    )


def count(office: Office, table: Any) -> int:
    with office.read() as session:
        return int(session.scalar(select(func.count()).select_from(table)) or 0)


def content(closed: ClosedDay) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(closed.file.read_bytes())
    return found


def test_a_closed_day_is_a_sound_file_with_row_event_and_outbox(lively: Office) -> None:
    with lively.read() as session:
        head = session.execute(select(Event.hash).order_by(Event.seq.desc()).limit(1)).scalar_one()
    closed = close_day(lively, DAY)
    assert closed.file.name == f"tally-{lively.card.code}-2026-11-20-r1.json"
    assert (closed.revision, closed.previous_sha256, closed.repeated) == (1, None, False)
    assert verify_file(closed.file, facts(lively.keys).public_key).ok
    body = content(closed)
    assert body["sha256"] == closed.sha256 == hashlib.sha256(canonical(body["tally"])).hexdigest()
    assert body["tally"]["audit_head"] == head
    assert body["tally"]["generated_at"] == "2026-12-01T17:00:00+07:00"
    assert set(body["tally"]) == {
        "schema", "office", "date", "revision", "previous_sha256", "generated_at", "rows", "total",
        "indicators", "audit_head",
    }  # fmt: skip
    with lively.read() as session:
        body_kept = session.scalars(select(TallyFile.body)).one()
        waiting = session.execute(select(Outbox.body, Outbox.state, Outbox.sha256)).one()
        verb, details = session.execute(
            select(Event.verb, Event.details).order_by(Event.seq.desc()).limit(1)
        ).one()
    assert body_kept.encode() == closed.file.read_bytes()
    assert tuple(waiting) == (body_kept, "waiting", closed.sha256)
    assert verb == "day.closed"
    assert json.loads(details)["sha256"] == closed.sha256


def test_the_closed_numbers_are_the_tally_of_that_day(lively: Office) -> None:
    from desk.numbers.tally import tally

    body = content(close_day(lively, DAY))["tally"]
    assert {key: body[key] for key in ("rows", "total", "indicators")} == json.loads(
        canonical(tally(lively, DAY, DAY).numbers())
    )
    assert body["rows"]


def test_closing_again_answers_the_same_revision_and_leaves_no_event(
    lively: Office, at_time: Callable[[Office, str], Office]
) -> None:
    first = close_day(lively, DAY)
    before, events = first.file.read_bytes(), count(lively, Event)
    again = close_day(at_time(lively, "2026-12-02T08:00"), DAY)
    assert again.repeated
    assert (again.revision, again.sha256, again.signature, again.file) == (
        first.revision, first.sha256, first.signature, first.file,
    )  # fmt: skip
    assert first.file.read_bytes() == before
    assert count(lively, Event) == events
    assert count(lively, TallyFile) == count(lively, Outbox) == 1


def test_changed_numbers_make_the_next_revision_and_leave_the_first_untouched(lively: Office) -> None:
    first = close_day(lively, DAY)
    before = first.file.read_bytes()
    one_more(lively)
    second = close_day(lively, DAY)
    assert (second.revision, second.previous_sha256, second.repeated) == (2, first.sha256, False)
    assert first.file.read_bytes() == before
    assert content(second)["tally"]["revision"] == 2
    total = "received_other", "received_online"
    assert sum(content(second)["tally"]["total"][key] for key in total) == 1 + sum(
        content(first)["tally"]["total"][key] for key in total
    )


def test_the_chain_follows_the_order_of_closing_across_days_and_revisions(lively: Office) -> None:
    days = [DAY, DAY - timedelta(days=2), DAY + timedelta(days=1)]
    chain = [close_day(lively, day) for day in days]
    one_more(lively)
    chain.append(close_day(lively, DAY))
    assert [one.revision for one in chain] == [1, 1, 1, 2]
    assert [one.previous_sha256 for one in chain] == [None, *[one.sha256 for one in chain[:-1]]]
    assert [content(one)["tally"]["previous_sha256"] for one in chain] == [
        one.previous_sha256 for one in chain
    ]


def test_an_answer_repeated_keeps_its_own_predecessor(lively: Office) -> None:
    first, second = close_day(lively, DAY), close_day(lively, DAY + timedelta(days=1))
    assert close_day(lively, DAY).previous_sha256 is None
    assert close_day(lively, DAY + timedelta(days=2)).previous_sha256 == second.sha256
    assert second.previous_sha256 == first.sha256


def test_a_day_without_any_dossier_can_be_closed(office: Office) -> None:
    closed = close_day(office, DAY)
    assert content(closed)["tally"]["rows"] == []
    assert verify_file(closed.file, facts(office.keys).public_key).ok


def test_a_future_day_is_refused_and_today_is_not(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    today = at_time(office, "2026-11-20T00:00:00")
    with pytest.raises(InputError, match=r"close\.future_day"):
        close_day(today, DAY + timedelta(days=1))
    assert count(office, TallyFile) == 0
    assert close_day(today, DAY).revision == 1


def test_a_clock_behind_the_record_is_named_as_what_hinders_the_closing(
    either_office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    close_day(at_time(either_office, "2026-11-20T17:00:00"), DAY)
    with pytest.raises(InputError, match=r"close\.clock_behind") as refused:
        close_day(at_time(either_office, "2026-11-18T09:00:00"), DAY)
    assert refused.value.details["last"] == "17:00 20/11/2026"
    assert close_day(at_time(either_office, "2026-11-18T09:00:00"), DAY - timedelta(days=2)).revision == 1
    assert count(either_office, TallyFile) == 2


def test_a_day_closed_with_a_clock_behind_the_record_says_that_it_may_be_the_wrong_one(
    either_office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    close_day(either_office, DAY)  # at 17:00 on 1 December
    behind = close_day(at_time(either_office, "2026-11-19T10:00:00"), date(2026, 11, 19))
    assert behind.revision == 1  # the contract: done, with a warning; the order is the record's
    assert [one.code for one in behind.notes] == ["close.signed_behind"]
    for word in ("10:00 19/11/2026", "17:00 01/12/2026"):
        assert word in behind.notes[0].message
    assert day_sheet(at_time(either_office, "2026-11-19T10:00:00"), DAY).clock_lost is not None
    with pytest.raises(InputError, match=r"close\.clock_behind"):  # also now that the wrong clock wrote last
        close_day(at_time(either_office, "2026-11-19T10:00:00"), DAY)
    drifting = at_time(either_office, "2026-12-01T16:55:00")
    assert close_day(drifting, date(2026, 11, 30)).notes == ()
    assert day_sheet(drifting, DAY).clock_lost is None


def test_a_day_long_before_the_office_is_refused_with_the_first_day_that_can_be_closed(
    office: Office,
) -> None:
    with pytest.raises(InputError, match=r"close\.before_office") as refused:
        close_day(office, date(1999, 1, 1))
    assert refused.value.details == {"day": "01/01/1999", "first": "01/01/2026"}  # practice: the year is open
    assert count(office, TallyFile) == 0


@pytest.fixture(params=["sqlite", "postgresql"])
def real_folder(request: pytest.FixtureRequest, real_template: Path, tmp_path: Path) -> Path:
    """A real office on either engine."""
    if request.param == "sqlite":
        return Path(shutil.copytree(real_template, tmp_path / "real"))
    url = request.getfixturevalue("postgres_url")
    file = real_template.parent / "office.toml"
    create_office(tmp_path / "real", training=False, office_file=file, database=url)
    return tmp_path / "real"


def test_a_real_office_closes_nothing_before_its_founding_but_the_days_of_an_older_register(
    real_folder: Path,
) -> None:
    with open_office(real_folder) as real:
        today = real.clock.now().date()
        with pytest.raises(InputError, match=r"close\.before_office") as refused:
            close_day(real, today - timedelta(days=1))
        assert refused.value.details["first"] == f"{today:%d/%m/%Y}"
        assert close_day(real, today).revision == 1
        older = real.clock.now() - timedelta(days=40)
        life = random_life(random.Random(3))
        steps = [(older, "receive", 2, None)]
        record_lives(real, [{**life, "received_at": older, "steps": steps, "details": [{}]}])
        assert close_day(real, today - timedelta(days=39)).revision == 1
        with pytest.raises(InputError, match=r"close\.before_office"):
            close_day(real, today - timedelta(days=41))


def test_a_file_lost_or_changed_on_the_disk_is_laid_back_byte_for_byte(lively: Office) -> None:
    closed = close_day(lively, DAY)
    before = closed.file.read_bytes()
    closed.file.unlink()
    assert close_day(lively, DAY).file.read_bytes() == before
    closed.file.write_bytes(before + b" ")
    assert close_day(lively, DAY).file.read_bytes() == before


def test_a_disk_that_refuses_leaves_the_day_open(lively: Office) -> None:
    folder = lively.paths.tallies
    folder.rmdir()
    folder.write_text("not a folder", encoding="utf-8")
    events = count(lively, Event)
    with pytest.raises(SurroundingsError):
        close_day(lively, DAY)
    assert count(lively, TallyFile) == count(lively, Outbox) == 0
    assert count(lively, Event) == events
    folder.unlink()
    assert close_day(lively, DAY).revision == 1


def test_a_failure_between_file_and_row_leaves_neither(
    lively: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "record", fail)
        with pytest.raises(MemoryError):
            close_day(lively, DAY)
    assert list(lively.paths.tallies.iterdir()) == []
    assert count(lively, TallyFile) == 0
    assert close_day(lively, DAY).revision == 1


def test_no_person_is_in_the_file(lively: Office) -> None:
    text = close_day(lively, DAY).file.read_text(encoding="utf-8")
    for personal in ("NGƯỜI MẪU", "nguoi mau", "0790900", "0900000000", "Phố Mẫu", "T-2611"):
        assert personal not in text


def test_an_altered_file_of_this_office_is_found(lively: Office, tmp_path: Path) -> None:
    closed = close_day(lively, DAY)
    body = closed.file.read_bytes()
    number = content(closed)["tally"]["total"]["received_total"]
    changed = tmp_path / "sửa.json"
    changed.write_bytes(body.replace(f'"received_total":{number}'.encode(), b'"received_total":999'))
    verdict = verify_file(changed, facts(lively.keys).public_key)
    assert [problem.code for problem in verdict.problems] == ["tally.hash_mismatch", "tally.bad_signature"]
