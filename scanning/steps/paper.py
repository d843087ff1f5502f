"""The paper under the ink: light and paper colour alone, without pen strokes, photographs or colour blocks.

Ink narrower than about a thirtieth of the page is closed over. Wider things (a portrait, a coloured band,
thick pale letters) look like paper of another shade; they are told from shadows by their edges: a thing on
the paper ends within a millimetre or two all round, a shadow fades or comes in from the side. Where a thing
lies, the paper is continued from around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Mask = NDArray[np.uint8]
    Floats = NDArray[np.float32]

_SIDE = 320  # the work is done at this length of the longer side
_INK = 28  # ink is narrower than this part of the page
_WIDEST = 4.6  # a thing on the paper is narrower than this part of the page: as much as a card copied on A4
_DIFFERS = 0.045  # of the light: less is no thing
_STEEP = 0.62  # this share of the difference lies in the edge's few pixels
_EDGES = 0.6  # … on at least so much of the outline
_RING = 3
_LEAST_AREA = 40
_MOST_COVERED = 0.5  # of the page: more is the page's own colour


def background(bgr: Image) -> Image:
    """The paper without what is on it, per channel and as large as the page."""
    height, width = bgr.shape[:2]
    shrink = min(1.0, _SIDE / max(height, width))
    small = np.asarray(cv2.resize(bgr, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    span = max(5, round(max(small.shape[:2]) / _INK) | 1)
    closed = np.asarray(cv2.medianBlur(_closed(small, span), 5), np.uint8)
    things = things_on(closed)
    light = _continued(closed, things) if things.any() else closed
    smooth = cv2.GaussianBlur(light, (0, 0), span / 3)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def things_on(closed: Image) -> Mask:
    """255 where something wider than ink lies on the paper; `closed` is the small page without its ink."""
    light = np.log1p(closed.astype(np.float32))
    above = np.log1p(_far_closed(closed, round(max(closed.shape[:2]) / _WIDEST)).astype(np.float32))
    differs = np.asarray((above - light).max(axis=2), np.float32)
    ring = np.ones((2 * _RING + 1, 2 * _RING + 1), np.uint8)
    drop = np.asarray((cv2.dilate(light, ring) - cv2.erode(light, ring)).max(axis=2), np.float32)
    found = (differs > _DIFFERS).astype(np.uint8) * np.uint8(255)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(found, connectivity=4)
    things = np.zeros_like(found)
    for label in range(1, count):
        left, top, wide, high, area = (int(value) for value in boxes[label])
        inside = left > 0 and top > 0 and left + wide < found.shape[1] and top + high < found.shape[0]
        if area >= _LEAST_AREA and inside:  # a shadow comes in from the side
            one = _whole((labels == label).astype(np.uint8) * np.uint8(255))
            if _is_thing(one, differs, drop):
                things |= one
    if np.count_nonzero(things) > _MOST_COVERED * things.size:
        return np.zeros_like(things)
    return things


def _closed(image: Image, span: int) -> Image:
    """Dark things narrower than `span` taken away."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (span, span))
    return np.asarray(cv2.morphologyEx(image, cv2.MORPH_CLOSE, kernel), np.uint8)


def _far_closed(image: Image, span: int) -> Image:
    """The same with a wide window, at a quarter of the size: a wide round window costs much."""
    height, width = image.shape[:2]
    small = np.asarray(cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
    closed = _closed(small, max(3, (span // 4) | 1))
    return np.asarray(cv2.resize(closed, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _whole(part: Mask) -> Mask:
    """A component with its holes filled: a white collar belongs to the portrait."""
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(part)
    cv2.drawContours(filled, outlines, -1, 255, cv2.FILLED)
    return filled


def _is_thing(part: Mask, differs: Floats, drop: Floats) -> bool:
    """Whether the light falls steeply nearly all round the outline, by most of what the part differs."""
    edge = part & ~np.asarray(cv2.erode(part, np.ones((3, 3), np.uint8), borderValue=255), np.uint8)
    here = edge > 0
    if not here.any():
        return False
    ring = np.ones((2 * _RING + 1, 2 * _RING + 1), np.uint8)
    depth = np.asarray(cv2.dilate(np.where(part > 0, differs, 0).astype(np.float32), ring))[here]
    steep = (drop[here] >= _STEEP * depth) & (depth > _DIFFERS * 1.2)
    return float(steep.mean()) >= _EDGES


def _continued(closed: Image, things: Mask) -> Image:
    """The paper continued under the things from what lies around them, near or, where need be, far."""
    away = np.asarray(cv2.dilate(things, np.ones((2 * _RING + 1, 2 * _RING + 1), np.uint8)), np.uint8)
    keep = (away == 0).astype(np.float32)
    seen = closed.astype(np.float32) * keep[:, :, None]
    filled = closed.astype(np.float32)
    holes = away > 0
    for sigma in (6.0, 18.0, 54.0, 160.0):
        weight = np.asarray(cv2.GaussianBlur(keep, (0, 0), sigma))
        known = holes & (weight > 0.08)
        total = np.asarray(cv2.GaussianBlur(seen, (0, 0), sigma))
        filled[known] = total[known] / weight[known][:, None]
        holes &= ~known
        if not holes.any():
            break
    return np.clip(filled, 0, 255).round().astype(np.uint8)
