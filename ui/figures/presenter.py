"""Counts the figures off the GUI thread, once a visit, and again when dossiers changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.changes import ChangeSet, Kind
from ui.failures import explain
from ui.figures.model import FiguresState, Span

if TYPE_CHECKING:
    from desk.rows.trends import Trends
    from ui.shell.screen import ScreenContext


class FiguresPresenter(QObject):
    """The figures screen's state. GUI thread only. Signal `state_changed(FiguresState)`."""

    state_changed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stale = True
        self.state = FiguresState()
        context.changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Count where nothing is known yet, something changed, or another day began."""
        known = self.state.trends
        today = self._context.services.now().date()
        if self._stale or known is None or known.as_of.date() != today:
            self.load()

    def load(self) -> None:
        """Count; the old figures stay in sight until the new ones are there."""
        if self.state.busy:
            return
        self._stale = False
        self._show(replace(self.state, busy=True, failure=""))
        self._context.runner.submit(
            "desk",
            self._context.services.numbers.trends,
            owner=self,
            done=self._on_counted,
            failed=self._on_failed,
        )

    def choose(self, span: str) -> None:
        """Show months or days."""
        self._show(replace(self.state, span=Span(span)))

    def turn(self) -> None:
        """Pictures or tables."""
        self._show(replace(self.state, tables=not self.state.tables))

    def _on_counted(self, trends: Trends) -> None:
        self._show(replace(self.state, trends=trends, busy=False, failure=""))

    def _on_failed(self, error: Exception) -> None:
        self._stale = True
        self._show(replace(self.state, busy=False, failure=explain(error)))

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        del by
        if changes.kinds & {Kind.DOSSIER, Kind.OFFICE}:
            self._stale = True

    def _show(self, state: FiguresState) -> None:
        self.state = state
        self.state_changed.emit(state)
