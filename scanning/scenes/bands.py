"""Coloured bands at a page's edge (letterheads, covers), painted on training pictures as they are drawn.

The print's own edge looks more like the paper's than the paper's does: what both nets fell for most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.floating]

UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
_INWARD = ((0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0))
LEAST, MOST = 0.03, 0.45
FARTHEST = 4000.0


def banded(planes: NDArray[np.uint8], corners: Points, rng: np.random.Generator) -> None:
    """Paint a band along a side of the page, chosen at random; planes are blue, green, red and edges."""
    side, deep = int(rng.integers(0, 4)), float(rng.uniform(LEAST, 0.3))
    way = cv2.getPerspectiveTransform(UNIT, corners.astype(np.float32))
    low, high = UNIT[side], UNIT[(side + 1) % 4]
    inward = np.array(_INWARD[side], np.float32) * np.float32(deep)
    around = np.array([low, high, high + inward, low + inward], np.float32)
    painted(planes, cv2.perspectiveTransform(around[None], way)[0], rng)


def painted(planes: NDArray[np.uint8], around: Points, rng: np.random.Generator) -> None:
    """Print in one colour inside the four points; its edge is seen between the last two of them."""
    if not np.isfinite(around).all() or np.abs(around).max() > FARTHEST:
        return
    ink = rng.uniform(0.03, 1.0, size=3) * float(rng.choice([1.0, 1.0, 0.6]))
    mask = np.zeros(planes.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(around * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    share = mask[:, :, None] / np.float32(255)
    colours = planes[:, :, :3].astype(np.float32)
    planes[:, :, :3] = (colours * (1 - share * (1 - ink.astype(np.float32)))).astype(np.uint8)
    edge = np.zeros(planes.shape[:2], np.uint8)
    level = int(255 * min(1.0, float(rng.uniform(0.6, 1.1)) * (0.35 + 0.6 * (1 - float(ink.mean())))))
    one, other = (tuple(int(part) for part in np.round(point * 16)) for point in (around[2], around[3]))
    cv2.line(edge, one, other, level, int(rng.choice([1, 2])), cv2.LINE_AA, 4)
    planes[:, :, 3] = np.maximum(planes[:, :, 3], edge * (planes[:, :, :3].max(axis=2) > 0))


def band_beside(shift: Points, rng: np.random.Generator) -> NDArray[np.float32] | None:
    """For a quad whose page runs on past one side: the strip between both, in the quad's own plane.

    `shift` says how far the page's corners lie from the quad's (4 × 2).
    """
    out = np.array(
        [
            [-shift[0, 1], -shift[1, 1]],
            [shift[1, 0], shift[2, 0]],
            [shift[2, 1], shift[3, 1]],
            [-shift[3, 0], -shift[0, 0]],
        ]
    )
    sides = np.flatnonzero((out.min(axis=1) > LEAST) & (out.max(axis=1) < MOST))
    if not len(sides):
        return None
    side = int(rng.choice(sides))
    low, high = side, (side + 1) % 4
    off = np.float32(rng.normal() * 0.006)
    inward = np.array(_INWARD[side], np.float32) * off
    page = UNIT + shift.astype(np.float32)
    return np.array([page[low], page[high], UNIT[high] + inward, UNIT[low] + inward], np.float32)
