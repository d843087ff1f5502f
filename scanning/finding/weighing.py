"""The last word: one small net over what judge, edges, corner net and second look say of the few quads left.

`scanning.scenes.lastfit` fits it again from seeds; the numbers stand in `weights_last`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding import weights_last
from scanning.finding.field import EDGE_HALF, WITHIN, edge_strength
from scanning.finding.figures import areas

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.closer import Weighed
    from scanning.finding.field import EdgeField
    from scanning.finding.net import Belief

    Floats = NDArray[np.float32]

MEASURES = 23
_SAMPLES = 24
_THIRDS = 3


def weighed(field: EdgeField, belief: Belief, found: list[Weighed]) -> Floats:
    """For each quad the chance, 0 to 1, that it is the page."""
    hidden, bias = np.array(weights_last.HIDDEN), np.array(weights_last.HIDDEN_BIAS)
    raw = np.tanh(measures(field, belief, found) @ hidden.T + bias) @ np.array(weights_last.OUT)
    return np.asarray(1 / (1 + np.exp(-(raw + weights_last.OUT_BIAS).clip(-30, 30))), np.float32)


def measures(field: EdgeField, belief: Belief, found: list[Weighed]) -> Floats:
    """What the last word goes by, a row a quad."""
    quads = np.array([one.corners for one in found], np.float32)
    shift = np.array([one.shift for one in found], np.float32)
    area, shared = areas(quads), _shared(belief, quads)
    size = np.sqrt(area / (field.size[0] * field.size[1]))
    sides = np.linalg.norm(np.roll(quads, -1, axis=1) - quads, axis=2)
    tall = np.log((sides[:, 1] + sides[:, 3]) / (sides[:, 0] + sides[:, 2]))
    columns = [
        np.array([one.judged for one in found]) / 4,
        np.array([one.sits for one in found]) / 4,
        np.tanh(5 * shift.max(axis=1)),
        np.tanh(10 * shift.mean(axis=1)),
        np.array([one.was_moved for one in found]),
        np.array([one.cut.any() for one in found]),
        *_along(field, belief, quads),
        shared / np.maximum(area + belief.area - shared, 1.0),
        shared / np.maximum(area, 1.0),
        shared / max(belief.area, 1.0),
        belief.corners(quads).min(axis=1),
        belief.corners(quads).mean(axis=1),
        np.exp(-(((tall - np.log(1.4142)) / 0.15) ** 2)),
        size,
        np.full(len(found), belief.clearness),
    ]
    return np.stack(columns, axis=1).astype(np.float32).clip(-3, 3)


def _along(field: EdgeField, belief: Belief, quads: Floats) -> list[Floats]:
    """What lies on and beside the sides of every quad: edges, the net's sides and insides, the frame."""
    parts = ((np.arange(_SAMPLES, dtype=np.float32) + 0.5) / _SAMPLES)[:, None]
    way = np.roll(quads, -1, axis=1) - quads
    points = np.asarray(quads[:, :, None] + parts * way[:, :, None], np.float32)
    along = way / np.maximum(np.linalg.norm(way, axis=2, keepdims=True), 1e-6)
    normal = np.stack([-along[..., 1], along[..., 0]], axis=2)[:, :, None]
    normals = np.broadcast_to(normal, points.shape)
    edge = edge_strength(field, points, normals)
    for off in (-1.0, 1.0):
        beside = np.asarray(points + np.float32(off) * normal, np.float32)
        edge = np.maximum(edge, edge_strength(field, beside, normals))
    edge = edge / (edge + np.float32(EDGE_HALF))
    off_side = np.float32(WITHIN) * normal
    within = np.abs(belief.inside(points + off_side) - belief.inside(points - off_side)).mean(axis=2)
    limit = np.array(field.size, np.float32) - 1
    seen = ((points >= 0) & (points <= limit)).all(axis=3).mean(axis=2)
    told = belief.sides(points)
    thirds = edge.reshape(*edge.shape[:2], _THIRDS, -1).mean(axis=3)
    told_thirds = told.reshape(*told.shape[:2], _THIRDS, -1).mean(axis=3)
    return [
        edge.mean(axis=2).min(axis=1),
        edge.mean(axis=(1, 2)),
        thirds.min(axis=(1, 2)),
        told.mean(axis=2).min(axis=1),
        told.mean(axis=(1, 2)),
        told_thirds.min(axis=(1, 2)),
        within.min(axis=1),
        within.mean(axis=1),
        seen.min(axis=1),
    ]


def _shared(belief: Belief, quads: Floats) -> Floats:
    """The believed area inside each quad, in search pixels."""
    cells = belief.cells_of(quads)
    mask = np.zeros(belief.maps.shape[1:], np.uint8)
    found = []
    for corners in cells:
        mask[:] = 0
        cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 1, cv2.LINE_8, 4)
        found.append(float(belief.maps[0][mask > 0].sum()))
    return np.array(found, np.float32) * np.float32(belief.cell_area)
