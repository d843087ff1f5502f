"""Step 2 free of widgets: the procedures that match what is typed, and the one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows import ProcedureHit
    from ui.services import Services
    from ui.tasks import Task, TaskRunner

MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What the search pane paints; `answered` tells whether the hits belong to what is typed."""

    query: str = ""
    hits: tuple[ProcedureHit, ...] = ()
    favourites: tuple[ProcedureHit, ...] = ()
    answered: bool = True


class ProcedureChoice(QObject):
    """Searches and chooses. GUI thread only.

    Guarantees: only the newest question's answer is shown; a procedure of the list is chosen at once,
    so that the next key already belongs to its checklist; Enter pressed before the answer takes the
    answer's first hit, never one of an older question.
    Signals: `changed(Choice)`, `chosen(ProcedureCard)`, `failed(Exception)`.
    """

    changed = Signal(object)
    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._state = Choice()
        self._task: Task | None = None
        self._take_first = False

    @property
    def state(self) -> Choice:
        """What the search pane paints now."""
        return self._state

    def refresh(self) -> None:
        """Begin anew: an empty search, and the procedures this desk uses most read again."""
        self.clear()
        self._submit(self._services.favourites, done=self._on_favourites)

    def clear(self) -> None:
        """Empty the search."""
        self._forget()
        self._show(replace(self._state, query="", hits=(), answered=True))

    def search(self, text: str) -> None:
        """Ask for the procedures that match; an older question is given up."""
        self._forget()
        self._show(replace(self._state, query=text, answered=False))
        self._task = self._submit(self._services.search, text, MOST_HITS, done=partial(self._on_hits, text))
        self._task.finished.connect(self._on_finished)

    def choose(self, code: str) -> None:
        """Choose a procedure by its code."""
        for hit in (*self._state.hits, *self._state.favourites):
            if hit.card.code == code:
                self.chosen.emit(hit.card)
                return
        self._submit(self._services.procedure, code, done=self.chosen.emit)

    def choose_first(self) -> None:
        """Choose the best hit, as soon as the question is answered."""
        if not self._state.answered:
            self._take_first = True
        elif self._state.hits:
            self.chosen.emit(self._state.hits[0].card)

    def _on_hits(self, text: str, hits: Sequence[ProcedureHit]) -> None:
        if self._state.query != text:
            return
        first, self._take_first = self._take_first, False
        self._show(replace(self._state, hits=tuple(hits), answered=True))
        if first:
            self.choose_first()

    @Slot(object)
    def _on_favourites(self, hits: Sequence[ProcedureHit]) -> None:
        self._show(replace(self._state, favourites=tuple(hits)))

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._task:
            self._task = None

    def _forget(self) -> None:
        self._take_first = False
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _show(self, state: Choice) -> None:
        self._state = state
        self.changed.emit(state)

    def _submit(self, work: object, *args: object, done: object) -> Task:
        return self._runner.submit("desk", work, *args, owner=self, done=done, failed=self.failed.emit)  # type: ignore[arg-type]
