"""Works out the modules of a blurred QR symbol: which black and white squares, blurred alike, look like this.

How the picture was blurred is read off the three corner patterns, whose modules are known. The rest is a
least-squares fit with values between white and black, then single modules are turned over as long as that
explains the picture better. What comes out is drawn clean and given to the decoder: whether it is a text,
its error correction decides, nothing here does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.codes.grid import FINE, QUIET, Grid, enlarged, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]
    Bits = NDArray[np.bool_]

SOFTNESS = (0.5, 0.8, 1.1, 1.25, 1.4, 1.6, 1.8, 2.2, 2.7)  # standard deviation of the blur in pixels
SHAKES = (0.0, 2.5, 4.5, 6.5, 9.0)  # pixels the picture moved while it was taken
_USUAL = 1.1
_ROUNDS = 150
_MOST_FLIPS = 600
_PRIOR = 0.002


@dataclass(frozen=True, slots=True)
class Blur:
    """A way of blurring, and how well the corner patterns agree with it."""

    fit: float
    kernel: Floats
    soft: float
    shake: float
    turn: int


def evened(seen: Floats) -> Floats:
    """The symbol with the light divided out: about 1 on paper."""
    soft = np.asarray(cv2.GaussianBlur(seen, (0, 0), FINE * 0.5))
    paper = np.asarray(cv2.dilate(soft, np.ones((FINE * 7, FINE * 7), np.uint8)))
    paper = np.asarray(cv2.GaussianBlur(paper, (0, 0), FINE * 5.0))
    return np.asarray(seen / np.maximum(paper, 8), np.float32)


def blurs(even: Floats, grid: Grid) -> list[Blur]:
    """Ways of blurring, the best fitting first: every shake at the usual softness, then the best in all."""
    shakes = [
        _blur(even, grid, _USUAL, shake, turn)
        for shake in SHAKES
        for turn in (range(0, 180, 22) if shake else (0,))
    ]
    best = sorted(shakes, key=lambda one: -one.fit)[:4]
    every = [_blur(even, grid, soft, one.shake, one.turn) for one in best for soft in SOFTNESS]
    return sorted(every, key=lambda one: -one.fit)


def _blur(even: Floats, grid: Grid, soft: float, shake: float, turn: int) -> Blur:
    scale = FINE / grid.pixels
    kernel = kernel_of(max(0.4, soft * scale), shake * scale, turn)
    return Blur(_corner_fit(even, grid.side, kernel), kernel, soft, shake, turn)


def kernel_of(soft: float, shake: float, turn: int) -> Floats:
    """What a point becomes: a Gaussian drawn along a straight line; in samples."""
    reach = int(np.ceil(3 * soft + shake / 2)) + 1
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    angle = np.deg2rad(turn)
    spread = np.zeros_like(rows)
    steps = np.linspace(-shake / 2, shake / 2, max(1, int(shake * 1.5)) | 1) if shake else (0.0,)
    for step in steps:
        x, y = columns - step * np.cos(angle), rows - step * np.sin(angle)
        spread += np.exp(-(x * x + y * y) / (2 * soft * soft))
    return np.asarray(spread / spread.sum(), np.float32)


def _corners(side: int) -> Iterator[tuple[slice, slice]]:
    """The three corner patterns with one module around them, in samples."""
    for row, column in ((0, 0), (0, side - 7), (side - 7, 0)):
        top, left = (row + QUIET - 1) * FINE, (column + QUIET - 1) * FINE
        yield slice(top, top + 9 * FINE), slice(left, left + 9 * FINE)


def _corner_fit(even: Floats, side: int, kernel: Floats) -> float:
    lone = enlarged(np.asarray(np.pad(known(side)[1][:7, :7], 5), np.float32))
    blurred = np.asarray(cv2.filter2D(1 - lone, -1, kernel))[4 * FINE : 13 * FINE, 4 * FINE : 13 * FINE]
    wanted = blurred - blurred.mean()
    length = float((wanted * wanted).sum())
    total = 0.0
    for place in _corners(side):
        seen = even[place] - even[place].mean()
        total += float((wanted * seen).sum()) / float(np.sqrt(length * (seen * seen).sum()) + 1e-9)
    return total / 3


def modules(even: Floats, grid: Grid, kernel: Floats) -> Bits | None:
    """The modules (True dark) whose blurred picture is nearest to what was seen."""
    dark = corner_darkness(even, grid.side, kernel)
    return None if dark is None else solved([(dark, kernel)], grid.side)


def solved(seen: Sequence[tuple[Floats, Floats]], side: int) -> Bits:
    """The modules that come nearest to one or several pictures: shares of black, and how each was blurred."""
    shared, values = known(side)
    fixed, value = np.pad(shared, QUIET), np.asarray(np.pad(values, QUIET), np.float32)
    fixed[:QUIET] = fixed[-QUIET:] = True
    fixed[:, :QUIET] = fixed[:, -QUIET:] = True
    gathered = np.mean([_gathered(dark, kernel, len(fixed)) for dark, kernel in seen], axis=0)
    wanted = np.asarray(gathered + _PRIOR / 2, np.float32)
    spread = _spread([kernel for _, kernel in seen])
    found = _fitted(spread, wanted, fixed, value)
    found = _turned_over(found, spread, wanted, fixed)
    return np.asarray(found[QUIET:-QUIET, QUIET:-QUIET] > 0.5)


def _gathered(dark: Floats, kernel: Floats, wide: int) -> Floats:
    """What each module would have to do with what was seen."""
    back = np.asarray(cv2.filter2D(dark, -1, kernel[::-1, ::-1]))
    return np.asarray(cv2.resize(back, (wide, wide), interpolation=cv2.INTER_AREA), np.float32)


def corner_darkness(even: Floats, side: int, kernel: Floats) -> Floats | None:
    """What was seen as shares of black, by the corner patterns' own black and white."""
    model = enlarged(np.asarray(np.pad(known(side)[1], QUIET), np.float32))
    blurred = np.asarray(cv2.filter2D(model, -1, kernel))
    modelled = np.concatenate([blurred[place].ravel() for place in _corners(side)])
    seen = np.concatenate([even[place].ravel() for place in _corners(side)])
    slope, level = np.polyfit(modelled, seen, 1)
    if slope > -0.05:
        return None
    return np.asarray(((even - level) / slope).clip(-0.5, 1.5), np.float32)


