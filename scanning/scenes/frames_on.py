"""Ornamental frames near a page's rim, printed on training crops as they are drawn, and quads on them.

A printed line has the same paper on both sides; the paper's rim has not. What the second net fell for next
after letterheads (`bands`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.second_look import placed_on_crop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
_OUTWARD = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32)
NEAREST, FARTHEST = 0.012, 0.12
"""How far a frame lies inside the rim, as a part of the page's shorter side."""
_ON_QUAD = 0.75
"""How often a quad that lies inside its page gets the frame printed just where it lies."""


def evenly_off(rng: np.random.Generator) -> Floats:
    """Shifts of a page's corners to a quad evenly inside or outside."""
    far = float(rng.uniform(NEAREST, FARTHEST)) * (-1.0 if rng.random() < 0.8 else 0.6)
    off = _OUTWARD * np.array([far, 0.72 * far], np.float32)
    return np.asarray(off + rng.normal(size=(4, 2)) * 0.004, np.float32)


def frame_printed(planes: NDArray[np.uint8], shift: Floats, rng: np.random.Generator) -> None:
    """Print one to three rings inside the page; `shift` says how far its corners lie from the quad's (4 × 2).

    Where the quad lies inside its page on every side the outer ring mostly lies on the quad itself.
    """
    page = UNIT + shift.astype(np.float32)
    inside = bool((shift * _OUTWARD > 0.006).all()) and float(np.abs(shift).max()) < 0.25
    if inside and rng.random() < _ON_QUAD:
        ring = UNIT + (rng.normal(size=(4, 2)) * 0.004).astype(np.float32)
    else:
        ring = _inset(page, float(rng.uniform(NEAREST, FARTHEST)))
    ink = _ink(rng)
    if rng.random() < 0.4:
        _tinted(planes, placed_on_crop(ring), rng)
    for _ in range(int(rng.choice([1, 1, 2, 3]))):
        _line(planes, placed_on_crop(ring), ink, rng)
        ring = _inset(ring, float(rng.uniform(0.008, 0.035)))


def _inset(around: Floats, far: float) -> Floats:
    """The four points moved inwards by a part of their own plane."""
    way = cv2.getPerspectiveTransform(UNIT, around.astype(np.float32))
    inner = UNIT - _OUTWARD * np.array([far, 0.72 * far], np.float32)
    return np.asarray(cv2.perspectiveTransform(inner[None].astype(np.float32), way)[0], np.float32)


def _ink(rng: np.random.Generator) -> Floats:
    """What is left of each channel under the print."""
    if rng.random() < 0.3:
        return np.full(3, float(rng.uniform(0.1, 0.7)), np.float32)
    return np.sort(rng.uniform(0.1, 1.0, size=3)).astype(np.float32)[rng.permutation(3)]


def _line(planes: NDArray[np.uint8], around: Floats, ink: Floats, rng: np.random.Generator) -> None:
    """A closed line of one ink, and the edges it makes in the fourth plane."""
    drawn = np.zeros(planes.shape[:2], np.uint8)
    points = [np.round(around * 16).astype(np.int32)]
    thick = int(rng.choice([1, 1, 1, 2, 3]))
    cv2.polylines(drawn, points, True, 255, thick, cv2.LINE_AA, 4)
    share = drawn[:, :, None] * np.float32(rng.uniform(0.3, 1.0) / 255) * (1 - ink)
    planes[:, :, :3] = (planes[:, :, :3] * (1 - share)).astype(np.uint8)
    seen = np.zeros(planes.shape[:2], np.uint8)
    cv2.polylines(seen, points, True, 255, thick + 1, cv2.LINE_AA, 4)
    level = float(rng.uniform(0.7, 1.2)) * float(share.max())
    edges = seen * np.float32(min(1.0, 0.3 + level)) * (planes[:, :, :3].max(axis=2) > 0)
    planes[:, :, 3] = np.maximum(planes[:, :, 3], edges.astype(np.uint8))


def _tinted(planes: NDArray[np.uint8], around: Floats, rng: np.random.Generator) -> None:
    """A pale colour on all that lies inside the four points."""
    mask = np.zeros(planes.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(around * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    share = mask[:, :, None] * np.float32(1 / 255) * (1 - rng.uniform(0.8, 1.0, size=3).astype(np.float32))
    planes[:, :, :3] = (planes[:, :, :3] * (1 - share)).astype(np.uint8)
