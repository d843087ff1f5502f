"""Which desks have the office open: told honestly, also of a window that was killed."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.clock import LOCAL, FrozenClock
from desk.numbers.day_sheet import day_sheet
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.office.seat import Seat
from desk.office.seats import Sitting, seats
from desk.rows import SeatRow
from desk.rows.drafts import ReceptionDraft
from tests.helpers.cli import DeskRun, child_environment
from tests.helpers.patience import until

NOW = datetime(2026, 11, 23, 10, 12, tzinfo=LOCAL)
KEY = "0197c0de-0000-7000-8000-000000000001"
WINDOW = """
import sys
from pathlib import Path
from desk.clock import parse_moment
from desk.intake.draft_keeper import DraftKeeper
from desk.office.bootstrap import open_office
from desk.office.seats import sit_down
from desk.rows.drafts import ReceptionDraft
office = open_office(Path(sys.argv[1]), now=parse_moment(sys.argv[2]))
sit_down(office)
keeper = DraftKeeper(office)
if sys.argv[3]:
    keeper.keep(ReceptionDraft(key=sys.argv[3]))
    keeper.flush(20)
print("sits", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    create_office(data_folder, training=True, clock=FrozenClock(NOW.replace(hour=7)))
    with open_office(data_folder, now=NOW) as opened:
        yield opened


@pytest.fixture
def other(office: Office) -> Iterator[subprocess.Popen[str]]:
    """Another window on this office, in a process of its own, with one reception typed and not saved."""
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(office.data), NOW.replace(hour=9).isoformat(), KEY],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=child_environment(),
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "sits\n"
        until(lambda: bool(others(office)) and others(office)[0].drafts == 1)
        yield child
        child.kill()


def others(office: Office) -> list[SeatRow]:
    """Every desk but this one."""
    with office.read() as session:
        return [one for one in seats(session, office) if not one.here]


def point(office: Office) -> tuple[str, ...]:
    """What the checklist says of desks."""
    return tuple(one.text for one in day_sheet(office, NOW.date()).points if one.key == "seats")


def test_another_window_is_told_with_its_counter_clerk_and_unfinished_work(
    office: Office, other: subprocess.Popen[str]
) -> None:
    (found,) = others(office)
    assert (found.state, found.counter, found.clerk) == ("open", office.card.counter, office.actor.full_name)
    assert found.since == NOW.replace(hour=9)
    assert found.drafts == 1
    assert point(office) == (f"Còn quầy khác đang mở: {office.card.counter}",)


def test_a_killed_window_is_told_as_dead_with_what_it_left(
    office: Office, other: subprocess.Popen[str]
) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    (found,) = others(office)
    assert (found.state, found.drafts) == ("dead", 1)
    assert found.seen_at == NOW.replace(hour=9)
    assert point(office) == (f"Quầy {office.card.counter} tắt đột ngột, còn hồ sơ nhập dở",)


def test_what_a_dead_window_left_counts_until_somebody_drops_or_saves_it(
    office: Office, other: subprocess.Popen[str]
) -> None:
    other.kill()
    other.wait()
    (office.paths.drafts / KEY / "draft.json").unlink()
    (found,) = others(office)
    assert (found.state, found.drafts) == ("dead", 0)
    assert point(office) == ()


def test_a_window_that_closes_properly_is_gone(office: Office, other: subprocess.Popen[str]) -> None:
    sitting = Sitting(elsewhere(office)).start()
    until(lambda: len(others(office)) == 2)
    sitting.leave()
    assert [one.drafts for one in others(office)] == [1]
    assert len(list(office.paths.desks.iterdir())) == 1


def test_sitting_down_again_at_the_counter_ends_its_dead_window(
    office: Office, other: subprocess.Popen[str]
) -> None:
    other.kill()
    other.wait()
    sitting = Sitting(office).start()
    until(lambda: others(office) == [])
    assert point(office) == ()  # its draft is a point of its own, offered here again
    assert any(one.key == "drafts" for one in day_sheet(office, NOW.date()).points)
    sitting.leave()


def test_this_desk_is_marked_and_is_no_point(office: Office) -> None:
    sitting = Sitting(office).start()

    def here() -> list[SeatRow]:
        with office.read() as session:
            return [one for one in seats(session, office) if one.here]

    until(lambda: len(here()) == 1)
    assert here()[0].state == "open"
    assert point(office) == ()
    office.seat.hold(KEY)
    until(lambda: here()[0].drafts == 1)
    sitting.leave()


def test_another_machine_is_silent_after_three_minutes(postgres_url: str, data_folder: Path) -> None:
    create_office(data_folder, training=True, clock=FrozenClock(NOW), database=postgres_url)
    with open_office(data_folder, now=NOW) as office:
        sitting = Sitting(elsewhere(office)).start()
        until(lambda: len(others(office)) == 1)
        for folder in list(office.paths.desks.iterdir()):
            folder.rename(office.data / "another-machine")  # its folder lies on the other machine
        assert others(office)[0].state == "open"
        later = replace(office, clock=FrozenClock(NOW + timedelta(minutes=4)))
        assert others(later)[0].state == "silent"
        sitting.leave()
        assert others(later) == []


def test_yesterdays_desks_are_no_matter_of_an_earlier_day(
    office: Office, other: subprocess.Popen[str]
) -> None:
    assert day_sheet(office, NOW.date() - timedelta(days=1)).seats == ()


def test_a_folder_that_cannot_be_written_stops_nobody(office: Office) -> None:
    office.paths.desks.write_text("not a folder")
    sitting = Sitting(office).start()
    sitting.leave()
    assert others(office) == []


def test_desks_are_told_at_the_command_line(
    office: Office, other: subprocess.Popen[str], run_desk: Callable[..., DeskRun]
) -> None:
    told = run_desk("desks", data=office.data, now=NOW.isoformat()).ok()
    assert [(one["state"], one["drafts"]) for one in told["desks"]] == [("open", 1)]


def elsewhere(office: Office) -> Office:
    """The same office open in another window."""
    return replace(office, seat=Seat())


def test_a_draft_is_held_until_it_is_dropped(office: Office) -> None:
    from desk.intake.draft_keeper import DraftKeeper

    keeper = DraftKeeper(office)
    keeper.keep(ReceptionDraft(key=KEY))
    assert office.seat.drafts()[0] == (KEY,)
    assert keeper.flush(20)
    keeper.drop(KEY)
    assert keeper.flush(20)
    assert office.seat.drafts()[0] == ()
    keeper.close()
