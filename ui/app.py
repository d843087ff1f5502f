"""The program around the window: arguments, application, crash guard, opening, timing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from ui import i18n, theme
from ui.crash import CrashGuard, start_log, stop_log
from ui.failures import explain
from ui.i18n import tr
from ui.main import Look, make_window
from ui.opening import LateServices, OfficeWish, Opening
from ui.scan.guard import ScanGuard
from ui.shell.screen import BannerSpec, ToastAction
from ui.shell.window import TITLE, Shell
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Sequence
from dataclasses import replace


def arguments() -> argparse.ArgumentParser:
    """What `python -m ui` takes."""
    parser = argparse.ArgumentParser(prog="python -m ui", description=TITLE)
    parser.add_argument("--data", type=Path, help="data folder; default QMC_DATA, else the platform's own")
    parser.add_argument("--training", action="store_true", help="make a training office where there is none")
    parser.add_argument("--now", help="frozen clock, ISO 8601 (training offices only)")
    parser.add_argument("--user", help="who acts (training offices only)")
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default="vi")
    parser.add_argument("--theme", choices=("light", "dark"), help="default: as the system")
    parser.add_argument("--scale", type=float, default=1.0, choices=(1.0, 1.15, 1.3, 1.5), help="text size")
    parser.add_argument("--first-paint", type=Path, metavar="FILE", help="write times and memory, then quit")
    parser.add_argument("--selftest", type=Path, metavar="FILE", help="prove the installation, then quit")
    return parser


def make_app() -> QApplication:
    """The one application object, named for the system."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("quay-mot-cua")
    app.setApplicationDisplayName(TITLE)
    return app


class Program:
    """One running window and what it stands on. GUI thread only."""

    def __init__(self, app: QApplication, wish: OfficeWish, look: Look) -> None:
        from desk.office.paths import DataPaths

        self.app, self.wish, self.look = app, wish, look
        self.runner = TaskRunner(app)
        self.services = LateServices(wish)
        self.opening = Opening(self.services, self.runner, app)
        self._logs = DataPaths(wish.data).logs
        self.guard = CrashGuard(self._logs, app)
        self.guard.crashed.connect(self._tell_crash)
        self.runner.broke.connect(self.guard.take)
        self.runner.hold()
        self.opening.start()
        self.window: Shell = make_window(self.opening.services, look=look, runner=self.runner)
        self.window.painted.connect(self.runner.release)
        self.window.look_asked.connect(self.relook)
        self.scans = ScanGuard(app)
        self.scans.scanned.connect(self._on_scan)
        self.opening.opened.connect(self._on_opened)
        self.opening.failed.connect(self._on_failed)

    def relook(self, what: str) -> None:
        """Change theme at once, or language by building the window anew with its drafts kept."""
        if what in ("light", "dark"):
            self.look = replace(self.look, theme=what)
            theme.apply(self.app, what, scale=self.look.scale)
            return
        old, self.look = self.window, replace(self.look, lang=what)
        self.services.speak(what)
        drafts = old.keep()
        self.window = make_window(
            self.opening.services, look=self.look, runner=self.runner, start=old.current_name
        )
        self.window.look_asked.connect(self.relook)
        self.window.setGeometry(old.geometry())
        self.window.restore(drafts)
        self.window.office_opened()
        if old.isMaximized():
            self.window.showMaximized()
        else:
            self.window.show()
        old.replaced = True
        old.close()
        old.deleteLater()

    def _on_opened(self) -> None:
        start_log(self._logs)
        self.guard.install()
        self.window.office_opened()

    def _on_scan(self, text: str) -> None:
        self.window.take_scan(text)

    def _on_failed(self, error: object) -> None:
        self.window.show_banner(
            BannerSpec(
                title=tr("Chưa mở được sổ của cơ quan"),
                text=explain(error),
                action=ToastAction(tr("Thử lại"), "print", self._again),
            )
        )

    def _again(self) -> None:
        self.window.show_banner(None)
        self.opening.start()

    def _tell_crash(self, text: str) -> None:
        box = QMessageBox(self.window)
        box.setObjectName("crash")
        box.setWindowTitle(tr("Phần mềm gặp lỗi"))
        box.setText(tr("Một việc vừa hỏng vì lỗi của chương trình. Hồ sơ đã lưu không mất."))
        box.setInformativeText(
            tr("Có thể làm tiếp. Gửi tệp crash.txt trong thư mục logs cho người phụ trách máy.")
        )
        box.setDetailedText(text)
        box.open()

    def close(self) -> None:
        """Let go of everything, in order."""
        self.guard.remove()
        self.runner.close()
        self.services.close()
        stop_log()


def run(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    options = arguments().parse_args(argv)
    if options.selftest is not None:
        from ui.selftest import selftest

        return selftest(options.selftest)
    from desk.office.paths import data_folder

    app = make_app()
    chosen = options.theme or theme.system_theme()
    wish = OfficeWish(data_folder(options.data), options.training, options.now, options.user, options.lang)
    program = Program(app, wish, Look(options.lang, chosen, options.scale))
    app.setWindowIcon(_icon())
    if options.first_paint is not None:
        from ui.timing import Stopwatch

        watch = Stopwatch(program, options.first_paint)
        watch.start()
    screen = app.primaryScreen()
    if screen is not None and screen.availableGeometry().width() < 1500:
        program.window.setGeometry(screen.availableGeometry())  # a screen without a window manager fills too
        program.window.showMaximized()
    else:
        program.window.resize(1366, 768)
        program.window.show()
    code = app.exec()
    program.close()
    return code


def _icon() -> QIcon:
    from ui.icons import icon

    return icon("stamp", 64, QColor("#1C4FC4"))
