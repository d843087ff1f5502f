"""A training office with random lives, and one whose people and papers carry what spreadsheets run."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desk.clock import LOCAL, FrozenClock
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.trial.make_office import make_office
from tests.integration.law.life import random_life, record_lives

NOW = datetime(2026, 12, 31, 17, 0, tzinfo=LOCAL)


@pytest.fixture
def empty_office(data_folder: Path) -> Iterator[Office]:
    """A training office that nobody came to yet."""
    create_office(data_folder, training=True, clock=FrozenClock(datetime(2026, 11, 1, 8, tzinfo=LOCAL)))
    with open_office(data_folder, now=NOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One with two hundred random lives, one of them named like a formula; nobody writes into it."""
    data = tmp_path_factory.mktemp("báo cáo") / "quầy"
    create_office(data, training=True, clock=FrozenClock(datetime(2026, 11, 1, 8, tzinfo=LOCAL)))
    dice = random.Random(11)
    lives = [random_life(dice) for _ in range(200)]
    lives[3] |= {"name": '=HYPERLINK("http://mau.invalid","Bấm")', "field": "@Lĩnh vực mẫu"}
    with open_office(data, now=NOW) as opened:
        record_lives(opened, lives)
        yield opened


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a made office of two hundred dossiers, for copies."""
    data = tmp_path_factory.mktemp("made") / "quầy"
    make_office(data, dossiers=200, years=1, seed=5, now=NOW)
    return data


@pytest.fixture
def made_office(data_folder: Path, made: Path) -> Iterator[Office]:
    """A made office of the test's own, to write templates into."""
    shutil.copytree(made, data_folder, dirs_exist_ok=True)
    with open_office(data_folder, now=NOW) as opened:
        yield opened
