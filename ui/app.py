"""The program around the window: arguments, application, crash guard, opening, timing."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from desk.office.looks import SCALES, THEMES, Look, Looks, read_looks, save_look
from ui import i18n, theme
from ui.ahead import BuiltAhead
from ui.citizen.side import CitizenSide
from ui.crash import CrashGuard, start_log, stop_log, versions
from ui.failures import explain
from ui.first_run import FirstRun
from ui.help.dialog_keys import DialogHelp
from ui.i18n import tr
from ui.main import make_window
from ui.opening import LateServices, OfficeWish, Opening
from ui.scan.guard import ScanGuard
from ui.scan.listening import Listening
from ui.shell.screen import BannerSpec, StateMark, ToastAction
from ui.shell.window import TITLE, Shell
from ui.tasks import TaskRunner
from ui.tokens import Tone
from ui.widgets.chip import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows.readers import PortState
    from ui.crash_window import CrashWindow

CAMERA_SECONDS = 2.0  # how long the end of the program waits for cameras to let go


def arguments() -> argparse.ArgumentParser:
    """What `python -m ui` takes."""
    parser = argparse.ArgumentParser(prog="python -m ui", description=TITLE)
    parser.add_argument("--data", type=Path, help="data folder; default QMC_DATA, else the platform's own")
    parser.add_argument("--training", action="store_true", help="make a training office where there is none")
    parser.add_argument("--now", help="frozen clock, ISO 8601 (training offices only)")
    parser.add_argument("--user", help="who acts (training offices only)")
    parser.add_argument("--lang", choices=i18n.LANGUAGES, help="default: as the clerk chose, else Vietnamese")
    parser.add_argument("--theme", choices=THEMES, help="default: as the clerk chose, else as the system")
    parser.add_argument("--scale", type=float, choices=SCALES, help="text size; default: as the clerk chose")
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

    def __init__(
        self, app: QApplication, wish: OfficeWish, look: Look, *, looks: Looks | None = None, person: str = ""
    ) -> None:
        from desk.office.paths import DataPaths

        self.app, self.wish, self.look = app, wish, look
        self.looks, self.person = looks if looks is not None else Looks(), person
        self.runner = TaskRunner(app)
        self.services = LateServices(wish)
        self.opening = Opening(self.services, self.runner, app)
        self._logs = DataPaths(wish.data).logs
        self.guard = CrashGuard(self._logs, app)
        self.guard.crashed.connect(self._tell_crash)
        self.crashes: CrashWindow | None = None
        self.runner.broke.connect(self.guard.take)
        self.runner.hold()
        self.opening.start()
        self.window: Shell = make_window(self.opening.services, look=look, runner=self.runner)
        self.window.painted.connect(self.runner.release)
        self.window.look_asked.connect(self.relook)
        self.citizen = CitizenSide(self.opening.services, self.runner, parent=app)
        self.citizen.follow(self.window)
        self.scans = Listening(self.opening.services, self.runner, ScanGuard(app), app)
        self.scans.scanned.connect(self._on_scan)
        self.scans.port_changed.connect(self._on_reader)
        app.styleHints().colorSchemeChanged.connect(self._on_system_look)
        self.first_run = FirstRun(self)
        self.dialog_help = DialogHelp(app, self.first_run)
        self.ahead = BuiltAhead(app, self.runner, lambda: self.window)
        self.opening.opened.connect(self._on_opened)
        self.opening.failed.connect(self._on_failed)

    def aim(self, data: Path, *, training: bool) -> None:
        """Open another data folder from now on."""
        from desk.office.paths import DataPaths

        self.wish = replace(self.wish, data=data, training=training)
        self._logs = DataPaths(data).logs
        self.guard.keep_in(self._logs)
        self.services.aim(data, training=training)
        self.window.show_banner(None)
        self.opening.start()

    def relook(self, what: str | Look) -> None:
        """Put another look in force at once and keep it for the clerk.

        Colours change in place; language, text size and keys build the window anew with its drafts kept.
        """
        look = what if isinstance(what, Look) else self._look_of(what)
        self._wear(look)
        person = self.services.staff().username
        if person:
            self.runner.submit("desk", save_look, self.wish.data, person, look, owner=self.window)

    def _look_of(self, what: str) -> Look:
        if what in i18n.LANGUAGES:
            return replace(self.look, lang=what)
        return replace(self.look, theme=what)

    def _wear(self, look: Look) -> None:
        before, self.look = self.look, look
        same = (before.lang, before.scale, before.keys) == (look.lang, look.scale, look.keys)
        if not same:
            self._rebuild()
            return
        self.window.wear(look)
        theme.apply(self.app, theme.resolve(look.theme), scale=look.scale)
        theme.let_move(self.app, theme.moves(look.motion))

    def _on_system_look(self) -> None:
        if self.look.theme == "system":
            theme.apply(self.app, theme.resolve("system"), scale=self.look.scale)

    def _rebuild(self) -> None:
        old = self.window
        self.services.speak(self.look.lang)
        drafts, focus = old.keep(), old.focus_name
        self.window = make_window(
            self.opening.services, look=self.look, runner=self.runner, start=old.current_name
        )
        self.window.look_asked.connect(self.relook)
        self.window.setGeometry(old.geometry())
        self.window.restore(drafts)
        if old.isMaximized():
            self.window.showMaximized()
        else:
            self.window.show()
        self.window.show_reader(self.scans.port)
        self.window.office_opened()  # once it is to be seen: a screen reads what stands in front
        old.replaced = True
        old.close()
        old.deleteLater()
        self.citizen.follow(self.window)
        self.window.focus_on(focus)

    def _on_opened(self) -> None:
        start_log(self._logs)
        self.guard.install()
        self.first_run.opened()
        person = self.services.staff().username
        if person != self.person and person in self.looks.people:
            self.person = person
            self._wear(self.looks.of(person))
        self.window.office_opened()
        self.scans.start()
        from ui.reception.reminding import remind

        remind(self.window)
        self.citizen.load()
        self.ahead.start()

    def _on_scan(self, text: str, via: str) -> None:
        self.window.take_scan(text, via)

    def _on_reader(self, state: PortState) -> None:
        self.window.show_reader(state)

    def _on_failed(self, error: object) -> None:
        if self.first_run.take(error):
            return
        title = tr("Chưa mở được sổ của cơ quan")
        said = BannerSpec(title, explain(error), action=ToastAction(tr("Thử lại"), "print", self._again))
        show = partial(self.window.show_banner, said)
        chip = ChipSpec(tr("Chưa mở sổ"), Tone.BAD, "circle-alert")
        self.window.desktop.mark("office", StateMark(chip, f"{title}. {said.text}", show))
        show()

    def _again(self) -> None:
        self.window.show_banner(None)
        self.opening.start()

    def _tell_crash(self, text: str) -> None:
        """Tell of a fault beside the work; a window that is itself broken is only written down."""
        from shiboken6 import isValid

        from ui.crash_window import CrashWindow

        if self.crashes is None or not isValid(self.crashes):
            self.crashes = CrashWindow(self._logs, self.window)
        self.crashes.tell(f"{versions()}\n{text}")

    def close(self) -> None:
        """Let go of everything, in order."""
        self.ahead.stop()
        self.citizen.close()
        self.app.styleHints().colorSchemeChanged.disconnect(self._on_system_look)
        self.app.removeEventFilter(self.dialog_help)
        self.guard.remove()
        self.scans.stop()
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
    data = data_folder(options.data)
    looks = read_looks(data)
    person = options.user or looks.last
    asked = {name: getattr(options, name) for name in ("lang", "theme", "scale")}
    look = replace(looks.of(person), **{name: value for name, value in asked.items() if value is not None})
    wish = OfficeWish(data, options.training, options.now, options.user, look.lang)
    program = Program(app, wish, look, looks=looks, person=person)
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
    _let_cameras_end()
    return code


def _let_cameras_end() -> None:
    """A camera's thread that still tells Qt something while the interpreter goes would abort the program."""
    until = time.monotonic() + CAMERA_SECONDS
    for thread in threading.enumerate():
        if thread.name == "live":  # of a `LiveSession`; one whose device hangs is not waited for longer
            thread.join(max(0.0, until - time.monotonic()))


def _icon() -> QIcon:
    from ui.icons import icon

    return icon("stamp", 64, QColor("#1C4FC4"))
