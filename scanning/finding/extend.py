"""Completes a page whose edge lies beyond the frame: the known shape of paper says where it must be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_FOCAL = 1.05
"""Focal length of a usual phone or document camera, in frame widths; the result hardly depends on it."""
_SHAPES = (math.sqrt(0.5), math.sqrt(2.0))
_FARTHEST = 0.3


def extended(corners: Points, side: int, *, size: tuple[int, int]) -> Points:
    """The corners with the side that lies on the frame's border pushed out to where an A-series sheet ends.

    Unchanged where no such sheet fits (the visible part is already longer) or it would end far away.
    """
    order = [(side + step) % 4 for step in range(4)]
    near_a, near_b, far_b, far_a = corners[order]
    best: Points | None = None
    shortest = math.inf
    for shape in _SHAPES:
        ends = _ends(near_a, near_b, far_b, far_a, shape=shape, size=size)
        if ends is None:
            continue
        outward = min(_progress(far_a, near_a, ends[0]), _progress(far_b, near_b, ends[1]))
        if 0.985 <= outward < shortest:
            best, shortest = ends, outward
    if best is None:
        return corners
    limit = _FARTHEST * max(size)
    if ((best < -limit) | (best > np.array(size) + limit)).any():
        return corners
    completed = corners.copy()
    completed[order[0]], completed[order[1]] = best
    return completed


def _progress(start: Points, seen: Points, end: Points) -> float:
    """How far `end` lies along start → seen, where seen is 1."""
    way = seen - start
    return float((end - start) @ way / max(float(way @ way), 1e-9))


def _ends(
    near_a: Points, near_b: Points, far_b: Points, far_a: Points, *, shape: float, size: tuple[int, int]
) -> Points | None:
    """Where the two sides through the far corners end when they are `shape` times as long as the far side."""
    middle, focal = (np.array(size) - 1) / 2, _FOCAL * max(size)

    def ray(point: Points) -> Points:
        return np.append((point - middle) / focal, 1.0)

    side_a, side_b = np.cross(ray(far_a), ray(near_a)), np.cross(ray(far_b), ray(near_b))
    down = np.cross(side_a, side_b)
    if np.linalg.norm(down) < 1e-12:
        return None
    down /= np.linalg.norm(down)
    far_plane = np.cross(ray(far_a), ray(far_b))
    across = np.cross(far_plane, down)
    normal = np.cross(down, across)
    depth_a, depth_b = float(normal @ ray(far_a)), float(normal @ ray(far_b))
    if abs(depth_a) < 1e-9 or abs(depth_b) < 1e-9:
        return None
    space_a, space_b = ray(far_a) / depth_a, ray(far_b) / depth_b
    if space_a[2] < 0:
        space_a, space_b = -space_a, -space_b
    reach = shape * float(np.linalg.norm(space_b - space_a))
    ends = []
    for space, far, near in ((space_a, far_a, near_a), (space_b, far_b, near_b)):
        tried = [space + sign * reach * down for sign in (1.0, -1.0)]
        seen = [point[:2] / point[2] * focal + middle for point in tried if point[2] > 1e-6]
        if not seen:
            return None
        ends.append(max(seen, key=lambda point: _progress(far, near, point)))
    return np.array(ends)
