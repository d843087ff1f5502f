"""Works a soft QR symbol out again with what was found of it: place, blur and light by all its modules.

At first only the corner patterns and timing lines are known, a tenth of the symbol. Once most modules are
right, the whole symbol tells where it lies, how it was blurred and how the light falls on it, and fewer are
wrong; so again, as long as that explains the picture better. Whether it is a text, the decoder decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.codes.finders import finders, triples
from scanning.codes.grid import FINE, QUIET, enlarged, grids, nudged, sampled
from scanning.codes.modules import SHAKES, SOFTNESS, Blur, blurs, drawn, evened, kernel_of, modules, solved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from scanning.codes.finders import Triple
    from scanning.codes.grid import Grid, Matrix

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]
    Bits = NDArray[np.bool_]

_TRIED = 3  # ways of blurring that are worked out
_WORTH = 0.85  # how well the corner patterns agree with their blur where a symbol is worth another look
_ROUNDS = 6
_TURN = 22  # degrees between two directions of shaking
_AROUND = FINE * 9  # samples over which the light is the same
_LIGHT = FINE * 7.0
_FLAT = 0.02  # spread of the modules below which their neighbours' contrast is taken
_STEPS = (0.3, 0.06)  # pixels a corner is moved by, at first and at last


def clean_symbols(grey: Grey) -> Iterator[Grey]:
    """QR symbols of a picture drawn anew without blur, 4 pixels a module; most likely none is readable."""
    yield from symbols_of(grey, triples(finders(grey)))


def symbols_of(grey: Grey, corners: Iterable[Triple]) -> Iterator[Grey]:
    """The same of symbols whose corner patterns are known."""
    again: list[tuple[Grid, Bits, Blur]] = []
    for triple in corners:
        for grid in grids(grey, triple):
            even = evened(sampled(grey, grid.matrix, grid.side))
            ways = blurs(even, grid)
            for at, blur in enumerate(ways[:_TRIED]):
                found = modules(even, grid, blur.kernel)
                if found is not None:
                    yield drawn(found)
                    if at == 0 and blur.fit >= _WORTH:
                        again.append((grid, found, blur))
    for grid, found, blur in again:
        yield from map(drawn, _refined(grey, grid, found, blur))


def _refined(grey: Grey, grid: Grid, found: Bits, blur: Blur) -> Iterator[Bits]:
    """Ever better modules, until nothing changes or the picture is explained no better."""
    matrix, before = grid.matrix, 0.0
    for _ in range(_ROUNDS):
        model = enlarged(np.pad(found, QUIET).astype(np.float32))
        matrix = moved(grey, matrix, grid.side, 1 - blurred(model, blur))
        even = evened(sampled(grey, matrix, grid.side))
        blur = blur_of(even, model, grid, blur)
        better = solved([(darkness(even, blurred(model, blur)), blur.kernel)], grid.side)
        if blur.fit < before or np.array_equal(better, found):
            return
        found, before = better, blur.fit
        yield found


def blurred(model: Floats, blur: Blur) -> Floats:
    """How modules would look, blurred so."""
    return np.asarray(cv2.filter2D(model, -1, blur.kernel), np.float32)


def moved(
    grey: Grey, matrix: Matrix, side: int, light: Floats, *, steps: tuple[float, float] = _STEPS
) -> Matrix:
    """The grid nudged until the picture fits the whole symbol best; `light` is how that would look."""
    rim = (QUIET - 1) * FINE
    wanted = _unit(_contrast(light[rim:-rim, rim:-rim]))

    def fit(tried: Matrix) -> float:
        seen = sampled(grey, tried, side, quiet=1)
        even = seen / np.maximum(np.asarray(cv2.blur(seen, (_AROUND, _AROUND))), 8)
        return float((_unit(np.asarray(even, np.float32)) * wanted).sum())

    return nudged(matrix, side, fit, steps=steps)


def blur_of(even: Floats, model: Floats, grid: Grid, blur: Blur) -> Blur:
    """The way of blurring that explains the picture best by the whole symbol, near the one thought so far."""
    seen, scale = _unit(_contrast(even)), FINE / grid.pixels

    def tried(soft: float, shake: float, turn: int) -> Blur:
        kernel = kernel_of(max(0.4, soft * scale), shake * scale, turn)
        modelled = np.asarray(cv2.filter2D(model, -1, kernel), np.float32)
        return Blur(-float((_unit(_contrast(modelled)) * seen).sum()), kernel, soft, shake, turn)

    best = tried(blur.soft, blur.shake, blur.turn)
    softer = [(soft, best.shake, best.turn) for soft in _beside(SOFTNESS, best.soft)]
    best = max((best, *(tried(*one) for one in softer)), key=lambda one: one.fit)
    shaken = [(best.soft, shake, best.turn) for shake in _beside(SHAKES, best.shake)]
    if best.shake:
        shaken += [(best.soft, best.shake, (best.turn + by) % 180) for by in (-_TURN, _TURN)]
    return max((best, *(tried(*one) for one in shaken)), key=lambda one: one.fit)


def _beside(values: tuple[float, ...], value: float) -> list[float]:
    at = values.index(value)
    return [values[one] for one in (at - 1, at + 1) if 0 <= one < len(values)]


def darkness(even: Floats, light: Floats) -> Floats:
    """What was seen as shares of black; black and white are told from what is around: glare, a shadow."""

    def around(values: Floats) -> Floats:
        return np.asarray(cv2.GaussianBlur(values, (0, 0), _LIGHT), np.float32)

    seen, meant = around(even), around(light)
    together = around(even * light) - seen * meant
    spread = around(light * light) - meant * meant
    usual = float(together.sum()) / (float(spread.sum()) + 1e-9)
    slope = (together + _FLAT * usual) / (spread + _FLAT)
    level = seen - slope * meant
    return np.asarray(((even - level) / np.minimum(slope, -0.05)).clip(-0.5, 1.5), np.float32)


def _contrast(values: Floats) -> Floats:
    """Values against what is around them."""
    return np.asarray(values - np.asarray(cv2.blur(values, (_AROUND, _AROUND))), np.float32)


def _unit(values: Floats) -> Floats:
    centred = values - values.mean()
    return np.asarray(centred / (float(np.sqrt((centred * centred).sum())) + 1e-9), np.float32)
