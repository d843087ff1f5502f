"""What lies over the sheet in wild training scenes: hands, and small things of a desk across its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import tables
from scanning.scenes.hands import hand

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Points = NDArray[np.float64]


def cover(canvas: Canvas, corners: Points, traits: frozenset[str], rng: np.random.Generator) -> None:
    """Hands, and things that lie over an edge or on the sheet: pens, clips, cups, tape, blots."""
    for _ in range(int(rng.choice([1, 1, 2, 3])) if "hand" in traits else 0):
        hand(canvas, corners, rng, family="train")
    if rng.random() > 0.3:
        return
    sheet = float(np.linalg.norm(corners[2] - corners[0]))
    for _ in range(int(rng.integers(1, 4))):
        side, along = int(rng.integers(0, 4)), rng.uniform(0, 1)
        at = corners[side] * (1 - along) + corners[(side + 1) % 4] * along + rng.normal(size=2) * 0.06 * sheet
        mask = np.zeros(canvas.shape[:2], np.uint8)
        _thing(mask, at, sheet, rng)
        fall = rng.normal(size=2) * 0.008 * sheet
        moved = cv2.warpAffine(mask, np.array([[1, 0, fall[0]], [0, 1, fall[1]]]), mask.shape[::-1])
        soft = cv2.blur(moved, (max(3, int(0.02 * sheet)),) * 2).astype(np.float32) / 255
        canvas *= 1 - np.float32(rng.uniform(0, 0.5)) * soft[:, :, None]
        covered = (cv2.GaussianBlur(mask, (0, 0), 0.6).astype(np.float32) / 255)[:, :, None]
        tone = tables.colour(rng, 10, 250) * (1 + np.float32(0.15) * (soft[:, :, None] - 0.5))
        canvas += covered * np.float32(rng.choice([1.0, 1.0, 0.5])) * (tone - canvas)


def _thing(mask: NDArray[np.uint8], at: Points, sheet: float, rng: np.random.Generator) -> None:
    """The outline of one small thing."""
    kind, turn = int(rng.integers(0, 4)), float(rng.uniform(0, 180))
    centre = (float(at[0]), float(at[1]))
    whole = np.round(at).astype(int).tolist()
    if kind == 0:  # pen, ruler, tape
        box = cv2.boxPoints((centre, (sheet * rng.uniform(0.1, 0.6), sheet * rng.uniform(0.01, 0.08)), turn))
        cv2.fillConvexPoly(mask, box.astype(np.int32), 255, cv2.LINE_AA)
    elif kind == 1:  # cup, coin, stamp
        axes = (np.array([1.0, rng.uniform(0.6, 1.0)]) * sheet * rng.uniform(0.02, 0.12)).astype(int).tolist()
        cv2.ellipse(mask, whole, axes, turn, 0, 360, 255, -1, cv2.LINE_AA)
    elif kind == 2:  # a blot with any rim: a thumb, a cloth, a bag
        angles = np.linspace(0, 2 * np.pi, 9)[:-1]
        radii = sheet * rng.uniform(0.02, 0.12) * rng.uniform(0.6, 1.3, size=8)
        rim = at + radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        cv2.fillPoly(mask, [rim.astype(np.int32)], 255, cv2.LINE_AA)
        reach = max(3, int(sheet * 0.03)) | 1
        mask[:] = np.where(cv2.blur(mask, (reach, reach)) > 127, 255, 0)
    else:  # cable, rubber band, string
        knots = at + rng.normal(size=(4, 2)) * 0.2 * sheet
        steps = np.linspace(0, 1, 40)[:, None]
        bow = [(1 - steps) ** 3, 3 * steps * (1 - steps) ** 2, 3 * steps**2 * (1 - steps), steps**3]
        path = sum((part * knot for part, knot in zip(bow, knots, strict=True)), np.zeros((40, 2)))
        cv2.polylines(mask, [path.astype(np.int32)], False, 255, max(1, int(sheet * 0.012)), cv2.LINE_AA)
