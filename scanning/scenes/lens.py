"""What light, lens, sensor and file do to a hard scene: shadows, glare, bent lines, motion, noise, tint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes.desks import noise
from scanning.scenes.tables import turned_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Points = NDArray[np.float64]

UNIT = 1280
"""Blurs, noise and widths are told for a frame of this many pixels on its longer side."""


def _scale(canvas: Canvas) -> float:
    return float(max(canvas.shape[:2])) / UNIT


def shadow(canvas: Canvas, corners: Points, rng: np.random.Generator, *, family: str) -> None:
    """One shadow with a rather hard border that crosses the sheet's edges."""
    height, width = canvas.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    at = corners.mean(axis=0) + rng.normal(size=2) * 0.25 * np.linalg.norm(corners[2] - corners[0])
    if family == "train":
        _blot(mask, at, rng)
    else:
        _cast(mask, at, rng)
    soft = float(rng.uniform(0.5, 9)) * _scale(canvas)
    shade = cv2.GaussianBlur(mask, (0, 0), max(0.6, soft)).astype(np.float32) / 255
    tint = rng.uniform(0.92, 1.0, size=3).astype(np.float32)
    canvas *= 1 - np.float32(rng.uniform(0.18, 0.62)) * shade[:, :, None] * tint


def _blot(mask: NDArray[np.uint8], at: Points, rng: np.random.Generator) -> None:
    """A many-cornered patch, a band or a half of the frame."""
    reach = max(mask.shape)
    kind = rng.integers(0, 3)
    if kind == 0:
        angles = np.sort(rng.uniform(0, 2 * np.pi, size=int(rng.integers(3, 9))))
        radii = rng.uniform(0.05, 0.5, size=len(angles)) * reach
        points = at + radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 255)
        return
    turn, wide = rng.uniform(0, np.pi), rng.uniform(0.03, 0.25) * reach if kind == 1 else 4.0 * reach
    across = np.array([-np.sin(turn), np.cos(turn)])
    along = np.array([np.cos(turn), np.sin(turn)]) * 3 * reach
    lean = across * rng.uniform(-0.1, 0.1) * reach
    points = np.array([at - along, at + along, at + along + across * wide + lean, at - along + across * wide])
    cv2.fillConvexPoly(mask, np.round(points).astype(np.int32), 255)


def _cast(mask: NDArray[np.uint8], at: Points, rng: np.random.Generator) -> None:
    """A head with shoulders, a held phone, or the bars of a window."""
    reach, kind = max(mask.shape), rng.integers(0, 3)
    turn = float(rng.uniform(0, 360))
    heading = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
    if kind == 0:
        head = (at + heading * 0.05 * reach).astype(int).tolist()
        cv2.ellipse(mask, head, (int(0.09 * reach), int(0.12 * reach)), turn, 0, 360, 255, -1)
        body = at - heading * 0.32 * reach
        cv2.ellipse(
            mask, body.astype(int).tolist(), (int(0.28 * reach), int(0.26 * reach)), turn, 0, 360, 255, -1
        )
    elif kind == 1:
        box = cv2.boxPoints(((float(at[0]), float(at[1])), (0.12 * reach, 0.22 * reach), turn))
        cv2.fillConvexPoly(mask, box.astype(np.int32), 255)
        root = (at - heading * reach).astype(int).tolist()
        cv2.line(mask, at.astype(int).tolist(), root, 255, int(0.08 * reach))
    else:
        pitch, bar = rng.uniform(0.1, 0.3) * reach, int(rng.uniform(0.02, 0.07) * reach)
        side = np.array([-heading[1], heading[0]])
        for number in range(-4, 5):
            start = at + side * number * pitch
            ends = [(start + heading * way * 2 * reach).astype(int).tolist() for way in (-1, 1)]
            cv2.line(mask, ends[0], ends[1], 255, bar)


