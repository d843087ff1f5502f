"""The picture as the corner net sees it: a small canvas with room around it for corners beyond the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.field import EdgeField

CANVAS = (256, 192)
INNER = (208, 144)
"""The picture is fitted into this part; the rest is room for corners outside the frame."""
PLANES = 4
BRIGHT = 235.0
MOST_GAIN = 5.0
EDGE_HALF = 3.0
LEAST_EDGE = 20
"""The edge plane nowhere shows less inside the picture: what half a grey level of noise looks like. A sheet
without any noise at all, as no camera takes it, was nothing to the net."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Blue, green, red and edge planes, 0 to 255, and the way from search pixels to canvas pixels.

    A portrait picture lies on its side (rows and columns swapped), so that one shape fits all.
    """

    planes: NDArray[np.uint8]
    box: tuple[int, int, int, int]
    scale: float
    swapped: bool

    def to_canvas(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the search image lie on the canvas."""
        seen = points[..., ::-1] if self.swapped else points
        return np.asarray((seen + 0.5) * self.scale - 0.5 + np.array(self.box[:2]), dtype=np.float64)

    def to_search(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the canvas lie in the search image."""
        seen = (points - np.array(self.box[:2]) + 0.5) / self.scale - 0.5
        return np.asarray(seen[..., ::-1] if self.swapped else seen, dtype=np.float64)


def canvas_of(small: NDArray[np.uint8], field: EdgeField) -> Canvas:
    """The search image evened in brightness, with its fine edges as a plane of their own."""
    energy = np.sqrt(np.maximum(field.tensor[:, :, 0] + field.tensor[:, :, 2], 0))
    swapped = small.shape[0] > small.shape[1]
    if swapped:
        small, energy = np.ascontiguousarray(small.transpose(1, 0, 2)), np.ascontiguousarray(energy.T)
    height, width = small.shape[:2]
    scale = min(INNER[0] / width, INNER[1] / height)
    size = (round(width * scale), round(height * scale))
    colours = cv2.resize(small, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    gain = min(MOST_GAIN, BRIGHT / max(1.0, float(np.percentile(colours.max(axis=2), 98))))
    energy = energy * np.float32(gain)
    edges = cv2.resize(energy / (energy + np.float32(EDGE_HALF)), size, interpolation=cv2.INTER_AREA)
    left, top = (CANVAS[0] - size[0]) // 2, (CANVAS[1] - size[1]) // 2
    planes = np.zeros((CANVAS[1], CANVAS[0], PLANES), np.uint8)
    planes[top : top + size[1], left : left + size[0], :3] = (colours * gain).clip(0, 255)
    planes[top : top + size[1], left : left + size[0], 3] = (np.asarray(edges) * 255).clip(LEAST_EDGE, 255)
    return Canvas(planes, (left, top, size[0], size[1]), scale, swapped)
