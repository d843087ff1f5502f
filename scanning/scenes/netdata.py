"""Training pictures for the corner net, from seeds: canvases of the family `train` and their corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.finding.field import edge_field
from scanning.finding.view import CANVAS, PLANES, canvas_of
from scanning.scenes import tables
from scanning.scenes.hard import HARDEST, hard_scene, traits_of
from scanning.scenes.scene import CLASSES, scene
from scanning.scenes.wild import wild_scene

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEARCH_SIDE = 480
ROW = 21
SIZES = ((640, 360), (640, 360), (640, 480), (640, 480), (640, 428), (360, 640), (480, 640))
WILD_FROM = 20_000
"""Pictures from this number on are mostly wild ones; those before are what the corner net was trained on."""
WEAK = range(50_000, 70_000)
"""Pictures in which what the finder was weakest at comes oftener."""
FRAMED = range(80_000, 90_000)
"""Pictures in which most pages have an ornamental frame near the rim."""
_WEIGHTS = {"white_on_white": 1.5, "hands": 1.2, "sheets": 2.2, "beyond": 1.3, "washed": 1.2, "mixed": 3.0}


def picture(seed: int) -> tuple[NDArray[np.uint8], NDArray[np.float64] | None]:
    """Training picture number `seed` and its corners; None where no page lies in it or it fills the frame."""
    rng = np.random.default_rng([20261129, seed])
    size = SIZES[int(rng.integers(0, len(SIZES)))]
    if seed >= WILD_FROM and rng.random() < 0.72:
        wild = wild_scene(rng, size=size, weak=seed in WEAK, framed=0.7 if seed in FRAMED else 0.0)
        return wild.bgr, wild.corners
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


@dataclass(frozen=True, slots=True)
class Sample:
    """What both nets learn from: the corner net's canvas with its truth, and the picture as searched.

    `row` holds box (4), has a page (1), corners on the canvas (8), corners in the search image (8).
    """

    planes: NDArray[np.uint8]
    small: NDArray[np.uint8]
    row: NDArray[np.float32]


def sample(seed: int) -> Sample:
    """Training picture number `seed` as the nets see it."""
    bgr, corners = picture(seed)
    scale = SEARCH_SIDE / max(bgr.shape[:2])
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    seen = canvas_of(small, edge_field(small))
    row = np.zeros(ROW, np.float32)
    row[:4] = seen.box
    if corners is not None:
        searched = (corners + 0.5) * scale - 0.5
        row[4] = 1
        row[5:13] = seen.to_canvas(searched).reshape(8)
        row[13:21] = searched.reshape(8)
    return Sample(seen.planes, small, row)


def write(folder: Path, first: int, count: int) -> None:
    """Make pictures `first` to `first + count` into arrays on the disk, a row when all of it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)

    def opened(name: str, kind: type[np.generic], *shape: int) -> NDArray[Any]:
        path = str(folder / f"{name}-{first}.npy")
        return np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=(count, *shape))

    planes = opened("planes", np.uint8, CANVAS[1], CANVAS[0], PLANES)
    views = opened("views", np.uint8, SEARCH_SIDE, SEARCH_SIDE, 3)
    rows = opened("truth", np.float32, ROW)
    sizes = opened("sizes", np.int32, 2)
    for number in range(count):
        made = sample(first + number)
        height, width = made.small.shape[:2]
        planes[number], sizes[number] = made.planes, (width, height)
        views[number, :height, :width] = made.small
        rows[number] = made.row
