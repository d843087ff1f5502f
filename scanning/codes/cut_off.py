"""Symbols that the frame cut: where one corner pattern lies outside, the two others tell where it must be.

No decoder looks for a symbol with two corners. Here its grid is laid through the two and the place the third
must have; what lies outside is unknown and left to the error correction, which decides as ever whether there
is a text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.codes.finders import Finder, Triple, finders
from scanning.codes.refining import symbols_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_SIDE = 1280  # pixels of the longer side, as where a symbol's place is looked for
_RIM = 96  # pixels of nothing round the frame: a corner farther out takes too much of the symbol along
_OUTSIDE = (-16.0, 5.0)  # modules a corner pattern's middle may lie beyond the frame, or short of it
_PAPER = 200
_ALIKE = 1.35
_TURNED = 20.0  # degrees two patterns may be turned against the line between them
_SIDES = (27.0, 70.0)  # modules
_TRIED = 5


def cut_symbols(grey: Grey) -> Iterator[Grey]:
    """QR symbols with a corner beyond the frame, drawn anew; most likely none is readable."""
    scale = min(1.0, _SIDE / max(grey.shape))
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    small = grey if scale == 1 else np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    found = guessed(finders(small, fineness="between"), small.shape)
    if found:
        rims = (_RIM, _RIM, _RIM, _RIM)
        wide = np.asarray(cv2.copyMakeBorder(small, *rims, cv2.BORDER_CONSTANT, value=_PAPER), np.uint8)
        yield from symbols_of(wide, [_moved(one) for one in found])


def guessed(found: list[Finder], shape: tuple[int, ...]) -> list[Triple]:
    """Two corner patterns and where the third of their symbol lies beyond the frame, the likeliest first."""
    high, wide = shape[:2]
    rated: list[tuple[float, Triple]] = []
    for one, other in permutations(found, 2):
        if not 1 / _ALIKE < one.module / other.module < _ALIKE:
            continue
        module = (one.module + other.module) / 2
        for triple in _thirds(one, other, module):
            third = min(
                (triple.top_left, triple.top_right, triple.bottom_left), key=lambda corner: corner.like
            )
            inside = min(third.x, third.y, wide - third.x, high - third.y) / module
            if _OUTSIDE[0] < inside < _OUTSIDE[1] and _SIDES[0] < triple.side < _SIDES[1]:
                rated.append((triple.worth, triple))
    return [triple for _, triple in sorted(rated, key=lambda pair: -pair[0])[:_TRIED]]


def _thirds(one: Finder, other: Finder, module: float) -> Iterator[Triple]:
    """The three symbols two patterns may belong to: lacking the corner below, on the right, or between."""
    across, down = other.x - one.x, other.y - one.y
    length, turn = hypot(across, down), degrees(atan2(down, across)) % 90
    straight = max(_off(turn, one.turn), _off(turn, other.turn))
    slanting = max(_off(turn + 45, one.turn), _off(turn + 45, other.turn))
    worth = one.like + other.like
    if straight <= _TURNED:
        side = length / module + 7
        below = Finder(0.0, one.x - down, one.y + across, module, turn)
        right = Finder(0.0, one.x + down, one.y - across, module, turn)
        yield Triple(worth, one, other, below, side)
        yield Triple(worth, one, right, other, side)
    if slanting <= _TURNED:
        middle = ((one.x + other.x) / 2, (one.y + other.y) / 2)
        corner = Finder(0.0, middle[0] - down / 2, middle[1] + across / 2, module, (turn + 45) % 90)
        yield Triple(worth, corner, one, other, length / 2**0.5 / module + 7)


def _off(turn: float, other: float) -> float:
    apart = abs(turn - other) % 90
    return min(apart, 90 - apart)


def _moved(triple: Triple) -> Triple:
    """The same on the picture with its rim."""
    corners = (triple.top_left, triple.top_right, triple.bottom_left)
    first, second, third = (replace(one, x=one.x + _RIM, y=one.y + _RIM) for one in corners)
    return replace(triple, top_left=first, top_right=second, bottom_left=third)
