"""Measurements of the page strip: what a clerk's hand waits for, and what goes on behind it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PAGES = 100
TIMES = 30
CHANGE_TARGET, SAFE_TARGET, SEPARATOR_TARGET = 5, 60, 250


def strip_change(scratch: Path) -> Sequence[float]:
    """What the window waits for on a change of a hundred pages that is kept for a power cut."""
    from desk.office.bootstrap import create_office, open_office
    from desk.services import DeskServices

    create_office(scratch / "office", training=True)
    with open_office(scratch / "office", now=NOW) as office:
        strip = DeskServices(office).imaging.new_strip("bench")
        strip.append([_page(scratch, at) for at in range(PAGES)], component=1)
        values = []
        for at in range(TIMES):
            key = strip.state.keys[at]
            started = time.perf_counter()
            strip.move([key], PAGES)
            strip.rotate([key])
            values.append((time.perf_counter() - started) * 1000 / 2)
        if strip.folder is not None:
            strip.folder.finish()
    return values


def page_safe(scratch: Path) -> Sequence[float]:
    """From a picture outside to a page that outlives a power cut, its place in the strip noted."""
    from desk.office.bootstrap import create_office, open_office
    from desk.services import DeskServices

    create_office(scratch / "office", training=True)
    values = []
    with open_office(scratch / "office", now=NOW) as office:
        strip = DeskServices(office).imaging.new_strip("bench")
        for at in range(TIMES):
            file = _page(scratch, at, size=3_000_000)
            started = time.perf_counter()
            strip.append([file])
            if strip.folder is not None:
                strip.folder.flush()
            values.append((time.perf_counter() - started) * 1000)
        if strip.folder is not None:
            strip.folder.finish()
    return values


def separator_page(scratch: Path) -> Sequence[float]:
    """Processor time of looking at one scanned page for separators; most pages show none."""
    import numpy as np

    from scanning.codes.marks import marks_in
    from scanning.scenes.forms import form

    del scratch
    values = []
    for kind in ("don", "thu", "to_khai"):
        sheet = form(kind, np.random.default_rng(5), dpi=200).bgr
        started = time.process_time()
        marks_in(sheet)
        values.append((time.process_time() - started) * 1000)
    return values


def _page(folder: Path, at: int, *, size: int = 2000) -> Path:
    file = folder / f"{at:03d}.jpg"
    file.write_bytes(b"\xff\xd8" + bytes(size))
    return file


STRIP = (
    Bench("strip_change_100_pages", CHANGE_TARGET, strip_change),
    Bench("strip_page_safe", SAFE_TARGET, page_safe),
    Bench("separator_page_200dpi", SEPARATOR_TARGET, separator_page),
)
