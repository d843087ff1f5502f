"""Every test of the window starts in Vietnamese, in the light theme, at text size 100 %."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import LOCAL, FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.services import DeskServices
from desk.trial.make_office import make_office
from tests.helpers.admin_window import NOW, AdminDesk, Opened, admin_desks
from tests.helpers.leftovers import nothing_left
from tests.helpers.ui_demo import DemoServices
from ui import i18n, theme
from ui.changes import Changes
from ui.scan.guard import ScanGuard
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner

YEAR_END = datetime(2026, 11, 23, 15, 40, tzinfo=LOCAL)


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    i18n.install(qapp, "vi")
    theme.apply(qapp, "light")
    yield
    i18n.install(qapp, "vi")
    theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def _no_guard_stays(qapp: QApplication) -> Iterator[None]:
    """A guard that outlives its test holds back the keys of every later one: it is taken out and told of.

    One that only waits to be deleted does so too, as long as no event loop runs: it goes at once.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = qapp.findChildren(ScanGuard)
    for guard in left:
        qapp.removeEventFilter(guard)
        guard.deleteLater()
    assert not left, "a scan guard was left on the application"


@pytest.fixture
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """After the test, its windows closed, nothing of it listens, stands, ticks, runs or lies open."""
    with nothing_left(qapp):
        yield


@pytest.fixture(scope="session")
def year_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office after a year, made once for every screen of numbers; nobody opens this one."""
    folder = tmp_path_factory.mktemp("year") / "office"
    make_office(folder, dossiers=250, years=1, seed=5, now=YEAR_END)
    return folder


@pytest.fixture(scope="module")
def made(year_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's office as one file of tests has it for itself."""
    return shutil.copytree(year_made, tmp_path_factory.mktemp("made") / "office")


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


@pytest.fixture(scope="session")
def practice_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office as it is founded; every test works on its own copy."""
    folder = tmp_path_factory.mktemp("offices") / "Hồ sơ phường Mẫu"
    create_office(folder, training=True, clock=FrozenClock(parse_moment(NOW)))
    return folder


@pytest.fixture
def office_services(practice_office: Path, data_folder: Path) -> Iterator[DeskServices]:
    """The doors of a practice office, opened by its administrator."""
    shutil.copytree(practice_office, data_folder)
    with open_office(data_folder, now=parse_moment(NOW), user="quan-tri-mau") as office:
        yield DeskServices(office)


@pytest.fixture
def admin_open(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    """Opens the window with Thiết lập in front."""
    with admin_desks(qtbot, qapp) as build:
        yield build


@pytest.fixture
def admin(admin_open: Opened, office_services: DeskServices) -> AdminDesk:
    """The window with Thiết lập in front, over a practice office."""
    return admin_open(office_services)
