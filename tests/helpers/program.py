"""The whole program on a training office, started and ended as `python -m ui` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.looks import Look
from ui.app import Program, make_app
from ui.opening import OfficeWish

NOW = "2026-11-23T09:41:00+07:00"
PLAIN = Look()
Started = Callable[..., Program]


@contextmanager
def programs(qtbot: QtBot, data: Path) -> Iterator[Started]:
    """Start programs over one data folder; each is ended at last."""
    made: list[Program] = []

    def build(look: Look = PLAIN, **more: Any) -> Program:
        one = Program(make_app(), OfficeWish(data, training=True, now=NOW), look, **more)
        made.append(one)
        one.window.resize(1366, 768)
        one.window.show()
        qtbot.waitUntil(lambda: bool(one.services.staff().username), timeout=20_000)
        settle(qtbot, one)
        return one

    try:
        yield build
    finally:  # also where a program did not come up: its guard must not hear the next window's keys
        for one in made:
            one.window.close()
            one.window.deleteLater()
            one.scans.deleteLater()
            one.close()


def settle(qtbot: QtBot, one: Program) -> None:
    """Let every answer arrive and be painted."""
    qtbot.waitUntil(lambda: one.runner.running == 0, timeout=30_000)
    QApplication.processEvents()
