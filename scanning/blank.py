"""Tells an empty sheet from one that only looks empty; in doubt a sheet is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORK_SIDE = 1000
_MARGIN = 0.025
_INK_STEP = 13
"""Levels below the paper around it at which a fine mark counts: pencil is 20 and more, show-through is soft."""
_ENOUGH = 45
"""Pixels at about 85 dpi: one signature letter, a third of a line of pencil."""


def is_blank(bgr: NDArray[np.uint8]) -> bool:
    """True only where nothing was written, printed or stamped on this side.

    Ruled lines, the soft shine of the other side, punched holes, dust and dark rims do not count as content;
    faint pencil or one stamp does. Dropping a written page is the worst error, so doubt means not blank.
    """
    small = _worked(bgr)
    ink = _fine_ink(small) | _coloured(small)
    ink = _without_rules(ink)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    marks = [int(stats[index, cv2.CC_STAT_AREA]) for index in range(1, count)]
    return sum(area for area in marks if area >= 5) < _ENOUGH


def _worked(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = bgr.shape[:2]
    shrink = min(1.0, _WORK_SIDE / max(height, width))
    small = cv2.resize(bgr, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    across, down = round(small.shape[1] * _MARGIN), round(small.shape[0] * _MARGIN)
    return small[down : small.shape[0] - down, across : small.shape[1] - across].astype(np.uint8, copy=False)


def _fine_ink(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Sharp dark strokes: what the other side shines through is softer than what is written here."""
    grey = cv2.GaussianBlur(small.min(axis=2), (3, 3), 0)
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    depth = closed.astype(np.int16) - grey
    noise = float(np.median(depth))
    steep = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return np.asarray((depth > _INK_STEP + 2 * noise) & (steep > _INK_STEP * 0.8))


def _coloured(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Ink with a colour of its own against the paper's colour: a pale stamp."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.5), cv2.COLOR_BGR2LAB).astype(np.int16)
    shift = lab[:, :, 1:] - np.median(lab[:, :, 1:].reshape(-1, 2), axis=0).astype(np.int16)
    return np.asarray(np.abs(shift).max(axis=2) > 9)


def _without_rules(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Ink less the long straight lines of ruled or squared paper."""
    mask = ink.astype(np.uint8)
    bridged = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    length = max(40, mask.shape[1] // 6)
    across = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    rules = cv2.dilate(across | down, np.ones((5, 5), np.uint8))
    return np.asarray((mask == 1) & (rules == 0))
