"""Waiting while pictures are drawn: for work that was started, and for what a thread brings."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.window import Shell

PATIENCE = 8.0  # seconds a camera may take


def settle(window: Shell) -> None:
    """Let everything come back that this window started."""
    until(lambda: not window.runner.running)


def until(there: Callable[[], bool]) -> None:
    """Wait for what a thread brings; a picture without it is still a picture."""
    end = time.monotonic() + PATIENCE
    while not there() and time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
