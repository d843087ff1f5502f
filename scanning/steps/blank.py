"""Tells an empty sheet from one that only looks empty; in doubt a sheet is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORK_SIDE = 1000
_MARGIN = 0.025
_INK_STEP = 10
"""Levels below the paper at which a fine mark counts: pencil is 20 and more, what shines through is soft."""
_SPECK = 5
_FEW_SPECKS = 10
_RULE_LENGTH = 61
_RULE_COVER = 0.6
_HOLE_DARK = 130
_HOLE_MARGIN = 0.09
_ENOUGH = 30
"""Pixels at about 85 dpi: less than one signature letter, a fifth of a line of pencil."""
_ENOUGH_COARSE = 12
"""Of a capture so coarse that a pale stamp's hairlines are hardly there: next to nothing is enough."""
_COARSE_DPI = 150


def is_blank(bgr: NDArray[np.uint8], dpi: float = _COARSE_DPI) -> bool:
    """True only where nothing was written, printed or stamped on this side; `dpi` is what it was seen with.

    Ruled lines, the soft shine of the other side, punched holes, dust and dark rims do not count as content;
    faint pencil or one stamp does. Dropping a written page is the worst error, so doubt means not blank.
    """
    return _content(bgr) < (_ENOUGH_COARSE if dpi < _COARSE_DPI else _ENOUGH)


def _content(bgr: NDArray[np.uint8]) -> int:
    """Pixels (at about 85 dpi) of what was put on this side; at least so many where that is enough for any.

    Fine ink is looked at first: what else is found can only join its marks and add to them.
    """
    small = _worked(bgr)
    grey = _darkest(small)
    nothing = _rules(grey) | _holes(small)
    fine = _fine_ink(grey) & ~nothing
    sure = _marks(fine, specks=False)
    return sure if sure >= _ENOUGH else _marks(fine | (_coloured(small) & ~nothing))


def _worked(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = bgr.shape[:2]
    shrink = min(1.0, _WORK_SIDE / max(height, width))
    small = cv2.resize(bgr, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    across, down = round(small.shape[1] * _MARGIN), round(small.shape[0] * _MARGIN)
    return small[down : small.shape[0] - down, across : small.shape[1] - across].astype(np.uint8, copy=False)


def _darkest(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    blue, green, red = cv2.split(small)
    return np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)


def _median(values: NDArray[np.uint8]) -> float:
    """As numpy's, from the counts of the levels."""
    counts = np.cumsum(cv2.calcHist([values], [0], None, [256], [0, 256]).ravel().astype(np.int64))
    low, high = np.searchsorted(counts, ((values.size + 1) // 2, values.size // 2 + 1))
    return (float(low) + float(high)) / 2


def _fine_ink(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Sharp dark strokes: what the other side shines through is softer than what is written here."""
    grey = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.uint8)
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    depth = np.asarray(cv2.subtract(closed, grey), np.uint8)
    steep = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return np.asarray((depth > _INK_STEP + 1.5 * _median(depth)) & (steep > _INK_STEP * 0.8))


def _coloured(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Ink with a colour of its own against the paper's colour: a pale stamp."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.5), cv2.COLOR_BGR2LAB)
    found = np.zeros(lab.shape[:2], dtype=bool)
    for channel in cv2.split(lab)[1:]:
        plain = int(_median(np.asarray(channel, np.uint8)))
        away = np.abs(np.arange(256) - plain) > 6
        found |= np.asarray(cv2.LUT(channel, away.astype(np.uint8))) > 0
    return found


def _rules(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where ruled or squared paper has its lines: thin, and dark along most of a long stretch.

    A line of text is dark over several rows, a rule over two or three, so text is not taken for a rule. A
    table of the other side that shines through close by is soft: it hides no rule among the sharp strokes.
    """
    found = np.zeros(grey.shape, dtype=bool)
    for turned in (False, True):
        way = np.ascontiguousarray(grey.T) if turned else grey
        closed = cv2.morphologyEx(way, cv2.MORPH_CLOSE, np.ones((9, 1), np.uint8))
        depth = np.asarray(cv2.subtract(closed, way), np.uint8)
        usual = _median(depth)
        alone = _lone(depth > max(4.0, 2.5 * usual)) | _lone(depth > _INK_STEP + 1.5 * usual)
        wide = np.asarray(cv2.dilate(alone.astype(np.uint8), np.ones((5, _RULE_LENGTH), np.uint8)))
        found |= (wide.T if turned else wide) > 0
    return found


def _lone(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows that are dark along a long stretch and hardly so four rows above and below."""
    ones = dark.astype(np.uint8)
    along = np.asarray(cv2.boxFilter(ones, cv2.CV_16S, (_RULE_LENGTH, 1), normalize=False), np.int16)
    beside = np.maximum(np.roll(along, 4, axis=0), np.roll(along, -4, axis=0))
    return np.asarray((along > _RULE_COVER * _RULE_LENGTH) & (2 * beside < along))


def _holes(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a binder's holes show the dark lid: round, filled, in the margin on either side."""
    blue, green, red = cv2.split(small)
    dark = (np.asarray(cv2.max(cv2.max(blue, green), red)) < _HOLE_DARK).astype(np.uint8)
    found = np.zeros(dark.shape, dtype=bool)
    _, _, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    _, _, wide, high, area = np.asarray(stats).T
    middle = np.asarray(centres)[:, 0]
    in_margin = np.minimum(middle, dark.shape[1] - middle) < _HOLE_MARGIN * dark.shape[1]
    sized = (wide >= 11) & (wide <= 32) & (high >= 11) & (high <= 32) & (area > 0.65 * wide * high)
    sized[0] = False
    for left, top, across, down, _ in stats[in_margin & sized].tolist():
        found[max(0, top - 5) : top + down + 5, max(0, left - 5) : left + across + 5] = True
    return found


def _marks(ink: NDArray[np.bool_], *, specks: bool = True) -> int:
    """Pixels of the marks that count; up to `_FEW_SPECKS` small spots are dust, more are dotted writing.

    Without `specks` no small spot counts.
    """
    joined = np.asarray(cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined.astype(np.uint8), connectivity=8)
    sizes = np.bincount(np.asarray(labels)[ink], minlength=count)
    boxes = np.asarray(stats)[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    real = sizes >= 3
    real[0] = False
    small = real & (boxes <= _SPECK)
    if not specks or int(small.sum()) <= _FEW_SPECKS:
        real &= ~small
    return int(sizes[real].sum())
