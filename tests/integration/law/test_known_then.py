"""A tally as it was known at a past moment is the one that was signed then, whatever came after."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desk.catalogue.admin import save
from desk.clock import LOCAL, FrozenClock
from desk.errors import InputError
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.numbers.closing import close_day
from desk.numbers.known import tally_known
from desk.numbers.tally import Tally, tally, tally_in
from desk.office import settings
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record.canonical import canonical
from desk.record.events import head
from desk.rows import ClosedDay
from tests.helpers.cli import DeskRun, call_desk
from tests.integration.law.conftest import NOW
from tests.integration.law.life import START, random_life, record_lives
from tests.integration.law.raw_count import recount
from tests.integration.law.test_indicator_oracle import pairs, some_periods
from tests.integration.life.conftest import a_reception

DAY = date(2026, 11, 20)
COPIES = "2.000815"


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The office of this room on each engine."""
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    url = request.getfixturevalue("postgres_url")
    create_office(data_folder, training=True, clock=FrozenClock(START - timedelta(days=15)), database=url)
    with open_office(data_folder, now=NOW) as opened:
        yield opened


def test_what_was_counted_then_is_counted_again_after_everything_that_followed(either: Office) -> None:
    dice = random.Random(51)
    periods = some_periods(dice, START.date() - timedelta(days=1), 14, 5)
    counted: list[tuple[int, list[bytes]]] = []
    for _ in range(4):
        record_lives(either, [random_life(dice) for _ in range(25)])
        with either.read() as session:
            told = [canonical(tally_in(session, *one).as_json()) for one in periods]
            counted.append((head(session).seq, told))
    record_lives(either, [random_life(dice) for _ in range(25)])
    for seq, told in counted:
        assert [canonical(tally_known(either, *one, seq)[0].as_json()) for one in periods] == told
    with either.read() as session:

        def ask(query: str) -> Iterable[Any]:
            return session.execute(text(query))

        between = counted[0][0] + 17  # in the middle of a dossier's life, where nobody counted
        for seq in (between, counted[2][0]):
            for first, last in periods:
                found, _ = tally_known(either, first, last, seq)
                assert pairs(found) == recount(ask, first, last, seq)


def at(office: Office, day: int, hour: int) -> Office:
    return replace(office, clock=FrozenClock(datetime(2026, 11, day, hour, tzinfo=LOCAL)))


def received(office: Office, **values: Any) -> str:
    return commit_reception(
        office, command_from(a_reception(**{"procedure": "1.004873", **values}), base=office.data)
    ).code


def signed(closed: ClosedDay) -> bytes:
    """Rows, total and indicators as the closed file holds them."""
    told = json.loads(closed.file.read_bytes())["tally"]
    return canonical({key: told[key] for key in ("rows", "total", "indicators")})


def told(found: Tally) -> bytes:
    return canonical(found.numbers())


@pytest.fixture
def closed_once(either: Office) -> tuple[Office, ClosedDay]:
    """A day closed at five, then changed by every act that reaches back into it."""
    morning = at(either, 20, 9)
    first = received(morning, procedure=COPIES, copies=3, fee={"amount": 12_000, "method": "none"})
    second = received(morning, procedure=COPIES, channel="online", answers={})
    third = received(morning, procedure="1.004873", channel="postal")
    act(at(either, 20, 10), first, "result-ready", {})
    act(at(either, 20, 10), third, "result-ready", {"result": {"electronic": True}})
    act(at(either, 20, 11), third, "reconcile", {"official_code": "H19.1-251120-0001"})
    closed = close_day(at(either, 20, 17), DAY)
    monday = at(either, 23, 8)
    act(monday, first, "correct", {"set": {"copies": 9, "fee_amount": 20_000}, "reason": "Đếm lại bản sao."})
    act(
        monday, second, "correct",
        {"set": {"applicant": {"id_number": "999090005678"}}, "reason": "Gõ nhầm một chữ số."},
    )  # fmt: skip
    act(monday, second, "reconcile", {"official_code": "H19.1-251120-0002"})
    act(monday, third, "reconcile", {"official_code": "H19.1-251120-0003"})
    with monday.write("test.targets") as uow:
        settings.change(uow, "indicators.targets", {"online_simple": 5, "digitised": 99}, DAY)
        settings.change(uow, "indicators.on_time_against", "current", date(2026, 11, 1))
        uow.commit()
    save(
        monday, {"code": "1.001193", "yields_paper": False, "online_level": ""}, valid_from=date(2026, 11, 1)
    )
    received(monday, received_at="2026-11-20T14:00:00+07:00", procedure="1.004873", channel="online")
    return either, closed


