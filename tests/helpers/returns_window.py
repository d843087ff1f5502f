"""The whole window with one dossier to return, and keys sent to it as the system sends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.returns_demo import CODE, ReturnServices
from ui.main import Look, make_window
from ui.returns.screen import ReturnsPage
from ui.shell.scans import TYPED
from ui.shell.window import Shell
from ui.tasks import InlineRunner

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SIZES = ((1366, 697), (1093, 560), (1920, 1017))


@dataclass
class Counter:
    """The whole window with the return in front; `keys` counts what the clerk pressed."""

    shell: Shell
    services: Any
    runner: InlineRunner
    keys: int = 0
    printed: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)

    @property
    def page(self) -> ReturnsPage:
        page = self.shell.page_of("returns")
        assert isinstance(page, ReturnsPage)
        return page

    def settle(self) -> None:
        """Let every answer arrive."""
        QApplication.processEvents()
        while self.runner.running:
            QApplication.processEvents()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """One key to the window, as the system sends it."""
        self.keys += 1
        QTest.keyClick(self.shell.windowHandle(), key, modifier)
        self.settle()

    def open(self, code: str = CODE, *, again: bool = False) -> None:
        """What a slip scanned on this screen does; `again` types it, for a reader's repeat counts once."""
        self.shell.go("returns")
        self.shell.take_scan(code, *((TYPED,) if again else ()))
        self.settle()


Opened = Callable[..., Counter]


@contextmanager
def counters(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    """Build windows; what they still have to do is done before they go."""
    made: list[Counter] = []

    def build(
        services: Any = None,
        *,
        size: tuple[int, int] = SIZES[0],
        lang: str = "vi",
        look: str = "light",
    ) -> Counter:
        services = services or ReturnServices()
        runner = InlineRunner(qapp)
        shell = make_window(services, look=Look(lang, look), runner=runner)
        qtbot.addWidget(shell)
        shell.resize(*size)
        one = Counter(shell, services, runner)
        made.append(one)
        shell.desktop.print_asked.connect(lambda _pdf, title: one.printed.append(title))
        shell.desktop.toast_asked.connect(lambda spec: one.toasts.append(spec.title))
        with qtbot.waitExposed(shell):
            shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        one.settle()
        return one

    yield build
    for one in made:
        one.settle()
        one.shell.replaced = True
        one.shell.desktop.drafts.close()  # its thread must not outlive the test
