"""Measurements of the window, each in a process of its own: what a clerk's hand waits for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache, partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from desk.errors import SurroundingsError
from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PAINT_TARGET, PAINT_RSS_TARGET, IDLE_RSS_TARGET = 500, 110, 150
ECHO_TARGET, READY_TARGET, FILLED_TARGET, TOAST_TARGET = 50, 100, 300, 500
SWITCH_TARGET, FRAME_TARGET = 80, 50
IDLE_SECONDS = 10
_STARTS = 5
_PAINT = "from ui.timing import first_paint; found = first_paint(sys.argv[1], float(sys.argv[2]))"
_SPEED = "from ui.features import without_features; without_features(); "
_SPEED += "from ui.trial.speed import measured; found = measured(Path(sys.argv[1]), sys.argv[2])"
_CHILD = """
import json, os, sys
from pathlib import Path
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
{work}
print(json.dumps(found))
"""


def _in_a_window(work: str, *arguments: object) -> Any:  # noqa: ANN401 - what the child told
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(work=work), *(str(one) for one in arguments)],
        capture_output=True,
        check=False,
        env=_surroundings(),
    )
    if done.returncode != 0:
        raise SurroundingsError("bench.window_failed", exit_code=done.returncode)
    return json.loads(done.stdout.splitlines()[-1])


@cache
def _byte_code() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="qmc-bench-code-")


def _surroundings() -> dict[str, str]:
    """With byte code, as an installed program has it, also where the tree may not be written to."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONPYCACHEPREFIX": _byte_code().name}


def _founded(folder: Path) -> Path:
    from desk.clock import FrozenClock
    from desk.office.bootstrap import create_office
    from desk.trial.bench import NOW

    create_office(folder / "office", training=True, clock=FrozenClock(NOW))
    return folder / "office"


def _start(scratch: Path, *, idle_seconds: float) -> dict[str, float]:
    found: dict[str, float] = _in_a_window(_PAINT, _founded(scratch), idle_seconds)
    return found


def first_paint(scratch: Path) -> Sequence[float]:
    """From the start of the window's process to its first paint, libraries warm in the page cache."""
    _start(scratch / "warm", idle_seconds=0)
    return [_start(scratch / str(number), idle_seconds=0)["paint_ms"] for number in range(_STARTS)]


def paint_rss(scratch: Path) -> Sequence[float]:
    """Resident memory of the window's process at its first paint, the office not open yet."""
    return [_start(scratch / str(number), idle_seconds=0)["paint_rss_mb"] for number in range(3)]


def idle_rss(scratch: Path) -> Sequence[float]:
    """Resident memory of the window's process ten seconds after its first paint, the office open."""
    return [_start(scratch / str(number), idle_seconds=IDLE_SECONDS)["rss_mb"] for number in range(3)]


def _speed(case: str) -> Callable[[Path], Sequence[float]]:
    """A case of `ui.trial.speed` on a small office."""

    def run(scratch: Path) -> Sequence[float]:
        values: list[float] = _in_a_window(_SPEED, _founded(scratch), case)
        return values

    return run


def f2_first(scratch: Path) -> Sequence[float]:
    """The first F2 of a day, three windows."""
    return [_speed("f2_first")(scratch / str(number))[0] for number in range(3)]


def _speed_at_large(folder: Path, *, case: str) -> Sequence[float]:
    """A case of `ui.trial.speed` on the large office."""
    values: list[float] = _in_a_window(_SPEED, folder, case)
    return values


WINDOW = (
    Bench("first_paint", PAINT_TARGET, first_paint),
    Bench("paint_rss", PAINT_RSS_TARGET, paint_rss, unit="MB"),
    Bench("idle_rss", IDLE_RSS_TARGET, idle_rss, unit="MB"),
    Bench("key_echo", ECHO_TARGET, _speed("key_echo")),
    Bench("f2_ready", READY_TARGET, _speed("f2_ready")),
    Bench("f2_first", READY_TARGET, f2_first),
    Bench("scan_filled", FILLED_TARGET, _speed("scan_filled")),
    Bench("f9_toast", TOAST_TARGET, _speed("f9_toast")),
    Bench("certify_toast", TOAST_TARGET, partial(_speed_at_large, case="certify_toast"), large=True),
    Bench("screen_switch", SWITCH_TARGET, partial(_speed_at_large, case="screen_switch"), large=True),
    Bench("list_scroll", FRAME_TARGET, partial(_speed_at_large, case="list_scroll"), large=True),
)
