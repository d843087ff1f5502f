"""A practice office for each test, and one page as a scanner gives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office

NOW = parse_moment("2026-11-23T09:41:00+07:00")


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One office, founded once; tests get copies."""
    folder = tmp_path_factory.mktemp("founded") / "office"
    create_office(folder, training=True, clock=FrozenClock(NOW))
    return folder


@pytest.fixture
def office(_founded: Path, data_folder: Path) -> Iterator[Office]:
    """A training office whose clock stands."""
    shutil.copytree(_founded, data_folder)
    with open_office(data_folder, now=NOW) as opened:
        yield opened


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small picture in a folder of somebody else's, under a citizen's name."""
    file = tmp_path / "usb" / "Trần Thị Mẫu.jpg"
    file.parent.mkdir()
    Image.new("RGB", (60, 80), "white").save(file)
    return file
