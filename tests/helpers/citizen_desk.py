"""A clerk's window on a real office with a table of monitors beside it, that can be plugged in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.office.citizen_screen import CitizenScreen
from desk.services import DeskServices
from tests.helpers.office_window import Clerk, clerks
from ui.citizen.monitors import Monitor, SystemMonitors, remembered
from ui.citizen.side import CitizenSide
from ui.citizen.window import CitizenWindow
from ui.reception.screen import ReceptionPage
from ui.returns.screen import ReturnsPage
from ui.widgets.label import Label

WALL = Monitor("HDMI-1", QRect(800, 0, 1366, 768), "Mẫu 22", "SN1")


class Table(SystemMonitors):
    """Monitors as a test says: the clerk's real one and those plugged in."""

    def __init__(self) -> None:
        super().__init__()
        self.plugged: list[Monitor] = []

    def plug(self, *monitors: Monitor) -> None:
        """Only these are there beside the clerk's."""
        self.plugged = list(monitors)
        self.changed.emit()

    def all(self) -> tuple[Monitor, ...]:
        screen = QGuiApplication.primaryScreen()
        return (Monitor(screen.name(), screen.geometry()), *self.plugged)

    def screen(self, monitor: Monitor) -> QScreen | None:
        return QGuiApplication.primaryScreen()


@dataclass
class Desk:
    """Both sides of one counter."""

    clerk: Clerk
    side: CitizenSide
    table: Table

    @property
    def window(self) -> CitizenWindow:
        assert self.side.window is not None
        return self.side.window

    def turn_on(self, **more: object) -> None:
        """Choose the wall monitor for the citizen and plug it in."""
        self.table.plug(WALL)
        kept = replace(remembered(CitizenScreen(on=True), WALL), **more)  # type: ignore[arg-type]
        self.side.take_settings(self.clerk.services.house.set_citizen_screen(kept))
        self.clerk.settle()

    def catch_up(self) -> None:
        """Let the answers arrive, and the citizen's monitor show what was typed last."""
        self.clerk.settle()
        while self.side.stage._throttle.isActive():
            QApplication.processEvents()

    def said(self) -> str:
        """Every word on the citizen's monitor now, and in every hidden part of its window."""
        widgets = self.window.findChildren(QWidget)
        names = [one.accessibleName() for one in widgets]
        words = [one.text() for one in widgets if isinstance(one, Label)]
        return " | ".join((*names, *words))

    def seen(self) -> str:
        """Every word that is to be seen."""
        labels = [one for one in self.window.findChildren(Label) if one.isVisible()]
        return " | ".join(one.text() for one in labels)

    @property
    def reception(self) -> ReceptionPage:
        page = self.clerk.shell.page_of("reception")
        assert isinstance(page, ReceptionPage)
        return page

    @property
    def returns(self) -> ReturnsPage:
        page = self.clerk.shell.page_of("returns")
        assert isinstance(page, ReturnsPage)
        return page

    def sign(self, *, small: bool = False) -> None:
        """Sign with a finger on the citizen's monitor."""
        draw(self.window.sign.pad, reach=2 if small else 24)
        self.clerk.settle()


def draw(pad: QWidget, *, reach: int) -> None:
    """One stroke over the pad."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    for at in range(1, 16):
        QTest.mouseMove(pad, QPoint(40 + at * reach, 40 + (at % 4) * reach))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(40 + 16 * reach, 44))


Sits = Callable[..., Desk]


@contextmanager
def desks(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    """Seat a clerk, with the citizen's side beside them."""
    made: list[CitizenSide] = []
    with clerks(qtbot, qapp) as sit:

        def build(services: DeskServices, **look: Any) -> Desk:
            clerk, table = sit(services, **look), Table()
            side = CitizenSide(services, clerk.runner, monitors=table)
            side.follow(clerk.shell)
            made.append(side)
            return Desk(clerk, side, table)

        yield build
        for side in made:
            side.close()
            side.deleteLater()


__all__: Sequence[str] = ("WALL", "Desk", "Sits", "Table", "desks", "draw")
