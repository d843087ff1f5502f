"""Two finders everybody knows, as a measure of how hard a set of scenes is; never used by the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.page import PageQuad

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEIGHT = 500


def edges_recipe(bgr: NDArray[np.uint8]) -> PageQuad:
    """Grey, blur, Canny, and the largest outline that simplifies to four corners."""
    small, ratio = _reduced(bgr)
    seen = cv2.Canny(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0), 75, 200)
    outlines, _ = cv2.findContours(seen, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:5]:
        corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, closed=True), closed=True)
        if len(corners) == 4:
            return PageQuad(corners.reshape(4, 2).astype(np.float64) * ratio, 1.0, confident=True)
    return PageQuad(None, 0.0, confident=False)


def threshold_recipe(bgr: NDArray[np.uint8]) -> PageQuad:
    """Otsu's threshold, the largest bright shape, its farthest point in each quarter."""
    small, ratio = _reduced(bgr)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (7, 7), 0)
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return PageQuad(None, 0.0, confident=False)
    points = max(outlines, key=cv2.contourArea).reshape(-1, 2)
    across, down = points.sum(axis=1), points[:, 0] - points[:, 1]
    chosen = points[[across.argmin(), down.argmax(), across.argmax(), down.argmin()]]
    return PageQuad(chosen.astype(np.float64) * ratio, 1.0, confident=True)


def _reduced(bgr: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    ratio = bgr.shape[0] / _HEIGHT
    width = max(1, round(bgr.shape[1] / ratio))
    return np.asarray(cv2.resize(bgr, (width, _HEIGHT)), dtype=np.uint8), ratio
