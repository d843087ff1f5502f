"""Every code reader of this desk in one place: keys through the guard, and the port where one is set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from desk.rows.readers import MOST_GAP, Heard, PortState, ReaderSettings
from ui.scan.guard_keys import gap_of_desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.readers.listening import PortListener
    from desk.rows.readers import PortMark
    from ui.scan.guard import ScanGuard
    from ui.services import Services
    from ui.tasks import TaskRunner


class Listening(QObject):
    """Hears all readers. GUI thread only; never waits for a port.

    Signals: `scanned(text, via)` for what is to be routed, `heard(Heard)` for everything that was read,
    `port_changed(PortState)`. While a reader is tried out nothing is routed, and slow readers are heard too.
    """

    scanned = Signal(str, str)
    heard = Signal(object)
    port_changed = Signal(object)
    _told = Signal(object, object)

    def __init__(self, services: Services, runner: TaskRunner, guard: ScanGuard, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner, self._guard = services, runner, guard
        guard.setParent(self)  # a guard that outlived its readers would swallow the keys of the next window
        self._settings = ReaderSettings(wedge=guard.rules)
        self._port: PortListener | None = None
        self._round = 0  # of listening: what an older listener still tells is not heard
        self._trying = False
        self.port = PortState()
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        guard.heard.connect(self._on_heard)

    @staticmethod
    def here() -> Listening | None:
        """The one of this program; None where the window stands without readers."""
        app = QCoreApplication.instance()
        return app.findChild(Listening) if app is not None else None

    @property
    def trying(self) -> bool:
        """Whether readers are tried out and nothing is routed."""
        return self._trying

    def start(self) -> None:
        """Read this machine's settings and listen; damaged settings leave the usual ones in force."""
        self._runner.submit(
            "desk",
            self._settings_kept,
            owner=self,
            done=self.obey,
            failed=lambda _error: None,
        )

    def _settings_kept(self) -> ReaderSettings:
        return self._services.readers.settings()  # asked for on the pool: the office may still be opening

    def obey(self, settings: ReaderSettings) -> None:
        """Listen by other settings from now on."""
        self._settings = settings
        self._judge()
        self._listen(None)

    def _judge(self) -> None:
        gap = MOST_GAP if self._trying else gap_of_desk() or self._settings.wedge.gap_ms
        self._guard.obey(replace(self._settings.wedge, gap_ms=gap))

    def try_out(self, *, on: bool, marks: Sequence[PortMark] | None = None) -> None:
        """Hear readers and route nothing; `marks` are ports to listen to instead of this desk's own."""
        self._trying = on
        self._judge()
        self._listen(marks if on else None)

    def stop(self) -> None:
        """Let the port go."""
        self._round += 1
        port, self._port = self._port, None
        if port is not None:
            port.stop()

    # ---- the port -------------------------------------------------------------------------------

    def _listen(self, marks: Sequence[PortMark] | None) -> None:
        before, number = self._port, self._round + 1
        self.stop()
        self._round = number
        if marks is None and self._settings.port is None:
            self._say(PortState())
            return

        def begin() -> PortListener | None:
            if before is not None:
                before.ended(2.0)  # a port opens once
            return self._services.readers.listen(lambda what: self._tell(number, what), marks=marks)

        self._runner.submit("cpu", begin, owner=self, done=lambda made: self._keep(number, made))

    def _keep(self, number: int, made: PortListener | None) -> None:
        if number == self._round:
            self._port = made
        elif made is not None:
            made.stop()

    def _tell(self, number: int, what: Heard | PortState) -> None:
        """Called from the listener's threads."""
        try:
            self._told.emit(number, what)
        except RuntimeError:  # the window is gone
            return

    @Slot(object, object)
    def _on_told(self, number: int, what: object) -> None:
        if number != self._round:
            return
        if isinstance(what, Heard):
            self._on_heard(replace(what, text=self._settings.wedge.bare(what.text)))
        elif isinstance(what, PortState):
            self._say(what)

    def _say(self, state: PortState) -> None:
        if state != self.port:
            self.port = state
            self.port_changed.emit(state)

    def _on_heard(self, heard: Heard) -> None:
        self.heard.emit(heard)
        if not self._trying:
            self.scanned.emit(heard.text, heard.via)
