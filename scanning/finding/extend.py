"""Completes a page whose edge lies beyond the frame: the known shape of paper says where it must be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Point = tuple[float, float]
    Ray = tuple[float, float, float]

_FOCAL = 1.05
"""Focal length of a usual phone or document camera, in frame widths; the result hardly depends on it."""
_SHAPES = (math.sqrt(0.5), math.sqrt(2.0))
_FARTHEST = 0.3


def extended(corners: Points, side: int, *, size: tuple[int, int]) -> Points:
    """The corners with the side that lies on the frame's border pushed out to where an A-series sheet ends.

    Unchanged where no such sheet fits (the visible part is already longer) or it would end far away. Plain
    numbers, not arrays: it is asked about every favourite, and arrays of three take ten times as long.
    """
    order = [(side + step) % 4 for step in range(4)]
    near_a, near_b, far_b, far_a = ((float(corners[at, 0]), float(corners[at, 1])) for at in order)
    best: tuple[Point, Point] | None = None
    shortest = math.inf
    for ends in _ends(near_a, near_b, far_b, far_a, size=size):
        outward = min(_progress(far_a, near_a, ends[0]), _progress(far_b, near_b, ends[1]))
        if 0.985 <= outward < shortest:
            best, shortest = ends, outward
    if best is None:
        return corners
    limit = _FARTHEST * max(size)
    if any(
        not -limit <= place <= side + limit for end in best for place, side in zip(end, size, strict=True)
    ):
        return corners
    completed = corners.copy()
    completed[order[0]], completed[order[1]] = best
    return completed


def _progress(start: Point, seen: Point, end: Point) -> float:
    """How far `end` lies along start → seen, where seen is 1."""
    way_x, way_y = seen[0] - start[0], seen[1] - start[1]
    length = max(way_x * way_x + way_y * way_y, 1e-9)
    return ((end[0] - start[0]) * way_x + (end[1] - start[1]) * way_y) / length


def _ends(
    near_a: Point, near_b: Point, far_b: Point, far_a: Point, *, size: tuple[int, int]
) -> list[tuple[Point, Point]]:
    """Where the two sides through the far corners end, for each shape of sheet that can lie so."""
    middle, focal = ((size[0] - 1) / 2, (size[1] - 1) / 2), _FOCAL * max(size)

    def ray(point: Point) -> Ray:
        return (point[0] - middle[0]) / focal, (point[1] - middle[1]) / focal, 1.0

    def end(space: Ray, down: Ray, reach: float, far: Point, near: Point) -> Point | None:
        tried = (_along(space, down, reach), _along(space, down, -reach))
        seen = [(x / z * focal + middle[0], y / z * focal + middle[1]) for x, y, z in tried if z > 1e-6]
        return max(seen, key=lambda point: _progress(far, near, point), default=None)

    down = _cross(_cross(ray(far_a), ray(near_a)), _cross(ray(far_b), ray(near_b)))
    length = math.hypot(*down)
    if length < 1e-12:
        return []
    down = (down[0] / length, down[1] / length, down[2] / length)
    normal = _cross(down, _cross(_cross(ray(far_a), ray(far_b)), down))
    depth_a, depth_b = _inner(normal, ray(far_a)), _inner(normal, ray(far_b))
    if abs(depth_a) < 1e-9 or abs(depth_b) < 1e-9:
        return []
    turn = math.copysign(1.0, depth_a)
    space_a = _along((0.0, 0.0, 0.0), ray(far_a), turn / depth_a)
    space_b = _along((0.0, 0.0, 0.0), ray(far_b), turn / depth_b)
    width = math.dist(space_a, space_b)
    found = []
    for shape in _SHAPES:
        one = end(space_a, down, shape * width, far_a, near_a)
        other = end(space_b, down, shape * width, far_b, near_b)
        if one is not None and other is not None:
            found.append((one, other))
    return found


def _cross(one: Ray, other: Ray) -> Ray:
    (a, b, c), (x, y, z) = one, other
    return b * z - c * y, c * x - a * z, a * y - b * x


def _along(start: Ray, way: Ray, reach: float) -> Ray:
    return start[0] + way[0] * reach, start[1] + way[1] * reach, start[2] + way[2] * reach


def _inner(one: Ray, other: Ray) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
