"""Where in a whole picture a soft QR symbol stands: squares around three corner patterns of one symbol.

A square full of edges may be print, wood or cloth; three corner patterns in their places are hardly ever
anything but a symbol, so the costly tries are made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.codes.finders import Triple, finders, triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Part = tuple[float, float, float, float]

_SIDE = 1280  # pixels of the longer side: a symbol with fewer pixels a module than this leaves is not read
_RIM = 16.0  # modules around the corner patterns' middles: seven of the patterns, the rest white
_SAME = 0.5  # of a side: squares whose middles lie nearer are one place
_MOST = 3


def symbol_squares(grey: Grey) -> Iterator[Part]:
    """Squares of the picture as shares (top, left, height, width), the likeliest symbol first."""
    scale = min(1.0, _SIDE / max(grey.shape))
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    small = grey if scale == 1 else np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    height, width = small.shape[:2]
    taken: list[tuple[float, float, float]] = []
    for x, y, side in map(_place, triples(finders(small, fineness="coarse"))):
        if len(taken) == _MOST:
            return
        if all(np.hypot(x - a, y - b) > _SAME * min(side, other) for a, b, other in taken):
            taken.append((x, y, side))
            whole = min(side, float(width), float(height))
            left, top = (min(max(at - whole / 2, 0), most - whole) for at, most in ((x, width), (y, height)))
            yield (top / height, left / width, whole / height, whole / width)


def _place(triple: Triple) -> tuple[float, float, float]:
    """The middle of a symbol and the side of an upright square that holds it with its white rim."""
    corner, right, below = triple.top_left, triple.top_right, triple.bottom_left
    across = np.array([right.x - corner.x, right.y - corner.y])
    down = np.array([below.x - corner.x, below.y - corner.y])
    last = across + down
    points = np.array([[0.0, 0.0], across, down, last])
    module = float(np.hypot(*across) + np.hypot(*down)) / 2 / (triple.side - 7)
    return (
        corner.x + last[0] / 2,
        corner.y + last[1] / 2,
        float(np.ptp(points, axis=0).max()) + _RIM * module,
    )
