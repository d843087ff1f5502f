"""Measurements of a whole stack: fed by the sample scanner, worked ahead page by page, one searchable file.

They take minutes, so they run by name only. The paced stack is fed as a common feeder does, twenty sheets a
minute; what counts is how long the clerk waits after the last sheet.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

    from desk.imaging.rows import ScannedSheet
    from scanning.devices.driver import ScannedPage, ScannerDriver, ScannerInfo, ScanSettings

SHEETS, MANY = 20, 50
PACE = 3.0  # seconds a sheet: twenty a minute
PACED_TARGET, AT_ONCE_TARGET, MEMORY_TARGET = 6000, 20_000, 400
RECOVERY_TARGET, RECOVERIES = 2000, 5
_SAMPLED = 0.1
_DRAWN = 5
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Refed:
    """A feeder whose sheets were drawn before: its process holds what a real scanner's holds, one picture."""

    papers: Path
    sheets: int
    name: str = "sample"

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The sample scanner."""
        from scanning.devices.sample import SCANNER

        return (SCANNER,)

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Feed the drawn sheets, round and round."""
        from PIL import Image

        from scanning.devices.landing import Landing

        del scanner, cancelled
        landing = Landing(folder, page=page)
        files = sorted(self.papers.glob("*.jpg"))
        for number in range(self.sheets):
            with Image.open(files[number % len(files)]) as picture:
                landing.put_picture(picture, dpi=settings.dpi)
        return landing.count


def stack(
    scratch: Path,
    *,
    sheets: int = SHEETS,
    pace: float = PACE,
    dpi: int = 200,
    papers: Path | None = None,
) -> Sequence[float]:
    """From the last sheet on the disk to the finished PDF/A, pages being prepared while the feeder runs."""
    from desk.imaging.digitising import digitise, shared_pool
    from desk.imaging.rows import ScanProfile
    from desk.imaging.scanners import scan
    from scanning.devices.sample import SampleDriver
    from scanning.devices.station import Station
    from scanning.work.prepared import prepare

    pool = shared_pool()
    pool.warm(1)  # as the window does
    prepared = scratch / "prepared"
    told: list[tuple[float, Path]] = []
    over = threading.Event()
    drawn = partial(SampleDriver, sheets=sheets, pace=pace)
    feeder = Station({"sample": drawn if papers is None else partial(Refed, papers, sheets)})
    with ThreadPoolExecutor(1) as ahead:

        def page(sheet: ScannedSheet) -> None:
            told.append((time.perf_counter(), sheet.file))
            ahead.submit(lambda: None if over.is_set() else prepare(sheet.file, prepared, pool=pool))

        scan(feeder, ScanProfile("bench", "bench", dpi=dpi), scratch / "pages", page=page)
        over.set()  # a page begun is finished, the others are worked by all workers at once
        digitise([file for _, file in told], scratch / "stack.pdf", prepared=prepared)
    finished = time.perf_counter()
    if len(told) != sheets:
        message = f"{len(told)} of {sheets} sheets came"
        raise RuntimeError(message)
    return [(finished - told[-1][0]) * 1000]


def stack_memory(scratch: Path) -> Sequence[float]:
    """The most memory all processes held together, in MB, for fifty pages at 300 dpi in colour.

    Measured from a process of its own and below: what other benches left in this one is not the stack's. A
    paper was made by all workers just before, as at a counter, so their memory counts until it is given up.
    """
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    papers, paper = _drawn(scratch, dpi=300), _drawn(scratch / "before", dpi=200)
    counter = context.Process(target=_counter, args=(scratch, papers, paper, theirs))
    counter.start()
    theirs.close()
    try:
        return [float(ours.recv())]
    finally:
        counter.join()


def _counter(scratch: Path, papers: Path, paper: Path, told: Connection) -> None:
    """The life of a counter's process: a paper, then the stack; tells the most memory it saw."""
    from desk.imaging.digitising import digitise, shared_pool

    most = 0.0
    over = threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(_SAMPLED):
            most = max(most, resident_mb())

    digitise(sorted(paper.glob("*.jpg")), scratch / "before.pdf")
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        stack(scratch, sheets=MANY, pace=0.0, dpi=300, papers=papers)
    finally:
        over.set()
        watcher.join()
        shared_pool().close()
    told.send(most)


def at_once(scratch: Path) -> Sequence[float]:
    """As `stack`, from a feeder that waits for nothing; its sheets were drawn before."""
    return stack(scratch, pace=0.0, papers=_drawn(scratch, dpi=200))


def _drawn(scratch: Path, *, dpi: int) -> Path:
    """A few sheets, drawn in a process that is gone afterwards."""
    from desk.imaging.rows import ScanProfile
    from desk.imaging.scanners import scan
    from scanning.devices.sample import SampleDriver
    from scanning.devices.station import Station

    feeder = Station({"sample": partial(SampleDriver, sheets=_DRAWN)})
    scan(feeder, ScanProfile("bench", "bench", dpi=dpi), scratch / "papers", page=lambda _: None)
    return scratch / "papers"


def resident_mb(root: Path = Path("/proc")) -> float:
    """Resident memory of this process and of everything below it; shared pages count each time."""
    import os

    parents: dict[int, list[int]] = {}
    for entry in root.iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:  # it ended just now
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    waiting, pages = [os.getpid()], 0
    while waiting:
        number = waiting.pop()
        waiting += parents.get(number, [])
        try:
            pages += int((root / str(number) / "statm").read_text().split()[1])
        except OSError:
            continue
    return pages * _PAGE / 1e6


def recovery(scratch: Path) -> Sequence[float]:
    """From a driver's death to the first page of the next scan."""
    from desk.errors import SurroundingsError
    from desk.imaging.rows import ScanProfile
    from desk.imaging.scanners import scan
    from scanning.devices.sample import SampleDriver
    from scanning.devices.station import Station

    profile = ScanProfile("bench", "bench", source="flatbed", dpi=100)
    values = []
    for _ in range(RECOVERIES):
        try:
            scan(Station({"sample": _dying}), profile, scratch, page=lambda _: None)
        except SurroundingsError:
            died = time.perf_counter()
        scan(Station({"sample": SampleDriver}), profile, scratch, page=lambda _: None)
        values.append((time.perf_counter() - died) * 1000)
    return values


def _dying() -> ScannerDriver:
    """A driver that takes its process along, as crashing native code does."""
    import os

    os._exit(11)


SCANNING = (
    Bench("adf_20_paced", PACED_TARGET, partial(stack, pace=PACE), heavy=True),
    Bench("adf_20_at_once", AT_ONCE_TARGET, at_once, heavy=True),
    Bench("scan_recovery", RECOVERY_TARGET, recovery),
    *(
        (Bench("scan_50_rss", MEMORY_TARGET, stack_memory, unit="MB", heavy=True),)
        if Path("/proc/self/statm").exists()
        else ()
    ),
)
