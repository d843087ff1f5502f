"""Bars of months and days are the tally's own figures; deadlines ahead hold every running dossier."""

from __future__ import annotations

import itertools
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk.clock import LOCAL
from desk.numbers.tally import tally
from desk.numbers.trends import day_windows, month_windows, trends
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.rows import State
from desk.trial.make_office import make_office
from models.tables import Dossier
from tests.integration.law.life import random_life, record_lives

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=LOCAL)


def assert_bars_are_tallies(office: Office) -> None:
    found = trends(office)
    for point in (*found.months, *found.days, found.whole):
        known = {one.key: one for one in tally(office, point.first, point.last).indicators}
        assert point.online == known["online_simple"], point.first
        assert point.on_time == known["on_time_settled"], point.first
    whole = {one.key: one for one in tally(office, found.whole.first, found.whole.last).indicators}
    assert found.digitised_total == whole["digitised"]
    assert sum(one.settled for one in found.digitised) == whole["digitised"].denominator
    assert sum(one.digitised for one in found.digitised) == whole["digitised"].numerator


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year") / "office"
    make_office(folder, dossiers=400, years=1, seed=11, now=NOW)
    return folder


def test_every_bar_of_a_made_year_is_the_tally_of_its_days(year: Path) -> None:
    with open_office(year, now=NOW) as office:
        assert sum(point.online.denominator for point in trends(office).months) > 300
        assert_bars_are_tallies(office)


@pytest.mark.parametrize("seed", [21, 22])
def test_every_bar_of_random_lives_is_the_tally_of_its_days(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    record_lives(office, [random_life(dice) for _ in range(200)])
    assert_bars_are_tallies(office)


def test_deadlines_ahead_hold_every_running_dossier_once(year: Path) -> None:
    running = [int(state) for state in (State.RECEIVED, State.PROCESSING, State.WITHDRAWING)]
    with open_office(year, now=NOW) as office:
        found = trends(office)
        with office.read() as session:
            there = session.scalar(select(func.count()).where(Dossier.state.in_(running)))
            late = session.scalar(
                select(func.count()).where(Dossier.state.in_(running), Dossier.due_current < NOW)
            )
    assert there
    assert sum(one.total for one in found.holders) == there
    assert sum(one.late for one in found.holders) == late
    assert [one.late for one in found.holders] == sorted((one.late for one in found.holders), reverse=True)
    # Monday 23/11/2026; Tuesday 24/11 is Vietnam Culture Day, off from 2026 on
    assert found.ahead[:3] == (date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26))
    assert len(found.ahead) == 10


def test_an_office_without_dossiers_has_twelve_empty_months(office: Office) -> None:
    found = trends(office)
    assert [point.online.rate for point in found.months] == [None] * 12
    assert (found.digitised, found.holders) == ((), ())


def test_months_end_with_the_month_at_hand_and_join_without_a_gap() -> None:
    windows = month_windows(date(2026, 3, 15))
    assert windows[0] == (date(2025, 4, 1), date(2025, 4, 30))
    assert windows[-2:] == (
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 15)),
    )
    joined = itertools.pairwise(windows)
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in joined)
    assert [first for first, _ in day_windows(date(2026, 3, 1))][:2] == [date(2026, 2, 18), date(2026, 2, 19)]
