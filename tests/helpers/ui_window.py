"""The whole window over the demo, with stand-ins for the screens that have their own tests."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.ui_demo import DemoServices
from ui.main import Look, entries, make_window
from ui.shell.screen import Screen, ScreenContext, ScreenEntry, ScreenPage
from ui.shell.window import Shell
from ui.tasks import InlineRunner


class StubPage(ScreenPage):
    """Remembers what the shell asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[object] = []
        self.acts: list[str] = []
        self.takes = False

    def open_with(self, payload: object) -> None:
        self.opened.append(payload)

    def take_scan(self, recognised: object) -> bool:
        self.acts.append("scan")
        return self.takes

    def print_current(self) -> bool:
        self.acts.append("print")
        return True

    def undo(self) -> bool:
        self.acts.append("undo")
        return True

    def keep(self) -> object:
        return tuple(self.opened)

    def restore(self, kept: object) -> None:
        self.opened.append(("restored", kept))


class StubScreen:
    """Builds a `StubPage`."""

    def build(self, context: ScreenContext) -> ScreenPage:
        return StubPage()


def stubbed() -> tuple[ScreenEntry, ...]:
    """The rail of the program, with stand-ins for reception and returns."""

    def stub() -> Screen:
        return StubScreen()

    return tuple(
        ScreenEntry(one.name, one.title, one.icon, one.key, stub)
        if one.name in {"reception", "returns", "dossier", "worklist", "handover"}
        else one
        for one in entries()
    )


def open_window(
    qtbot: QtBot,
    services: DemoServices,
    *,
    lang: str = "vi",
    theme: str = "light",
    start: str = "home",
    size: tuple[int, int] = (1366, 768),
) -> Shell:
    """Show the window and wait until it has read its first screen."""
    shell = make_window(
        services, look=Look(lang, theme), runner=InlineRunner(), start=start, screens=stubbed()
    )
    qtbot.addWidget(shell)
    shell.resize(*size)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    for _ in range(3):  # what was read is laid out and painted
        QApplication.processEvents()
    return shell


def stub(shell: Shell, name: str) -> StubPage:
    """The stand-in page of a screen."""
    page = shell.page_of(name)
    assert isinstance(page, StubPage)
    return page
