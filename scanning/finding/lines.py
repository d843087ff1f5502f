"""Straight lines that may be edges of a sheet: hull sides of thresholded channels, and line segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.field import (
    EDGE,
    STEP,
    EdgeField,
    believed_support,
    edge_strength,
    line_profiles,
)
from scanning.finding.net import believed_quads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

KEPT = 34
_DETECTOR_SCALE = 0.6  # five times as fast as 1.0 and, once polished, as exact
_SHORTEST = 0.055
"""A segment shorter than this part of the image's longer side says too little about a direction."""


def candidate_lines(small: NDArray[np.uint8], field: EdgeField, *, limit: int = KEPT) -> Floats:
    """At most `limit` lines (nx, ny, c), the best supported first, no two of them alike.

    Where the field holds a belief its own lines come first.
    """
    if field.belief is None:
        return _seen_lines(small, field, limit=limit)
    own = _believed_lines(field)
    both = np.concatenate([own, _seen_lines(small, field, limit=limit)])
    return _distinct(both, -np.arange(len(both), dtype=np.float32), field.size, limit=limit)


def _believed_lines(field: EdgeField) -> Floats:
    """The sides of the quads the net draws, each on the edge near it and as drawn."""
    quads = believed_quads(field.belief) if field.belief is not None else np.zeros((0, 4, 2), np.float32)
    segments = np.concatenate([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 4)
    if not len(segments):
        return np.zeros((0, 3), dtype=np.float32)
    return np.concatenate([polished(field, segments), _as_lines(segments[:, :2], segments[:, 2:])])


def _seen_lines(small: NDArray[np.uint8], field: EdgeField, *, limit: int) -> Floats:
    """The best supported lines of what can be seen."""
    segments = np.concatenate([_hull_sides(small, field), _segments(field)])
    if not len(segments):
        return np.zeros((0, 3), dtype=np.float32)
    drawn = polished(field, segments)
    lengths = np.linalg.norm(segments[:, 2:] - segments[:, :2], axis=1)
    rough = _distinct(drawn, lengths, field.size, limit=90)
    if field.belief is None:
        sums, _ = line_profiles(field, rough)
        support = np.diff(0.5 * sums[:, :, EDGE] + 0.5 * sums[:, :, STEP] - 0.3 * sums[:, :, 0], axis=1)
    else:
        support = believed_support(field, rough, field.belief)
    worth = _best_stretch(support)
    order = np.argsort(-worth)
    return rough[order[:limit]]


def _hull_sides(small: NDArray[np.uint8], field: EdgeField) -> Floats:
    """Sides of the hulls of what a threshold sets apart, from several channels.

    At half size where the net shows sides too: they are drawn onto the edges later, and it costs a quarter.
    """
    half = field.belief is not None
    seen = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) if half else small
    found: list[Floats] = []
    for mask in _masks(np.asarray(seen, np.uint8)):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        large = sorted(contours, key=cv2.contourArea, reverse=True)[:3]
        for contour in large:
            hull = cv2.convexHull(contour)
            if cv2.contourArea(hull) < 0.03 * mask.size:
                break
            corners = cv2.approxPolyDP(hull, 0.012 * cv2.arcLength(hull, closed=True), closed=True)
            points = corners.reshape(-1, 2).astype(np.float32)
            found.append(np.concatenate([points, np.roll(points, -1, axis=0)], axis=1))
    if not found:
        return np.zeros((0, 4), dtype=np.float32)
    sides = np.concatenate(found)
    return _long_and_inside(2 * sides + np.float32(0.5) if half else sides, field.size)


