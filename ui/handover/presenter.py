"""What the hand-over screen does, free of widgets: collect scanned slips, hand them over once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ui.changes import Changes, Kind
from ui.failures import explain
from ui.handover import model
from ui.handover.model import Batch, BatchRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.process.rows import HandoverDone
    from desk.rows import DossierView
    from ui.services import Services
    from ui.tasks import TaskRunner

UNDO_STEPS = 50
WAITING = "transfer"  # the list of those that go to the units


@dataclass(frozen=True, slots=True)
class HandoverState:
    """Everything the view paints."""

    batch: Batch
    units: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()  # what the list of those waiting to be handed over holds
    reading: int = 0  # slips scanned and not read yet
    saving: bool = False

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those that wait to be handed over and are not in the batch yet."""
        held = {row.code for row in self.batch.rows}
        return tuple(code for code in self.listed if code not in held)


class HandoverPresenter(QObject):
    """Bàn giao: GUI thread only.

    Guarantees: a dossier stands in the batch once, however often its slip is scanned; one press or ten of
    F9 hand over once; a failed hand-over keeps the batch.
    Signals: `changed(HandoverState)`, `done(HandoverDone)`, `failed(Exception)`.
    """

    changed = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, changes: Changes) -> None:
        super().__init__()
        self._services, self._runner, self._changes = services, runner, changes
        self.state = HandoverState(Batch(str(uuid.uuid4())))
        self._past: list[Batch] = []

    def start(self) -> None:
        """Read the units one may hand over to."""
        self._runner.submit(
            "desk", self._services.process.units, owner=self,
            done=lambda units: self._show(units=tuple(units)), failed=self.failed.emit,
        )  # fmt: skip
        self.look()

    def look(self) -> None:
        """Read which dossiers wait to be handed over."""
        lists = self._services.lists

        def work() -> tuple[str, ...]:
            return tuple(row.code for row in lists.work_list(WAITING).rows)

        self._runner.submit(
            "desk", work, owner=self, done=lambda codes: self._show(listed=codes), failed=self.failed.emit
        )

    def take_waiting(self) -> None:
        """Add every dossier that waits to be handed over: the papers lie there, nobody need scan each."""
        self.add(self.state.waiting[::-1])

    def add(self, codes: Sequence[str]) -> None:
        """Add dossiers by code or by the text of their slips."""
        for code in codes[: model.MOST]:
            self._read(code)

    def _read(self, code: str) -> None:
        self._show(reading=self.state.reading + 1)

        def take(view: DossierView) -> None:
            self._show(reading=self.state.reading - 1)
            self._edit(model.with_row(self.state.batch, model.row_of(view)))

        def miss(error: Exception) -> None:
            self._show(reading=self.state.reading - 1)
            self._edit(model.with_row(self.state.batch, BatchRow(code, trouble=explain(error))))

        self._runner.submit("desk", self._services.show, code, owner=self, done=take, failed=miss)

    def remove(self, code: str) -> None:
        """Take a dossier out of the batch."""
        self._edit(model.without(self.state.batch, code))

    def set_to(self, unit: str) -> None:
        """Choose the unit."""
        self._show(batch=replace(self.state.batch, to=unit, carried=False))

    def suggest(self, unit: str) -> None:
        """Put in the unit these dossiers usually go to; whoever took the batch before at another one goes."""
        batch = self.state.batch
        holder = batch.holder if unit == batch.to or not batch.carried else ""
        self._show(batch=replace(batch, to=unit, holder=holder, carried=False))

    def set_holder(self, holder: str) -> None:
        """Say who takes them there."""
        self._show(batch=replace(self.state.batch, holder=holder))

    def undo(self) -> bool:
        """Take back the last scan or removal; False when there is nothing."""
        if not self._past or self.state.saving:
            return False
        self._show(batch=replace(self.state.batch, rows=self._past.pop().rows))
        return True

    def clear(self) -> None:
        """Begin a new batch to the same unit."""
        self._past.clear()
        self._show(batch=Batch(str(uuid.uuid4()), self.state.batch.to, self.state.batch.holder, carried=True))

    def _edit(self, batch: Batch) -> None:
        if batch.rows != self.state.batch.rows and not self.state.saving:
            self._past = [*self._past, self.state.batch][-UNDO_STEPS:]
            self._show(batch=batch)

    def commit(self) -> None:
        """F9: hand over and print the list. A press while saving does nothing."""
        state, batch = self.state, self.state.batch
        if state.saving or state.reading or model.gap(batch):
            return
        self._show(saving=True)
        services = self._services

        def work() -> HandoverDone:
            return services.process.hand_over(
                batch.codes, to=batch.to.strip(), holder=batch.holder.strip(), command_id=batch.command_id
            )

        def take(answer: HandoverDone) -> None:
            refused = {code: note.message for code, note in answer.refused}
            left = tuple(
                replace(row, trouble=refused[row.code])
                for row in batch.rows
                if row.code in refused and row.goes
            )
            self._past.clear()
            fresh = Batch(str(uuid.uuid4()), batch.to, batch.holder, left, carried=True)
            self._show(saving=False, batch=fresh)
            self._changes.tell(Kind.DOSSIER, codes=answer.acted, by=self)
            self.done.emit(answer)
            self.look()

        self._runner.submit("desk", work, owner=self, done=take, failed=self._on_failed)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show(saving=False)
        self.failed.emit(error)

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 - fields of the state
        self.state = replace(self.state, **changes)
        self.changed.emit(self.state)
