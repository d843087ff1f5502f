"""What the small search image says along any straight line: edges, and the colours on either side of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.sampling import nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.net import Belief

    Floats = NDArray[np.float32]

CHROMA_WEIGHT = 1.5
"""Differences of colour count more than of light: shadows change light alone."""
EDGE_HALF = 7.0
"""The step in levels per pixel that counts as half an edge."""
STRIP = 4.0
"""How far to either side of a line its neighbouring colours are read, in search pixels."""
EDGE, INSIDE_P, INSIDE_M, SQUARE_P, SQUARE_M, STEP = 1, slice(2, 5), slice(5, 8), 8, 9, 10
SIDE, WITHIN_P, WITHIN_M, AREA = 11, 12, 13, 14
"""Channels of a profile: 0 is how many samples lie in the frame; from 11 on what the net believes."""
WITHIN = 7.0
"""How far to either side of a line the net is asked for inside and outside, in search pixels."""


@dataclass(frozen=True, slots=True)
class EdgeField:
    """The search image as light and colour, with its edges by direction."""

    lab: Floats
    soft: Floats
    tensor: Floats
    belief: Belief | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in search pixels."""
        return self.lab.shape[1], self.lab.shape[0]


def edge_field(small: NDArray[np.uint8]) -> EdgeField:
    """Prepare the search image once for all lines that will be asked about."""
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)
    lab[:, :, 1:] *= np.float32(CHROMA_WEIGHT)
    fine = cv2.GaussianBlur(lab, (0, 0), 0.9)
    across = np.asarray(cv2.Sobel(fine, cv2.CV_32F, 1, 0, scale=0.125))
    down = np.asarray(cv2.Sobel(fine, cv2.CV_32F, 0, 1, scale=0.125))
    planes = [_over_channels(across * across), _over_channels(across * down), _over_channels(down * down)]
    soft = cv2.GaussianBlur(lab, (0, 0), 1.6)
    return EdgeField(lab, soft.astype(np.float32), cv2.merge(planes).astype(np.float32))


def _over_channels(product: Floats) -> Floats:
    """The sum over the last axis (written out: NumPy is slow on axes of three)."""
    return np.asarray(product[..., 0] + product[..., 1] + product[..., 2], dtype=np.float32)


def edge_strength(field: EdgeField, points: Floats, normals: Floats) -> Floats:
    """The step across `normals` at `points`, in levels per pixel, 0 outside the frame."""
    seen = nearest(field.tensor, points[..., 0], points[..., 1])
    nx, ny = normals[..., 0], normals[..., 1]
    energy = seen[..., 0] * nx * nx + 2 * seen[..., 1] * nx * ny + seen[..., 2] * ny * ny
    return np.asarray(np.sqrt(np.maximum(energy, 0)), dtype=np.float32)


def line_profiles(field: EdgeField, lines: Floats) -> tuple[Floats, int]:
    """Running sums along each line (x·nx + y·ny = c) of what lies on and beside it, and its foot's index.

    Answer: lines × (samples + 1) × 11 channels, 15 where the field holds a belief; position t along the line
    (direction (-ny, nx), from the point nearest to the image's middle) is sample t + foot. A difference of
    two sums is a sum over that stretch.
    """
    width, height = field.size
    points, normals, foot = _samples(field, lines, step=1)
    there = _in_frame(points, width, height) > 0
    seen = _seen(field, points[there], normals[there])
    believed = [] if field.belief is None else _beliefs(field.belief, points, normals)
    channels = np.zeros((len(seen) + len(believed), len(lines), points.shape[1] + 1), np.float32)
    for channel, values in zip(channels, seen, strict=False):
        channel[:, 1:][there] = values
    for channel, values in zip(channels[len(seen) :], believed, strict=True):
        channel[:, 1:] = values
    sums = np.cumsum(channels, axis=2, dtype=np.float64)
    return np.ascontiguousarray(sums.transpose(1, 2, 0), dtype=np.float32), foot


def _seen(field: EdgeField, points: Floats, normals: Floats) -> list[Floats]:
    """What lies on and beside the samples within the frame, a row a channel."""
    edge = edge_strength(field, points, normals)
    for off in (-1.0, 1.0):
        edge = np.maximum(edge, edge_strength(field, points + np.float32(off) * normals, normals))
    plus, minus = _colours(field, points + STRIP * normals), _colours(field, points - STRIP * normals)
    step = np.sqrt(_over_channels((plus - minus) ** 2))
    return [
        np.ones_like(edge),
        edge / (edge + EDGE_HALF),
        *plus.T,
        *minus.T,
        plus[:, 0] ** 2,
        minus[:, 0] ** 2,
        step / (step + 14.0),
    ]


def _samples(field: EdgeField, lines: Floats, *, step: int) -> tuple[Floats, Floats, int]:
    """Points along the lines, the lines' normals there, and which point is the foot."""
    width, height = field.size
    foot = round(0.75 * float(np.hypot(width, height)))
    steps = np.arange(-foot, foot + 1, step, dtype=np.float32)
    normals = lines[:, :2]
    middle = np.array([(width - 1) / 2, (height - 1) / 2], dtype=np.float32)
    base = middle + (lines[:, 2] - normals @ middle)[:, None] * normals
    along = np.stack([-normals[:, 1], normals[:, 0]], axis=1)
    points = base[:, None, :] + steps[None, :, None] * along[:, None, :]
    return points, np.broadcast_to(normals[:, None, :], points.shape), foot // step


def believed_support(field: EdgeField, lines: Floats, belief: Belief) -> Floats:
    """For every second point along the lines how well edge and net speak for a side there."""
    points, normal, _ = _samples(field, lines, step=2)
    edge = edge_strength(field, points, normal)
    seen = _in_frame(points, *field.size)
    return np.asarray(edge / (edge + EDGE_HALF) + belief.sides(points) - 0.35 * seen, dtype=np.float32)


def _beliefs(belief: Belief, points: Floats, normals: Floats) -> list[Floats]:
    """The net's word on each sample: a side here, inside to the one and to the other hand, area before."""
    off = np.float32(WITHIN) * normals
    return [
        belief.sides(points),
        belief.inside(points + off),
        belief.inside(points - off),
        belief.area_before(points),
    ]


def _in_frame(points: Floats, width: int, height: int) -> Floats:
    x, y = points[..., 0], points[..., 1]
    return ((x >= 1) & (x <= width - 2) & (y >= 1) & (y <= height - 2)).astype(np.float32)


def _colours(field: EdgeField, points: Floats) -> Floats:
    """The softened colours at the points; beyond the frame those of its nearest border pixel."""
    width, height = field.size
    return nearest(field.soft, points[..., 0].clip(0, width - 1), points[..., 1].clip(0, height - 1))
