"""The second look: a promising quad laid flat on a small crop; a net says how well it sits and where to move.

Own weights, trained by `scanning.scenes.secondtraining` on made scenes only (Apache-2.0 like the program).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.opened import opened
from scanning.finding.view import BRIGHT, EDGE_HALF, MOST_GAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scanning.finding.field import EdgeField

    Floats = NDArray[np.float32]
    Points = NDArray[np.float64]

SECOND = Path(__file__).with_name("second.onnx")
CROP = (80, 112)
"""Width and height of the crop."""
SHEET = (52, 74)
"""The part of the crop the quad is laid on; the rest is what lies around it."""
LOOK = 9
"""Numbers a quad: how well it sits (a logit), then how far each corner should move, across and down."""
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Closer:
    """The search image as the second net sees it: colours evened in brightness, edges, in falling sizes."""

    levels: tuple[NDArray[np.uint8], ...]

    @classmethod
    def of(cls, small: NDArray[np.uint8], field: EdgeField) -> Closer:
        """Prepare the search image once for all quads."""
        gain = min(MOST_GAIN, BRIGHT / max(1.0, float(np.percentile(small[::4, ::4].max(axis=2), 98))))
        energy = np.sqrt(np.maximum(field.tensor[:, :, 0] + field.tensor[:, :, 2], 0)) * np.float32(gain)
        planes = np.empty((*small.shape[:2], 4), np.uint8)
        planes[:, :, :3] = cv2.convertScaleAbs(small, alpha=gain)
        planes[:, :, 3] = cv2.convertScaleAbs(energy / (energy + np.float32(EDGE_HALF)), alpha=255)
        levels = [planes]
        for _ in range(_LEVELS - 1):
            half = (max(1, levels[-1].shape[1] // 2), max(1, levels[-1].shape[0] // 2))
            levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA).astype(np.uint8))
        return cls(tuple(levels))

    def crop(self, quad: Points) -> NDArray[np.uint8]:
        """The picture around a quad (see `upright`), the quad itself on the middle of the crop."""
        first, second, third, fourth = quad.tolist()
        across = max(math.dist(first, second), math.dist(third, fourth)) / SHEET[0]
        down = max(math.dist(second, third), math.dist(fourth, first)) / SHEET[1]
        finer = math.floor(math.log2(max(min(across, down), 0.1)) + 0.35)
        level = min(max(finer, 0), len(self.levels) - 1)
        planes = self.levels[level]
        ratio = np.array([planes.shape[1], planes.shape[0]]) / np.array(self.levels[0].shape[1::-1])
        there = ((quad + 0.5) * ratio - 0.5).astype(np.float32)
        way = cv2.getPerspectiveTransform(_PLACE, there)
        return np.asarray(
            cv2.warpPerspective(planes, way, CROP, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        )


_LEFT, _TOP = (CROP[0] - SHEET[0]) / 2 - 0.5, (CROP[1] - SHEET[1]) / 2 - 0.5
_PLACE = np.array(
    [
        [_LEFT, _TOP],
        [_LEFT + SHEET[0], _TOP],
        [_LEFT + SHEET[0], _TOP + SHEET[1]],
        [_LEFT, _TOP + SHEET[1]],
    ],
    np.float32,
)
UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)


def placed_on_crop(points: Floats) -> Floats:
    """Points of a quad's own plane (its corners are `UNIT`) as pixels of its crop."""
    return np.asarray(_PLACE[0] + points * np.array(SHEET, np.float32), np.float32)


def upright(quad: Points) -> Points:
    """The same quad, clockwise as seen, begun so that its short sides are the first and the third."""
    points = quad.tolist()
    middle_x, middle_y = sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4
    turned = sorted(points, key=lambda point: math.atan2(point[1] - middle_y, point[0] - middle_x))
    across, down = _lengths(turned)
    return np.array([*turned[1:], turned[0]] if across > down else turned)


def _lengths(quad: list[list[float]]) -> tuple[float, float]:
    """First and third side of a quad together, then the other two (plain numbers: called for every quad)."""
    sides = [math.dist(quad[number], quad[(number + 1) % 4]) for number in range(4)]
    return sides[0] + sides[2], sides[1] + sides[3]


def moved(quad: Points, shift: Floats) -> Points:
    """The quad with its corners moved by parts of its own width and height, in its own plane."""
    way = cv2.getPerspectiveTransform(UNIT, quad.astype(np.float32))
    return np.asarray(cv2.perspectiveTransform((UNIT + shift)[None].astype(np.float32), way)[0], np.float64)


def said(closer: Closer, quads: Sequence[Points]) -> Floats:
    """What the net says of each quad (`upright` ones): a row of `LOOK` numbers."""
    session = opened(SECOND)
    if session is None:
        return np.zeros((len(quads), LOOK), np.float32)
    crops = np.stack([closer.crop(quad) for quad in quads]).transpose(0, 3, 1, 2)
    return np.asarray(session.run(None, {"crops": crops.astype(np.float32)})[0], np.float32)


def usable() -> bool:
    """The second net can be loaded here."""
    return opened(SECOND) is not None
