"""One page as a small picture: as its file shows it, or turned and cut as a clerk decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.loading.load import load_image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.work.sources import PageSource

_CUT_FINER = 2  # a page cut out of its frame is smaller than the frame


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture and the size of the whole frame in its file's pixels, to place corners by."""

    bgr: NDArray[np.uint8]
    source_width: int
    source_height: int


def preview(source: PageSource, *, side: int, flat: bool) -> Preview:
    """The page with its longer side at most `side` pixels.

    Args:
        source: the file, the page in it (the first where none is named), turn and corners.
        side: the longer side at most.
        flat: cut along the corners, if there are any, and turned; else the frame as its file shows it.

    Raises:
        ScanningError: the page is unreadable, or `page.bad_corners`.
    """
    from scanning.work.sources import as_sources

    (one,) = as_sources([source])
    finer = _CUT_FINER if flat and one.corners is not None else 1
    loaded = load_image(
        one.file, page=(one.page or 1) - 1, max_side=2 * side * finer
    )  # halved, it is never too small
    bgr = loaded.bgr
    if flat and one.corners is not None:
        bgr = _cut(bgr, loaded.from_source(np.array(one.corners, np.float64)))
    if flat and one.turn:
        bgr = np.ascontiguousarray(np.rot90(bgr, -one.turn // 90))
    scale = side / max(bgr.shape[:2])
    if scale < 1:
        size = (max(1, round(bgr.shape[1] * scale)), max(1, round(bgr.shape[0] * scale)))
        bgr = np.asarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), np.uint8)
    return Preview(bgr, loaded.width, loaded.height)


def _cut(bgr: NDArray[np.uint8], corners: NDArray[np.float64]) -> NDArray[np.uint8]:
    """What lies inside the corners, flat; the sides' own lengths are true enough for a small picture."""
    from scanning.finding.page import clockwise

    quad = clockwise(corners)
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    wide, high = max(8, round(max(sides[0], sides[2]))), max(8, round(max(sides[1], sides[3])))
    most = 2 * max(bgr.shape[:2])  # corners may lie far outside the frame
    shrink = min(1.0, most / max(wide, high))
    wide, high = max(8, round(wide * shrink)), max(8, round(high * shrink))
    frame = np.array([[0, 0], [wide - 1, 0], [wide - 1, high - 1], [0, high - 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), frame)
    seen = cv2.warpPerspective(
        bgr, matrix, (wide, high), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(seen, np.uint8)
