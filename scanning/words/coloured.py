"""Finds lines of print in colour, which are taken out with the seals: red titles, blue entries.

A line is a row of pieces as high as letters are; a seal, a pen stroke or a ground of colour is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Box = tuple[int, int, int, int]

_INKED = 140  # how dark in its darkest channel
_LIFTED = 200  # how bright once what has colour was lifted
_LOWEST_MM, _HIGHEST_MM, _WIDEST_MM = 1.1, 8.0, 12.0
_APART_MM = 3.2
_LETTERS = 6
_LONG = 4.5  # a line is so many times longer than high
_AIR_MM = 1.2
_MOST = 10


def coloured_lines(white: NDArray[np.uint8], clean: Grey, *, dpi: float) -> list[Box]:
    """Where print in colour stands, line by line: left, top, right, bottom; often nowhere."""
    mm = dpi / 25.4
    low = white.min(axis=2)
    ink = ((low < _INKED) & (clean > _LIFTED)).astype(np.uint8)
    if cv2.countNonZero(ink) < _LETTERS * mm * mm:
        return []
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    high, wide = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = (high >= _LOWEST_MM * mm) & (high <= _HIGHEST_MM * mm) & (wide <= _WIDEST_MM * mm)
    letters[0] = False
    if count < 2 or letters.sum() < _LETTERS:
        return []
    kept = letters[labels].astype(np.uint8)
    joined = cv2.morphologyEx(kept, cv2.MORPH_CLOSE, np.ones((1, round(_APART_MM * mm) | 1), np.uint8))
    return _rows(joined, labels, letters, mm)


def _rows(
    joined: Grey | NDArray[np.generic], labels: NDArray[np.int32], letters: NDArray[np.bool_], mm: float
) -> list[Box]:
    found: list[Box] = []
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8))
    height, width = labels.shape
    air = round(_AIR_MM * mm)
    for left, top, wide, high, _ in sorted(map(tuple, stats[1:].tolist()), key=lambda one: -one[2]):
        if wide < _LONG * high or high > 1.4 * _HIGHEST_MM * mm or len(found) == _MOST:
            continue
        inside = np.unique(labels[top : top + high, left : left + wide])
        if letters[inside].sum() >= _LETTERS:
            box = (left - air, top - air, left + wide + air, top + high + air)
            found.append((max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])))
    return found
