"""The composition root of the window: office, theme, language, runner, screens, in that order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desk.office.looks import Look
from ui import i18n, spoken, theme
from ui.changes import Changes
from ui.keymap import sound
from ui.keys import KEYS, KeyMap
from ui.shell.screen import Screen, ScreenEntry
from ui.shell.window import Shell
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.services import Services

__all__ = ["Look", "entries", "make_window"]
PLAIN = Look()


def _home() -> Screen:
    from ui.home.screen import HomeScreen

    return HomeScreen()


def _reception() -> Screen:
    from ui.reception.screen import ReceptionScreen

    return ReceptionScreen()


def _certify() -> Screen:
    from ui.certify.screen import CertifyScreen

    return CertifyScreen()


def _search() -> Screen:
    from ui.search.screen import SearchScreen

    return SearchScreen()


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


def _figures() -> Screen:
    from ui.figures.screen import FiguresScreen

    return FiguresScreen()


def _reports() -> Screen:
    from ui.reports.screen import ReportsScreen

    return ReportsScreen()


def _admin() -> Screen:
    from ui.admin.screen import AdminScreen

    return AdminScreen()


def entries() -> tuple[ScreenEntry, ...]:
    """The screens of the rail, from the top."""
    return (
        ScreenEntry("home", "Bàn làm việc", "layout-dashboard", "go.home", _home),
        ScreenEntry("reception", "Tiếp nhận", "file-plus-corner", "go.reception", _reception),
        ScreenEntry("certify", "Chứng thực", "stamp", "go.certify", _certify),
        ScreenEntry("search", "Tra cứu", "search", "go.search", _search),
        ScreenEntry("dossier", "Hồ sơ", "folder-open", "go.dossier", _dossier),
        ScreenEntry("returns", "Trả kết quả", "hand-helping", "go.returns", _returns),
        ScreenEntry("worklist", "Theo hạn", "clock-alert", "go.worklist", _worklist),
        ScreenEntry("handover", "Bàn giao", "arrow-left-right", "go.handover", _handover),
        ScreenEntry("closing", "Chốt ngày", "clipboard-check", "go.closing", _closing),
        ScreenEntry("figures", "Số liệu", "chart-column", "go.figures", _figures),
        ScreenEntry("reports", "Báo cáo", "file-spreadsheet", "go.reports", _reports),
        ScreenEntry("admin", "Thiết lập", "settings", "go.admin", _admin, foot=True),
    )


def make_window(
    services: Services,
    *,
    look: Look = PLAIN,
    runner: TaskRunner | None = None,
    keys: KeyMap | None = None,
    start: str = "home",
    screens: Sequence[ScreenEntry] | None = None,
) -> Shell:
    """Build the window over an open office; tests call it with the demo's services."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("make_window needs the QApplication first")
    i18n.install(app, look.lang)
    theme.apply(app, theme.resolve(look.theme), scale=look.scale)
    spoken.install(app)
    theme.let_move(app, theme.moves(look.motion))
    keys = keys if keys is not None else KEYS.remapped(sound(KEYS, look.keys))
    keys.put_in_force(app)
    return Shell(
        services=services,
        runner=runner if runner is not None else TaskRunner(app),
        changes=Changes(app),
        entries=screens if screens is not None else entries(),
        keys=keys,
        start=start,
        look=look,
    )
