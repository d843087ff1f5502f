"""A window over a training office and the hands at it: real keys, cards as a reader gives them."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk.office.looks import Look
from ui.app import Program, make_app
from ui.opening import OfficeWish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desk.rows import Received
    from ui.reception.screen import ReceptionPage
    from ui.returns.screen import ReturnsPage

NOW = "2026-11-23T09:41:00+07:00"
PATIENCE = 30.0  # seconds
PLAIN = Qt.KeyboardModifier.NoModifier


def card(number: int) -> str:
    """What a reader says of the card of a plainly fictional citizen."""
    return f"999190{number:06d}||NGUYỄN THỊ MẪU|03051990|Nữ|12 đường Mẫu, phường Mẫu|01052021"


class Watcher(QObject):
    """Notes how often a widget was painted, and when first as it should look."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted = 0
        self.shows: Callable[[], bool] = lambda: True
        self.first = 0.0  # when it was first painted showing what it should
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass; a painting is looked at when it is done."""
        if event.type() != QEvent.Type.Paint or watched is not self._widget:
            return False
        self._widget.event(event)
        self.painted += 1
        if not self.first and self.shows():
            self.first = time.perf_counter()
        return True


@dataclass
class Hands:
    """The running window; every step waits for what it waits for, never for a time."""

    program: Program
    received: list[Received] = field(default_factory=list)
    toasts: int = 0

    def __post_init__(self) -> None:
        self.window = self.program.window
        self.window.desktop.toast_asked.connect(self._count)

    def _count(self, _spec: object) -> None:
        self.toasts += 1

    # ---- keys -----------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """One key to the window, as the system sends it."""
        from PySide6.QtTest import QTest

        QTest.keyClick(self.window.windowHandle(), key, modifier)

    def type(self, text: str) -> None:
        """Text into whatever has the focus."""
        from PySide6.QtTest import QTest

        for letter in text:
            QTest.keyClick(self.window.windowHandle(), cast("Any", letter))  # one the stubs forgot

    # ---- waiting --------------------------------------------------------------------------------

    def turn(self) -> None:
        """Let what waits happen, once."""
        self.program.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def until(self, there: Callable[[], Any], what: str) -> None:
        """Let things happen until something is so; that it never comes is an error."""
        end = time.monotonic() + PATIENCE
        while not there():
            if time.monotonic() > end:
                raise TimeoutError(what)
            self.program.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def settle(self) -> None:
        """Let every answer arrive and be painted."""
        self.until(lambda: not self.program.runner.running, "all work is done")
        for _ in range(3):
            self.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.turn()

    # ---- pieces of work -------------------------------------------------------------------------

    @property
    def reception(self) -> ReceptionPage:
        """The reception, built where it was not."""
        page = cast("ReceptionPage", self.window.page_of("reception"))
        if not page.property("watched"):
            page.setProperty("watched", True)
            page.presenter.committed.connect(lambda received, _draft: self.received.append(received))
        return page

    @property
    def returns(self) -> ReturnsPage:
        """The return, built where it was not."""
        return cast("ReturnsPage", self.window.page_of("returns"))

    def begin(self, number: int) -> None:
        """F2, the card, the procedure by its initials, its first paper."""
        page = self.reception
        self.key(Qt.Key.Key_F2)
        self.until(lambda: self.window.current_name == "reception", "the reception is in front")
        self.settle()
        self.window.take_scan(card(number))
        self.until(
            lambda: page.presenter.state.draft.person.id_number == card(number)[:12], "the card is read"
        )
        self.settle()
        self.type("xntt")
        self.until(lambda: page.presenter.choice.state.hits, "the procedure is found")
        self.settle()
        self.key(Qt.Key.Key_Return)
        self.until(lambda: page.presenter.state.draft.procedure is not None, "the procedure is chosen")
        self.settle()
        self.key(Qt.Key.Key_Space)
        self.settle()

    def commit(self) -> Received:
        """F9, and the dossier that came of it."""
        before = len(self.received)
        self.key(Qt.Key.Key_F9)
        self.until(lambda: len(self.received) > before, "the dossier is received")
        self.settle()
        return self.received[-1]

    def hand_out(self, received: Received, number: int) -> None:
        """The result is noted, then the same slip and the card bring it to its citizen."""
        page = self.returns
        self.key(Qt.Key.Key_F4)
        self.settle()
        self._open(received, self.program.services.show(received.code).receipt_payload, "waiting")
        self.type(f"{number}/XN")
        self.key(Qt.Key.Key_F9)
        self.until(lambda: page.presenter.state.stage == "ready", "the result is noted")
        self.settle()
        self.key(Qt.Key.Key_F12)
        self.settle()
        self._open(received, received.code, "ready")  # the same text twice within a second counts once
        self.window.take_scan(card(number))
        self.settle()
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.settle()
        self._sign_on_paper()
        self.key(Qt.Key.Key_F9)
        self.until(lambda: page.presenter.state.stage == "returned", "the result is handed out")
        self.settle()

    def _sign_on_paper(self) -> None:
        """Choose it as on the first return of a day; the screen keeps the choice for those that follow."""
        draft = self.returns.presenter.state.draft
        if draft.signing == "paper":
            return
        for key in (Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_Right):
            self.key(key)
            self.settle()

    def _open(self, received: Received, scanned: str, stage: str) -> None:
        def opened() -> bool:
            state = self.returns.presenter.state
            dossier = state.draft.dossier
            there = dossier is not None and dossier.code == received.code
            return there and state.stage == stage and self.window.current_name == "returns"

        self.window.take_scan(scanned)
        self.until(opened, f"the slip opens its dossier ({stage})")
        self.settle()


@contextmanager
def at_the_window(data: Path, *, now: str | None = NOW) -> Iterator[Hands]:
    """The program over the office in a folder, begun and ended as `python -m ui` does."""
    app = make_app()
    program = Program(app, OfficeWish(data, training=True, now=now), Look())
    window = program.window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    hands = Hands(program)
    try:
        hands.until(lambda: program.services.staff().username, "the office is open")
        hands.until(lambda: QApplication.activeWindow() is window, "the window is in front")
        hands.settle()
        yield hands
    finally:
        window.close()
        window.deleteLater()
        program.scans.deleteLater()
        program.close()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
