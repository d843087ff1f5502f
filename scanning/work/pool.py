"""Worker processes for pages: started once, kept warm, replaced when one crashes or hangs.

Native decoders and readers can die or loop on odd input; here they do so alone. A page whose reading
killed or stalled its worker is done again without reading, and says so.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from scanning.errors import ScanningError
from scanning.work.serving import begin, serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from scanning.work.job import PageDone, PageJob

PAGE_SECONDS = 40.0
MOST_SECONDS = 320.0  # after that a machine is not busy but stuck
_TICK = 0.1
_MOST_WORKERS = 8

Done = Callable[[int, "PageDone"], None]
Cancelled = Callable[[], bool]
Known = Callable[[int], "PageDone | None"]


def cores() -> int:
    """How many processors this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # Windows
        return max(1, os.cpu_count() or 1)


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    number: int | None = None  # of the job in hand
    since: float = 0.0


class PagePool:
    """A set of worker processes that do pages side by side.

    Safe to use from several threads, one `run` at a time; one in the background lets the others go first.
    Close it, or leave its `with` block, to end the processes; a program that dies takes them along, since
    they end when their pipe closes.
    """

    def __init__(
        self,
        *,
        workers: int | None = None,
        page_seconds: float = PAGE_SECONDS,
        life: Callable[[Connection], None] = serve,
    ) -> None:
        self.size = max(1, min(workers or cores(), _MOST_WORKERS))
        self._page_seconds = page_seconds
        self._life = life
        self._workers: list[_Worker] = []
        self._turns = threading.Condition()
        self._taken = False
        self._urgent = 0  # who waits for a turn and is not in the background

    def __enter__(self) -> PagePool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, workers: int | None = None) -> None:
        """Start worker processes ahead of the first page, so that their imports cost nobody time.

        What more of them is left from a file before is ended: idle ones hold 140 MB each.
        """
        with self._turn():
            self._shrink(workers or self.size)
            self._grow(workers or self.size)

    def run(
        self,
        jobs: Sequence[PageJob],
        *,
        done: Done | None = None,
        cancelled: Cancelled | None = None,
        known: Known | None = None,
        background: bool = False,
        abreast: int | None = None,
    ) -> list[PageDone]:
        """Do all pages; answers in the order of `jobs`.

        Args:
            jobs: The pages.
            done: Told the number and the answer of each page as soon as it is ready, in any order.
            cancelled: Asked several times a second; true ends the work.
            known: Asked for each page when its turn has come; an answer stands for the work.
            background: Let every other call that waits go first.
            abreast: How many pages may be in hand at a time; workers beyond that are ended, since an idle
                one holds its engines in memory too. By default all workers, in the background no more than
                there are pages: what a file before needed is not kept beside pages that come one by one.

        Raises:
            ScanningError: a source is unreadable; `page.crashed` or `page.too_slow` (environment) when a
                page failed even without reading; `digitise.cancelled`.
        """
        with self._turn(background=background):
            try:
                work = _Round(self, jobs, done, cancelled)
                most = abreast or (max(1, len(jobs)) if background else self.size)
                self._shrink(most)
                self._grow(min(most, self.size, work.take_known(known)))
                return work.run()
            except BaseException:
                self._discard_busy()
                raise

    def close(self) -> None:
        """End every worker, in peace where it is idle."""
        with self._turn():
            self._discard_busy()
            for worker in self._workers:
                with contextlib.suppress(OSError):
                    worker.pipe.send(None)
            for worker in self._workers:
                worker.process.join(3.0)
                _end(worker)
            self._workers.clear()

    @property
    def workers(self) -> list[_Worker]:
        """The living workers."""
        return self._workers

    def be_patient(self) -> None:
        """A page ran out of time: the next try gets twice as much, for the machine may only be busy."""
        self._page_seconds = min(2 * self._page_seconds, MOST_SECONDS)

    @property
    def page_seconds(self) -> float:
        """How long one page may take."""
        return self._page_seconds

    def replace(self, worker: _Worker) -> None:
        """End a worker that died or hangs, and start another in its place."""
        self._workers.remove(worker)
        _end(worker)
        self._grow(len(self._workers) + 1)

    @contextmanager
    def _turn(self, *, background: bool = False) -> Iterator[None]:
        """Hold the workers alone; whoever is in the background waits until nobody else does."""
        with self._turns:
            self._urgent += not background
            self._turns.wait_for(lambda: not self._taken and not (background and self._urgent))
            self._urgent -= not background
            self._taken = True
        try:
            yield
        finally:
            with self._turns:
                self._taken = False
                self._turns.notify_all()

    def _grow(self, size: int) -> None:
        context = multiprocessing.get_context("spawn")
        while len(self._workers) < size:
            ours, theirs = context.Pipe()
            process = context.Process(
                target=begin, args=(self._life, theirs), daemon=True, name="page-worker"
            )
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _shrink(self, size: int) -> None:
        for worker in self._workers[size:]:
            _end(worker)
        del self._workers[size:]

    def _discard_busy(self) -> None:
        """End workers that hold a job: their late answer must not meet the next round."""
        for worker in [worker for worker in self._workers if worker.number is not None]:
            self._workers.remove(worker)
            _end(worker)


