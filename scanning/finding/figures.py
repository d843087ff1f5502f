"""Small measures of many four-sided figures at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def areas(corners: Floats) -> Floats:
    """The area of every figure (n × 4 × 2)."""
    x, y = corners[:, :, 0], corners[:, :, 1]
    twice = (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    return np.asarray(np.abs(twice) / 2, dtype=np.float32)


def ordered(values: Floats) -> list[Floats]:
    """The sides' values from the weakest on, so that their order around the figure does not matter."""
    return list(np.sort(values, axis=1).T)
