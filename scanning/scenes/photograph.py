"""Lays sheets on a table and photographs them: perspective, light, fingers, blur, noise, JPEG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes.desks import noise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Mask = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Finish:
    """What lens, sensor and file do to the light."""

    blur: float
    noise: float
    jpeg: int


def lay(
    canvas: Canvas,
    sheet: NDArray[np.uint8],
    corners: NDArray[np.float64],
    *,
    lift: float,
    rng: np.random.Generator,
) -> Mask:
    """Draw the sheet with the soft shadow its edge throws (`lift` 0 to 1); returns where it lies."""
    height, width = canvas.shape[:2]
    mask = quad_mask(corners, (width, height))
    if lift > 0:
        fall = rng.uniform(-1, 1, size=2) * 4 * width / 1280 * lift
        moved = cv2.warpAffine(mask, np.array([[1, 0, fall[0]], [0, 1, fall[1]]]), (width, height))
        shade = cv2.GaussianBlur(moved, (0, 0), max(0.8, 3.5 * width / 1280))
        canvas *= 1 - lift * 0.55 * shade[:, :, None]
    flat = _shrunk(sheet, corners)
    rows, columns = flat.shape[:2]
    edge = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], dtype=np.float32) - np.float32(0.5)
    matrix = cv2.getPerspectiveTransform(edge, corners.astype(np.float32))
    seen = cv2.warpPerspective(
        flat, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    paper = rng.uniform(0.92, 0.99) * (1 + rng.uniform(-0.02, 0.02, size=3))
    canvas += mask[:, :, None] * (seen * paper.astype(np.float32) - canvas)
    return mask


def quad_mask(corners: NDArray[np.float64], size: tuple[int, int]) -> Mask:
    """1 inside the quad, 0 outside, the part covered on the border pixels."""
    grain = 4
    width, height = size
    big = np.zeros((height * grain, width * grain), dtype=np.uint8)
    points = ((corners + 0.5) * grain - 0.5) * 256
    cv2.fillConvexPoly(big, np.round(points).astype(np.int32), 255, cv2.LINE_8, 8)
    return (cv2.resize(big, size, interpolation=cv2.INTER_AREA) / 255).astype(np.float32)


def _shrunk(sheet: NDArray[np.uint8], corners: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The sheet no finer than the picture will show it, or its letters would flicker."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    factor = min(
        1.0, 1.1 * max(max(sides[0], sides[2]) / sheet.shape[1], max(sides[1], sides[3]) / sheet.shape[0])
    )
    return cv2.resize(sheet, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)


def slope_of_light(canvas: Canvas, rng: np.random.Generator, *, depth: float) -> None:
    """Light falls off across the table by up to `depth`, and takes a tint."""
    height, width = canvas.shape[:2]
    turn = rng.uniform(0, 2 * np.pi)
    x, y = np.meshgrid(
        np.linspace(-0.5, 0.5, width, dtype=np.float32), np.linspace(-0.5, 0.5, height, dtype=np.float32)
    )
    fall = 1 - depth * (0.5 + x * np.float32(np.cos(turn)) + y * np.float32(np.sin(turn))).clip(0, 1)
    tint = (1 + rng.uniform(-0.06, 0.06, size=3)).astype(np.float32)
    canvas *= fall[:, :, None] * tint


def cast_shadow(canvas: Canvas, rng: np.random.Generator, *, depth: float, soft: float) -> None:
    """An arm or a head between lamp and table; `soft` is the width of its border in pixels at 1280."""
    height, width = canvas.shape[:2]
    mask = np.zeros((height, width), dtype=np.float32)
    start = rng.uniform(0.1, 0.9, size=2) * np.array([width, height])
    turn = rng.uniform(0, 2 * np.pi)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    reach = rng.uniform(0.1, 0.6, size=2) * width
    shape = [
        start - across * reach[0],
        start + across * reach[1],
        start + across * reach[1] * 1.3 + along * 2 * width,
    ]
    shape.append(start - across * reach[0] * 1.3 + along * 2 * width)
    cv2.fillConvexPoly(mask, np.round(np.array(shape)).astype(np.int32), 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), max(0.7, soft * width / 1280)).astype(np.float32)
    canvas *= 1 - depth * mask[:, :, None]


def fingers(canvas: Canvas, corners: NDArray[np.float64], rng: np.random.Generator, *, count: int) -> None:
    """Fingertips reach over an edge of the sheet from outside."""
    height, width = canvas.shape[:2]
    middle = corners.mean(axis=0)
    sheet = float(np.linalg.norm(corners[2] - corners[0]))
    side = int(rng.integers(0, 4))
    skin = np.array([110, 150, 205]) * rng.uniform(0.6, 1.1)
    for number in range(count):
        along = float(np.clip(rng.uniform(0.2, 0.6) + number * 0.09, 0.1, 0.9))
        touch = corners[side] * (1 - along) + corners[(side + 1) % 4] * along
        inward = (middle - touch) / np.linalg.norm(middle - touch)
        tip = touch + inward * rng.uniform(0.03, 0.1) * sheet
        root = touch - inward * rng.uniform(0.5, 0.9) * sheet
        thick = max(4, int(sheet * rng.uniform(0.04, 0.065)))
        mask = np.zeros((height, width), dtype=np.uint8)
        cv2.line(
            mask,
            np.round(tip).astype(int).tolist(),
            np.round(root).astype(int).tolist(),
            255,
            thick,
            cv2.LINE_AA,
        )
        soft = cv2.GaussianBlur(mask, (0, 0), thick / 5).astype(np.float32) / 255
        cover = (cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32) / 255)[:, :, None]
        canvas *= 1 - 0.25 * soft[:, :, None]
        shaded = skin[None, None, :] * (0.7 + 0.3 * soft[:, :, None])
        canvas += cover * (shaded.astype(np.float32) - canvas)


def glare(canvas: Canvas, corners: NDArray[np.float64], rng: np.random.Generator) -> None:
    """A lamp mirrored on glossy paper and table, over an edge."""
    height, width = canvas.shape[:2]
    side, along = int(rng.integers(0, 4)), rng.uniform(0.2, 0.8)
    middle = corners[side] * (1 - along) + corners[(side + 1) % 4] * along
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    reach = rng.uniform(0.05, 0.16, size=2) * width
    blob = np.exp(-(((x - middle[0]) / reach[0]) ** 2 + ((y - middle[1]) / reach[1]) ** 2)).astype(np.float32)
    canvas += blob[:, :, None] * float(rng.uniform(120, 240))


def fold(sheet: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The sheet with one or two creases: a fine dark and bright line, the panels lit unlike."""
    folded = sheet.astype(np.float32)
    for axis in rng.permutation(2)[: int(rng.integers(1, 3))]:
        at = int(sheet.shape[axis] * rng.choice([1 / 3, 1 / 2, 2 / 3]))
        shade = np.ones(sheet.shape[axis], dtype=np.float32)
        shade[at:] *= np.float32(rng.uniform(0.86, 0.97))
        shade[at - 2 : at + 1] *= np.float32(0.85)
        shade[at + 1 : at + 3] *= np.float32(1.06)
        folded *= shade[:, None, None] if axis == 0 else shade[None, :, None]
    return folded.clip(0, 255).astype(np.uint8)


def expose(canvas: Canvas, finish: Finish, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Lens blur, sensor noise and the JPEG file, as a picture read back."""
    height, width = canvas.shape[:2]
    blurred = cv2.GaussianBlur(canvas, (0, 0), finish.blur) if finish.blur > 0.2 else canvas
    grain = rng.normal(size=(height, width)).astype(np.float32)[:, :, None] * finish.noise
    colour = np.repeat(noise(rng, (width, height), 2.0)[:, :, None], 3, axis=2) * finish.noise * 0.4
    seen = (blurred + grain + colour).clip(0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, finish.jpeg])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
