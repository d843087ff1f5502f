"""Practice offices and sample papers for whole days by the command line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.receptions import MORNING, Desk
from tests.helpers import story_devices, story_steps  # noqa: F401 - the sentences
from tests.helpers.cli import DeskRun, call_desk, run_desk
from tests.helpers.story import Story, told


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photographed sample pages, small enough to be quick."""
    from desk.trial.samples import page_photo

    folder = tmp_path_factory.mktemp("papers")
    page_photo(folder / "a.jpg", kind="easy", seed=1, size=(1280, 960))
    page_photo(folder / "b.jpg", kind="texture", seed=2, size=(1280, 960))
    page_photo(folder / "kết quả.jpg", kind="shadow", seed=3, size=(1280, 960))
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office as `init` leaves it; nobody writes to it."""
    folder = tmp_path_factory.mktemp("template") / "office"
    run_desk("init", "--training", data=folder, now="2026-11-23T07:00").ok()
    return folder


@pytest.fixture
def practice(template: Path, data_folder: Path) -> Path:
    """A practice office of this test's own."""
    shutil.copytree(template, data_folder)
    return data_folder


@pytest.fixture
def desk(practice: Path) -> Desk:
    """`desk("find", "an", now=…)` in a fresh practice office, each call a process."""

    def call(*arguments: str | Path, now: str = MORNING, **options: Any) -> DeskRun:
        return run_desk(*arguments, data=practice, now=now, **options)

    return call


@pytest.fixture
def inside(practice: Path) -> Desk:
    """The same without a process, for calls that say nothing about processes."""

    def call(*arguments: str | Path, now: str = MORNING, **options: Any) -> DeskRun:
        return call_desk(*arguments, data=practice, now=now, **options)

    return call


@pytest.fixture
def story(template: Path, data_folder: Path, tmp_path: Path) -> Iterator[Story]:
    """Tells a scenario in plain sentences (`tests/helpers/story.py`) over a practice office of its own."""
    keep = tmp_path / "story"
    keep.mkdir()
    with told(template, data_folder, keep) as one:
        yield one
