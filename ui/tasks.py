"""Work away from the GUI thread: one runner, six pools, the answer always back on the GUI thread."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import getCppPointer, isValid

from ui.crash import LOG, describe

# pages: waits for page workers, one file at a time; print: waits for printers; sync: for collectors
Pool = Literal["desk", "cpu", "device", "pages", "print", "sync"]
Work = Callable[..., Any]


class CancelledError(Exception):
    """Raised inside the work when its task was cancelled; never reaches a person."""


class Token:
    """Qt-free handle given to the work: ask `check()` between steps, tell `report(done, total)`."""

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        self._stop = threading.Event()
        self._tell = tell

    @property
    def cancelled(self) -> bool:
        """Whether the work should end soon."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to end."""
        self._stop.set()

    def check(self) -> None:
        """Raise `CancelledError` if the work should end."""
        if self._stop.is_set():
            raise CancelledError

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        if self._tell is not None and not self._stop.is_set():
            self._tell(done, total)


class Task(QObject):
    """One piece of work as the GUI thread sees it.

    Signals: `progressed(done, total)`, `succeeded(answer)`, `failed(error)`, `cancelled()`, and
    `finished()` exactly once at the end. Nothing fires after the owner is gone.
    """

    progressed = Signal(object, object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, number: int, token: Token, parent: QObject) -> None:
        super().__init__(parent)
        self.number = number
        self.token = token

    def cancel(self) -> None:
        """Ask the work to end; `cancelled` fires when it has."""
        self.token.cancel()


class Job:
    """Runs the work on a pool thread. Owns no QObject: it hands plain values to `deliver`.

    No QRunnable: one that ends while it is being started is kept by the pool for ever.
    """

    def __init__(
        self, number: int, token: Token, work: Callable[[], Any], deliver: Callable[..., None]
    ) -> None:
        self._number = number
        self._token = token
        self._work = work
        self._deliver = deliver

    def run(self) -> None:
        """Do the work and deliver its outcome, whatever it is."""
        try:
            self._token.check()
            answer = self._work()
        except CancelledError:
            self._deliver(self._number, "cancelled", None)
        except Exception as error:
            self._deliver(self._number, "failed", error)
        else:
            self._deliver(self._number, "succeeded", answer)


class TaskRunner(QObject):
    """Runs work away from the GUI thread and brings the answer back to it.

    GUI thread only. Guarantees: `finished` fires exactly once for each task; nothing fires after the
    owner is destroyed; work on the desk pool never overlaps, because SQLite has one writer.
    Signals: `busy(bool)` when the first task starts and the last ends; `broke(object)` for an error
    nobody listened to.
    """

    busy = Signal(bool)
    broke = Signal(object)
    _outcome = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._tasks: dict[int, Task] = {}
        self._heard: dict[int, bool] = {}
        self._owned: dict[int, set[int]] = {}  # by the owner's address: tasks that have not finished
        self._open = True
        self._held: list[tuple[Pool, Job]] | None = None
        self._pools: dict[str, QThreadPool] = {}
        processors = max(1, (os.cpu_count() or 2) - 1)
        single = ("desk", "device", "pages", "print", "sync")
        for name, threads in (("cpu", processors), *((one, 1) for one in single)):
            pool = QThreadPool(self)
            pool.setMaxThreadCount(threads)
            pool.setObjectName(name)
            self._pools[name] = pool
        self._outcome.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> int:
        """How many tasks have not finished."""
        return len(self._tasks)

    def submit(
        self,
        pool: Pool,
        work: Work,
        *args: Any,  # noqa: ANN401 - passed through to the work
        owner: QObject,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        with_token: bool = False,
    ) -> Task:
        """Start work for an owner and return its task.

        With `with_token` the work is called as `work(*args, token)`. When the owner is destroyed the
        task is cancelled and its late answer dropped.
        """
        number = next(self._numbers)
        token = Token(lambda at, total: self._outcome.emit(number, "progressed", (at, total)))
        task = Task(number, token, self)
        if done is not None:
            task.succeeded.connect(done)
        if failed is not None:
            task.failed.connect(failed)
        self._heard[number] = failed is not None
        self._belongs(number, owner)
        first = not self._tasks
        self._tasks[number] = task
        if not self._open:
            token.cancel()
        full = (*args, token) if with_token else args
        job = Job(number, token, lambda: work(*full), self._outcome.emit)
        if self._held is None:
            self._start(pool, job)
        else:
            self._held.append((pool, job))
        if first:
            self.busy.emit(True)
        return task

    def hold(self) -> None:
        """Keep new work back until `release`: the first paint comes before everything else."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Start what was kept back, in order."""
        held, self._held = self._held or [], None
        for pool, job in held:
            self._start(pool, job)

    def _start(self, pool: Pool, job: Job) -> None:
        self._pools[pool].start(job.run)

    def _belongs(self, number: int, owner: QObject) -> None:
        """Note whose task it is; each owner is listened to once, however much it asks for."""
        address = int(getCppPointer(owner)[0])
        if address not in self._owned:
            self._owned[address] = set()
            owner.destroyed.connect(lambda: self._forget(address))
        self._owned[address].add(number)

    def _forget(self, address: int) -> None:
        for number in self._owned.pop(address, ()):
            task = self._tasks.get(number)
            if task is not None and isValid(task):  # the runner may have gone before the owner
                task.cancel()
                task.blockSignals(True)

    @Slot(object, str, object)
    def _on_outcome(self, number: int, what: str, value: Any) -> None:  # noqa: ANN401 - any answer
        task = self._tasks.get(number)
        if task is None:
            return
        if what == "progressed":
            task.progressed.emit(*value)
            return
        del self._tasks[number]
        heard = self._heard.pop(number)
        for numbers in self._owned.values():
            numbers.discard(number)
        if what == "succeeded" and not task.token.cancelled:
            task.succeeded.emit(value)
        elif what == "failed":
            if heard:
                _note_fault(value)
            task.failed.emit(value)
            if not heard and not task.signalsBlocked():
                self.broke.emit(value)
        else:
            task.cancelled.emit()
        task.finished.emit()
        task.deleteLater()
        if not self._tasks:
            self.busy.emit(False)

    def close(self, wait_ms: int = 5000) -> bool:
        """Refuse new work, cancel what runs, wait; return whether everything ended in time."""
        self._open = False
        self.release()
        for task in self._tasks.values():
            task.cancel()
        ended = [pool.waitForDone(wait_ms) for pool in self._pools.values()]
        return all(ended)


def _note_fault(error: object) -> None:
    """Write down a fault that a screen tells in a general sentence: where it broke, never what it said."""
    from desk.errors import DeskError

    if isinstance(error, Exception) and not isinstance(error, DeskError):
        LOG.error("%s", describe(type(error), error.__traceback__))


class InlineRunner(TaskRunner):
    """The same runner that works at once on the GUI thread: for tests and pictures, never for clerks."""

    def _start(self, pool: Pool, job: Job) -> None:
        job.run()
