"""What the corner net says for each candidate quad, as numbers for the judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scanning.finding.field import AREA, EDGE, SIDE, STEP, WITHIN_M, WITHIN_P
from scanning.finding.figures import areas, lowest, ordered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.net import Belief

    Floats = NDArray[np.float32]
    Indices = NDArray[np.intp]

BELIEVED = 27
"""How many more features there are where the net has been asked."""
_OVERLAP = 12
_PARTS = 3
_BEYOND = 14
"""How far past a side's ends is looked for more of it, in search pixels."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Quads as stretches of lines: the pool of lines, which four make each quad, from where to where."""

    pool: Floats
    figure: Indices
    corners: Floats
    low: Indices
    high: Indices
    sums: Floats

    def of(self, rows: Indices) -> Stretches:
        """The same for some of the quads."""
        return Stretches(
            self.pool, self.figure[rows], self.corners[rows], self.low[rows], self.high[rows], self.sums
        )

    def mean(self, channel: int, low: Indices, high: Indices) -> Floats:
        """A channel's mean over part of every side."""
        last = self.sums.shape[1] - 1
        low, high = low.clip(0, last), high.clip(0, last)
        found = self._at(channel, high) - self._at(channel, low)
        return np.asarray(found / np.maximum(high - low, 1), dtype=np.float32)

    def between(self, channel: int) -> Floats:
        """A channel's sum over every side."""
        return np.asarray(self._at(channel, self.high) - self._at(channel, self.low), dtype=np.float32)

    def _at(self, channel: int, samples: Indices) -> Floats:
        """A channel's running sum up to a sample of every side."""
        _, count, deep = self.sums.shape
        return np.asarray(self.sums.ravel().take((self.figure * count + samples) * deep + channel))


def overall(belief: Belief, quads: Stretches) -> Floats:
    """For every quad: the net's word on its sides, inside against outside, its corners, the overlap."""
    sides = quads.mean(SIDE, quads.low, quads.high)
    plus = quads.mean(WITHIN_P, quads.low, quads.high)
    minus = quads.mean(WITHIN_M, quads.low, quads.high)
    area, shared = areas(quads.corners), _shared(belief, quads)
    columns = [
        *ordered(sides),
        *ordered(np.abs(plus - minus)),
        *ordered(belief.corners(quads.corners)),
        shared / np.maximum(area + belief.area - shared, 1.0),
        shared / np.maximum(area, 1.0),
        shared / max(belief.area, 1.0),
    ]
    return np.stack(columns, axis=1).astype(np.float32).clip(0, 1.5)


def worth(said: Floats) -> Floats:
    """A quick word on every quad from `overall`, for the choice of those looked at more closely."""
    return np.asarray(said[:, :4].mean(axis=1) + said[:, 0] + 2 * said[:, _OVERLAP], dtype=np.float32)


def in_parts(belief: Belief, quads: Stretches) -> Floats:
    """Where a side is broken or runs on: a sheet under another has gaps, and goes on past its corner."""
    edges, sides, contrast = [], [], []
    for part in range(_PARTS):
        low = quads.low + (quads.high - quads.low) * part // _PARTS
        high = quads.low + (quads.high - quads.low) * (part + 1) // _PARTS
        edges.append(0.5 * (quads.mean(EDGE, low, high) + quads.mean(STEP, low, high)))
        sides.append(quads.mean(SIDE, low, high))
        contrast.append(np.abs(quads.mean(WITHIN_P, low, high) - quads.mean(WITHIN_M, low, high)))
    before = quads.mean(SIDE, quads.low - _BEYOND, quads.low - 4)
    after = quads.mean(SIDE, quads.high + 4, quads.high + _BEYOND)
    ends = np.sort(np.concatenate([before, after], axis=1), axis=1)
    columns = [
        *lowest(np.concatenate(edges, axis=1), 3),
        *lowest(np.concatenate(sides, axis=1), 3),
        *lowest(np.concatenate(contrast, axis=1), 2),
        ends[:, -1],
        ends[:, -2],
        np.full(len(ends), belief.clearness, np.float32),
        np.full(len(ends), np.tanh(belief.area / 40_000), np.float32),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _shared(belief: Belief, quads: Stretches) -> Floats:
    """The believed area inside each quad, by Green's theorem from sums along its sides."""
    found = quads.between(AREA)
    way = np.roll(quads.corners, -1, axis=1) - quads.corners
    along = np.stack([-quads.pool[quads.figure, 1], quads.pool[quads.figure, 0]], axis=2)
    forward = np.sign((way * along).sum(axis=2))
    axis = 0 if belief.canvas.swapped else 1
    return np.asarray(np.abs((found * forward * along[:, :, axis]).sum(axis=1)), dtype=np.float32)