def glare(canvas: Canvas, corners: Points, rng: np.random.Generator, *, family: str) -> None:
    """A bright band or spot over an edge, white where it is strongest."""
    height, width = canvas.shape[:2]
    side, along = int(rng.integers(0, 4)), rng.uniform(0.1, 0.9)
    at = corners[side] * (1 - along) + corners[(side + 1) % 4] * along
    turn = float(rng.uniform(0, np.pi))
    across, onward = turned_grid((width, height), turn)
    middle = at - np.array([width, height]) / 2
    across = across - np.float32(middle[0] * np.cos(turn) + middle[1] * np.sin(turn))
    onward = onward - np.float32(middle[1] * np.cos(turn) - middle[0] * np.sin(turn))
    wide = rng.uniform(0.03, 0.14) * max(width, height)
    length = wide * (rng.uniform(1, 2.5) if rng.random() < 0.5 else rng.uniform(3, 12))
    if family == "train":
        light = np.exp(-((across / wide) ** 2) - (onward / length) ** 2)
    else:  # a tube lamp or a window: flat on top, with bars
        light = 1 / (1 + (across / wide) ** 4 + (onward / length) ** 6)
        if rng.random() < 0.4:
            light = light * (np.abs(np.mod(onward / wide + 0.5, 1.6) - 0.8) < 0.72)
            light = cv2.GaussianBlur(light, (0, 0), max(1.0, wide * 0.06))
    strength = float(rng.uniform(90, 320))
    canvas += (strength * light).astype(np.float32)[:, :, None] * rng.uniform(0.9, 1, size=3).astype(
        np.float32
    )


def distorted(canvas: Canvas, corners: Points, rng: np.random.Generator) -> tuple[Canvas, Points]:
    """The picture through a lens that bends straight lines a little, and where the corners go."""
    height, width = canvas.shape[:2]
    bend = float(rng.uniform(-0.035, 0.035))
    middle, radius = np.array([(width - 1) / 2, (height - 1) / 2]), float(np.hypot(width, height)) / 2
    x = (np.arange(width, dtype=np.float32) - np.float32(middle[0])) / np.float32(radius)
    y = (np.arange(height, dtype=np.float32)[:, None] - np.float32(middle[1])) / np.float32(radius)
    pull = 1 + np.float32(bend) * (x * x + y * y)
    source = [
        (way * pull * np.float32(radius) + np.float32(at)) for way, at in ((x, middle[0]), (y, middle[1]))
    ]
    bent = cv2.remap(canvas, source[0], source[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    flat = (corners - middle) / radius
    moved = flat.copy()
    for _ in range(20):
        moved = flat / (1 + bend * (moved**2).sum(axis=1, keepdims=True))
    return np.asarray(bent, dtype=np.float32), moved * radius + middle


def vignette(canvas: Canvas, rng: np.random.Generator) -> None:
    """Corners of the frame darker, and a colour cast."""
    height, width = canvas.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    fall = 1 - np.float32(rng.uniform(0, 0.3)) * (x * x + y * y) / 2
    warmth = np.array([-1.0, 0.0, 1.0]) * rng.normal() * 0.06 + rng.normal(size=3) * 0.015
    canvas *= fall[:, :, None] * (1 + warmth).astype(np.float32)


def exposed(canvas: Canvas, rng: np.random.Generator, *, dim: bool, sharp: bool) -> NDArray[np.uint8]:
    """Focus or motion blur, exposure, sensor noise, the file's JPEG; a dim scene has more of each."""
    unit = _scale(canvas)
    if dim:
        canvas = canvas * np.float32(rng.uniform(0.12, 0.5))
        canvas = _moved(canvas, float(rng.uniform(3, 22)) * unit, float(rng.uniform(0, np.pi)))
    elif rng.random() < 0.15 and not sharp:
        canvas = _moved(canvas, float(rng.uniform(2, 9)) * unit, float(rng.uniform(0, np.pi)))
    blur = float(rng.uniform(0.4, 2.6)) * unit
    if blur > 0.25:
        canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), blur), dtype=np.float32)
    light = (canvas.clip(0, 255) / 255) ** np.float32(rng.uniform(0.75, 1.3)) * 255
    spread = float(rng.uniform(5, 16) if dim else rng.uniform(0.5, 5)) * min(1.0, unit**0.5)
    height, width = canvas.shape[:2]
    grain = rng.standard_normal((height, width, 3 if rng.random() < 0.5 else 1), dtype=np.float32) * spread
    if dim:
        grain = grain + spread * 0.5 * noise(rng, (width, height), 2.5 * max(1.0, unit))[:, :, None]
    seen = (light + grain).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        soft = cv2.GaussianBlur(seen, (0, 0), max(0.8, 1.5 * unit))
        seen = cv2.addWeighted(seen, 1.7, soft, -0.7, 0).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 95))])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)


def _moved(canvas: Canvas, length: float, turn: float) -> Canvas:
    """The picture smeared along one direction by `length` pixels."""
    if length < 1.5:
        return canvas
    side = int(np.ceil(length)) | 1
    kernel = np.zeros((side, side), np.float32)
    reach = np.array([np.cos(turn), np.sin(turn)]) * (side - 1) / 2
    ends = [np.round((side - 1) / 2 + way * reach).astype(int).tolist() for way in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA)
    return np.asarray(cv2.filter2D(canvas, -1, kernel / kernel.sum()), dtype=np.float32)
