"""Lays the module grid of a QR symbol over a picture: which size it has, where each module lies.

Only what every symbol of a size shares is used: corner patterns, timing lines, alignment patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scanning.codes.finders import Triple

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]
    Matrix = NDArray[np.float64]
    Bits = NDArray[np.bool_]

FINE = 4  # samples a module
QUIET = 4  # modules of white rim that are sampled too
_SMALLEST, _LARGEST = 3, 12  # versions; identity cards have 6 to 9
_TIMING = 0.5  # of 2: both timing lines as clear as can be
_ALIGNED = 0.45


@dataclass(frozen=True, slots=True)
class Grid:
    """A symbol of `side` × `side` modules; `matrix` takes module coordinates to pixels of the picture."""

    side: int
    matrix: Matrix
    pixels: float  # a module


def grids(grey: Grey, triple: Triple) -> Iterator[Grid]:
    """The grids that the three corners may carry, the likeliest first."""
    corners = [(one.x, one.y) for one in (triple.top_left, triple.top_right, triple.bottom_left)]
    rated = []
    for version in range(_SMALLEST, _LARGEST + 1):
        side = 17 + 4 * version
        if 0.72 < side / triple.side < 1.4:
            flat = _flat(corners, side)
            rated.append((_timing(grey, flat, side), side, flat))
    for clear, side, flat in sorted(rated, key=lambda one: -one[0])[:2]:
        if clear < _TIMING:
            continue
        pixels = float(np.hypot(*(np.array(corners[1]) - corners[0]))) / (side - 7)
        bent = _bent(grey, flat, corners, side)
        for matrix in (flat,) if bent is None else (bent, flat):
            yield Grid(side, _settled(grey, matrix, side), pixels)


@cache
def known(side: int) -> tuple[Bits, Floats]:
    """Which modules every symbol of this size shares, and their values (1 dark)."""
    fixed = np.zeros((side, side), np.bool_)
    value = np.zeros((side, side), np.float32)
    for row, column in ((0, 0), (0, side - 7), (side - 7, 0)):
        value[row : row + 7, column : column + 7] = _ring(7)
        fixed[max(0, row - 1) : row + 8, max(0, column - 1) : column + 8] = True
    fixed[6, :] = fixed[:, 6] = True
    between = np.arange(8, side - 8)
    value[6, between] = value[between, 6] = between % 2 == 0
    middles = (6, side // 2, side - 7) if side >= 45 else (6, side - 7)
    for row in middles:
        for column in middles:
            if (row, column) not in {(6, 6), (6, side - 7), (side - 7, 6)}:
                value[row - 2 : row + 3, column - 2 : column + 3] = _ring(5)
                fixed[row - 2 : row + 3, column - 2 : column + 3] = True
    fixed[side - 8, 8], value[side - 8, 8] = True, 1
    return fixed, value


def sampled(grey: Grey, matrix: Matrix, side: int, *, quiet: int = QUIET) -> Floats:
    """The symbol seen straight, `FINE` samples a module, `quiet` modules of rim."""
    step = np.array([[1 / FINE, 0, 0.5 / FINE - quiet], [0, 1 / FINE, 0.5 / FINE - quiet], [0, 0, 1]])
    return _seen(grey, matrix @ step, (side + 2 * quiet) * FINE)


def enlarged(modules: Floats) -> Floats:
    """Modules as squares of `FINE` samples."""
    return np.asarray(np.kron(modules, np.ones((FINE, FINE), np.float32)), np.float32)


def _ring(size: int) -> Floats:
    square = np.ones((size, size), np.float32)
    square[1:-1, 1:-1] = 0
    square[2:-2, 2:-2] = 1
    return square


def _seen(grey: Grey, matrix: Matrix, side: int) -> Floats:
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    seen = cv2.warpPerspective(grey, matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.float32)


def _through(modules: object, pixels: object) -> Matrix:
    return np.asarray(
        cv2.getPerspectiveTransform(np.asarray(modules, np.float32), np.asarray(pixels, np.float32))
    )


def _placed(matrix: Matrix, points: object) -> Matrix:
    placed = cv2.perspectiveTransform(np.asarray([points], np.float32), matrix)
    return np.asarray(placed[0], np.float64)


def _middles(side: int) -> list[tuple[float, float]]:
    return [(3.5, 3.5), (side - 3.5, 3.5), (3.5, side - 3.5)]


def _flat(corners: list[tuple[float, float]], side: int) -> Matrix:
    """The grid without perspective."""
    last = np.array(corners[1]) + corners[2] - corners[0]
    return _through([*_middles(side), (side - 3.5, side - 3.5)], [*corners, tuple(last)])


def _timing(grey: Grey, matrix: Matrix, side: int) -> float:
    """How clearly the two timing lines alternate, up to 2."""
    along = np.arange(7, side - 7)
    expected = np.where(along % 2 == 0, -1.0, 1.0)
    clear = 0.0
    for line in (
        np.stack([along + 0.5, np.full(len(along), 6.5)], 1),
        np.stack([np.full(len(along), 6.5), along + 0.5], 1),
    ):
        at = _placed(matrix, line).astype(np.float32)
        row = np.asarray(cv2.remap(grey, at[None, :, 0], at[None, :, 1], cv2.INTER_CUBIC), np.float64)[0]
        row -= np.convolve(np.pad(row, 3, mode="edge"), np.ones(7) / 7, "valid")
        clear += float(row @ expected) / float(np.sqrt(row @ row * len(row)) + 1e-9)
    return clear


def _bent(grey: Grey, flat: Matrix, corners: list[tuple[float, float]], side: int) -> Matrix | None:
    """The grid drawn through the last alignment pattern too, which tells the perspective."""
    middle, rim, fine = side - 6.5, 3, 6
    first = middle - 2.5 - rim + 0.5 / fine
    part = _seen(
        grey, flat @ np.array([[1 / fine, 0, first], [0, 1 / fine, first], [0, 0, 1]]), (5 + 2 * rim) * fine
    )
    dark = np.pad(_ring(5), 1)
    big = np.kron(1 - dark, np.ones((fine, fine), np.float32)).astype(np.float32)
    shape = np.asarray(cv2.GaussianBlur(big, (0, 0), 3.0), np.float32)[fine:-fine, fine:-fine]
    alike = np.asarray(cv2.matchTemplate(part, shape, cv2.TM_CCOEFF_NORMED))
    rows, columns = np.mgrid[0 : alike.shape[0], 0 : alike.shape[1]]
    centre = (alike.shape[0] - 1) / 2
    near = alike - 0.02 * np.hypot(rows - centre, columns - centre) / fine
    row, column = np.unravel_index(int(near.argmax()), near.shape)
    if alike[row, column] < _ALIGNED:
        return None
    at = _placed(flat, [(middle + (column - centre) / fine, middle + (row - centre) / fine)])[0]
    return _through([*_middles(side), (middle, middle)], [*corners, tuple(at)])


def _settled(grey: Grey, matrix: Matrix, side: int) -> Matrix:
    """The grid nudged until the patterns that all symbols share fit best."""
    fixed, value = known(side)
    rim = np.pad(fixed, 1, constant_values=True)
    expected = np.asarray(cv2.GaussianBlur(enlarged(np.pad(value, 1)), (0, 0), FINE * 0.55))
    inner = np.asarray(cv2.erode(enlarged(rim.astype(np.float32)), np.ones((3, 3), np.uint8)))
    where = np.flatnonzero(inner.ravel() > 0)
    wanted = _unit(1 - expected.ravel()[where])
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.6), np.uint8)

    def fit(moved: Matrix) -> float:
        seen = sampled(soft, moved, side, quiet=1)
        even = seen / np.maximum(np.asarray(cv2.blur(seen, (FINE * 9, FINE * 9))), 8)
        return float(_unit(even.ravel()[where]) @ wanted)

    return nudged(matrix, side, fit)


def nudged(
    matrix: Matrix, side: int, fit: Callable[[Matrix], float], *, steps: tuple[float, float] = (0.9, 0.12)
) -> Matrix:
    """The grid with its corners moved by ever smaller steps, pixels, as long as the fit grows."""
    anchors = [*_middles(side), (side - 6.5, side - 6.5)]
    points = _climbed(_placed(matrix, anchors), lambda moved: fit(_through(anchors, moved)), steps)
    return _through(anchors, points)


def _unit(values: NDArray[Any]) -> NDArray[Any]:
    centred = values - values.mean()
    return np.asarray(centred / np.sqrt(float(centred @ centred) + 1e-9))


def _climbed(points: Matrix, fit: Callable[[Matrix], float], steps: tuple[float, float]) -> Matrix:
    """The points moved by ever smaller steps as long as the fit grows."""
    best, step = fit(points), steps[0]
    while step > steps[1]:
        moved = False
        for corner in range(4):
            for shift in ((step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)):
                tried = points.copy()
                tried[corner] += shift
                better = fit(tried)
                if better > best:
                    best, points, moved = better, tried, True
        if not moved:
            step /= 2
    return points
