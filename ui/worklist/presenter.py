"""Reads the work lists through the runner, keeps the newest answer, records what became of a call."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.changes import ChangeSet, Kind
from ui.failures import explain
from ui.i18n import tr
from ui.worklist.model import CALLS, LOAD, NAMES, WorklistState

if TYPE_CHECKING:
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.lists.rows import CallItem, WorkList
    from ui.shell.screen import ScreenContext

REFRESH_MS = 60_000
MOST_FAULTS = 3  # of a refused table, said at once


class WorklistPresenter(QObject):
    """Theo hạn: GUI thread only.

    Guarantees: an answer that a newer question overtook is dropped; a failure keeps what is shown; one
    press records one call, for a call is taken off the list while it is being written.
    Signals: `changed(WorklistState)`, `called(CallItem, outcome)`, `exported(count, Path)`,
    `codes_taken(ImportReport)`, `failed(str)`.
    """

    changed = Signal(object)
    called = Signal(object, str)
    exported = Signal(int, object)
    codes_taken = Signal(object)
    failed = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._newest = 0
        self._calling: set[tuple[str, str]] = set()
        self.state = WorklistState()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.load)
        context.changes.changed.connect(self._on_changes)

    def start(self) -> None:
        """Read now, and every minute while the lists are in front."""
        self._timer.start()
        self.load()

    def stop(self) -> None:
        """Stop asking while another screen is in front."""
        self._timer.stop()

    def choose(self, kind: str) -> None:
        """Show another list."""
        if kind in NAMES and kind != self.state.kind:
            self._show(replace(self.state, kind=kind, listed=None, failure=""))
            self.load()

    def group(self) -> None:
        """Group by holder, or not."""
        self._show(replace(self.state, grouped=not self.state.grouped))

    def load(self) -> None:
        """Ask for the counts and the chosen list."""
        self._newest += 1
        number, kind, services = self._newest, self.state.kind, self._context.services
        self._show(replace(self.state, loading=True))

        def work() -> dict[str, Any]:
            found: dict[str, Any] = {"counts": dict(services.lists.counts()), "at": services.now()}
            calls = services.lists.calls()
            found["counts"][CALLS] = len(calls)
            if kind == CALLS:
                found["calls"] = calls
            elif kind == LOAD:
                found["load"] = services.process.workload()
            else:
                found["listed"] = _at_counter(services.lists.work_list(kind), services.office().code)
            return found

        def take(found: dict[str, Any]) -> None:
            if number == self._newest:
                self._show(replace(self.state, loading=False, failure="", **found))

        def miss(error: Exception) -> None:
            if number == self._newest:
                self._show(replace(self.state, loading=False, failure=explain(error)))

        self._context.runner.submit("desk", work, owner=self, done=take, failed=miss)

    # ---- calls ----------------------------------------------------------------------------------
    def record(self, item: CallItem, outcome: str) -> None:
        """Record what became of a call."""
        key = (item.code, item.kind)
        if key in self._calling:
            return
        self._calling.add(key)
        services = self._context.services

        def work() -> None:
            services.lists.record_call(item.code, item.kind, outcome=outcome)

        def take(_answer: object) -> None:
            self._calling.discard(key)
            self.called.emit(item, outcome)
            self._context.changes.tell(Kind.DOSSIER, codes=(item.code,), by=self)
            self.load()

        def miss(error: Exception) -> None:
            self._calling.discard(key)
            self.failed.emit(explain(error))

        self._context.runner.submit("desk", work, owner=self, done=take, failed=miss)

    def export(self, path: Path) -> None:
        """Write the calls for a text-message gateway."""
        self._context.runner.submit(
            "desk", self._context.services.lists.export_calls, path, owner=self,
            done=lambda count: self._on_exported(count, path),
            failed=lambda error: self.failed.emit(explain(error)),
        )  # fmt: skip

    def import_codes(self, path: Path) -> None:
        """Take official codes over from a table; with one wrong row nothing is."""
        self._context.runner.submit(
            "desk", partial(self._context.services.life.import_official_codes, path, dry_run=False),
            owner=self, done=self._on_codes, failed=lambda error: self.failed.emit(explain(error)),
        )  # fmt: skip

    def _on_codes(self, report: ImportReport) -> None:
        if report.errors:
            shown = [one.message for one in report.errors[:MOST_FAULTS]]
            more = len(report.errors) - len(shown)
            shown += [tr("Còn {count} lỗi khác trong tệp.", count=more)] if more else []
            self.failed.emit("\n".join(shown))
            return
        self.codes_taken.emit(report)
        self._context.changes.tell(Kind.DOSSIER, by=self)
        self.load()

    def _on_exported(self, count: int, path: Path) -> None:
        self.exported.emit(count, path)
        self.load()

    @Slot(object, object)
    def _on_changes(self, changes: ChangeSet, initiator: object) -> None:
        if initiator is not self and self._timer.isActive() and changes.kinds:
            self.load()

    def _show(self, state: WorklistState) -> None:
        self.state = state
        self.changed.emit(state)


def _at_counter(listed: WorkList, office: str) -> WorkList:
    """Name the counter where the record holds the office's code: what nobody was given lies here."""
    rows = tuple(
        replace(row, unit=tr("Bộ phận một cửa")) if row.unit == office else row for row in listed.rows
    )
    return replace(listed, rows=rows)
