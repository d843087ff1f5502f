"""The corner net: where it believes the upper sheet, its sides and corners lie; absent when not loaded.

Own weights, trained by `scanning.scenes.nettraining` on made scenes only (Apache-2.0 like the program).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.finding.opened import opened
from scanning.finding.sampling import nearest
from scanning.finding.view import Canvas, canvas_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.field import EdgeField

    Floats = NDArray[np.float32]

MODEL = Path(__file__).with_name("corner.onnx")
INSIDE, SIDES, CORNERS = 0, 1, 2
_LEAST_PEAK = 0.08
_PEAKS = 7
_SIDE_SAMPLES = 20
_UNIT = 2.0
"""Canvas pixels a cell of the maps."""


@dataclass(frozen=True, slots=True)
class Belief:
    """The net's maps (inside, sides, corners; 0 to 1) and the way to them from search pixels."""

    maps: Floats
    canvas: Canvas

    def inside(self, points: Floats) -> Floats:
        """How surely points of the search image, also beyond its frame, lie inside the sheet."""
        return self._at(self.maps[INSIDE], points)

    def sides(self, points: Floats) -> Floats:
        """How surely points lie on a side of the sheet."""
        return self._at(self.maps[SIDES], points)

    def corners(self, points: Floats) -> Floats:
        """How surely a corner of the sheet lies within two cells of the points."""
        return self._at(cv2.dilate(self.maps[CORNERS], np.ones((5, 5), np.uint8)).astype(np.float32), points)

    def area_before(self, points: Floats) -> Floats:
        """The inside area per row that lies before the points along the canvas's rows, in search pixels."""
        cell = np.float32(_UNIT / self.canvas.scale)
        columns, rows = self._cells(points)
        height, width = self.maps.shape[1:]
        sums = np.zeros((height, width + 1), np.float32)
        np.cumsum(self.maps[INSIDE], axis=1, out=sums[:, 1:])
        return nearest(sums, (columns + 1).clip(0, width), rows) * cell

    @property
    def area(self) -> float:
        """The whole area believed inside, in search pixels."""
        return float(self.maps[INSIDE].sum()) * self.cell_area

    @property
    def cell_area(self) -> float:
        """The area of a cell of the maps, in search pixels."""
        return (_UNIT / self.canvas.scale) ** 2

    def cells_of(self, points: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Where points of the search image lie on the maps, to a part of a cell."""
        return (self.canvas.to_canvas(points.astype(np.float64)) + 0.5) / _UNIT - 0.5

    @property
    def clearness(self) -> float:
        """How far from a half the inside map is where it is not plainly empty: 0 muddled, 1 clear."""
        inside = self.maps[INSIDE]
        told = inside[inside > 0.1]
        return float(np.abs(told - 0.5).mean() * 2) if told.size else 0.0

    def _at(self, plane: Floats, points: Floats) -> Floats:
        """A map's value at the points, 0 off the canvas."""
        columns, rows = self._cells(points)
        return nearest(plane, columns, rows)

    def _cells(self, points: Floats) -> tuple[Floats, Floats]:
        """Columns and rows of the maps under points of the search image."""
        seen = points[..., ::-1] if self.canvas.swapped else points
        scale = np.float32(self.canvas.scale / _UNIT)
        first = (np.array(self.canvas.box[:2]) + 0.5 * self.canvas.scale) / _UNIT - 0.5
        return seen[..., 0] * scale + np.float32(first[0]), seen[..., 1] * scale + np.float32(first[1])

    def to_search(self, cells: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the maps in search pixels."""
        return self.canvas.to_search((cells + 0.5) * _UNIT - 0.5)


def believed(small: NDArray[np.uint8], field: EdgeField) -> Belief | None:
    """What the net says about the search image, or None where there is no net."""
    session = opened(MODEL)
    if session is None:
        return None
    canvas = canvas_of(small, field)
    planes = canvas.planes.transpose(2, 0, 1)[None].astype(np.float32)
    maps = session.run(None, {"planes": planes})[0][0]
    return Belief(np.ascontiguousarray(maps, dtype=np.float32), canvas)


def usable() -> bool:
    """The net can be loaded here (the finder works without it, less well)."""
    return opened(MODEL) is not None


def believed_quads(belief: Belief) -> Floats:
    """At most three quads (n × 4 × 2, search pixels) that the net's maps draw, the likeliest first."""
    found = [*_from_corners(belief.maps), *_from_inside(belief.maps)]
    if not found:
        return np.zeros((0, 4, 2), np.float32)
    return belief.to_search(np.array(found, np.float64)).astype(np.float32)


def _from_corners(maps: Floats) -> list[NDArray[np.float64]]:
    """The two best foursomes of corner peaks by the side map along them."""
    peaks = _peaks(maps[CORNERS])
    if len(peaks) < 4:
        return []
    foursomes = np.array(list(itertools.combinations(range(len(peaks)), 4)))
    quads = peaks[foursomes][..., :2]
    around = quads - quads.mean(axis=1, keepdims=True)
    order = np.argsort(np.arctan2(around[..., 1], around[..., 0]), axis=1)
    quads = np.take_along_axis(quads, order[..., None], axis=1)
    onward = np.roll(quads, -1, axis=1)
    parts = np.linspace(0.05, 0.95, _SIDE_SAMPLES)[:, None]
    points = np.rint(quads[:, :, None] + parts * (onward - quads)[:, :, None]).astype(np.int32)
    sides = maps[SIDES][points[..., 1], points[..., 0]].mean(axis=2)
    heights = peaks[foursomes][..., 2]
    worth = sides.mean(axis=1) + sides.min(axis=1) + 0.5 * heights.mean(axis=1)
    return [quads[index] for index in np.argsort(-worth)[:2]]


def _peaks(heat: Floats) -> NDArray[np.float64]:
    """Local heights of the corner map: column, row (to a part of a cell) and height, the highest first."""
    highest = cv2.dilate(heat, np.ones((5, 5), np.uint8))
    rows, columns = np.nonzero((heat >= highest) & (heat > _LEAST_PEAK))
    order = np.argsort(-heat[rows, columns])[:_PEAKS]
    found = []
    for row, column in zip(rows[order], columns[order], strict=True):
        top, left = max(0, row - 2), max(0, column - 2)
        part = heat[top : row + 3, left : column + 3].astype(np.float64) ** 2
        y, x = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
        found.append(((x * part).sum() / part.sum(), (y * part).sum() / part.sum(), heat[row, column]))
    return np.array(found, np.float64).reshape(-1, 3)


def _from_inside(maps: Floats) -> list[NDArray[np.float64]]:
    """The largest part believed inside, simplified to four corners."""
    mask = (maps[INSIDE] > 0.5).astype(np.uint8)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return []
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    if cv2.contourArea(hull) < 20:
        return []
    length = cv2.arcLength(hull, closed=True)
    for slack in (0.02, 0.035, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, slack * length, closed=True).reshape(-1, 2)
        if len(corners) == 4:
            return [corners.astype(np.float64)]
    return [cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64)]
