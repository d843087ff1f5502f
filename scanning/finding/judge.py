"""The one score for every candidate page: a small net over the measures of `page_quads`.

`scanning.scenes.training` fits it again from seeds; the numbers stand in `weights`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scanning.finding.weights import HIDDEN, HIDDEN_BIAS, OUT, OUT_BIAS

if TYPE_CHECKING:
    from numpy.typing import NDArray


def judged(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row of features the chance, 0 to 1, that the quad is the page."""
    hidden = np.tanh(features @ np.array(HIDDEN, np.float32).T + np.array(HIDDEN_BIAS, np.float32))
    raw = hidden @ np.array(OUT, np.float32) + np.float32(OUT_BIAS)
    return np.asarray(1 / (1 + np.exp(-raw.clip(-30, 30))), dtype=np.float32)
