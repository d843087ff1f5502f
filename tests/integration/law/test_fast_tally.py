"""The quick tally out of derived rows equals the one that reads the whole log, to the byte, always."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk.clock import LOCAL, FrozenClock, iso
from desk.lists.home import desk_home
from desk.moving.incoming import import_register
from desk.numbers import derived
from desk.numbers.fast import material
from desk.numbers.tally import Tally, tally, tally_in
from desk.office import settings
from desk.office.opened import Office
from desk.record.canonical import canonical
from tests.integration.law.life import START, random_life, record_lives
from tests.integration.law.test_counting_from_the_record import PERIODS
from tests.integration.moving.conftest import write_table
from tests.integration.moving.test_register import random_rows

MORE = [(date(2025, 12, 1), date(2026, 12, 31)), (date(2026, 3, 1), date(2026, 3, 31))]


def read_whole(office: Office, first: date, last: date) -> Tally:
    with office.read() as session:
        return tally_in(session, first, last)


def check_equal(office: Office, periods: list[tuple[date, date]]) -> None:
    for first, last in periods:
        with office.read() as session:
            assert material(office, session, first, last) is not None
        quick, slow = tally(office, first, last), read_whole(office, first, last)
        assert canonical(quick.numbers()) == canonical(slow.numbers()), (first, last)
        assert quick.as_json() == slow.as_json()


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_every_period_of_random_lives_is_the_same_either_way(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    record_lives(office, [random_life(dice) for _ in range(250)])
    check_equal(office, [*PERIODS, *MORE])
    record_lives(office, [random_life(dice) for _ in range(20)])
    check_equal(office, PERIODS[::3])


def check_home(office: Office) -> None:
    today = office.clock.now().date()
    home = desk_home(office)
    month = {one.key: one for one in read_whole(office, today.replace(day=1), today).indicators}
    assert home.online_share == month["online_simple"]
    assert home.on_time == month["on_time_settled"]
    for back, bars in enumerate(zip(reversed(home.online_bars), reversed(home.on_time_bars), strict=True)):
        day = today - timedelta(days=back)
        known = {one.key: one.rate for one in read_whole(office, day, day).indicators}
        assert bars == (known["online_simple"], known["on_time_settled"]), day


@pytest.mark.parametrize("seed", [24, 25])
def test_the_desk_shows_what_the_tally_of_the_log_says_with_the_rows_and_without(
    office: Office, seed: int
) -> None:
    dice = random.Random(seed)
    record_lives(office, [random_life(dice) for _ in range(150)])
    seen = replace(office, clock=FrozenClock(datetime(2026, 11, 27, 16, tzinfo=LOCAL)))
    check_home(seen)
    make_unusable(office)
    check_home(seen)


def make_unusable(office: Office) -> None:
    """Put a folder where the file should lie: nothing can be opened, nothing thrown away."""
    for other in office.paths.derived.iterdir():
        other.unlink()
    (office.paths.derived / "standings.db").mkdir()


def test_an_office_that_judges_by_the_date_at_hand_has_rows_of_its_own(office: Office) -> None:
    dice = random.Random(31)
    lives = [random_life(dice) for _ in range(150)]
    for life in lives:  # an extension counts for such an office
        for (moment, verb, _, _), told in zip(life["steps"], life["details"], strict=True):
            if verb == "extend":
                told["due_current"] = iso(moment + timedelta(days=4))
    record_lives(office, lives)
    check_equal(office, PERIODS[::4])
    with office.write("test.rule") as uow:
        settings.change(uow, "indicators.on_time_against", "current", date(2026, 11, 20))
        uow.commit()
    check_equal(office, PERIODS[::2])
    assert derived.place(office, current=True).exists()


def test_registers_taken_over_are_the_same_either_way(office: Office, tmp_path: Path) -> None:
    import_register(office, write_table(tmp_path / "sổ.csv", random_rows(random.Random(4), 300)))
    check_equal(office, MORE)


def test_what_changed_since_is_seen_at_once(office: Office) -> None:
    from desk.life.act import act

    dice = random.Random(2)
    life = random_life(dice)
    life |= {
        "steps": [(START, "receive", 2, START + timedelta(days=3))],
        "details": [{}],
        "received_at": START,
    }
    record_lives(office, [life])
    day = office.clock.now().date()
    assert tally(office, day, day).total["pending_total"] == 1
    (code,) = codes(office)
    act(office, code, "result-ready", {})
    assert tally(office, day, day).total["settled_total"] == 1
    check_equal(office, [(day, day)])


def codes(office: Office) -> list[str]:
    from sqlalchemy import select

    from models.tables import Dossier

    with office.read() as session:
        return list(session.scalars(select(Dossier.code)))


def test_rows_of_another_record_or_of_a_newer_one_are_not_believed(office: Office) -> None:
    dice = random.Random(6)
    record_lives(office, [random_life(dice) for _ in range(40)])
    first, last = PERIODS[-1]
    check_equal(office, [(first, last)])
    with derived.opened(office) as connection:
        connection.execute("update mark set hash = 'of an older copy'")
        connection.execute("update standing set settled = 0")
    check_equal(office, [(first, last)])
    with derived.opened(office) as connection:
        connection.execute("update mark set seq = seq + 1000")
    check_equal(office, [(first, last)])


def test_a_file_that_is_spoiled_or_gone_changes_no_number(office: Office) -> None:
    dice = random.Random(6)
    record_lives(office, [random_life(dice) for _ in range(40)])
    first, last = PERIODS[-1]
    slow = read_whole(office, first, last).as_json()
    assert tally(office, first, last).as_json() == slow
    place = office.paths.derived / "standings.db"
    for other in office.paths.derived.iterdir():
        other.unlink()
    place.write_bytes(b"not a database at all" * 500)
    assert tally(office, first, last).as_json() == slow
    check_equal(office, [(first, last)])  # it was thrown away and made anew
    for other in office.paths.derived.iterdir():
        other.unlink()
    check_equal(office, [(first, last)])


def test_the_derived_rows_name_nobody(office: Office) -> None:
    dice = random.Random(6)
    record_lives(office, [random_life(dice) for _ in range(40)])
    tally(office, *PERIODS[-1])
    for file in office.paths.derived.iterdir():
        body = file.read_bytes()
        assert b"0790900" not in body
        assert "NGƯỜI MẪU".encode() not in body
        assert b"nguoi mau" not in body
