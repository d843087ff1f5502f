"""Shadows, lights and tones of the wild training scenes, in many shapes so that none is learnt by heart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import lens
from scanning.scenes.lens import UNIT
from scanning.scenes.tables import turned_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Mask = NDArray[np.uint8]
    Points = NDArray[np.float64]


def shade(canvas: Canvas, corners: Points, rng: np.random.Generator) -> None:
    """One shadow of any shape, hard or soft, dark or pale, or all but a patch of sun in shadow."""
    if rng.random() < 0.2:
        lens.shadow(canvas, corners, rng, family="train")
        return
    mask = np.zeros(canvas.shape[:2], np.uint8)
    sheet = float(np.linalg.norm(corners[2] - corners[0]))
    at = corners.mean(axis=0) + rng.normal(size=2) * 0.3 * sheet
    maker = (_half, _band, _bars, _bar_grid, _round, _limb, _blot)[int(rng.integers(0, 7))]
    maker(mask, at, _along(corners, rng), rng)
    if rng.random() < 0.15:
        mask = np.asarray(255 - mask, dtype=np.uint8)
    unit = max(canvas.shape[:2]) / UNIT
    soft = float(rng.choice([rng.uniform(0.4, 2), rng.uniform(1, 10), rng.uniform(8, 40)])) * unit
    cover = cv2.GaussianBlur(mask, (0, 0), max(0.5, soft)).astype(np.float32) / 255
    tint = rng.uniform(0.88, 1.0, size=3).astype(np.float32)
    canvas *= 1 - np.float32(rng.uniform(0.12, 0.72)) * cover[:, :, None] * tint


def _along(corners: Points, rng: np.random.Generator) -> float:
    """A direction: any, or nearly that of the sheet's own sides, where a shadow is most like an edge."""
    side = corners[1] - corners[0]
    turn = float(np.arctan2(side[1], side[0])) + float(rng.integers(0, 2)) * np.pi / 2
    return turn + float(rng.normal()) * 0.08 if rng.random() < 0.35 else float(rng.uniform(0, np.pi))


def _strip(mask: Mask, at: Points, turn: float, wide: tuple[float, float]) -> None:
    """A strip from `wide[0]` to `wide[1]` across the direction, unlike at its two ends by perspective."""
    reach = 3 * max(mask.shape)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    ends = [at + along * reach * way + across * place for way, place in ((-1, wide[0]), (1, wide[0]))]
    ends += [at + along * reach * way + across * place for way, place in ((1, wide[1]), (-1, wide[1]))]
    cv2.fillConvexPoly(mask, np.round(np.array(ends)).astype(np.int32), 255, cv2.LINE_AA)


