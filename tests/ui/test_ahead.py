"""What is done before it is asked for: no module read as text, the reception built while nobody types."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.helpers.cli import ROOT, child_environment
from tests.helpers.program import programs
from ui import ahead


def test_no_module_is_read_as_text_when_the_window_starts() -> None:
    words = "from ui.features import without_features; assert without_features(); import ui.app, linecache; "
    done = subprocess.run(
        [sys.executable, "-c", words + "print(*linecache.cache)"],
        cwd=ROOT,
        env=child_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not [file for file in done.stdout.split() if Path(file).is_relative_to(ROOT / "ui" / "shell")]


def test_the_reception_is_built_once_the_window_rests_and_a_key_puts_it_off(
    qtbot: QtBot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "REST_MS", 600_000)
    with programs(qtbot, data_folder) as started:
        program = started()
        monkeypatch.setattr(ahead, "REST_MS", 100)
        program.ahead.start()
        monkeypatch.setattr(ahead, "REST_MS", 600_000)
        QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_Shift)
        before = set(program.window.docks.built)
        monkeypatch.setattr(ahead, "REST_MS", 100)
        program.ahead.start()
        qtbot.waitUntil(lambda: "reception" in program.window.docks.built, timeout=10_000)
        assert "reception" not in before
        assert program.window.current_name == "home"
