"""Bốn góc trang: moved, kept inside the picture and judged, in the picture's own pixels. Free of Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Size = tuple[float, float]

LEAST_SHARE = 0.01  # of the picture: what is smaller is no page but a slip of the hand


def as_quad(points: Sequence[Sequence[float]]) -> Quad:
    """Take four points as they come; anything but four is a bug (`ValueError`)."""
    first, second, third, fourth = ((float(point[0]), float(point[1])) for point in points)
    return first, second, third, fourth


def whole(size: Size) -> Quad:
    """Cả khung: the picture's own corners, clockwise from the top left."""
    wide, high = size
    return (0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)


def clockwise(quad: Quad) -> Quad:
    """The same corners clockwise, the one nearest the top left first; crossing sides are uncrossed."""
    middle_x, middle_y = sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4
    ring = sorted(quad, key=lambda point: math.atan2(point[1] - middle_y, point[0] - middle_x))
    first = min(range(4), key=lambda at: ring[at][0] + ring[at][1])
    return ring[first], ring[(first + 1) % 4], ring[(first + 2) % 4], ring[(first + 3) % 4]


def with_corner(quad: Quad, corner: int, to: Point, size: Size) -> Quad:
    """Put one corner elsewhere, never outside the picture."""
    points = list(quad)
    points[corner] = _inside(to, size)
    return as_quad(points)


def with_edge(quad: Quad, edge: int, by: Point, size: Size) -> Quad:
    """Move the edge from corner `edge` to the next one sideways; along itself it does not slide."""
    start, end = quad[edge], quad[(edge + 1) % 4]
    length = math.dist(start, end)
    if length == 0:
        return quad
    across = (-(end[1] - start[1]) / length, (end[0] - start[0]) / length)
    far = by[0] * across[0] + by[1] * across[1]
    shift = (across[0] * far, across[1] * far)
    points = list(quad)
    points[edge] = _inside((start[0] + shift[0], start[1] + shift[1]), size)
    points[(edge + 1) % 4] = _inside((end[0] + shift[0], end[1] + shift[1]), size)
    return as_quad(points)


def middle(quad: Quad, edge: int) -> Point:
    """The middle of the edge from corner `edge` to the next one."""
    (x1, y1), (x2, y2) = quad[edge], quad[(edge + 1) % 4]
    return (x1 + x2) / 2, (y1 + y2) / 2


def sound(quad: Quad, size: Size) -> bool:
    """Whether the corners make a page: no side crosses another, no corner points inwards, not a mere dot."""
    turns = []
    for at in range(4):
        (x0, y0), (x1, y1), (x2, y2) = quad[at], quad[(at + 1) % 4], quad[(at + 2) % 4]
        turns.append((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1))
    same_way = all(turn > 0 for turn in turns) or all(turn < 0 for turn in turns)
    return same_way and area(quad) >= LEAST_SHARE * size[0] * size[1]


def area(quad: Quad) -> float:
    """The area inside, in square pixels."""
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(quad, (*quad[1:], quad[0]), strict=True))
    return abs(doubled) / 2


def is_whole(quad: Quad, size: Size) -> bool:
    """Whether it is the whole picture, to half a pixel."""
    rim = whole(size)
    return all(math.dist(one, other) < 0.5 for one, other in zip(clockwise(quad), rim, strict=True))


def _inside(point: Point, size: Size) -> Point:
    return min(max(point[0], 0.0), size[0]), min(max(point[1], 0.0), size[1])