def _end(worker: _Worker) -> None:
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()
    worker.process.close()
    worker.pipe.close()


class _Round:
    """One call of `PagePool.run`."""

    def __init__(
        self, pool: PagePool, jobs: Sequence[PageJob], done: Done | None, cancelled: Cancelled | None
    ) -> None:
        self._pool = pool
        self._jobs = list(jobs)
        self._told = done
        self._cancelled = cancelled
        self._waiting = deque(range(len(jobs)))
        self._answers: dict[int, PageDone] = {}
        self._failed_reading: set[int] = set()
        self._tried: set[int] = set()

    def take_known(self, known: Known | None) -> int:
        """Ask for pages that need no work; answers how many do."""
        for number in list(self._waiting) if known is not None else ():
            page = known(number) if known is not None else None
            if page is not None:
                self._waiting.remove(number)
                self._answers[number] = page
                if self._told is not None:
                    self._told(number, page)
        return len(self._waiting)

    def run(self) -> list[PageDone]:
        while len(self._answers) < len(self._jobs):
            if self._cancelled is not None and self._cancelled():
                raise ScanningError("digitise.cancelled")
            self._hand_out()
            busy = [worker for worker in self._pool.workers if worker.number is not None]
            ready = wait([worker.pipe for worker in busy], timeout=_TICK)
            for worker in busy:
                if worker.pipe in ready:
                    self._take(worker)
                elif time.monotonic() - worker.since > self._pool.page_seconds:
                    self._lost(worker, "page.too_slow")
        return [self._answers[number] for number in range(len(self._jobs))]

    def _hand_out(self) -> None:
        for worker in list(self._pool.workers):
            if worker.number is None and self._waiting:
                worker.number = self._waiting.popleft()
                worker.since = time.monotonic()
                try:
                    worker.pipe.send(self._jobs[worker.number])
                except OSError:
                    self._lost(worker, "page.crashed")

    def _take(self, worker: _Worker) -> None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker, "page.crashed")
            return
        number, worker.number = worker.number, None
        if number is None:
            return
        if kind == "refused":
            code, environment, details = value
            raise ScanningError(code, environment=environment, **details)
        if kind == "bug":
            raise RuntimeError(f"page worker failed:\n{value}")
        if number in self._failed_reading:
            value = replace(value, warnings=(*value.warnings, "ocr.failed"))
        self._answers[number] = value
        if self._told is not None:
            self._told(number, value)

    def _lost(self, worker: _Worker, code: str) -> None:
        """A worker died or hangs: its page is tried once more without reading.

        One that is not read and had too little time is tried again too: the machine may only be busy.
        """
        number, worker.number = worker.number, None
        self._pool.replace(worker)
        slow = code == "page.too_slow"
        if slow:
            self._pool.be_patient()
        if number is None:
            return
        job = self._jobs[number]
        if slow and not job.ocr and number not in self._tried:
            self._tried.add(number)
            self._waiting.appendleft(number)
            return
        if not job.ocr:
            raise ScanningError(code, environment=True, file=job.source.name, page=job.page + 1)
        self._jobs[number] = replace(job, ocr=False)
        self._failed_reading.add(number)
        self._tried.add(number)
        self._waiting.appendleft(number)
