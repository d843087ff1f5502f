"""Reads the patch codes that separator sheets carry: four bars, two of them wide, side by side.

A patch says nothing but which of six it is. Narrow bars and all spaces are 0.08 inch, wide bars 0.20 inch,
the whole 0.80 inch, so a tenth of its thickness is a narrow bar whatever the resolution. Upside down T is 3
and 1 is 6: sheets carry the code along every edge and it is read from the edge inwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

PATTERNS = {"WWNN": "1", "WNNW": "2", "WNWN": "3", "NWWN": "4", "NNWW": "6", "NWNW": "T"}
_SIDE = 1200  # pixels of the longer side: a narrow bar on A4 is eight of them
_STEP = 6  # pixels between two lines that are looked at
_RUNS = 7  # bar, space, bar, space, bar, space, bar
_LEAST_UNIT = 2.5  # pixels of a narrow bar
_LENGTH = 15.0  # units a code must be followed along its bars; two inches are the least that is printed: 25
_NARROW, _WIDE = (0.6, 1.55), (1.85, 3.2)
_QUIET = 1.2  # units of white before and after


@dataclass(frozen=True, slots=True)
class _Cut:
    """A code met on one line across it: which line, where its middle is, how thick a narrow bar."""

    line: int
    middle: float
    unit: float
    pattern: str


def read_patch(bgr: Image) -> str | None:
    """Which patch code a picture of a sheet shows: 1, 2, 3, 4, 6 or T; None where it shows none.

    Bars may lean by some ten degrees and lie along any edge.
    """
    grey = bgr if bgr.ndim == 2 else cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    scale = _SIDE / max(grey.shape)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    black = _black(np.asarray(grey, np.uint8))
    for picture in (black, np.ascontiguousarray(black.T)):  # bars lying, bars standing
        found = _along(_cuts(picture), picture.shape[0])
        if found is not None:
            return found
    return None


def _black(grey: Image) -> NDArray[np.bool_]:
    """What is printed black: darker than its surroundings by far, whatever the light."""
    size = max(3, (max(grey.shape) // 8) | 1)
    light = cv2.blur(cv2.dilate(grey, np.ones((31, 31), np.uint8)), (size, size))
    return np.asarray(grey < light.astype(np.float32) * 0.55, np.bool_)


def _cuts(black: NDArray[np.bool_]) -> list[_Cut]:
    """Every code met on lines from top to bottom."""
    found: list[_Cut] = []
    for line in range(0, black.shape[1], _STEP):
        column = black[:, line]
        edges = np.flatnonzero(np.diff(column.astype(np.int8), prepend=0, append=0))
        widths = np.diff(edges)  # black, white, black, …
        for first in range(0, len(widths) - _RUNS + 1, 2):
            cut = _cut(line, edges, widths, first, len(column))
            if cut is not None:
                found.append(cut)
    return found


def _cut(
    line: int, edges: NDArray[np.int64], widths: NDArray[np.int64], first: int, length: int
) -> _Cut | None:
    runs = widths[first : first + _RUNS]
    whole = int(runs.sum())
    unit = whole / 10
    if unit < _LEAST_UNIT or whole > length / 3:
        return None
    before = int(edges[first]) if first == 0 else int(widths[first - 1])
    after = int(widths[first + _RUNS]) if first + _RUNS < len(widths) else length - int(edges[-1])
    if min(before, after) < _QUIET * unit and first != 0 and first + _RUNS < len(widths):
        return None
    parts = runs / unit
    if not all(_NARROW[0] <= space <= _NARROW[1] for space in parts[1::2]):
        return None
    pattern = "".join(_kind(bar) for bar in parts[0::2])
    return _Cut(line, float(edges[first]) + whole / 2, unit, pattern) if pattern in PATTERNS else None


def _kind(bar: float) -> str:
    if _NARROW[0] <= bar <= _NARROW[1]:
        return "N"
    return "W" if _WIDE[0] <= bar <= _WIDE[1] else "?"


def _along(cuts: list[_Cut], length: int) -> str | None:
    """The code that goes on from line to line for long enough; None where none does."""
    open_ones: list[list[_Cut]] = []
    for cut in cuts:
        for run in open_ones:
            last = run[-1]
            near = cut.line - last.line
            if (
                last.pattern == cut.pattern
                and 0 < near <= 3 * _STEP
                and abs(cut.middle - last.middle) <= 0.25 * near + 0.4 * cut.unit
                and abs(cut.unit - last.unit) <= 0.2 * cut.unit
            ):
                run.append(cut)
                break
        else:
            open_ones.append([cut])
    long_ones = [run for run in open_ones if run[-1].line - run[0].line >= _LENGTH * run[0].unit]
    if not long_ones:
        return None
    best = max(long_ones, key=lambda run: run[-1].line - run[0].line)
    inwards = best[0].middle <= length / 2  # read from the nearer edge
    return PATTERNS[best[0].pattern if inwards else best[0].pattern[::-1]]
