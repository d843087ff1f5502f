"""Asks the record for what is typed, keeps the newest answer; people, procedures and papers in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.changes import ChangeSet, Kind
from ui.failures import explain
from ui.search import model
from ui.search.model import Phase, Results, SearchState
from ui.shell.command import Command, matching

if TYPE_CHECKING:
    from desk.people.rows import CitizenCard
    from ui.services import Services
    from ui.shell.screen import ScreenContext

WAIT_MS = 80


def look(services: Services, text: str) -> Results:
    """Everything the record knows of a text (desk pool)."""
    return Results(
        matches=tuple(services.find(text, model.DOSSIERS).matches),
        people=tuple(services.people.listed(text, model.PEOPLE)),
        procedures=tuple(services.search(text, model.PROCEDURES)),
    )


def look_at(services: Services, person: CitizenCard) -> Results:
    """The dossiers of one person (desk pool)."""
    return Results(matches=tuple(services.people.dossiers(person.id)), person=person)


class SearchPresenter(QObject):
    """The look-up's state. GUI thread only. Signal `changed(SearchState)`; overtaken answers are dropped."""

    changed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._number = 0
        self._commands: tuple[Command, ...] = ()
        self.state = SearchState()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.ask)
        context.changes.changed.connect(self._on_changed)

    def offer(self, commands: tuple[Command, ...]) -> None:
        """Say which commands there are, to be found among the rest."""
        self._commands = commands

    def type(self, text: str) -> None:
        """Take what is typed now; the record is asked a moment later."""
        self._number += 1
        self._show(replace(self.state, text=text))
        self._wait.start()

    def ask(self) -> None:
        """Ask for what is typed now."""
        self._wait.stop()
        text = self.state.text.strip()
        if len(text) < model.LEAST:
            phase = Phase.SHORT if text else Phase.IDLE
            self._show(replace(self.state, phase=phase, results=Results(), chosen="all", failure=""))
            return
        if not self.state.results.count("all"):
            self._show(replace(self.state, phase=Phase.LOADING))
        self._submit(look, text)

    def open_person(self, person: CitizenCard) -> None:
        """Show the dossiers of one person; Esc leads back to what was found."""
        self._submit(look_at, person)

    def leave_person(self) -> bool:
        """Back from one person's dossiers; False where none is shown."""
        if self.state.results.person is None:
            return False
        self.ask()
        return True

    def choose(self, kind: str) -> None:
        """Show one group alone, or all."""
        self._show(replace(self.state, chosen=kind))

    def _submit(self, work: object, what: object) -> None:
        self._number += 1
        number = self._number
        self._context.runner.submit(
            "desk", work, self._context.services, what, owner=self,  # type: ignore[arg-type]
            done=lambda found: self._on_found(number, found),
            failed=lambda error: self._on_failed(number, error),
        )  # fmt: skip

    def _on_found(self, number: int, found: Results) -> None:
        if number != self._number:
            return
        if found.person is None:
            best = matching(self._commands, self.state.text)[: model.COMMANDS]
            found = replace(found, commands=best)
        chosen = self.state.chosen if found.count(self.state.chosen) and found.person is None else "all"
        self._show(replace(self.state, phase=model.phase_of(found), results=found, chosen=chosen, failure=""))

    def _on_failed(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._show(replace(self.state, phase=Phase.FAILED, results=Results(), failure=explain(error)))

    def _on_changed(self, changes: ChangeSet, _by: object) -> None:
        if changes.kinds & {Kind.DOSSIER, Kind.PEOPLE, Kind.CATALOGUE} and self.state.phase is Phase.FOUND:
            self.ask()

    def _show(self, state: SearchState) -> None:
        self.state = state
        self.changed.emit(state)
