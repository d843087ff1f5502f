"""Finds the three corner patterns of a QR symbol in a picture too soft for a decoder's own search.

A corner pattern is looked for as a whole, by correlation with its blurred likeness in several sizes and
turns: blur that closes the white ring between its squares leaves the likeness high.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations
from math import atan2, degrees, hypot, log
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]

Fineness = Literal["fine", "coarse", "between"]

_MODULES = (1.7, 2.1, 2.6, 3.2, 4.0, 5.0)  # pixels a module
_TURNS = (0, 15, 30, 45, 60, 75)  # degrees; the pattern looks the same again after a quarter
_MODULES_COARSE = (1.7, 2.2, 2.9, 3.9)
_MODULES_BETWEEN = (1.9, 2.4, 2.9, 3.5, 4.2)
_TURNS_COARSE = (0, 22, 45, 67)
_SEARCHED = {
    "fine": (_MODULES, _TURNS),
    "coarse": (_MODULES_COARSE, _TURNS_COARSE),
    "between": (_MODULES_BETWEEN, _TURNS_COARSE),
}
_LIKE = 0.55
_MOST = 14
_MOST_COARSE = 40
_TRIPLES = 4
_ALIKE = 1.6  # how far the sizes of three patterns of one symbol may lie apart
_SIZES = (27.0, 70.0)  # modules a side that three patterns may span


@dataclass(frozen=True, slots=True)
class Finder:
    """One corner pattern: how alike it is (to 1), its middle, pixels a module and its turn in degrees."""

    like: float
    x: float
    y: float
    module: float
    turn: float


@dataclass(frozen=True, slots=True)
class Triple:
    """Three corner patterns in their places, and about how many modules a side the symbol has."""

    worth: float
    top_left: Finder
    top_right: Finder
    bottom_left: Finder
    side: float


def likeness(module: float, turn: float) -> Floats:
    """A blurred corner pattern with its white rim, 0 dark to 1 light, `module` pixels a module."""
    side = int(np.ceil(9 * module)) | 1
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32) - (side - 1) / 2
    angle = np.deg2rad(turn)
    dark = np.zeros((side, side), np.float32)
    offsets = (-0.33, 0.0, 0.33)
    for right in offsets:
        for down in offsets:
            x, y = columns + right, rows + down
            along = (x * np.cos(angle) + y * np.sin(angle)) / module
            across = (y * np.cos(angle) - x * np.sin(angle)) / module
            ring = np.maximum(np.abs(along), np.abs(across))
            dark += (ring < 1.5) | ((ring >= 2.5) & (ring < 3.5))
    return np.asarray(cv2.GaussianBlur(1 - dark / 9, (0, 0), 0.5 * module), np.float32)


@cache
def _likenesses(fineness: Fineness) -> Mapping[tuple[float, float], Floats]:
    modules, turns = _SEARCHED[fineness]
    return {(module, turn): likeness(module, turn) for module in modules for turn in turns}


def finders(grey: Grey, *, fineness: Fineness = "fine") -> list[Finder]:
    """What looks like a corner pattern, the likest first, no two in one place.

    `coarse`: a whole picture, in fewer sizes and turns, and more of them kept; `between`: in more sizes.
    """
    picture = grey.astype(np.float32)
    found: list[Finder] = []
    for (module, turn), shape in _likenesses(fineness).items():
        if shape.shape[0] >= min(grey.shape) - 4:
            continue
        alike = np.asarray(cv2.matchTemplate(picture, shape, cv2.TM_CCOEFF_NORMED))
        peaks = (alike == np.asarray(cv2.dilate(alike, np.ones((5, 5), np.uint8)))) & (alike > _LIKE)
        half = (shape.shape[0] - 1) / 2
        for row, column in zip(*np.nonzero(peaks), strict=True):
            found.append(Finder(float(alike[row, column]), column + half, row + half, module, turn))
    found.sort(key=lambda one: -one.like)
    kept: list[Finder] = []
    for one in found:
        if all(_apart(one, other) for other in kept):
            kept.append(one)
        if len(kept) == (_MOST if fineness == "fine" else _MOST_COARSE):
            break
    return kept


def _apart(one: Finder, other: Finder) -> bool:
    return hypot(one.x - other.x, one.y - other.y) > 2.4 * max(one.module, other.module)


def triples(found: list[Finder]) -> list[Triple]:
    """Three patterns that may be the corners of one symbol, the likeliest first."""
    rated = (_rated(corner, *two) for corner in found for two in permutations(_neighbours(corner, found), 2))
    ordered = sorted((one for one in rated if one is not None), key=lambda one: -one.worth)
    return ordered[:_TRIPLES]


def _neighbours(corner: Finder, found: list[Finder]) -> list[Finder]:
    """Those that may be another corner of the same symbol, by size and distance."""
    near, far = (_SIZES[0] - 7) * 0.6 * corner.module, (_SIZES[1] - 7) * 1.6 * corner.module
    return [
        one
        for one in found
        if near < hypot(one.x - corner.x, one.y - corner.y) < far
        and 1 / _ALIKE <= one.module / corner.module <= _ALIKE
    ]


def _rated(corner: Finder, right: Finder, below: Finder) -> Triple | None:
    """How likely three patterns are one symbol's; plain numbers, since a picture has thousands of threes."""
    across, down = (right.x - corner.x, right.y - corner.y), (below.x - corner.x, below.y - corner.y)
    if across[0] * down[1] - across[1] * down[0] <= 0:  # mirrored
        return None
    wide, high = hypot(*across), hypot(*down)
    slant = abs(across[0] * down[0] + across[1] * down[1]) / (wide * high)
    modules = (corner.module, right.module, below.module)
    if slant > 0.42 or not 0.62 < wide / high < 1.62 or max(modules) / min(modules) > _ALIKE:
        return None
    side = (wide + high) / 2 / (sum(modules) / 3) + 7
    turn = degrees(atan2(across[1], across[0])) % 90
    turned = max(min(abs(turn - one.turn), 90 - abs(turn - one.turn)) for one in (corner, right, below))
    if turned > 26 or not _SIZES[0] < side < _SIZES[1]:
        return None
    worth = corner.like + right.like + below.like - 0.6 * slant - 0.5 * abs(log(wide / high))
    return Triple(worth, corner, right, below, side)
