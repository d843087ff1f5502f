"""Every test of the window starts in Vietnamese, in the light theme, at text size 100 %."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.ui_demo import DemoServices
from ui import i18n, theme
from ui.changes import Changes
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    i18n.install(qapp, "vi")
    theme.apply(qapp, "light")
    yield
    i18n.install(qapp, "vi")
    theme.apply(qapp, "light")


@pytest.fixture
def demo() -> DemoServices:
    """The counter of the pictures."""
    return DemoServices()


@pytest.fixture
def context(qapp: QApplication) -> Iterator[Callable[[DemoServices], ScreenContext]]:
    """Builds what a screen is given, with work done at once."""
    kept: list[object] = []

    def build(services: DemoServices) -> ScreenContext:
        runner, changes, desktop = InlineRunner(qapp), Changes(qapp), Desktop(qapp)
        kept.extend((runner, changes, desktop))
        return ScreenContext(services, runner, changes, desktop)

    yield build
    for one in kept:
        one.deleteLater()  # type: ignore[attr-defined]
