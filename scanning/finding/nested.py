"""Of quads round one another the outer is the page: a frame printed near the rim sits well there too.

That judge and nets give the outer one a good part of the chance is enough: where three of its sides go round,
49 of 56 were better on training scenes. The colours between both said next to nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.second_look import UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.closer import Weighed

    Floats = NDArray[np.float32]
    Points = NDArray[np.float64]

LEAST, MOST, SLACK = 0.006, 0.25, 0.012
"""From where on a side counts as outside, how far at most, how far inside it is still the same side: parts of
the inner quad's width and height."""
MANY_SIDES, SHARE = 3, 0.4
"""At most one side of the inner quad lies on the rim; the outer one has this part of its chance."""
TWO_SIDES_SHARE, TWO_SIDES_AHEAD = 0.7, 0.3
"""With two it may be a pile: the outer one must be nearly as likely, and likelier (logits) to the judge."""
_RINGS = 3


def outermost(found: list[Weighed], chances: Floats, first: int) -> int:
    """The likeliest quad that goes round the quad `first` and is likely enough, and so on outwards."""
    for _ in range(_RINGS):
        around = [other for other in range(len(found)) if _takes_over(found, chances, first, other)]
        if not around:
            break
        first = max(around, key=lambda number: float(chances[number]))
    return first


def _takes_over(found: list[Weighed], chances: Floats, inner: int, outer: int) -> bool:
    """The quad `outer` goes round the quad `inner`, and is likely enough to be the page."""
    if inner == outer or chances[outer] < SHARE * chances[inner]:
        return False
    off = sides_outside(found[inner].corners, found[outer].corners)
    if off is None or off.min() < -SLACK or off.max() > MOST:
        return False
    sides = int((off.min(axis=1) > LEAST).sum())
    if sides >= MANY_SIDES:
        return True
    likely = bool(chances[outer] >= TWO_SIDES_SHARE * chances[inner])
    return sides == 2 and likely and found[outer].judged - found[inner].judged > TWO_SIDES_AHEAD


def sides_outside(inner: Points, outer: Points) -> Floats | None:
    """How far both ends of each side lie outside the inner quad's (4 × 2, parts of it); None if far off."""
    reach = SLACK * 2 * np.ptp(inner, axis=0)
    low, high = inner.min(axis=0) + reach, inner.max(axis=0) - reach
    if (outer.min(axis=0) > low).any() or (outer.max(axis=0) < high).any():
        return None
    turns = [np.roll(outer, turn, axis=0) for turn in range(4)]
    beside = min(turns, key=lambda corners: float(np.abs(corners - inner).sum()))
    way = cv2.getPerspectiveTransform(inner.astype(np.float32), UNIT)
    off = cv2.perspectiveTransform(beside[None].astype(np.float32), way)[0] - UNIT
    return np.array(
        [
            [-off[0, 1], -off[1, 1]],
            [off[1, 0], off[2, 0]],
            [off[2, 1], off[3, 1]],
            [-off[3, 0], -off[0, 0]],
        ],
        np.float32,
    )
