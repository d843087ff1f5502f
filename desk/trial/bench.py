"""How fast, on what: named measurements with median, 99th percentile and the target they are held to.

Each bench gets a scratch folder and answers its timings in milliseconds; a new one is a function in
`desk/trial/bench_cases.py` and a line in its table. Cases marked `large` share one large made office.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
DOSSIERS = 5000  # quick; `--dossiers 100000` for the size the targets are meant for
MEANT_FOR = 100_000
A_YEAR = 75_000  # so many dossiers a year in a larger one
VERSIONS_OF = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "opencv-python-headless",
    "numpy",
    "zxing-cpp",
    "tesserocr",
    "pikepdf",
    "pypdfium2",
    "reportlab",
    "cryptography",
)


@dataclass(frozen=True, slots=True)
class Bench:
    """One measurement: what it does, in which unit, held to which target.

    `run` gets a scratch folder of its own; a `large` one the folder of the run's large office. A `heavy` one
    takes minutes and runs only where it is named. A value that is infinite was not to be had here; of a
    rate, `more` is better, of everything else less.
    """

    name: str
    target: float
    run: Callable[[Path], Sequence[float]]
    unit: str = "ms"
    large: bool = False
    heavy: bool = False
    more: bool = False


def run_benches(names: Sequence[str] = (), *, dossiers: int = DOSSIERS) -> dict[str, Any]:
    """Run the named benches (default: all), each in a scratch folder of its own that goes afterwards.

    Args:
        names: which, default all but the heavy ones; a name ending in `*` stands for all that begin so.
        dossiers: how many the large office holds; the targets are meant for 100 000, and the answer says
            how many there were.

    Raises:
        InputError: `bench.unknown`.
    """
    from desk.trial.bench_cases import BENCHES

    known = {bench.name: bench for bench in BENCHES}
    chosen = [known[name] for name in _named(names, known)]
    results = []
    with tempfile.TemporaryDirectory(prefix="qmc-bench-") as shared:
        large = Path(shared) / "large"
        for bench in chosen:
            if bench.large:
                _make_once(large, dossiers)
                results.append({**_measured(bench, large), "dossiers": dossiers})
                continue
            with tempfile.TemporaryDirectory(prefix="qmc-bench-") as scratch:
                results.append(_measured(bench, Path(scratch)))
    return {
        "machine": machine(),
        "versions": versions(),
        "large_office": {"dossiers": dossiers, "meant_for": MEANT_FOR},
        "results": results,
    }


def _measured(bench: Bench, folder: Path) -> dict[str, Any]:
    """The figures of a bench with the share of the time this process had a processor.

    Far below 1 with little waiting for the disk, others used the machine and the figures are too high.
    """
    wall, used = time.perf_counter(), time.process_time()
    row = result_of(bench, bench.run(folder))
    share = (time.process_time() - used) / max(time.perf_counter() - wall, 1e-9)
    return {**row, "cpu_share": round(share, 2)}


def _named(names: Sequence[str], known: Mapping[str, Bench]) -> list[str]:
    found: list[str] = []
    for name in names or [bench.name for bench in known.values() if not bench.heavy]:
        fitting = [one for one in known if one.startswith(name[:-1])] if name.endswith("*") else [name]
        if not fitting or fitting[0] not in known:
            raise InputError("bench.unknown", name=name[:40], allowed=[*known])
        found += [one for one in fitting if one not in found]
    return found


def _make_once(folder: Path, dossiers: int) -> None:
    from desk.trial.make_office import make_office

    if not folder.exists():
        make_office(folder, dossiers=dossiers, years=max(1, round(dossiers / A_YEAR)), now=NOW)


def result_of(bench: Bench, values: Sequence[float]) -> dict[str, Any]:
    """Median and 99th percentile (nearest rank) of the values of a bench."""
    ordered = sorted(values)
    p99 = ordered[max(0, math.ceil(0.99 * len(ordered)) - 1)]
    middle = statistics.median(ordered)
    return {
        "name": bench.name,
        "unit": bench.unit,
        "median": round(middle, 2) if math.isfinite(middle) else None,  # JSON knows no infinity
        "p99": round(p99, 2) if math.isfinite(p99) else None,
        "n": len(ordered),
        "target": bench.target,
        "better": "more" if bench.more else "less",
    }


def machine() -> dict[str, Any]:
    """What the figures were taken on; no name of a computer or a person."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "architecture": platform.machine(),
        "processor": _processor(),
        "cores": cores(),
        "python": platform.python_version(),
    }


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows
        return os.cpu_count() or 1


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")), ""
    )


def versions() -> dict[str, str]:
    """The versions of the libraries that the figures depend on."""
    found = {}
    for name in VERSIONS_OF:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
