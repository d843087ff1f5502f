"""Ten thousand random acts: the office and a small model of the law never disagree."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from desk.clock import FrozenClock
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from tests.integration.life.play import Play
from tests.integration.life.reckoning import HERE

# Four offices, each in another season of the two years whose calendars are decided.
SEASONS = {
    20250102: datetime(2025, 1, 2, 7, 45, tzinfo=HERE),  # into the seven days of Tết
    20250414: datetime(2025, 4, 14, 8, 0, tzinfo=HERE),  # the Saturday worked in exchange
    20251222: datetime(2025, 12, 22, 8, 0, tzinfo=HERE),  # over the turn of the year, into Tết 2026
    20260706: datetime(2026, 7, 6, 8, 0, tzinfo=HERE),  # the swapped days around 2 September
}
STEPS = 2500
LONG_STEPS, LONG_PARTS = 4000, 10


def played(folder: Path, *, seed: int, start: datetime, steps: int) -> tuple[int, int, int]:
    """Answers how many steps were played, done and refused."""
    with open_office(folder, now=start) as office:
        event.listen(office.engine, "checkout", _hurry)
        play = Play(office, seed=seed, start=start)
        play.go(steps)
    return play.steps, play.done, play.refused


def _hurry(connection: Any, *_: Any) -> None:
    """A throw-away office need not survive a power cut; waiting for the disk was a third of the time."""
    connection.execute("PRAGMA synchronous = OFF")


def season(folder: Path, seed: int) -> tuple[int, int, int]:
    """One season in a process of its own."""
    return played(folder, seed=seed, start=SEASONS[seed], steps=STEPS)


def test_random_acts_follow_the_law(template: Path, tmp_path: Path) -> None:
    folders = [Path(shutil.copytree(template, tmp_path / str(seed))) for seed in SEASONS]

    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        seasons = list(pool.map(season, folders, SEASONS))

    for steps, done, refused in seasons:
        assert steps == STEPS
        assert done > STEPS / 2  # most acts were lawful and done
        assert refused > STEPS / 20  # and many were refused whole


@pytest.mark.long
@pytest.mark.parametrize("first", SEASONS)
def test_many_more_random_acts_follow_the_law(template: Path, tmp_path: Path, first: int) -> None:
    for part in range(LONG_PARTS):  # calendars are decided for two years only: each part begins anew
        folder = tmp_path / str(part)
        shutil.copytree(template, folder)
        played(folder, seed=first * 100 + part, start=SEASONS[first], steps=LONG_STEPS)
        shutil.rmtree(folder)


def test_random_acts_follow_the_law_on_postgresql(postgres_office: Office) -> None:
    start = SEASONS[20260706]
    play = Play(postgres_office, seed=77, start=start)

    play.go(300)

    assert play.done > 120
    assert isinstance(postgres_office.clock, FrozenClock)