def _spread(kernels: Sequence[Floats]) -> Floats:
    """How much of one module is seen at the modules around it, blurred there and back, in the mean."""
    reach = max(map(len, kernels)) // FINE + 1
    lone = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    lone[reach, reach] = 1
    spread = np.zeros_like(lone)
    for kernel in kernels:
        once = np.asarray(cv2.filter2D(enlarged(lone), -1, kernel, borderType=cv2.BORDER_CONSTANT))
        twice = np.asarray(cv2.filter2D(once, -1, kernel[::-1, ::-1], borderType=cv2.BORDER_CONSTANT))
        small = cv2.resize(twice, lone.shape, interpolation=cv2.INTER_AREA)
        spread += np.asarray(small, np.float32) / len(kernels)
    spread[reach, reach] += _PRIOR
    return spread


def _fitted(spread: Floats, wanted: Floats, fixed: Bits, value: Floats) -> Floats:
    """Least squares with every value between 0 and 1 (accelerated projected gradient)."""
    now = np.where(fixed, value, 0.5).astype(np.float32)
    ahead, pace, steep = now, 1.0, float(np.abs(spread).sum())
    for _ in range(_ROUNDS):
        slope = _seen_at_modules(ahead, spread) - wanted
        then = np.where(fixed, value, (ahead - slope / steep).clip(0, 1)).astype(np.float32)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = then + (pace - 1) / faster * (then - now)
        now, pace = then, faster
    return now


def _seen_at_modules(modules: Floats, spread: Floats) -> Floats:
    around = spread[::-1, ::-1]
    return np.asarray(cv2.filter2D(modules, -1, around, borderType=cv2.BORDER_CONSTANT), np.float32)


def _turned_over(found: Floats, spread: Floats, wanted: Floats, fixed: Bits) -> Floats:
    """Black or white, single modules turned over as long as the picture is explained better."""
    reach, wide = len(spread) // 2, found.shape[1]
    black = (found > 0.5).astype(np.float32)
    roomy = np.pad(_seen_at_modules(black, spread) - wanted, reach)
    slope = roomy[reach:-reach, reach:-reach]
    for _ in range(_MOST_FLIPS):
        step = 1 - 2 * black
        gain = np.where(fixed, np.float32(9), spread[reach, reach] + 2 * step * slope)
        best = int(gain.argmin())
        if gain.flat[best] >= -1e-4:
            break
        row, column = divmod(best, wide)
        roomy[row : row + 2 * reach + 1, column : column + 2 * reach + 1] += step[row, column] * spread
        black[row, column] = 1 - black[row, column]
    return black


def drawn(modules: Bits) -> Grey:
    """The symbol as a clean picture, 4 pixels a module."""
    pixels = np.pad(np.where(modules, 0, 255).astype(np.uint8), 4, constant_values=255)
    return np.asarray(np.kron(pixels, np.ones((4, 4), np.uint8)), np.uint8)
