"""Lays a photographed sheet flat: true proportions, the resolution the picture really carries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_DPI = 300
A_SERIES = math.sqrt(2.0)
CARD = 85.6 / 53.98
_A4_LONG_INCHES = 297 / 25.4
_CARD_LONG_INCHES = 85.6 / 25.4
_SNAP = 0.085
"""A measured proportion this close to a known paper is that paper: hand-held photos are no better."""


@dataclass(frozen=True, slots=True)
class Rectified:
    """A flat page with its resolution; `paper` is `a` (A4, or A5 of the same shape), `card` or None.

    Where only the shape is known the sheet is taken for A4 (a card for a card), so `dpi` is a lower bound
    for A5.
    """

    bgr: NDArray[np.uint8]
    dpi: float
    paper: str | None = None


def rectify(
    bgr: NDArray[np.uint8],
    corners: NDArray[np.float64],
    *,
    dpi_target: int = MAX_DPI,
    long_inches: float | None = None,
    cards: bool = True,
) -> Rectified:
    """The page inside `corners` (clockwise from its top-left) seen from straight above.

    The longer side gets as many pixels as the photo spent on it, at most `dpi_target` per inch;
    `long_inches` tells the true length of that side where it is known. Without `cards` nothing is taken for
    a card, whatever its proportions.
    """
    quad = np.asarray(corners, dtype=np.float64).reshape(4, 2)
    height, width = bgr.shape[:2]
    carried = max(_side_lengths(quad))
    aspect = true_aspect(quad, width=width, height=height)
    ratio, paper = _recognised(aspect, cards=cards)
    inches = long_inches or (_CARD_LONG_INCHES if paper == "card" else _A4_LONG_INCHES)
    long_side = max(8, round(min(carried, dpi_target * inches)))
    size = (
        (long_side, max(8, round(long_side / ratio)))
        if ratio >= 1
        else (max(8, round(long_side * ratio)), long_side)
    )
    flat = _warped(bgr, quad, size, carried / long_side)
    return Rectified(flat, long_side / inches, paper)


def true_aspect(corners: NDArray[np.float64], *, width: int, height: int) -> float:
    """Width over height of the real rectangle behind the four corners, seen by a lens with a central axis.

    Falls back on the side lengths where the view is too straight (or too strange) to tell the focal length.
    """
    tops, sides = _side_lengths(corners)
    plain = tops / max(sides, 1e-6)
    centred = corners - np.array([(width - 1) / 2, (height - 1) / 2])
    m = [np.array([x, y, 1.0]) for x, y in centred]
    top_left, top_right, bottom_right, bottom_left = m
    try:
        k2 = np.dot(np.cross(top_left, bottom_right), bottom_left) / np.dot(
            np.cross(top_right, bottom_right), bottom_left
        )
        k3 = np.dot(np.cross(top_left, bottom_right), top_right) / np.dot(
            np.cross(bottom_left, bottom_right), top_right
        )
    except ZeroDivisionError:
        return plain
    across, down = k2 * top_right - top_left, k3 * bottom_left - top_left
    depth = across[2] * down[2]
    if not math.isfinite(depth) or abs(depth) < 2e-3:
        return plain
    focal_squared = -(across[0] * down[0] + across[1] * down[1]) / depth
    longest = max(width, height)
    if not (0.35 * longest) ** 2 <= focal_squared <= (6 * longest) ** 2:
        return plain
    scale = np.array([1 / focal_squared, 1 / focal_squared, 1.0])
    ratio = math.sqrt(float((across**2 @ scale) / (down**2 @ scale)))
    return ratio if 0.5 < ratio / plain < 2.0 else plain


def _side_lengths(quad: NDArray[np.float64]) -> tuple[float, float]:
    """The longer of top and bottom, the longer of left and right."""
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    return float(max(sides[0], sides[2])), float(max(sides[1], sides[3]))


def _recognised(aspect: float, *, cards: bool) -> tuple[float, str | None]:
    """The proportion of the known paper nearest to the measured one, else the measured one itself."""
    long_over_short = max(aspect, 1 / aspect)
    known = min(
        ((A_SERIES, "a"), (CARD, "card"))[: 2 if cards else 1],
        key=lambda paper: abs(math.log(long_over_short / paper[0])),
    )
    if abs(math.log(long_over_short / known[0])) > _SNAP:
        return aspect, None
    return (known[0] if aspect >= 1 else 1 / known[0]), known[1]


def _warped(
    bgr: NDArray[np.uint8], quad: NDArray[np.float64], size: tuple[int, int], shrink: float
) -> NDArray[np.uint8]:
    source = bgr
    if shrink >= 1.5:  # averaging first, or thin strokes flicker
        source = cv2.resize(bgr, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA).astype(
            np.uint8
        )
        ratio = np.array([source.shape[1] / bgr.shape[1], source.shape[0] / bgr.shape[0]])
        quad = (quad + 0.5) * ratio - 0.5
    width, height = size
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32) - np.float32(0.5)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    flat = cv2.warpPerspective(
        source,
        matrix,
        size,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return flat.astype(np.uint8, copy=False)
