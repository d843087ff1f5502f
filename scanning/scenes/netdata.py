"""Training pictures for the corner net, from seeds: canvases of the family `train` and their corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.field import edge_field
from scanning.finding.view import CANVAS, PLANES, canvas_of
from scanning.scenes import tables
from scanning.scenes.hard import HARDEST, hard_scene, traits_of
from scanning.scenes.scene import CLASSES, scene

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEARCH_SIDE = 480
SIZES = ((640, 360), (640, 360), (640, 480), (640, 480), (640, 428), (360, 640), (480, 640))
_WEIGHTS = {"white_on_white": 1.5, "hands": 1.2, "sheets": 2.2, "beyond": 1.3, "washed": 1.2, "mixed": 3.0}


def picture(seed: int) -> tuple[NDArray[np.uint8], NDArray[np.float64] | None]:
    """Training picture number `seed` and its corners; None where no page lies in it or it fills the frame."""
    rng = np.random.default_rng([20261129, seed])
    size = SIZES[int(rng.integers(0, len(SIZES)))]
    what = rng.random()
    if what < 0.03:
        return _reduced(scene("scan", seed, family="train").bgr), None
    if what < 0.07:
        empty = tables.table(rng, size, along=0.0)
        return empty.astype(np.uint8), None
    if what < 0.17:
        made = scene(str(rng.choice(CLASSES)), seed, size=size, family="train")
        return made.bgr, made.corners
    chances = np.array([_WEIGHTS.get(kind, 1.0) for kind in HARDEST])
    kind = str(rng.choice(HARDEST, p=chances / chances.sum()))
    laid = hard_scene(traits_of(kind, rng), rng, size=size, family="train")
    return laid.bgr, laid.corners


def _reduced(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = 640 / max(bgr.shape[:2])
    return cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)


def sample(seed: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The net's canvas, and a row of its truth: box (4), has a page (1), corners on the canvas (8)."""
    bgr, corners = picture(seed)
    scale = SEARCH_SIDE / max(bgr.shape[:2])
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    seen = canvas_of(small, edge_field(small))
    row = np.zeros(13, np.float32)
    row[:4] = seen.box
    if corners is not None:
        row[4] = 1
        row[5:] = seen.to_canvas((corners + 0.5) * scale - 0.5).reshape(8)
    return seen.planes, row


def write(folder: Path, first: int, count: int) -> None:
    """Make pictures `first` to `first + count` into two arrays on the disk, a few hundred at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    shape = (count, CANVAS[1], CANVAS[0], PLANES)
    planes = np.lib.format.open_memmap(
        str(folder / f"planes-{first}.npy"), mode="w+", dtype=np.uint8, shape=shape
    )
    rows = np.lib.format.open_memmap(
        str(folder / f"truth-{first}.npy"), mode="w+", dtype=np.float32, shape=(count, 13)
    )
    for number in range(count):
        planes[number], rows[number] = sample(first + number)
    planes.flush()
    rows.flush()
