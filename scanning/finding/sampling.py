"""Reads planes at many points at once, several times as fast as an array indexed by arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_WIDTH = 1024
"""The points are asked for in rows of so many: OpenCV takes no row of 32,768 and more."""


def nearest(plane: Floats, x: Floats, y: Floats) -> Floats:
    """The plane's value in the pixel nearest to each point, 0 outside it; channels stay the last axis."""
    count = x.size
    rows = -(-count // _WIDTH)
    asked = np.zeros((2, rows * _WIDTH), np.float32)
    asked[0, :count], asked[1, :count] = x.ravel(), y.ravel()
    across, down = asked.reshape(2, rows, _WIDTH)
    if not rows:
        return np.zeros((*x.shape, *plane.shape[2:]), np.float32)
    found = cv2.remap(plane, across, down, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    told = found.reshape(rows * _WIDTH, *plane.shape[2:])[:count]
    return np.asarray(told, np.float32).reshape(*x.shape, *plane.shape[2:])
