"""Finds lines of print in colour, which are taken out with the seals: red titles, blue entries.

A line is a row of pieces as high as letters are; a seal, a pen stroke or a ground of colour is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.steps.bands import bands

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
_SHORT = 1 << 16  # labels that fit two bytes


def coloured_lines(white: NDArray[np.uint8], clean: Grey, *, dpi: float) -> list[Box]:
    """Where print in colour stands, line by line: left, top, right, bottom; often nowhere."""
    mm = dpi / 25.4
    ink = _coloured_ink(white, clean)
    if cv2.countNonZero(ink) < _LETTERS * mm * mm:
        return []
    _, found, stats, _ = cv2.connectedComponentsWithStats(ink)
    labels: NDArray[np.integer[Any]] = np.asarray(found, np.int32)
    high, wide = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = (high >= _LOWEST_MM * mm) & (high <= _HIGHEST_MM * mm) & (wide <= _WIDEST_MM * mm)
    letters[0] = False
    if letters.sum() < _LETTERS:
        return []
    for rows, _ in bands(ink.shape[0]):  # numpy widens the labels before it looks them up
        ink[rows] = letters[labels[rows]]
    if len(stats) <= _SHORT:
        del found
        labels = labels.astype(np.uint16)
    gap = np.ones((1, round(_APART_MM * mm) | 1), np.uint8)
    return _rows(np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, gap), np.uint8), labels, letters, mm)


def _coloured_ink(white: NDArray[np.uint8], clean: Grey) -> Grey:
    """1 where it is dark in one channel and was lifted for its colour."""
    ink = np.empty(clean.shape, np.uint8)
    for rows, _ in bands(clean.shape[0]):
        blue, green, red = cv2.split(white[rows])
        low = cv2.min(cv2.min(blue, green), red)
        dark = cv2.threshold(low, _INKED - 1, 1, cv2.THRESH_BINARY_INV)[1]
        ink[rows] = cv2.bitwise_and(dark, cv2.threshold(clean[rows], _LIFTED, 1, cv2.THRESH_BINARY)[1])
    return ink


def _rows(joined: Grey, labels: NDArray[np.integer[Any]], letters: NDArray[np.bool_], mm: float) -> list[Box]:
    found: list[Box] = []
    outlines, nesting = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outer = [] if nesting is None else np.flatnonzero(nesting[0, :, 3] < 0).tolist()  # the others are holes
    boxes = sorted(
        (cv2.boundingRect(outlines[at]) for at in outer), key=lambda box: (-box[2], box[1], box[0])
    )
    height, width = labels.shape
    air = round(_AIR_MM * mm)
    for left, top, wide, high in boxes:
        if wide < _LONG * high or high > 1.4 * _HIGHEST_MM * mm or len(found) == _MOST:
            continue
        inside = np.zeros_like(letters)
        inside[labels[top : top + high, left : left + wide].ravel()] = True
        if np.count_nonzero(inside & letters) >= _LETTERS:
            box = (left - air, top - air, left + wide + air, top + high + air)
            found.append((max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])))
    return found
