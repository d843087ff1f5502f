"""Fits the finder's last word on training scenes, from seeds alone; run when either net or the judge changes.

Only the families `train` and wild ones are used; `scoring` judges on another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scanning.finding.closer import looked_closer
from scanning.finding.judge import judged
from scanning.finding.lines import candidate_lines
from scanning.finding.page import BELIEVED_LINES, SEARCH_SIDE, looked_at, searched
from scanning.finding.quads import candidate_quads
from scanning.finding.second_look import Closer
from scanning.finding.weighing import MEASURES, measures
from scanning.scenes.netdata import picture
from scanning.scenes.scoring import overlap
from scanning.scenes.training import Examples, Judge, fit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


SEEDS = (*range(12_000, 12_160), *range(60_000, 60_300), *range(62_000, 62_300))
"""Pictures neither net was trained on: as the corner net's, and mostly wild ones."""


@dataclass(frozen=True, slots=True)
class Left:
    """The quads left at the end on one picture: what is measured of them, and their overlaps."""

    measured: NDArray[np.float32]
    overlaps: NDArray[np.float32]


def left_on(bgr: NDArray[np.uint8], corners: NDArray[np.float64] | None) -> Left:
    """The quads the last word chooses from on one picture."""
    small = searched(bgr)
    field = looked_at(small, net=True)
    assert field.belief is not None
    lines = candidate_lines(small, field, limit=BELIEVED_LINES)
    quads = candidate_quads(field, lines)
    if not len(quads.corners):
        return Left(np.zeros((0, MEASURES), np.float32), np.zeros(0, np.float32))
    found = looked_closer(Closer.of(small, field), field, quads, judged(quads.features), lines)
    good = np.zeros(len(found), np.float32)
    if corners is not None:
        scale = min(1.0, SEARCH_SIDE / max(bgr.shape[:2]))
        truth = (corners + 0.5) * scale - 0.5
        good[:] = [overlap(one.corners, truth) for one in found]
    return Left(measures(field, field.belief, found), good)


def last_examples(seeds: Iterable[int]) -> Examples:
    """What is left at the end on training pictures of `netdata`."""
    left = [left_on(*picture(seed)) for seed in seeds]
    numbers = np.concatenate([np.full(len(one.overlaps), index) for index, one in enumerate(left)])
    return Examples(
        np.concatenate([one.measured for one in left]),
        np.concatenate([one.overlaps for one in left]),
        numbers,
    )


def fit_last(seeds: Iterable[int] = SEEDS) -> Judge:
    """The last word as it is shipped; `training.write_weights` saves it."""
    return fit(last_examples(seeds), units=8, rounds=120)
