"""How a sheet lay before the camera: its corners and the slant of its lines, as they stood in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.loading.load import LoadedImage
    from scanning.work.job import Corners


def source_corners(loaded: LoadedImage, quad: NDArray[np.float64] | None, rotation: int) -> Corners | None:
    """The corners in source pixels, starting at the top-left of the page as its text reads."""
    if quad is None:
        return None
    points = loaded.to_source(np.roll(quad, rotation // 90, axis=0))
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)


def source_lean(
    quad: NDArray[np.float64] | None, rotation: int, *, size: tuple[int, int], lean: float
) -> float:
    """Degrees the lines ran counter-clockwise in the source, beyond the quarter turns taken back.

    A sheet that was cut out along its corners is nearly straight by that alone: what its lines still leaned
    (`lean`, on the upright page of `size` width and height) is only the rest. Seen from the side lines have
    several slants; that in the middle of the page is meant.
    """
    if quad is None:
        return lean
    width, height = size
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(page, np.roll(quad, rotation // 90, axis=0).astype(np.float32))
    along = np.array([np.cos(np.deg2rad(lean)), -np.sin(np.deg2rad(lean))])
    line = np.array([width / 2, height / 2]) + np.outer([-1.0, 1.0], along) * min(size) / 20
    start, end = cv2.perspectiveTransform(line[None], matrix)[0]
    right, down = end - start
    return float((np.degrees(np.arctan2(-down, right)) - rotation + 180) % 360 - 180)
