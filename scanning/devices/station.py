"""Trạm quét: runs any driver in a child process, so that one that hangs or dies costs nothing but itself.

Pages told once stay, whatever ends the run: a fault, a crash, a time limit, the clerk. Every run gets a new
child, so nothing of a fault is left for the next.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from scanning.devices.again import find_again
from scanning.devices.child import GRACE, Job, end_group, serve
from scanning.devices.landing import landed, sweep
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from scanning.devices.driver import ScannedPage, ScannerDriver, ScannerInfo, ScanSettings

    Maker = Callable[[], ScannerDriver]
    Found = Callable[[str, tuple[ScannerInfo, ...]], None]

LIST_SECONDS = 20.0
"""A driver's time for listing; scanners in the network answer within ten, `scanimage` asks them in turn."""
PAGE_SECONDS = 120.0
"""The longest silence between two pages: a flatbed at 600 dpi that warms up first takes about ninety."""
_TICK = 0.05
_LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Listing:
    """The scanners that answered, and for each driver that failed its code."""

    scanners: tuple[ScannerInfo, ...]
    troubles: Mapping[str, str] = field(default_factory=dict)


class Station:
    """Lists and scans through drivers known by name; each maker must be found by name in a new process.

    May be used from several threads; two runs at once are two children.
    """

    def __init__(
        self,
        drivers: Mapping[str, Maker],
        *,
        list_seconds: float = LIST_SECONDS,
        page_seconds: float = PAGE_SECONDS,
        grace: float = GRACE,
    ) -> None:
        self._drivers = dict(drivers)
        self._list_seconds = list_seconds
        self._page_seconds = page_seconds
        self._grace = grace

    @property
    def drivers(self) -> tuple[str, ...]:
        """The names of the drivers."""
        return tuple(self._drivers)

    def scanners(
        self,
        only: Sequence[str] | None = None,
        *,
        found: Found | None = None,
        seconds: float | None = None,
        until: Callable[[], bool] = lambda: False,
    ) -> Listing:
        """Ask all drivers side by side; `found` is told each driver's scanners as soon as they answer.

        Once `until` is true, those that have not answered yet are not waited for, and are no trouble.
        """
        names = [name for name in self._drivers if only is None or name in only]
        children = {name: _Child(Job(self._drivers[name])) for name in names}
        answers: dict[str, tuple[ScannerInfo, ...]] = {}
        troubles: dict[str, str] = {}
        end = time.monotonic() + (seconds or self._list_seconds)
        try:
            while not until() and (waiting := [n for n in names if n not in answers and n not in troubles]):
                left = end - time.monotonic()
                if left <= 0:
                    troubles.update(dict.fromkeys(waiting, "scanner.timeout"))
                    break
                ready = wait([children[name].pipe for name in waiting], timeout=min(left, _LOOK))
                for name in (one for one in waiting if children[one].pipe in ready):
                    try:
                        answers[name] = children[name].listed()
                    except ScanningError as failure:
                        troubles[name] = failure.code
                        continue
                    if found is not None:
                        found(name, answers[name])
        finally:
            for child in children.values():
                child.end()
        return Listing(tuple(one for name in names for one in answers.get(name, ())), troubles)

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """Scan into `folder`, telling each page in this thread once it is durable; answers their number.

        A scanner that moved to another cable is looked for again, once.

        Raises:
            ScanningError: one of `scanning.devices.driver.FAULTS` with the number of finished `pages`.
        """
        try:
            return self._scan(scanner, settings, folder, page=page, cancelled=cancelled)
        except ScanningError as failure:
            if failure.code != "scanner.not_found" or failure.details.get("pages"):
                raise
            again = find_again(scanner, self.scanners([scanner.driver]).scanners)
            if again is None or again.device == scanner.device:
                raise
        return self._scan(again, settings, folder, page=page, cancelled=cancelled)

    def _scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        if scanner.driver not in self._drivers:
            raise _fault("scanner.not_found", 0)
        before = {file.name for file in folder.iterdir()}
        run = _Run(
            _Child(Job(self._drivers[scanner.driver], scanner, settings, folder)),
            page,
            cancelled,
            silence=self._page_seconds,
            grace=self._grace,
        )
        try:
            return run.follow()
        except ScanningError as failure:
            known = before | {one.file.name for one in run.pages}
            run.child.end()
            for one in landed(
                folder, run.child.number, besides=known
            ):  # durable, but its child died before it could tell
                run.tell(one)
            raise ScanningError(
                failure.code, environment=True, **{**failure.details, "pages": len(run.pages)}
            ) from failure
        finally:
            run.child.end()
            sweep(folder, run.child.number)


class _Child:
    """One child process and the pipes to it."""

    def __init__(self, job: Job) -> None:
        context = multiprocessing.get_context("spawn")
        theirs, self._orders = context.Pipe(duplex=False)
        self.pipe, back = context.Pipe(duplex=False)
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs, back, job), daemon=True, name="scanner"
        )
        self._process.start()
        self.number = self._process.pid or 0
        theirs.close()
        back.close()

    def receive(self) -> tuple[str, Any]:
        """The next word of the child; one that died says `died`."""
        try:
            kind, value = self.pipe.recv()
        except (EOFError, OSError):
            return ("died", None)
        return kind, value

    def listed(self) -> tuple[ScannerInfo, ...]:
        """The answer of a child that lists."""
        kind, value = self.receive()
        if kind == "done":
            return tuple(value)
        raise _told(kind, value)

    def cancel(self) -> None:
        """Ask the driver to stop."""
        with contextlib.suppress(OSError):
            self._orders.send("stop")

    def end(self) -> None:
        """End the child and all it started, if it has not ended by itself."""
        if self.pipe.closed:
            return
        self._orders.close()
        self.pipe.close()
        end_group(self.number)  # before it is waited for, while the number is still its own
        self._process.kill()
        self._process.join()
        self._process.close()


class _Run:
    """One scan as the counter follows it."""

    def __init__(
        self,
        child: _Child,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
        *,
        silence: float,
        grace: float,
    ) -> None:
        self.child = child
        self.pages: list[ScannedPage] = []
        self._page = page
        self._cancelled = cancelled
        self._silence = silence
        self._grace = grace
        self._stopping: float | None = None

    def tell(self, page: ScannedPage) -> None:
        self.pages.append(page)
        self._page(page)

    def follow(self) -> int:
        heard = time.monotonic()
        while True:
            self._watch(heard)
            if not self.child.pipe.poll(_TICK):
                continue
            kind, value = self.child.receive()
            heard = time.monotonic()
            if kind == "page":
                self.tell(value)
            elif kind == "done":
                return len(self.pages)
            else:
                raise _told(kind, value) if self._stopping is None else _fault("scanner.cancelled", 0)

    def _watch(self, heard: float) -> None:
        now = time.monotonic()
        if self._stopping is None and self._cancelled():
            self._stopping = now
            self.child.cancel()
        if self._stopping is not None and now - self._stopping > self._grace:
            raise _fault("scanner.cancelled", 0)
        if now - heard > self._silence:
            raise _fault("scanner.timeout", 0)


def _told(kind: str, value: Any) -> ScanningError:  # noqa: ANN401 - what a child sent
    """What a child that did not finish says, as a failure."""
    if kind == "refused":
        code, environment, details = value
        return ScanningError(code, environment=environment, **details)
    failure = _fault("scanner.crashed", 0)
    if kind == "bug":
        failure.__cause__ = RuntimeError(f"scanner driver failed:\n{value}")
    return failure


def _fault(code: str, pages: int) -> ScanningError:
    return ScanningError(code, environment=True, pages=pages)
