"""The one score for every candidate page: a small net over what `quads` measures.

One judge has the corner net's word among its measures, one has not. `scanning.scenes.training` fits both
again from seeds; the numbers stand in `weights_net` and `weights`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from scanning.finding import weights, weights_net

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


_AT_ONCE = 128
"""Larger products are spread over threads that wait for each other longer than the product takes."""


def judged(features: Floats) -> Floats:
    """For each row of features the chance, 0 to 1, that the quad is the page."""
    hidden, hidden_bias, out, out_bias = _judge(features.shape[1])
    parts = [features[first : first + _AT_ONCE] @ hidden.T for first in range(0, len(features), _AT_ONCE)]
    seen = np.concatenate(parts) if parts else np.zeros((0, len(out)), np.float32)
    raw = np.tanh(seen + hidden_bias) @ out + out_bias
    return np.asarray(1 / (1 + np.exp(-raw.clip(-30, 30))), dtype=np.float32)


@functools.cache
def _judge(width: int) -> tuple[Floats, Floats, Floats, np.float32]:
    """The judge for so many features."""
    numbers = weights if width == len(weights.HIDDEN[0]) else weights_net
    return (
        np.array(numbers.HIDDEN, np.float32),
        np.array(numbers.HIDDEN_BIAS, np.float32),
        np.array(numbers.OUT, np.float32),
        np.float32(numbers.OUT_BIAS),
    )
