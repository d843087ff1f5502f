"""Counts the indicators of a period off the GUI thread, and the dossiers behind the one that is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.changes import ChangeSet, Kind
from ui.failures import explain
from ui.figures.aims_model import AimSpan, AimsState, days_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desk.rows.aims import AimSheet, Behind
    from ui.shell.screen import ScreenContext


class AimsPresenter(QObject):
    """The aims' state. GUI thread only.

    Signals `state_changed(AimsState)`; `refused(str)` says why a target was not set, `kept()` that it was.
    """

    state_changed = Signal(object)
    refused = Signal(str)
    kept = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stale = True
        self._asked = 0
        self.state = AimsState()
        context.changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Count where nothing is known yet, something changed, or another day began."""
        sheet = self.state.sheet
        today = self._context.services.now().date()
        if self._stale or sheet is None or not sheet.first <= today <= sheet.last or sheet.until != today:
            self.load()

    def choose(self, span: str) -> None:
        """Count another period."""
        self._show(replace(self.state, span=AimSpan(span), behind=None))
        self.load()

    def load(self) -> None:
        """Count; an answer that a newer question overtook is dropped."""
        self._stale = False
        first, last = days_of(self.state.span, self._context.services.now().date())
        self._ask(lambda: self._context.services.numbers.aims(first, last), self._on_sheet)

    def look_behind(self, key: str, *, counted: bool = False) -> None:
        """Read the dossiers that count, or those that do not."""
        aim, sheet = self.state.aim(key), self.state.sheet
        if aim is None or sheet is None or not aim.counts_dossiers:
            return
        doors, first, until = self._context.services.numbers, sheet.first, sheet.until
        self._ask(lambda: doors.behind(key, first, until, counted=counted), self._on_behind)

    def leave(self) -> bool:
        """Back to the indicators; tells whether there was anything to leave."""
        there = self.state.behind is not None
        if there:
            self._show(replace(self.state, behind=None))
        return there

    def set_target(self, key: str, percent: float | None, first: date | None) -> None:
        """Set one target from a day on (today where none is given)."""
        self._act(lambda: self._context.services.numbers.set_target(key, percent, first))

    def adopt(self, plan: str, first: date | None) -> None:
        """Take over the targets of a published plan."""
        self._act(lambda: self._context.services.numbers.adopt_plan(plan, first))

    def _act(self, work: Callable[[], object]) -> None:
        self._context.runner.submit(
            "desk", work, owner=self, done=lambda _: self._on_kept(), failed=self._on_refused
        )

    def _ask(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._asked += 1
        number = self._asked
        self._show(replace(self.state, busy=True, failure=""))
        self._context.runner.submit(
            "desk",
            work,
            owner=self,
            done=lambda found: done(found) if number == self._asked else None,
            failed=lambda error: self._on_failed(error) if number == self._asked else None,
        )

    def _on_sheet(self, found: object) -> None:
        sheet: AimSheet = found  # type: ignore[assignment]
        self._show(replace(self.state, sheet=sheet, busy=False))

    def _on_behind(self, found: object) -> None:
        behind: Behind = found  # type: ignore[assignment]
        self._show(replace(self.state, behind=behind, busy=False))

    def _on_failed(self, error: Exception) -> None:
        self._stale = True
        self._show(replace(self.state, busy=False, failure=explain(error)))

    def _on_kept(self) -> None:
        self._context.changes.tell(Kind.OFFICE)
        self.kept.emit()
        self.load()

    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(explain(error))

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        del by
        if changes.kinds & {Kind.DOSSIER, Kind.OFFICE}:
            self._stale = True

    def _show(self, state: AimsState) -> None:
        self.state = state
        self.state_changed.emit(state)
