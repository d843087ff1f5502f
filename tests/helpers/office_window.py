"""The whole window over a real practice office whose clock stands still, worked by real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.services import DeskServices
from tests.helpers.returns_window import CTRL, NONE
from ui.dossier.screen import DossierPage
from ui.handover.screen import HandoverPage
from ui.main import Look, make_window
from ui.reception.screen import ReceptionPage
from ui.shell.scans import TYPED
from ui.shell.window import Shell
from ui.tasks import InlineRunner
from ui.worklist.screen import WorklistPage

FOUNDED = "2026-11-02T08:00:00+07:00"
NOW = "2026-11-23T09:41:00+07:00"
MARRIAGE = "1.004873"
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
__all__ = ["ALT", "CTRL", "NOW", "SHIFT", "Clerk", "Practice", "clerks"]


@dataclass
class Practice:
    """A practice office in a folder; `at` opens it at a moment and gives its doors."""

    data: Path

    @classmethod
    def found(cls, data: Path) -> Practice:
        """Make the office."""
        create_office(data, training=True, clock=FrozenClock(parse_moment(FOUNDED)))
        return cls(data)

    @contextmanager
    def at(self, moment: str = NOW) -> Iterator[DeskServices]:
        """Open it at a moment."""
        with open_office(self.data, now=parse_moment(moment)) as office:
            yield DeskServices(office)

    def receive(self, moment: str, number: int = 1, **more: Any) -> str:
        """Receive a dossier of a plainly fictional citizen; answers its code."""
        command: dict[str, Any] = {
            "channel": "direct",
            "procedure": MARRIAGE,
            "applicant": {
                "id_number": f"999190{number:06d}",
                "full_name": f"NGUYỄN THỊ MẪU {'ABCDEFGHIJ'[number % 10]}",
                "birth_date": "1990-05-03",
            },
            "phone": f"0999{number:06d}",
            "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
        }
        with self.at(moment) as services:
            return services.receive(command | more).code

    def act(self, moment: str, code: str, verb: str, payload: Mapping[str, Any] | None = None) -> None:
        """Act upon a dossier at a moment."""
        with self.at(moment) as services:
            services.act(code, verb, payload or {})


@dataclass
class Clerk:
    """A window and the hands at it; `keys` counts what was pressed."""

    shell: Shell
    services: DeskServices
    runner: InlineRunner
    keys: int = 0
    printed: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)

    @property
    def dossier(self) -> DossierPage:
        page = self.shell.page_of("dossier")
        assert isinstance(page, DossierPage)
        return page

    @property
    def reception(self) -> ReceptionPage:
        page = self.shell.page_of("reception")
        assert isinstance(page, ReceptionPage)
        return page

    @property
    def worklist(self) -> WorklistPage:
        page = self.shell.page_of("worklist")
        assert isinstance(page, WorklistPage)
        return page

    @property
    def handover(self) -> HandoverPage:
        page = self.shell.page_of("handover")
        assert isinstance(page, HandoverPage)
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

    def type(self, text: str) -> None:
        """Text into whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        self.settle()

    def scan(self, text: str, *, again: bool = False) -> None:
        """What a scanned slip does; `again` types it, for a reader's repeat within a second counts once."""
        self.shell.take_scan(text, *((TYPED,) if again else ()))
        self.settle()

    def open(self, code: str) -> None:
        """Open a dossier as a list does."""
        self.shell.go("dossier", code)
        self.settle()

    @property
    def focus(self) -> str:
        """The name of what has the focus."""
        found = QApplication.focusWidget()
        return found.objectName() if found is not None else ""


Sits = Callable[..., Clerk]


@contextmanager
def clerks(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    """Seat clerks at windows; what they still have to do is done before they go."""
    made: list[Clerk] = []

    def sit(
        services: DeskServices,
        *,
        size: tuple[int, int] = (1366, 697),
        lang: str = "vi",
        look: str = "light",
        keys: Mapping[str, str] | None = None,
    ) -> Clerk:
        runner = InlineRunner(qapp)
        shell = make_window(services, look=Look(lang, look, keys=dict(keys or {})), runner=runner)
        qtbot.addWidget(shell)
        shell.resize(*size)
        one = Clerk(shell, services, runner)
        made.append(one)
        shell.desktop.print_asked.connect(lambda _pdf, title: one.printed.append(title))
        shell.desktop.toast_asked.connect(lambda spec: one.toasts.append(spec.title))
        with qtbot.waitExposed(shell):
            shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        one.settle()
        return one

    yield sit
    for one in made:
        one.settle()
        one.shell.replaced = True
        one.shell.desktop.drafts.close()  # its thread must not outlive the test
