"""Measurements of the watched folder: what a look costs, again and again all day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOOK_TARGET = 30
FILES, LOOKS = 500, 40


def watch_look(scratch: Path) -> Sequence[float]:
    """One look at a copier's folder that nobody tidied: five hundred files, none of them new."""
    from scanning.devices.folder import Follower, snapshot

    for number in range(FILES):
        (scratch / f"SCAN{number:04d}.pdf").write_bytes(b"%PDF-")
    follower = Follower()
    values = []
    for moment in range(LOOKS):
        started = time.perf_counter()
        follower.look(snapshot(scratch, subfolders=True), float(moment))
        values.append((time.perf_counter() - started) * 1000)
    return values


WATCH = (Bench("watch_look_500_files", LOOK_TARGET, watch_look),)
