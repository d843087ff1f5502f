"""Draws the sides of a found page onto its edge in the full-size picture, to a fraction of a pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_SAMPLES = 72
_AGREEING = 0.35
"""The part of the samples that must agree before a side is moved."""


def refined(bgr: NDArray[np.uint8], corners: Points, *, reach: float, fixed: NDArray[np.bool_]) -> Points:
    """The corners with every side (but the `fixed` ones) moved onto the edge within `reach` pixels of it."""
    quad = corners
    for width in (reach, max(2.0, reach / 2.5)):
        lines = [
            _side(quad[side], quad[(side + 1) % 4])
            if fixed[side]
            else _fitted(bgr, quad, side=side, reach=width)
            for side in range(4)
        ]
        moved = np.array([_meeting(lines[(side + 3) % 4], lines[side]) for side in range(4)])
        if not np.isfinite(moved).all() or np.linalg.norm(moved - corners, axis=1).max() > 4 * reach + 4:
            return quad
        quad = moved
    return quad


def _side(start: Points, end: Points) -> Points:
    """The line through two points as (nx, ny, c)."""
    along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
    normal = np.array([-along[1], along[0]])
    return np.append(normal, normal @ start)


def _meeting(one: Points, other: Points) -> Points:
    determinant = one[0] * other[1] - one[1] * other[0]
    if abs(determinant) < 1e-6:
        return np.full(2, np.nan)
    x = (one[2] * other[1] - one[1] * other[2]) / determinant
    y = (one[0] * other[2] - one[2] * other[0]) / determinant
    return np.array([x, y])


def _fitted(bgr: NDArray[np.uint8], quad: Points, *, side: int, reach: float) -> Points:
    """The side's line after a robust fit to the edge seen across it."""
    start, end = quad[side], quad[(side + 1) % 4]
    line = _side(start, end)
    normal = line[:2]
    if normal @ quad.mean(axis=0) < line[2]:
        normal = -normal  # towards the inside of the page
    parts = np.linspace(0.03, 0.97, _SAMPLES)
    points = start + parts[:, None] * (end - start)
    offsets = np.arange(-reach - 2, reach + 2.01, 0.5)
    shown = _inside_frame(points, bgr, reach + 3)
    if int(shown.sum()) < 12:
        return line
    points = points[shown]
    grid = points[:, None] + offsets[None, :, None] * normal
    across, down = grid[..., 0].astype(np.float32), grid[..., 1].astype(np.float32)
    values = np.asarray(cv2.remap(bgr, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
    place, strength = _edges(values.astype(np.float64), offsets)
    position = (points - start) @ (end - start) / float((end - start) @ (end - start))
    fit = _robust(position, place, strength)
    if fit is None:
        return line
    at_start, at_end = fit[0], fit[0] + fit[1]
    return _side(start + at_start * normal, end + at_end * normal)


def _inside_frame(points: Points, bgr: NDArray[np.uint8], margin: float) -> NDArray[np.bool_]:
    limit = np.array([bgr.shape[1] - 1, bgr.shape[0] - 1]) - margin
    return np.asarray(((points > margin) & (points < limit)).all(axis=1))


def _edges(values: Points, offsets: Points) -> tuple[Points, Points]:
    """For each sample, where across the side the colour turns from table to paper, and how strongly."""
    third = len(offsets) // 3
    contrast = np.median(values[:, -third:].mean(axis=1) - values[:, :third].mean(axis=1), axis=0)
    size = float(np.linalg.norm(contrast))
    direction = contrast / size if size > 2.0 else np.full(3, 3**-0.5)
    along = values @ direction
    padded = np.pad(along, ((0, 0), (1, 1)))
    smooth = 0.25 * padded[:, :-2] + 0.5 * along + 0.25 * padded[:, 2:]
    steps = np.zeros_like(smooth)
    steps[:, 2:-2] = smooth[:, 4:] - smooth[:, :-4]
    steps = np.maximum(steps, 0)
    steps[:, :3] = steps[:, -3:] = 0
    peak = steps.argmax(axis=1)
    near = np.abs(np.arange(len(offsets))[None] - peak[:, None]) <= 3
    weight = np.where(near, steps, 0)
    total = weight.sum(axis=1)
    place = (weight @ offsets) / np.maximum(total, 1e-9)
    return place, np.minimum(steps.max(axis=1), 40.0)


def _robust(position: Points, place: Points, strength: Points) -> Points | None:
    """Offset and slope of the line most samples agree on, or None where too few do."""
    weight = strength + 1e-6
    if float(weight.sum()) < 1e-3:
        return None
    order = np.linspace(0, len(position) - 1, 9).round().astype(int)
    one, two = (order[chosen] for chosen in np.triu_indices(len(order), 1))
    wide = two > one + len(position) // 4
    one, two = one[wide], two[wide]
    slopes = (place[two] - place[one]) / (position[two] - position[one])
    offsets = place[one] - slopes * position[one]
    near = np.abs(place - offsets[:, None] - slopes[:, None] * position) < 0.9
    agree = near @ weight
    first = int(agree.argmax())
    best, fit = float(agree[first]), np.array([offsets[first], slopes[first]])
    if best < _AGREEING * float(weight.sum()):
        return None
    for scale in (1.2, 0.8, 0.6):
        rest = (place - fit[0] - fit[1] * position) / (2.5 * scale)
        trust = weight * np.where(np.abs(rest) < 1, (1 - rest**2) ** 2, 0)
        total = float(trust.sum())
        if total <= 0:
            return None
        mean_position, mean_place = float(trust @ position) / total, float(trust @ place) / total
        spread = float(trust @ (position - mean_position) ** 2)
        if spread < 1e-9:
            return None
        slope = float(trust @ ((position - mean_position) * (place - mean_place))) / spread
        fit = np.array([mean_place - slope * mean_position, slope])
    return fit
