"""Prints what waits at this desk, off the GUI thread, and says in the top bar how it goes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui import format as say
from ui.failures import explain
from ui.i18n import tr
from ui.printing import words
from ui.shell.screen import PrintHow
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.printing.rows import JobRow, PrinterDoor, PrinterInfo, PrintState, Worked
    from desk.printing.worker import Worker
    from ui.services import Services
    from ui.tasks import TaskRunner

BUSY_MS, BLOCKED_MS, IDLE_MS = 700, 4_000, 30_000


class PrintControl(QObject):
    """One worker behind one window. GUI thread only; printing itself is on a pool of its own.

    Guarantees: a turn never overlaps another; a paper that does not come out is told once for each reason.
    Signals: `state(text, tone, said)` for the top bar, `listed(jobs, PrintState)` for the panel,
    `printed(JobRow)`, `tested(printer's key)`, `refused(title, sentence)`.
    """

    state = Signal(str, object, str)
    listed = Signal(object, object)
    printed = Signal(object)
    tested = Signal(str)
    refused = Signal(str, str)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._worker: Worker | None = None
        self._running = self._again = False
        self._told: set[tuple[int, str]] = set()
        self.jobs: tuple[JobRow, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def doors(self) -> tuple[PrinterDoor, ...]:
        """Further doors this window opens: Qt's, where the system has no spooler of its own kind."""
        if os.name != "nt":
            return ()
        from ui.printing.qt_door import QtDoor

        return (QtDoor(self._services),)

    # ---- what is to be printed ------------------------------------------------------------------

    def print_pdf(self, pdf: bytes, title: str, how: PrintHow | None = None) -> None:
        """Print a paper; one that was queued with its act is only hurried."""
        how = how or PrintHow()
        if how.queued:
            self.look()
            return
        services = self._services
        self._runner.submit(
            "desk",
            lambda: services.printing.add_document(pdf, title, how.form),
            owner=self,
            done=lambda _row: self.look(),
            failed=lambda error: self.refused.emit(title, explain(error)),
        )

    # ---- turns ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Print what waits, ask about what is with a spooler, and say how it stands."""
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self._timer.stop()
        self._runner.submit("print", self._turn, owner=self, done=self._on_turn, failed=self._on_broken)

    def _turn(self) -> tuple[Worked, PrintState, tuple[JobRow, ...]]:
        printing = self._services.printing
        if self._worker is None:
            self._worker = printing.worker(self.doors())
        worked = self._worker.turn()
        return worked, self._worker.state(), printing.jobs()

    def _on_turn(self, answer: tuple[Worked, PrintState, tuple[JobRow, ...]]) -> None:
        worked, state, self.jobs = answer
        self._running = False
        for row in worked.changed:
            self._tell(row)
        text, tone, said = words.mark(state)
        self.state.emit(text, tone, said)
        self.listed.emit(self.jobs, state)
        if self._again:
            self.look()
        else:
            self._timer.start(BUSY_MS if worked.busy else BLOCKED_MS if worked.blocked else IDLE_MS)

    def _tell(self, row: JobRow) -> None:
        if row.state == "done":
            self._told = {one for one in self._told if one[0] != row.id}
            self.printed.emit(row)
        elif row.reason and (row.id, row.reason) not in self._told:
            self._told.add((row.id, row.reason))
            self.refused.emit(row.code, words.why(row.reason))

    def _on_broken(self, error: Exception) -> None:
        """A turn failed as a whole: the record is busy or gone, which others tell; try again later."""
        self._running = False
        self.state.emit(tr("Chưa in được"), Tone.WARN, explain(error))
        self._timer.start(BLOCKED_MS)

    # ---- what a person does with a job ------------------------------------------------------------

    def retry(self, job: int, printer: str = "") -> None:
        """Print a job again, elsewhere where a printer is named."""
        self._do(job, lambda: self._services.printing.retry(job, printer=printer, doors=self.doors()))

    def cancel(self, job: int) -> None:
        """Give a job up."""
        self._do(job, lambda: self._services.printing.cancel(job, doors=self.doors()))

    def came_out(self, job: int) -> None:
        """The paper lies in the tray."""
        self._do(job, lambda: self._services.printing.came_out(job))

    def _do(self, job: int, act: Callable[[], JobRow]) -> None:
        title = next((row.code for row in self.jobs if row.id == job), "")
        self._runner.submit(
            "print",
            act,
            owner=self,
            done=lambda _row: self.look(),
            failed=lambda error: self._not_done(title, error),
        )

    def _not_done(self, title: str, error: Exception) -> None:
        self.refused.emit(title, explain(error))
        self.look()

    def print_test(self, key: str) -> None:
        """Print the page that shows what a printer can, past the queue."""
        services = self._services

        def work() -> str:
            office, now = services.office(), services.now()
            lines = (office.name, f"{say.clock(now)} {say.long_date(now.date())}", key.partition(":")[2])
            return services.printing.print_test(key, lines, doors=self.doors())

        self._runner.submit(
            "print", work, owner=self, done=lambda _reference: self.tested.emit(key),
            failed=lambda error: self.refused.emit(tr("Trang in thử"), explain(error)),
        )  # fmt: skip

    def ask_printers(self, take: Callable[[tuple[PrinterInfo, ...]], None]) -> None:
        """Which printers there are, told to `take` on the GUI thread; none where nobody answers."""
        services = self._services

        def ask() -> tuple[PrinterInfo, ...]:
            return services.printing.printers(self.doors())

        self._runner.submit("print", ask, owner=self, done=take, failed=lambda _error: take(()))
