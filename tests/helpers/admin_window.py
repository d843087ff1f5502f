"""The whole window with Thiết lập in front, over a real practice office, worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.services import DeskServices
from ui.admin.parts.frame import SectionPage
from ui.admin.screen import AdminPage
from ui.main import Look, make_window
from ui.shell.window import Shell
from ui.tasks import InlineRunner

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NOW = "2026-11-23T09:41:00+07:00"  # a Monday
SIZES = ((1366, 697), (1093, 560), (1920, 1017))
Section = TypeVar("Section", bound=SectionPage)


@dataclass
class AdminDesk:
    """The window; `toasts` keeps what was confirmed."""

    shell: Shell
    services: DeskServices
    runner: InlineRunner
    toasts: list[str] = field(default_factory=list)

    @property
    def page(self) -> AdminPage:
        """The administration."""
        page = self.shell.page_of("admin")
        assert isinstance(page, AdminPage)
        return page

    def section(self, kind: type[Section]) -> Section:
        """The section in front, of the kind expected."""
        found = self.page.section
        assert isinstance(found, kind)
        return found

    def settle(self) -> None:
        """Let every answer arrive and be painted."""
        for _ in range(3):
            QApplication.processEvents()
            while self.runner.running:
                QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """One key to the window, as the system sends it."""
        QTest.keyClick(self.shell.windowHandle(), key, modifier)
        self.settle()

    def keys(self, *keys: Qt.Key) -> None:
        """Several keys, one after the other."""
        for one in keys:
            self.key(one)

    def type(self, text: str) -> None:
        """Text into whatever has the focus; Vietnamese letters as an input method gives them."""
        for letter in text:
            focus = QApplication.focusWidget()
            assert focus is not None
            if letter.isascii():
                QTest.keyClicks(focus, letter)
            else:
                QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))
        self.settle()

    def cell(self, text: str) -> None:
        """Open the cell the arrows stand on, replace its text, take it with Enter."""
        self.key(Qt.Key.Key_Return)
        focus = QApplication.focusWidget()
        assert focus is not None
        self.key(Qt.Key.Key_A, CTRL)
        self.type(text)
        self.key(Qt.Key.Key_Return)

    @property
    def focus(self) -> str:
        """The name of what has the focus."""
        found = QApplication.focusWidget()
        return found.objectName() if found is not None else ""

    def goto(self, name: str) -> None:
        """Bring a section to the front."""
        self.page.choose(name)
        self.settle()

    def unnamed(self) -> list[str]:
        """Widgets one can tab to, or press, that a screen reader could not name."""
        return [
            f"{type(one).__name__} {one.objectName()}"
            for one in self.shell.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.focusProxy() is None
            and not one.accessibleName()
            and not one.objectName().startswith("qt_")
        ]


Opened = Callable[..., AdminDesk]


@contextmanager
def admin_desks(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    """Build windows; what they still have to do is done before they go."""
    made: list[AdminDesk] = []

    def build(
        services: DeskServices,
        *,
        size: tuple[int, int] = SIZES[0],
        lang: str = "vi",
        look: str = "light",
        scale: float = 1.0,
    ) -> AdminDesk:
        runner = InlineRunner(qapp)
        shell = make_window(services, look=Look(lang, look, scale), runner=runner, start="admin")
        qtbot.addWidget(shell)
        shell.resize(*size)
        one = AdminDesk(shell, services, runner)
        made.append(one)
        shell.desktop.toast_asked.connect(lambda spec: one.toasts.append(spec.title))
        with qtbot.waitExposed(shell):
            shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        one.page.shown()
        one.settle()
        return one

    yield build
    for one in made:
        one.settle()
        one.shell.replaced = True
        one.shell.desktop.drafts.close()  # its thread must not outlive the test
