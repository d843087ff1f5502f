"""All four-sided figures that a handful of lines can form, with what speaks for each of them as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scanning.finding.believing import BELIEVED, Stretches, in_parts, overall, worth
from scanning.finding.field import (
    EDGE,
    INSIDE_M,
    INSIDE_P,
    SQUARE_M,
    SQUARE_P,
    STEP,
    EdgeField,
    line_profiles,
)
from scanning.finding.figures import areas, ordered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indices = NDArray[np.intp]

FEATURES = 43
SMALLEST = 0.045
_BEYOND = 0.22
"""How far a corner may lie outside the frame, as a part of its longer side."""
_SHORTLIST = 1500
_SHORT_BELIEVED = 900
BORDERS = 4
"""The last four lines of a pool are the frame's own borders: an edge may lie beyond one of them."""


@dataclass(frozen=True, slots=True)
class Quads:
    """Candidate quads: corners (n×4×2, around the figure), the lines they lie on (n×4), features (n×f)."""

    corners: Floats
    lines: Indices
    features: Floats


def frame_borders(size: tuple[int, int]) -> Floats:
    """The four borders of the frame as lines."""
    width, height = size
    return np.array([[1, 0, 0], [1, 0, width - 1], [0, 1, 0], [0, 1, height - 1]], dtype=np.float32)


def candidate_quads(field: EdgeField, lines: Floats) -> Quads:
    """Every plausible quad of the lines and at most one frame border, the best supported with features."""
    pool = np.concatenate([lines, frame_borders(field.size)])
    crossings, positions = _crossings(pool, field.size)
    sums, foot = line_profiles(field, pool)
    figure = _within_reach(_figures(pool), crossings, field.size)
    corners = np.stack([crossings[figure[:, side - 1], figure[:, side]] for side in range(4)], axis=1)
    fit = _plausible(corners, field.size)
    figure, corners = figure[fit], corners[fit]
    believes = field.belief is not None
    if not len(figure):
        return Quads(corners, figure, np.zeros((0, FEATURES + BELIEVED * believes), np.float32))
    low, high = _stretches(figure, positions, foot, sums.shape[1])
    support = _side_support(figure, low, high, sums)
    if field.belief is None:
        best = np.argsort(-support)[:_SHORTLIST]
        stretch = (low[best], high[best])
        return Quads(
            corners[best], figure[best], _features(field, pool, figure[best], corners[best], stretch, sums)
        )
    stretches = Stretches(pool, figure, corners, low, high, sums)
    believed = overall(field.belief, stretches)
    best = np.argsort(-0.5 * support - worth(believed))[:_SHORT_BELIEVED]
    believed = np.concatenate([believed[best], in_parts(field.belief, stretches.of(best))], axis=1)
    stretch = (low[best], high[best])
    seen = _features(field, pool, figure[best], corners[best], stretch, sums)
    return Quads(corners[best], figure[best], np.concatenate([seen, believed], axis=1))