def _masks(small: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Black-and-white views in which a sheet may stand apart."""
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB)
    blue, green, red = cv2.split(small)
    saturation = cv2.max(cv2.max(blue, green), red) - cv2.min(cv2.min(blue, green), red)
    views: list[NDArray[np.uint8]] = []
    closer = np.ones((5, 5), np.uint8)
    for channel in (lab[:, :, 0], 255 - cv2.GaussianBlur(saturation, (5, 5), 0), lab[:, :, 1], lab[:, :, 2]):
        plane = np.ascontiguousarray(channel).astype(np.uint8)
        level, mask = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        views += [mask.astype(np.uint8), (255 - mask).astype(np.uint8)]
        above = plane[plane > level]
        if len(above) > 0.1 * plane.size:
            second, _ = cv2.threshold(above.reshape(1, -1), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
            views.append((plane > second).astype(np.uint8) * 255)
    light = np.ascontiguousarray(lab[:, :, 0])
    for low, high in ((20, 60), (60, 160)):
        views.append(cv2.morphologyEx(cv2.Canny(light, low, high), cv2.MORPH_CLOSE, closer).astype(np.uint8))
    opened = [cv2.morphologyEx(view, cv2.MORPH_OPEN, closer).astype(np.uint8) for view in views[:-2]]
    return opened + views[-2:]


def _segments(field: EdgeField) -> Floats:
    """Line segments in light and in colour."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, _DETECTOR_SCALE)
    found: list[Floats] = []
    for plane in (field.lab[:, :, 0], (field.lab[:, :, 1] + field.lab[:, :, 2]) / 2):
        lines = detector.detect(np.ascontiguousarray(plane).clip(0, 255).astype(np.uint8))[0]
        if lines is not None:
            found.append(np.asarray(lines, dtype=np.float32).reshape(-1, 4))
    if not found:
        return np.zeros((0, 4), dtype=np.float32)
    return _long_and_inside(np.concatenate(found), field.size)


def _long_and_inside(segments: Floats, size: tuple[int, int]) -> Floats:
    """Segments long enough, and not the frame's own border."""
    width, height = size
    start, end = segments[:, :2], segments[:, 2:]
    length = np.linalg.norm(end - start, axis=1)
    both = np.stack([start, end], axis=1)
    on_border = (
        (both[:, :, 0] < 2).all(1)
        | (both[:, :, 0] > width - 3).all(1)
        | (both[:, :, 1] < 2).all(1)
        | (both[:, :, 1] > height - 3).all(1)
    )
    return np.asarray(segments[(length > _SHORTEST * max(size)) & ~on_border], dtype=np.float32)


def polished(field: EdgeField, segments: Floats) -> Floats:
    """Each segment as a line (nx, ny, c) drawn onto the strongest edge within a few pixels of it."""
    start, end = segments[:, :2], segments[:, 2:]
    for reach in (3.0, 1.5):
        along = (end - start) / np.linalg.norm(end - start, axis=1, keepdims=True)
        normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
        parts = np.linspace(0.04, 0.96, 32, dtype=np.float32)
        points = start[:, None] + parts[None, :, None] * (end - start)[:, None]
        offsets = np.arange(-reach, reach + 0.01, 0.75, dtype=np.float32)
        wide = points[:, :, None] + offsets[None, None, :, None] * normal[:, None, None]
        normals = np.broadcast_to(normal[:, None, None], wide.shape)
        strength = edge_strength(field, wide, normals) ** 2
        weight = strength.sum(axis=2) + 1e-6
        offset = (strength * offsets).sum(axis=2) / weight
        weight = np.sqrt(weight)
        total = weight.sum(axis=1)
        mean_part = (weight * parts).sum(axis=1) / total
        mean_offset = (weight * offset).sum(axis=1) / total
        spread = (weight * (parts - mean_part[:, None]) ** 2).sum(axis=1) + 1e-6
        slope = (weight * (parts - mean_part[:, None]) * offset).sum(axis=1) / spread
        first, last = mean_offset - slope * mean_part, mean_offset + slope * (1 - mean_part)
        start, end = start + first[:, None] * normal, end + last[:, None] * normal
    return _as_lines(start, end)


def _as_lines(start: Floats, end: Floats) -> Floats:
    along = (end - start) / np.maximum(np.linalg.norm(end - start, axis=1, keepdims=True), 1e-6)
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    return np.concatenate([normal, (normal * start).sum(axis=1, keepdims=True)], axis=1).astype(np.float32)


def _distinct(lines: Floats, lengths: NDArray[np.float32], size: tuple[int, int], *, limit: int) -> Floats:
    """The lines of the longest segments, those nearly the same as a longer one left out."""
    order = np.argsort(-lengths)
    lines = lines[order]
    middle = np.array([(size[0] - 1) / 2, (size[1] - 1) / 2], dtype=np.float32)
    away = lines[:, 2] - lines[:, :2] @ middle
    kept: list[int] = []
    cosines = lines[:, :2] @ lines[:, :2].T
    alive = np.ones(len(lines), dtype=bool)
    for index in range(len(lines)):
        if not alive[index]:
            continue
        kept.append(index)
        if len(kept) == limit:
            break
        side = np.sign(cosines[index])
        alike = (np.abs(cosines[index]) > 0.9994) & (np.abs(away[index] * side - away) < 2.2)
        alive &= ~alike
    return lines[kept]


def _best_stretch(support: Floats) -> Floats:
    """The largest sum of (support - what chance gives) over one stretch of each line."""
    running = np.concatenate([np.zeros((len(support), 1), np.float32), np.cumsum(support, axis=1)], axis=1)
    lowest = np.minimum.accumulate(running, axis=1)
    return np.asarray((running - lowest).max(axis=1), dtype=np.float32)
