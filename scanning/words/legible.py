"""The one channel of a page that is read best: print dark, seals and pen in colour gone, rules taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.steps.bands import bands

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]


def print_only(white: NDArray[np.uint8]) -> Grey:
    """The brightest channel, and what has colour lifted towards paper white.

    Black print is dark in every channel; a seal or a pen is bright in one. Where a seal lies over print, the
    print stays dark in all.
    """
    out = np.empty(white.shape[:2], np.uint8)
    for rows, _ in bands(white.shape[0]):
        blue, green, red = cv2.split(white[rows])
        top = cv2.max(cv2.max(blue, green), red)
        low = cv2.min(cv2.min(blue, green), red)
        out[rows] = cv2.add(top, cv2.subtract(top, low))
    return out