def _crossings(pool: Floats, size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Where every two lines meet, and at which position along the first (far away where they never do)."""
    nx, ny, c = pool[:, 0], pool[:, 1], pool[:, 2]
    cross = nx[:, None] * ny[None] - ny[:, None] * nx[None]
    safe = np.where(np.abs(cross) < 1e-4, 1e-4, cross)
    x = (c[:, None] * ny[None] - ny[:, None] * c[None]) / safe
    y = (nx[:, None] * c[None] - c[:, None] * nx[None]) / safe
    points = np.stack([x, y], axis=2)
    middle = np.array([(size[0] - 1) / 2, (size[1] - 1) / 2], dtype=np.float32)
    along = np.stack([-ny, nx], axis=1)
    positions = ((points - middle) * along[:, None, :]).sum(axis=2)
    return points.astype(np.float32), positions.astype(np.float32)


def _figures(pool: Floats) -> Indices:
    """Index quadruples (the sides around the figure): two pairs of roughly opposite lines."""
    count, borders = len(pool), np.arange(len(pool)) >= len(pool) - BORDERS
    angles = np.arctan2(pool[:, 1], pool[:, 0])
    first, third = np.triu_indices(count, 1)
    apart = np.abs((angles[first] - angles[third] + np.pi / 2) % np.pi - np.pi / 2)
    one_border = ~(borders[first] & borders[third])
    keep = (apart < np.deg2rad(38)) & one_border
    first, third = first[keep], third[keep]
    mean = (
        np.arctan2(
            np.sin(2 * angles[first]) + np.sin(2 * angles[third]),
            np.cos(2 * angles[first]) + np.cos(2 * angles[third]),
        )
        / 2
    )
    left, right = np.triu_indices(len(first), 1)
    crossing = np.abs((mean[left] - mean[right] + np.pi / 2) % np.pi - np.pi / 2)
    bordered = (borders[first] | borders[third]).astype(np.int8)
    good = (crossing > np.deg2rad(50)) & (bordered[left] + bordered[right] <= 1)
    left, right = left[good], right[good]
    return np.stack([first[left], first[right], third[left], third[right]], axis=1)


def _within_reach(figure: Indices, crossings: Floats, size: tuple[int, int]) -> Indices:
    """The figures with all corners in or near the frame: most have one far away."""
    slack = _BEYOND * max(size)
    x, y = crossings[:, :, 0], crossings[:, :, 1]
    near = (x > -slack) & (x < size[0] + slack) & (y > -slack) & (y < size[1] + slack)
    there = near.ravel()
    for side in range(4):
        figure = figure[there[figure[:, side - 1] * len(near) + figure[:, side]]]
    return figure


def _plausible(corners: Floats, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Convex, not tiny, no corner too sharp (one row of numbers a corner)."""
    width, height = size
    x, y = corners[:, :, 0].T.copy(), corners[:, :, 1].T.copy()
    low, high = np.minimum.reduce, np.maximum.reduce
    along = [(x[(side + 1) % 4] - x[side], y[(side + 1) % 4] - y[side]) for side in range(4)]
    lengths = [np.sqrt(dx**2 + dy**2) for dx, dy in along]
    sines = np.array([_sine(along, lengths, side) for side in range(4)])
    convex = (low(sines) > 0.5) | (high(sines) < -0.5)
    long_enough = low(np.array(lengths)) > 0.12 * height
    share = areas(corners) / (width * height)
    return np.asarray(convex & long_enough & (share > SMALLEST) & (share < 1.3))


def _sine(along: list[tuple[Floats, Floats]], lengths: list[Floats], side: int) -> Floats:
    """How far every quad turns from a side to the next."""
    (dx, dy), (next_x, next_y) = along[side], along[(side + 1) % 4]
    cross = dx * next_y - dy * next_x
    return np.asarray(cross / (lengths[side] * lengths[(side + 1) % 4] + 1e-6), dtype=np.float32)


def _stretches(figure: Indices, positions: Floats, foot: int, samples: int) -> tuple[Indices, Indices]:
    """For each side the samples at which it begins and ends on its line."""
    before = positions[figure, np.roll(figure, 1, axis=1)]
    after = positions[figure, np.roll(figure, -1, axis=1)]
    low = np.rint(np.minimum(before, after) + foot).astype(np.intp).clip(0, samples - 2)
    high = np.rint(np.maximum(before, after) + foot).astype(np.intp).clip(1, samples - 1)
    return low, np.maximum(high, low + 1)


def _side_support(figure: Indices, low: Indices, high: Indices, sums: Floats) -> Floats:
    """A quick word on every quad: its sides' edges and steps, the weakest side counting most."""
    quick = 0.5 * (sums[:, :, EDGE] + sums[:, :, STEP])
    seen = sums[figure, high, 0] - sums[figure, low, 0]
    found = quick[figure, high] - quick[figure, low]
    mean = (found + 0.12 * (high - low - seen) + 0.6) / (high - low + 4.0)
    return np.asarray(np.exp(np.log(mean + 0.02).mean(axis=1)) + 0.5 * mean.min(axis=1), dtype=np.float32)


def _features(
    field: EdgeField,
    pool: Floats,
    figure: Indices,
    corners: Floats,
    stretch: tuple[Indices, Indices],
    sums: Floats,
) -> Floats:
    """What the judge weighs, one row a quad."""
    low, high = stretch
    total = sums[figure, high] - sums[figure, low]
    length = (high - low).astype(np.float32)
    count = np.maximum(total[..., 0], 1.0)
    mean = total / count[..., None]
    middle = corners.mean(axis=1)
    positive = ((pool[figure, :2] * middle[:, None, :]).sum(axis=2) > pool[figure, 2])[..., None]
    plus, minus = mean[..., INSIDE_P], mean[..., INSIDE_M]
    inner, outer = np.where(positive, plus, minus), np.where(positive, minus, plus)
    spread_p = np.sqrt(np.maximum(mean[..., SQUARE_P] - plus[..., 0] ** 2, 0))
    spread_m = np.sqrt(np.maximum(mean[..., SQUARE_M] - minus[..., 0] ** 2, 0))
    rough_in = np.where(positive[..., 0], spread_p, spread_m)
    rough_out = np.where(positive[..., 0], spread_m, spread_p)
    visible = total[..., 0] / length
    step = np.sqrt(((inner - outer) ** 2).sum(axis=2))
    edge, local = mean[..., EDGE], mean[..., STEP]
    hidden = visible < 0.15
    contrast = np.where(hidden, 0.0, step / (step + 12.0))
    brighter = np.where(hidden, 0.0, np.tanh((inner[..., 0] - outer[..., 0]) / 25.0))
    overrun = _overrun(figure, low, high, sums)
    chroma = inner[..., 1:] - inner[..., 1:].mean(axis=1, keepdims=True)
    border = (figure >= len(pool) - BORDERS).astype(np.float32)
    edge, local = np.where(hidden, 0.0, edge), np.where(hidden, 0.0, local)
    columns = [
        *ordered(edge),
        *ordered(local),
        *ordered(contrast),
        *ordered(brighter),
        *ordered(edge * contrast),
        *ordered(-overrun),
        *ordered(visible),
        np.tanh(np.sqrt((chroma**2).sum(axis=2)).max(axis=1) / 15.0),
        np.tanh((inner[..., 0].max(axis=1) - inner[..., 0].min(axis=1)) / 60.0),
        np.tanh(rough_in.max(axis=1) / 20.0),
        np.tanh(rough_in.mean(axis=1) / 20.0),
        np.tanh(rough_out.mean(axis=1) / 20.0),
        inner[..., 0].mean(axis=1) / 255.0,
        np.tanh(np.abs(inner[..., 1:] - 128 * 1.5).max(axis=2).mean(axis=1) / 30.0),
        border.max(axis=1),
        hidden.any(axis=1).astype(np.float32),
        *_shape(corners, field.size),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _overrun(figure: Indices, low: Indices, high: Indices, sums: Floats) -> Floats:
    """How much edge goes on beyond a side's ends: a sheet's edge stops there, a shadow's does not."""
    last = sums.shape[1] - 1

    def piece(start: Indices, end: Indices) -> tuple[Floats, Floats]:
        start, end = start.clip(0, last), end.clip(0, last)
        found = sums[figure, end, EDGE] - sums[figure, start, EDGE]
        return found, sums[figure, end, 0] - sums[figure, start, 0]

    before, seen_before = piece(low - 18, low - 4)
    after, seen_after = piece(high + 4, high + 18)
    return np.asarray((before + after) / (seen_before + seen_after + 2.0), dtype=np.float32)


def _shape(corners: Floats, size: tuple[int, int]) -> list[Floats]:
    """Share of the frame, nearness to A4's proportions, skewness of the figure."""
    share = areas(corners) / (size[0] * size[1])
    sides = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2)
    one, other = (sides[:, 0] + sides[:, 2]) / 2, (sides[:, 1] + sides[:, 3]) / 2
    ratio = np.log(np.maximum(one, other) / np.minimum(one, other))
    uneven = np.abs(np.log(sides[:, 0] / sides[:, 2])) + np.abs(np.log(sides[:, 1] / sides[:, 3]))
    paper = np.exp(-(((ratio - np.log(1.4142)) / 0.12) ** 2))
    wide = np.exp(-(((ratio - np.log(1.48)) / 0.35) ** 2))
    return [np.sqrt(share), share, paper, wide, np.tanh(uneven), np.tanh(ratio)]