def test_late_entries_corrections_targets_and_catalogue_are_taken_back(
    closed_once: tuple[Office, ClosedDay],
) -> None:
    office, closed = closed_once
    monday = at(office, 23, 9)
    assert told(tally(monday, DAY, DAY)) != signed(closed)
    found, known = tally_known(monday, DAY, DAY, datetime(2026, 11, 20, 17, 30, tzinfo=LOCAL))
    assert told(found) == signed(closed)
    assert (known.shuffled, known.unsure) == (False, ())
    again = close_day(monday, DAY)
    assert again.revision == 2
    assert told(tally_known(monday, DAY, DAY, datetime(2026, 11, 23, 8, 30, tzinfo=LOCAL))[0]) == signed(
        again
    )
    assert told(tally_known(monday, DAY, DAY, known.seq)[0]) == signed(closed)


def test_the_command_line_answers_a_moment_an_event_and_a_revision(
    closed_once: tuple[Office, ClosedDay],
) -> None:
    office, closed = closed_once
    close_day(at(office, 23, 9), DAY)

    def asked(as_of: str) -> DeskRun:
        return call_desk(
            "tally", "2026-11-20", "--as-of", as_of, data=office.data, now="2026-11-24T08:00:00+07:00"
        )

    for as_of in ("2026-11-20T17:00:00+07:00", "2026-11-22", "r1"):
        answer = asked(as_of).answer
        assert canonical({key: answer[key] for key in ("rows", "total", "indicators")}) == signed(closed)
    head_then = json.loads(closed.file.read_bytes())["tally"]["audit_head"]
    before = asked(str(answer["as_of"]["event_seq"] - 1)).answer  # the event before the one of closing
    assert before["as_of"]["audit_head"] == head_then
    now = call_desk("tally", "2026-11-20", data=office.data, now="2026-11-24T08:00:00+07:00").answer
    assert asked("2026-11-24").answer["rows"] == asked("r2").answer["rows"] == now["rows"] != before["rows"]
    for wrong, code in (
        ("2026-11-24T09:00", "tally.not_known_yet"), ("99999", "tally.not_known_yet"),
        ("r3", "tally.no_revision"), ("hôm qua", "clock.bad_moment"),
    ):  # fmt: skip
        refused = asked(wrong)
        assert (refused.exit_code, refused.error_code) == (2, code)


def test_before_the_first_event_nothing_was_known(office: Office) -> None:
    record_lives(office, [random_life(random.Random(3)) for _ in range(5)])
    found, known = tally_known(office, DAY, DAY, START - timedelta(days=90))
    assert (found.rows, known.seq, known.hash) == ((), 0, "0" * 64)


def test_a_clock_set_back_is_told_of(office: Office) -> None:
    received(at(office, 20, 9))
    received(at(office, 18, 9))
    found, known = tally_known(office, DAY, DAY, datetime(2026, 11, 19, 12, tzinfo=LOCAL))
    assert known.shuffled
    assert found.total["received_total"] == 2
    assert not tally_known(office, DAY, DAY, datetime(2026, 11, 20, 12, tzinfo=LOCAL))[1].shuffled


def test_a_catalogue_changed_without_a_trace_is_told_of(office: Office) -> None:
    received(at(office, 20, 9))
    with office.read() as session:
        first = str(session.scalar(text(f"select min(valid_from) from procedure where code = '{COPIES}'")))
    with at(office, 21, 9).write("test.older") as uow:
        uow.record(
            "catalogue.changed",
            subject=COPIES,
            details={
                "code": COPIES, "valid_from": first, "valid_to": None, "fields": ["yields_paper"],
                "new": False, "by": "save",
            },
        )  # fmt: skip
        uow.commit()
    _, known = tally_known(office, DAY, DAY, datetime(2026, 11, 20, 12, tzinfo=LOCAL))
    assert known.unsure == (COPIES,)


def test_a_time_before_the_period_counts_nothing_but_what_was_carried_in(office: Office) -> None:
    received(at(office, 18, 9))
    found, _ = tally_known(office, DAY, DAY, datetime(2026, 11, 19, 12, tzinfo=LOCAL))
    assert (found.total["carried_in"], found.total["received_total"]) == (1, 1)
    with pytest.raises(InputError, match=r"tally\.bad_period"):
        tally_known(office, DAY, DAY - timedelta(days=1), 1)
