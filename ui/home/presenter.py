"""Reads the desk through the runner, keeps the newest answer, and says what the view shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.changes import ChangeSet, Kind
from ui.failures import explain
from ui.home.model import HomeState, Phase, phase_of

if TYPE_CHECKING:
    from desk.rows import DeskHome
    from ui.shell.screen import ScreenContext

REFRESH_MS = 60_000


class HomePresenter(QObject):
    """The desk's state. GUI thread only.

    Signal `state_changed(HomeState)`. An answer that a newer question overtook is dropped; a failure
    keeps the figures already shown and marks them with their age.
    """

    state_changed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._newest = 0
        self.state = HomeState()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.load)
        context.changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Load now, and again every minute while the desk is in front."""
        self._timer.start()
        self.load()

    def stop(self) -> None:
        """Stop asking while another screen is in front."""
        self._timer.stop()

    def load(self) -> None:
        """Ask for the newest figures."""
        self._newest += 1
        number = self._newest
        self._context.runner.submit(
            "desk",
            self._context.services.desk_home,
            owner=self,
            done=lambda home: self._on_loaded(number, home),
            failed=lambda error: self._on_failed(number, error),
        )

    def hold(self, state: HomeState) -> None:
        """Take a state as it is; what is being read for another one is not waited for."""
        self._newest += 1
        self._show(state)

    def choose(self, kind: str) -> None:
        """Filter the work list."""
        home = self.state.home
        phase = phase_of(home, kind) if home is not None else self.state.phase
        self._show(replace(self.state, chosen=kind, phase=phase))

    def _on_loaded(self, number: int, home: DeskHome) -> None:
        if number != self._newest:
            return
        now = self._context.services.now()
        phase = phase_of(home, self.state.chosen)
        self._show(replace(self.state, phase=phase, home=home, loaded_at=now, now=now, failure=""))

    def _on_failed(self, number: int, error: Exception) -> None:
        if number != self._newest:
            return
        phase = self.state.phase if self.state.home is not None else Phase.FAILED
        self._show(replace(self.state, phase=phase, now=self._context.services.now(), failure=explain(error)))

    def _on_changed(self, changes: ChangeSet, _by: object) -> None:
        if changes.kinds & {Kind.DOSSIER, Kind.DAY, Kind.OFFICE}:
            self.load()

    def _show(self, state: HomeState) -> None:
        self.state = state
        self.state_changed.emit(state)
