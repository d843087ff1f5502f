"""The composition root of the window: office, theme, language, runner, screens, in that order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui import i18n, theme
from ui.changes import Changes
from ui.keys import KEYS, KeyMap
from ui.shell.screen import Screen, ScreenEntry
from ui.shell.window import Shell
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.services import Services


def _home() -> Screen:
    from ui.home.screen import HomeScreen

    return HomeScreen()


def _reception() -> Screen:
    from ui.reception.screen import ReceptionScreen

    return ReceptionScreen()


def _returns() -> Screen:
    from ui.returns.screen import ReturnsScreen

    return ReturnsScreen()


def _dossier() -> Screen:
    from ui.dossier.screen import DossierScreen

    return DossierScreen()


def _worklist() -> Screen:
    from ui.worklist.screen import WorklistScreen

    return WorklistScreen()


def _handover() -> Screen:
    from ui.handover.screen import HandoverScreen

    return HandoverScreen()


def _closing() -> Screen:
    from ui.closing.screen import ClosingScreen

    return ClosingScreen()


def _admin() -> Screen:
    from ui.admin.screen import AdminScreen

    return AdminScreen()


def entries() -> tuple[ScreenEntry, ...]:
    """The screens of the rail, from the top."""
    return (
        ScreenEntry("home", "Bàn làm việc", "layout-dashboard", "go.home", _home),
        ScreenEntry("reception", "Tiếp nhận", "file-plus-corner", "go.reception", _reception),
        ScreenEntry("dossier", "Hồ sơ", "folder-open", "go.dossier", _dossier),
        ScreenEntry("returns", "Trả kết quả", "hand-helping", "go.returns", _returns),
        ScreenEntry("worklist", "Theo hạn", "clock-alert", "go.worklist", _worklist),
        ScreenEntry("handover", "Bàn giao", "arrow-left-right", "go.handover", _handover),
        ScreenEntry("closing", "Chốt ngày", "clipboard-check", "go.closing", _closing),
        ScreenEntry("admin", "Thiết lập", "settings", "go.admin", _admin, foot=True),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks and speaks."""

    lang: str = "vi"
    theme: str = "light"
    scale: float = 1.0


def make_window(
    services: Services,
    *,
    look: Look = Look(),
    runner: TaskRunner | None = None,
    keys: KeyMap = KEYS,
    start: str = "home",
    screens: Sequence[ScreenEntry] | None = None,
) -> Shell:
    """Build the window over an open office; tests call it with the demo's services."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("make_window needs the QApplication first")
    i18n.install(app, look.lang)
    theme.apply(app, look.theme, scale=look.scale)
    return Shell(
        services=services,
        runner=runner if runner is not None else TaskRunner(app),
        changes=Changes(app),
        entries=screens if screens is not None else entries(),
        keys=keys,
        start=start,
    )
