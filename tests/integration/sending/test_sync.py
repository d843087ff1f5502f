"""Closed days reach whoever collects them: once, whole, the last revision last, whatever fails on the way."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock
from desk.numbers.closing import close_day
from desk.office.opened import Office
from desk.sending import outbox
from desk.sending.outcome import Outcome, Package, SyncReport
from desk.sending.sync import sync
from desk.sending.targets import accepted
from tests.helpers.cli import call_desk
from tests.helpers.collector import Collector, collector
from tests.integration.law.life import random_life, record_lives
from tests.integration.sending.conftest import DAYS, aim


@pytest.fixture
def province() -> Iterator[Collector]:
    with collector() as one:
        yield one


def to(folder: Path) -> dict[str, str]:
    return {"name": "usb", "kind": "folder", "path": str(folder)}


def web(province: Collector) -> dict[str, str]:
    return {"name": "tinh", "kind": "https", "url": province.url}


def later(office: Office, **how: int) -> Office:
    return replace(office, clock=FrozenClock(office.clock.now() + timedelta(**how)))


def states(office: Office) -> dict[str, str]:
    from sqlalchemy import select

    from models.outbox import Outbox

    with office.read() as session:
        return {row.key: row.state for row in session.scalars(select(Outbox).order_by(Outbox.key))}


def test_a_file_in_the_folder_is_sent_only_when_the_collector_acknowledged_it(
    office: Office, tmp_path: Path
) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    aim(office, to(place))
    closed = close_day(office, DAYS[0])
    assert sync(office) == SyncReport(sent=0, waiting=1)
    laid = place / closed.file.name
    assert laid.read_bytes() == closed.file.read_bytes()
    assert sync(office) == SyncReport(sent=0, waiting=1)
    (place / f"{laid.name}.ack").write_text(json.dumps({"sha256": closed.sha256}), encoding="utf-8")
    assert sync(office) == SyncReport(sent=1, waiting=0)
    assert sync(office) == SyncReport(sent=0, waiting=0)
    assert sorted(one.name for one in place.iterdir()) == [laid.name, f"{laid.name}.ack"]


def test_an_acknowledgement_of_something_else_proves_nothing(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    aim(office, to(place))
    closed = close_day(office, DAYS[0])
    sync(office)
    (place / f"{closed.file.name}.ack").write_text("0" * 64, encoding="utf-8")
    done = sync(office)
    assert (done.sent, done.waiting, [one.code for one in done.failed]) == (0, 1, ["sync.other_ack"])


def test_other_bytes_under_the_name_are_refused_and_never_overwritten(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    aim(office, to(place))
    closed = close_day(office, DAYS[0])
    (place / closed.file.name).write_text("{}", encoding="utf-8")
    done = sync(office)
    assert [(one.date, one.target, one.code) for one in done.failed] == [
        ("2026-11-16", "usb", "sync.other_content")
    ]
    assert (place / closed.file.name).read_text("utf-8") == "{}"
    (place / closed.file.name).unlink()
    assert sync(office).failed == ()
    assert not (place / closed.file.name).exists()
    assert sync(office, retry=True) == SyncReport(sent=0, waiting=1)
    assert (place / closed.file.name).is_file()


def test_a_stick_that_is_not_plugged_in_is_waited_for_and_no_folder_is_made(
    office: Office, tmp_path: Path
) -> None:
    place = tmp_path / "usb"
    aim(office, to(place))
    for day in DAYS:
        close_day(office, day)
    done = sync(office)
    assert (done.sent, done.waiting, [one.code for one in done.failed]) == (0, 5, ["sync.no_folder"])
    assert not place.exists()
    place.mkdir()
    assert sync(office) == SyncReport(sent=0, waiting=5)
    assert len(list(place.iterdir())) == 5


def test_a_schedule_leaves_a_failed_row_its_rest_and_a_clock_ahead_holds_it_no_longer(
    office: Office, tmp_path: Path
) -> None:
    place = tmp_path / "usb"
    aim(office, to(place))
    close_day(office, DAYS[0])
    sync(later(office, days=2))
    place.mkdir()
    assert sync(office, scheduled=True).waiting == 1
    assert len(list(place.iterdir())) == 1  # the wait was written by a clock two days ahead
    close_day(office, DAYS[1])
    for one in place.iterdir():
        one.unlink()
    place.rmdir()
    sync(office)
    place.mkdir()
    sync(office, scheduled=True)
    assert list(place.iterdir()) == []
    sync(later(office, minutes=2), scheduled=True)
    assert len(list(place.iterdir())) == 1


def test_a_lower_revision_that_never_left_is_superseded(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    aim(office, to(place))
    first = close_day(office, DAYS[0])
    dice = random.Random(9)
    record_lives(office, [random_life(dice) | {"field": "Đất đai"} for _ in range(20)])
    second = close_day(office, DAYS[0])
    assert (first.revision, second.revision) == (1, 2)
    sync(office)
    assert [one.name for one in place.iterdir()] == [second.file.name]
    assert sorted(states(office).values()) == ["delivered", "superseded"]


def test_a_target_named_later_gets_the_newest_of_every_day(office: Office, tmp_path: Path) -> None:
    for day in DAYS:
        close_day(office, day)
    place = tmp_path / "usb"
    place.mkdir()
    aim(office, to(place))
    sync(office)
    assert len(list(place.iterdir())) == 5


def test_what_a_killed_run_was_at_is_taken_up_at_once(office: Office, province: Collector) -> None:
    class Dies:
        def send(self, package: Package) -> Outcome:
            raise KeyboardInterrupt

        acknowledged = send

        def answered(self, names: Sequence[str]) -> Sequence[str]:
            return names

        def reachable(self) -> Outcome:
            return Outcome("delivered")

    aim(office, web(province))
    close_day(office, DAYS[0])
    with pytest.raises(KeyboardInterrupt):
        sync(office, ways=lambda *_: Dies())
    assert "sending" in states(office).values()
    assert sync(office).sent == 1  # the system let go of the killed one's turn
    assert len(province.stored) == 1


@pytest.mark.parametrize("fault", ["lost", "half", "portal", "500", "503", "429", "408"])
def test_what_is_not_proven_goes_again_with_the_same_bytes_and_is_stored_once(
    office: Office, province: Collector, fault: str
) -> None:
    aim(office, web(province))
    closed = close_day(office, DAYS[0])
    province.faults = [fault]
    first = sync(office)
    assert (first.sent, first.waiting, len(first.failed)) == (0, 1, 1)
    assert sync(office) == SyncReport(sent=1, waiting=0)
    assert list(province.stored.values()) == [closed.file.read_bytes()]
    key = f'"{json.loads(closed.file.read_bytes())["tally"]["office"]}/2026-11-16/r1"'
    assert {one["Idempotency-Key"] for one in province.headers} == {key}


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("400", "sync.not_taken"),
        ("422", "sync.not_taken"),
        ("409", "sync.other_content"),
        ("401", "sync.denied"),
    ],
)
def test_what_was_refused_waits_for_a_person(
    office: Office, province: Collector, fault: str, code: str
) -> None:
    aim(office, web(province))
    close_day(office, DAYS[0])
    province.faults = [fault]
    assert [one.code for one in sync(office).failed] == [code]
    assert sync(office) == SyncReport(sent=0, waiting=0)
    at: dict[str, Any] = {"data": office.data, "now": "2026-12-31T17:00:00+07:00"}
    assert call_desk("sync", **at).ok()["refused"] == 1  # nothing failed now, and it is not forgotten
    assert "1 bảng tổng hợp bị từ chối, không tự gửi lại" in call_desk("sync", as_json=False, **at).stdout
    assert len(province.seen) == 1
    assert sync(office, retry=True).sent == 1
    assert "refused" not in call_desk("sync", **at).ok()


def test_a_refused_key_is_not_hammered_and_other_targets_go_on(
    office: Office, province: Collector, tmp_path: Path
) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    aim(office, web(province), to(place))
    for day in DAYS:
        close_day(office, day)
    province.faults = ["403"] * 20
    sync(office)
    assert len(province.seen) == 1
    assert len(list(place.iterdir())) == 5


def test_what_the_collector_lacks_is_sent_before(office: Office, province: Collector) -> None:
    aim(office, web(province))
    for day in DAYS[:3]:
        close_day(office, day)
    assert sync(office).sent == 3
    province.stored.clear()  # the collector was set back to an older backup
    province.wants_chain = True
    close_day(office, DAYS[3])
    done = sync(office)
    for _ in range(3):
        done = sync(office)
    assert done.waiting == 0
    assert len(province.newest()) == 4


def test_thirty_days_of_random_faults_end_with_the_last_revision_of_every_day_once(
    office: Office, province: Collector
) -> None:
    dice = random.Random(5)
    aim(office, web(province))
    bodies: dict[str, bytes] = {}
    clock = office
    kinds = ["lost", "half", "portal", "500", "503", "429", "408", "", "", ""]
    for place in range(30):
        day = date(2026, 11, 16) + timedelta(days=place)
        if place % 7 == 3:
            record_lives(office, [random_life(dice) for _ in range(3)])
            earlier = day - timedelta(days=1)
            again = close_day(clock, earlier)
            bodies[earlier.isoformat()] = again.file.read_bytes()
        closed = close_day(clock, day)
        bodies[day.isoformat()] = closed.file.read_bytes()
        province.faults = [dice.choice(kinds) for _ in range(dice.randrange(6))]
        sync(clock)
        clock = later(clock, hours=dice.randrange(-30, 40))
    province.faults = []
    for _ in range(3):
        clock = later(office, days=dice.randrange(3))
        sync(clock)
    assert province.newest() == bodies
    assert sync(clock).waiting == 0
    assert set(states(office).values()) <= {"sent", "superseded"}


def test_a_dry_run_tries_the_way_and_sends_nothing(
    office: Office, province: Collector, tmp_path: Path
) -> None:
    aim(office, web(province), to(tmp_path / "không có"))
    close_day(office, DAYS[0])
    done = sync(office, dry_run=True)
    assert (done.sent, done.dry_run, [one.target for one in done.failed]) == (0, True, ["usb"])
    assert province.seen == []


def test_waits_double_up_to_an_hour_a_fifth_more_or_less() -> None:
    dice = random.Random(1)
    for attempts, wait in [(1, 60), (2, 120), (4, 480), (7, 3600), (50, 3600)]:
        for _ in range(50):
            assert 0.8 * wait <= outbox.backoff(attempts, dice) <= 1.2 * wait


@pytest.mark.parametrize(
    ("target", "fits"),
    [
        ({"name": "a", "kind": "folder", "path": "/mnt/usb"}, True),
        ({"name": "a", "kind": "folder"}, False),
        ({"name": "a b", "kind": "folder", "path": "/mnt/usb"}, False),
        ({"name": "a", "kind": "ftp", "path": "/mnt/usb"}, False),
        ({"name": "a", "kind": "https", "url": "https://thu.tinh.example"}, True),
        ({"name": "a", "kind": "https", "url": "http://thu.tinh.example"}, False),
        ({"name": "a", "kind": "https", "url": "https://ai:mat@thu.tinh.example"}, False),
        ({"name": "a", "kind": "https", "url": "http://127.0.0.1:8000", "token_file": "/k"}, True),
        ({"name": "a", "kind": "postgres", "url_file": "/k", "more": "x"}, False),
    ],
)
def test_a_target_must_be_whole_and_safe(target: dict[str, str], fits: bool) -> None:
    assert accepted([target]) is fits


def test_the_command_line_answers_sent_waiting_and_failed(tmp_path: Path, run_desk: Any) -> None:
    folder, at = tmp_path / "d", {"data": tmp_path / "d", "now": "2026-11-23T17:00"}
    run_desk("init", "--training", **at).ok()
    assert run_desk("sync", **at).ok() == {"sent": 0, "waiting": 0, "failed": [], "dry_run": False}
    run_desk("close-day", "2026-11-23", **at).ok()
    assert run_desk("sync", **at).ok()["waiting"] == 1
    (laid,) = (folder / "outgoing").iterdir()
    (folder / "outgoing" / f"{laid.name}.ack").write_text(json.loads(laid.read_text())["sha256"])
    assert run_desk("sync", **at).ok()["sent"] == 1


def test_what_is_said_tells_laid_down_from_waiting_and_a_try_from_a_turn(office: Office) -> None:
    close_day(office, DAYS[0])
    now = "2026-12-31T17:00:00+07:00"
    tried = call_desk("sync", "--dry-run", as_json=False, data=office.data, now=now)
    assert "Thử 1 nơi nhận: 1 nơi gửi được. Chưa gửi gì" in tried.stdout
    done = call_desk("sync", data=office.data, now=now)
    assert (done.answer["sent"], done.answer["waiting"], done.answer["delivered"]) == (0, 1, 1)
    again = call_desk("sync", as_json=False, data=office.data, now=now)
    assert "Chưa khai nơi nhận: 1 bảng tổng hợp nằm trong thư mục outgoing" in again.stdout
    aim(office, {"name": "collector", "kind": "folder", "path": str(office.data / "outgoing")})
    declared = call_desk("sync", as_json=False, data=office.data, now=now)
    assert "1 đã đặt ở nơi nhận, chưa được xác nhận; 0 còn chờ gửi" in declared.stdout
    aim(office, {"name": "usb", "kind": "folder", "path": str(office.data / "khong-co")})
    lost = call_desk("sync", "--dry-run", as_json=False, data=office.data, now=now)
    assert lost.exit_code == 3
    assert "Thử 1 nơi nhận: 0 nơi gửi được" in lost.stdout