def _half(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    _strip(mask, at, turn, (0.0, float(rng.choice([-1, 1])) * 4 * max(mask.shape)))


def _band(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    _strip(mask, at, turn, (0.0, float(rng.uniform(0.02, 0.4)) * max(mask.shape)))


def _bars(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    """A blind or a grille: bars at even distances that spread a little."""
    pitch = float(rng.uniform(0.04, 0.3)) * max(mask.shape)
    wide, spread = pitch * rng.uniform(0.1, 0.7), float(rng.normal()) * 0.02
    count = int(min(30, 2.5 * max(mask.shape) / pitch))
    for number in range(-count // 2, count // 2 + 1):
        across = np.array([-np.sin(turn), np.cos(turn)]) * number * pitch
        _strip(mask, at + across, turn + spread * number, (0.0, wide))


def _bar_grid(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    """A window's cross or its panes."""
    pitch = rng.uniform(0.1, 0.4, size=2) * max(mask.shape)
    wide = float(rng.uniform(0.01, 0.06)) * max(mask.shape)
    lean = float(rng.normal()) * 0.15
    for number in range(-4, 5):
        across = np.array([-np.sin(turn), np.cos(turn)])
        _strip(mask, at + across * number * pitch[0], turn, (0.0, wide))
        along = np.array([np.cos(turn), np.sin(turn)])
        _strip(mask, at + along * number * pitch[1], turn + np.pi / 2 + lean, (0.0, wide))


def _round(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    """A head, a lamp, a phone, with or without what holds it."""
    reach = max(mask.shape)
    axes = (rng.uniform(0.03, 0.25, size=2) * reach).astype(int).tolist()
    middle = np.round(at).astype(int).tolist()
    if rng.random() < 0.5:
        cv2.ellipse(mask, middle, axes, float(np.degrees(turn)), 0, 360, 255, -1)
    else:
        sides = (float(axes[0]) * 1.6 + 4, float(axes[1]) * 1.6 + 4)
        box = cv2.boxPoints(((float(at[0]), float(at[1])), sides, float(np.degrees(turn))))
        cv2.fillConvexPoly(mask, box.astype(np.int32), 255)
    if rng.random() < 0.7:
        heading = np.array([np.cos(turn), np.sin(turn)]) * float(rng.choice([-1, 1]))
        root = np.round(at + heading * reach * rng.uniform(0.3, 1.2)).astype(int).tolist()
        cv2.line(mask, middle, root, 255, max(3, int(rng.uniform(0.04, 0.3) * reach)))


def _limb(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    """An arm with a hand and fingers."""
    reach = max(mask.shape)
    heading = np.array([np.cos(turn), np.sin(turn)]) * float(rng.choice([-1, 1]))
    thick = rng.uniform(0.02, 0.05) * reach
    root = np.round(at - heading * reach).astype(int).tolist()
    cv2.line(mask, np.round(at).astype(int).tolist(), root, 255, max(2, int(thick * rng.uniform(2, 4))))
    for number in range(int(rng.integers(1, 6))):
        bend = turn + (number - 2) * rng.uniform(0.05, 0.3)
        way = np.array([np.cos(bend), np.sin(bend)]) * np.sign(heading @ [np.cos(turn), np.sin(turn)])
        tip = np.round(at + way * reach * rng.uniform(0.05, 0.18)).astype(int).tolist()
        cv2.line(mask, np.round(at).astype(int).tolist(), tip, 255, max(2, int(thick)))


def _blot(mask: Mask, at: Points, turn: float, rng: np.random.Generator) -> None:
    """A many-cornered or a rounded patch: leaves, curtains, a group of people."""
    reach = max(mask.shape)
    for _ in range(int(rng.integers(1, 4))):
        angles = np.sort(rng.uniform(0, 2 * np.pi, size=int(rng.integers(4, 12))))
        radii = rng.uniform(0.04, 0.35, size=len(angles)) * reach
        middle = at + rng.normal(size=2) * 0.15 * reach
        points = middle + radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 255)
    if rng.random() < 0.5:
        side = max(3, int(rng.uniform(0.01, 0.06) * reach)) | 1
        mask[:] = np.where(cv2.blur(mask, (side, side)) > 127, 255, 0)


def shine(canvas: Canvas, corners: Points, rng: np.random.Generator) -> None:
    """One glare: a soft lamp, a hard-edged window, a tube, a streak on a plastic sleeve."""
    if rng.random() < 0.35:
        lens.glare(canvas, corners, rng, family="train")
        return
    height, width = canvas.shape[:2]
    sheet = float(np.linalg.norm(corners[2] - corners[0]))
    side, along = int(rng.integers(0, 4)), float(rng.uniform(0, 1))
    at = corners[side] * (1 - along) + corners[(side + 1) % 4] * along + rng.normal(size=2) * 0.12 * sheet
    turn = float(rng.uniform(0, np.pi))
    across, onward = turned_grid((width, height), turn)
    middle = at - np.array([width, height]) / 2
    across = across - np.float32(middle[0] * np.cos(turn) + middle[1] * np.sin(turn))
    onward = onward - np.float32(middle[1] * np.cos(turn) - middle[0] * np.sin(turn))
    wide = float(rng.uniform(0.015, 0.2)) * max(width, height)
    length = wide * float(rng.choice([rng.uniform(0.6, 2), rng.uniform(2, 15)]))
    power = float(rng.choice([2, 2, 4, 8, 16]))
    away = np.abs(across / wide) ** power + np.abs(onward / length) ** power
    light = np.exp(-away) if rng.random() < 0.5 else 1 / (1 + away)
    if rng.random() < 0.25:
        light = light * (np.mod(onward / wide + rng.random(), 1.3) > rng.uniform(0.05, 0.35))
        light = cv2.GaussianBlur(light.astype(np.float32), (0, 0), max(0.8, 0.04 * wide))
    warm = rng.uniform(0.85, 1, size=3).astype(np.float32)
    canvas += (float(rng.uniform(50, 350)) * light).astype(np.float32)[:, :, None] * warm


def toned(canvas: Canvas, rng: np.random.Generator) -> None:
    """The camera's own mind: white balance gone astray, over- or underexposed, flat or hard, haze."""
    if rng.random() < 0.4:
        canvas *= np.exp(rng.normal(size=3) * 0.1).astype(np.float32)
    if rng.random() < 0.3:
        canvas *= np.float32(rng.uniform(0.55, 1.3))
    if rng.random() < 0.2:
        low, high = rng.uniform(0, 50), rng.uniform(180, 255)
        canvas *= np.float32((high - low) / 255)
        canvas += np.float32(low)
