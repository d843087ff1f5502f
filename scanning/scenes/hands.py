"""Hands over a sheet's edge or corner, one way of drawing them for each family: skin, nails, sleeves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Points = NDArray[np.float64]

_SKINS = np.array(
    [[190, 205, 235], [150, 175, 220], [120, 150, 200], [95, 125, 180], [70, 95, 145], [45, 62, 100]], float
)


def hand(canvas: Canvas, corners: Points, rng: np.random.Generator, *, family: str) -> None:
    """A hand that holds the sheet from outside, over a side or a corner."""
    middle, sheet = corners.mean(axis=0), float(np.linalg.norm(corners[2] - corners[0]))
    side = int(rng.integers(0, 4))
    along = float(rng.uniform(-0.06, 0.06)) if rng.random() < 0.4 else float(rng.uniform(0.15, 0.85))
    touch = corners[side] * (1 - along) + corners[(side + 1) % 4] * along
    inward = (middle - touch) / np.linalg.norm(middle - touch)
    swing = rng.normal() * 0.35
    inward = np.array(
        [
            inward[0] * np.cos(swing) - inward[1] * np.sin(swing),
            inward[0] * np.sin(swing) + inward[1] * np.cos(swing),
        ]
    )
    skin = _SKINS[rng.integers(0, len(_SKINS))] * rng.uniform(0.85, 1.15) * rng.uniform(0.94, 1.06, size=3)
    shape = _drawn if family == "train" else _jointed
    masks = shape(canvas, touch, inward, sheet, rng)
    for cover, tone, depth in masks:
        _blend(canvas, cover, skin if tone is None else tone, depth=depth, rng=rng, sheet=sheet)


_Layer = tuple["NDArray[np.uint8]", "NDArray[np.float64] | None", float]


def _drawn(
    canvas: Canvas, touch: Points, inward: Points, sheet: float, rng: np.random.Generator
) -> list[_Layer]:
    """Fingers as round strokes from a palm, with a thumb and a sleeve."""
    side = np.array([-inward[1], inward[0]])
    thick = sheet * rng.uniform(0.035, 0.06)
    count = int(rng.integers(1, 6))
    fingers, nails = _blank(canvas), _blank(canvas)
    palm = touch - inward * sheet * rng.uniform(0.12, 0.3)
    for number in range(count):
        aside = (number - (count - 1) / 2) * thick * rng.uniform(0.95, 1.25)
        tip = touch + inward * sheet * rng.uniform(0.02, 0.14) + side * aside * rng.uniform(1.0, 1.3)
        _stroke(fingers, tip, palm + side * aside, thick)
        if rng.random() < 0.6:
            _stroke(nails, tip + inward * thick * 0.15, tip - inward * thick * 0.2, thick * 0.55)
    wrist = palm - inward * sheet * rng.uniform(0.15, 0.4)
    if count > 2 or rng.random() < 0.4:
        _stroke(fingers, palm, wrist, thick * max(2.0, count * 0.95))
    _stroke(fingers, wrist, wrist - inward * sheet * 2, thick * rng.uniform(2, 3.5))
    layers: list[_Layer] = [(fingers, None, 0.3), (nails, np.array([185.0, 190, 225]), 0.0)]
    if rng.random() < 0.7:
        sleeve = _blank(canvas)
        _stroke(
            sleeve, wrist - inward * sheet * 0.05, wrist - inward * sheet * 2, thick * rng.uniform(3.5, 6)
        )
        layers.append((sleeve, rng.uniform(15, 240, size=3), 0.3))
    return layers


def _jointed(
    canvas: Canvas, touch: Points, inward: Points, sheet: float, rng: np.random.Generator
) -> list[_Layer]:
    """Fingers as bent chains of thinning ellipses that melt into a hand; the cuff is a straight-cut band."""
    side = np.array([-inward[1], inward[0]])
    wide = sheet * rng.uniform(0.03, 0.05)
    count = int(rng.choice([1, 2, 3, 4]))
    cover = _blank(canvas)
    knuckles = touch - inward * sheet * rng.uniform(0.08, 0.2)
    for number in range(count):
        root = knuckles + side * (number - count / 2) * wide * 2.1
        bend, at = float(rng.normal()) * 0.15, root
        reach = sheet * rng.uniform(0.12, 0.3) / 3
        for joint in range(3):
            heading = inward * np.cos(bend * joint) + side * np.sin(bend * joint)
            following = at + heading * reach * (1 - 0.12 * joint)
            middle, half = (at + following) / 2, reach * 0.62
            cv2.ellipse(
                cover,
                np.round(middle).astype(int).tolist(),
                (max(2, int(half)), max(2, int(wide * (1 - 0.12 * joint)))),
                float(np.degrees(np.arctan2(heading[1], heading[0]))),
                0,
                360,
                255,
                -1,
            )
            at = following
    back = knuckles - inward * sheet * 0.16
    axes = (max(2, int(sheet * 0.2)), max(2, int(wide * (1.2 + count))))
    angle = float(np.degrees(np.arctan2(inward[1], inward[0])))
    cv2.ellipse(cover, np.round(back).astype(int).tolist(), axes, angle, 0, 360, 255, -1)
    soft = cv2.GaussianBlur(cover, (0, 0), max(0.8, wide * 0.3))
    cover = np.where(soft > 110, 255, 0).astype(np.uint8)
    cuff, arm = _blank(canvas), back - inward * sheet * 0.12
    edge = side * wide * rng.uniform(3, 5)
    outline = np.array(
        [arm + edge, arm - edge, arm - edge - inward * sheet * 2, arm + edge - inward * sheet * 2]
    )
    cv2.fillConvexPoly(cuff, np.round(outline).astype(np.int32), 255, cv2.LINE_AA)
    return [
        (cover, None, 0.35),
        (cuff, np.array([rng.uniform(20, 230)] * 3) * rng.uniform(0.8, 1.2, size=3), 0.2),
    ]


def _blank(canvas: Canvas) -> NDArray[np.uint8]:
    return np.zeros(canvas.shape[:2], dtype=np.uint8)


def _stroke(mask: NDArray[np.uint8], start: Points, end: Points, thick: float) -> None:
    limit = 8 * max(mask.shape)
    ends = [np.round(point.clip(-limit, limit)).astype(int).tolist() for point in (start, end)]
    cv2.line(mask, ends[0], ends[1], 255, max(2, round(thick)), cv2.LINE_AA)


def _blend(
    canvas: Canvas,
    mask: NDArray[np.uint8],
    tone: NDArray[np.float64],
    *,
    depth: float,
    rng: np.random.Generator,
    sheet: float,
) -> None:
    """Lay the shape on the picture: a shadow beside it, darker towards its rim."""
    if depth > 0:
        fall = rng.uniform(-0.02, 0.02, size=2) * sheet
        moved = cv2.warpAffine(
            mask, np.array([[1, 0, fall[0]], [0, 1, fall[1]]]), (mask.shape[1], mask.shape[0])
        )
        shade = cv2.blur(moved, (max(3, int(sheet * 0.03)),) * 2).astype(np.float32) / 255
        canvas *= 1 - np.float32(depth * rng.uniform(0.3, 1.2)) * shade[:, :, None]
    reach = max(3, int(sheet * rng.uniform(0.015, 0.035)))
    round_ = cv2.blur(mask, (reach, reach)).astype(np.float32) / 255
    lit = tone.astype(np.float32)[None, None, :] * (0.55 + 0.45 * round_[:, :, None])
    cover = (cv2.GaussianBlur(mask, (0, 0), 0.7).astype(np.float32) / 255)[:, :, None]
    canvas += cover * (lit - canvas)
