"""Small measures of many four-sided figures at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def areas(corners: Floats) -> Floats:
    """The area of every figure (n × 4 × 2)."""
    (a, b), (c, d), (e, f), (g, h) = (corners[:, at].T for at in range(4))
    twice = (a - e) * (d - h) - (b - f) * (c - g)
    return np.asarray(np.abs(twice) / 2, dtype=np.float32)


def ordered(values: Floats) -> list[Floats]:
    """The four sides' values from the weakest on, so that their order around the figure does not matter.

    Compared column by column: sorting rows of four takes three times as long.
    """
    a, b, c, d = (np.ascontiguousarray(values[:, side]) for side in range(4))
    a, b = np.minimum(a, b), np.maximum(a, b)
    c, d = np.minimum(c, d), np.maximum(c, d)
    a, c = np.minimum(a, c), np.maximum(a, c)
    b, d = np.minimum(b, d), np.maximum(b, d)
    return [a, np.minimum(b, c), np.maximum(b, c), d]


def lowest(values: Floats, count: int) -> list[Floats]:
    """The `count` lowest values of every row, from the lowest on."""
    return list(np.sort(values, axis=1)[:, :count].T)
