"""One sender for an office at a time, over its counters; whoever dies is followed."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from desk.clock import FrozenClock
from desk.numbers.closing import close_day
from desk.office.opened import Office
from desk.sending.doors import SendDoors
from desk.sending.outcome import Outcome, Package
from desk.sending.rows import SendRow, SendState, TargetState
from desk.sending.schedule import seconds_until
from desk.sending.sync import sync
from desk.sending.turn import turn
from tests.integration.sending.conftest import DAYS, NOW, aim


def elsewhere(office: Office, folder: Path, **later: int) -> Office:
    """The same record seen from another machine, whose own folder is another."""
    folder.mkdir(exist_ok=True)
    clock = FrozenClock(office.clock.now() + timedelta(**later))
    return replace(office, data=folder, clock=clock)


def test_while_one_counter_sends_nobody_else_does(office: Office, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    aim(office, {"name": "usb", "kind": "folder", "path": str(tmp_path / "usb")})
    close_day(office, DAYS[0])
    other = elsewhere(office, tmp_path / "quầy 2")
    with turn(office) as holder:
        assert holder is not None
        assert sync(office).busy  # another window of this machine
        assert sync(other).busy  # another machine
        assert SendDoors(other).state().busy_by == office.card.counter
        assert list((tmp_path / "usb").iterdir()) == []
    assert sync(other).busy is False
    assert len(list((tmp_path / "usb").iterdir())) == 1
    assert SendDoors(office).state().busy_by is None


@pytest.mark.parametrize(
    ("later", "taken"),
    [({"seconds": 60}, False), ({"seconds": 121}, True), ({"days": 2}, True), ({"days": -2}, True)],
)
def test_a_machine_that_died_is_followed_when_its_lease_ran_out_or_its_clock_was_mad(
    office: Office, tmp_path: Path, later: dict[str, int], taken: bool
) -> None:
    with office.write("test.turn") as uow:
        from models.outbox import SyncTurn

        uow.session.add(
            SyncTurn(
                id=1, holder="chết", machine="máy khác", counter="3", since=uow.now,
                until=uow.now + timedelta(seconds=120),
            )
        )  # fmt: skip
        uow.commit()
    with turn(elsewhere(office, tmp_path / "đây", **later)) as holder:
        assert (holder is not None) is taken


def test_a_sender_whose_turn_was_taken_stops_before_the_next_row(office: Office, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    aim(office, {"name": "usb", "kind": "folder", "path": str(tmp_path / "usb")})
    for day in DAYS[:3]:
        close_day(office, day)
    other = elsewhere(office, tmp_path / "quầy 2", minutes=10)
    seen: list[str] = []

    class Slow:
        def send(self, package: Package) -> Outcome:
            seen.append(package.day)
            with turn(other) as holder:
                assert holder is not None
            return Outcome("delivered")

        def acknowledged(self, package: Package) -> Outcome:
            return Outcome("delivered")

        def answered(self, names: object) -> tuple[str, ...]:
            del names
            return ()

        def reachable(self) -> Outcome:
            return Outcome("delivered")

    sync(office, ways=lambda *_: Slow())
    assert seen == ["2026-11-16"]


def test_turns_come_by_the_interval_give_or_take_a_fifth_and_sooner_where_a_row_asks() -> None:
    state = SendState((TargetState("tinh", "https"),), every_minutes=30)
    spread = [seconds_until(state, NOW, Random(seed)) or 0 for seed in range(200)]
    assert 1440 <= min(spread) < 1550
    assert 2050 < max(spread) <= 2160
    soon: datetime = NOW + timedelta(seconds=90)
    row = SendRow("k", DAYS[0], 1, "tinh", "waiting", next_at=soon)
    assert seconds_until(replace(state, rows=(row,)), NOW, Random(1)) == 90
    assert seconds_until(replace(state, every_minutes=0), NOW, Random(1)) is None
