"""A day of receptions and returns in one window leaves nothing in memory that grows with their number."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.cli import ROOT, child_environment

DAY = 60


@pytest.mark.parametrize(
    "rounds", [DAY, pytest.param(400, marks=pytest.mark.long)], ids=["a day", "a busy week"]
)
def test_nothing_grows_with_the_receptions_and_returns_of_one_window(data_folder: Path, rounds: int) -> None:
    environment = {**child_environment(), "QT_QPA_PLATFORM": "offscreen"}
    founded = [sys.executable, "-m", "desk", "--data", str(data_folder), "init", "--training"]
    subprocess.run(founded, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    done = subprocess.run(
        [sys.executable, "-m", "ui.trial", str(data_folder), str(rounds)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60 * rounds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""  # not a word of a task, a widget or a thread that was gone
    held = json.loads(done.stdout)
    early, late = held["early"], held["late"]
    assert late["rss_mb"] <= 1.10 * early["rss_mb"]
    assert late["widgets"] <= early["widgets"]
    assert late["threads"] == early["threads"]
