"""Finds the sheet of paper in a photograph: four corners with an honest word about how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEARCH_SIDE = 480


@dataclass(frozen=True, slots=True)
class PageQuad:
    """Where the page lies. `corners`: 4×2 in pixels of the input, clockwise from the image's top-left, or None.

    None means that the whole frame is the page (a flatbed scan) or that no page was found. Corners may lie outside
    the frame. `score` is 0 to 1; `confident` says that the clerk need not be shown the handles.
    """

    corners: NDArray[np.float64] | None
    score: float
    confident: bool


def find_page(bgr: NDArray[np.uint8]) -> PageQuad:
    """The upper sheet of paper in the picture, to a fraction of a pixel."""
    scale = min(1.0, SEARCH_SIDE / max(bgr.shape[:2]))
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hulls = [cv2.convexHull(contour) for contour in contours]
    hulls = [hull for hull in hulls if 0.05 < cv2.contourArea(hull) / grey.size < 0.96]
    if not hulls:
        return PageQuad(None, 0.0, confident=False)
    points = max(hulls, key=cv2.contourArea).reshape(-1, 2).astype(np.float64)
    sums, differences = points.sum(axis=1), points[:, 0] - points[:, 1]
    order = [int(sums.argmin()), int(differences.argmax()), int(sums.argmax()), int(differences.argmin())]
    return PageQuad((points[order] + 0.5) / scale - 0.5, 0.3, confident=False)
