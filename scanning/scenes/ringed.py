"""Framed papers of the training family: rings of lines, bars, dashes and teeth around blots, drawn at random.

Made in other ways than the judging family's certificates (`framed`); the geometry alone is alike: a frame
near the paper's rim that must not be taken for the rim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import greeked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Page = NDArray[np.uint8]
    Ink = tuple[float, float, float]


def ringed(rng: np.random.Generator, *, dpi: int) -> tuple[Page, tuple[float, float]]:
    """A greeked page with a frame of its own colour printed near the rim, and its size in millimetres."""
    page, size = greeked.paper(rng, dpi=dpi)
    unit = min(page.shape[:2]) / 100
    off = np.full(4, float(rng.uniform(1.0, 11.0))) * unit
    if rng.random() < 0.35:
        off = off * rng.uniform(0.6, 1.4, size=4)
    deep = float(rng.uniform(0.3, 6.0)) if rng.random() < 0.7 else float(rng.uniform(0.2, 1.0))
    _cleared(page, off, rng, deep=deep)
    for _ in range(int(rng.choice([1, 1, 2, 3]))):
        _ring(page, off, rng, deep=deep * unit)
        off = off + (deep + float(rng.uniform(0.5, 3.0))) * unit
        deep = float(rng.uniform(0.2, 2.0))
    return page, size


def _cleared(page: Page, off: NDArray[np.float64], rng: np.random.Generator, *, deep: float) -> None:
    """Nothing else is printed outside the frame; inside, the ground is at times tinted."""
    height, width = page.shape[:2]
    left, top, right, bottom = _box(page, off)
    inside = np.zeros((height, width), dtype=bool)
    inside[top:bottom, left:right] = True
    page[~inside] = 255
    if rng.random() < 0.45:
        tint = rng.uniform(0.78, 1.0, size=3)
        area = page[top:bottom, left:right]
        area[:] = (area * tint).astype(np.uint8)
    if rng.random() < 0.2:
        page[~inside] = (255 * rng.uniform(0.8, 1.0, size=3)).astype(np.uint8)


def _box(page: Page, off: NDArray[np.float64]) -> tuple[int, int, int, int]:
    height, width = page.shape[:2]
    return round(off[0]), round(off[1]), round(width - off[2]), round(height - off[3])


def _ring(page: Page, off: NDArray[np.float64], rng: np.random.Generator, *, deep: float) -> None:
    """One ring as deep as asked: filled, lines at its rims, cross strokes, teeth, dashes or blobs in it."""
    left, top, right, bottom = _box(page, off)
    if right - left < 40 or bottom - top < 40:
        return
    ink = _ink(rng)
    thick = max(1, round(float(rng.uniform(0.15, 0.8)) * min(page.shape[:2]) / 100))
    kind = str(rng.choice(["full", "rims", "strokes", "teeth", "dashes", "blobs"]))
    deep = max(deep, float(thick))
    if kind == "full":
        cv2.rectangle(page, (left, top), (right, bottom), ink, max(1, round(deep)))
        return
    if kind != "dashes" or rng.random() < 0.5:
        cv2.rectangle(page, (left, top), (right, bottom), ink, thick)
        inner = round(deep)
        cv2.rectangle(page, (left + inner, top + inner), (right - inner, bottom - inner), ink, thick)
    if kind == "rims":
        return
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)
    for side in range(4):
        _filled_side(page, corners[side], corners[(side + 1) % 4], ink, kind=kind, deep=deep, thick=thick)
    if rng.random() < 0.4:
        for x, y in corners.round().astype(int).tolist():
            reach = max(2, round(deep * float(rng.uniform(0.8, 1.8))))
            cv2.rectangle(page, (x - reach // 3, y - reach // 3), (x + reach // 3, y + reach // 3), ink, -1)


def _filled_side(
    page: Page,
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    ink: Ink,
    *,
    kind: str,
    deep: float,
    thick: int,
) -> None:
    """What a ring holds along one of its sides (its inside lies to the right of the way)."""
    way = end - start
    length = float(np.hypot(*way))
    along = way / length
    inward = np.array([-along[1], along[0]])
    step = max(2.5, deep * 0.8)
    for place in np.arange(step / 2, length, step):
        foot = start + place * along
        if kind == "strokes":
            shape = [foot, foot + deep * inward]
        elif kind == "teeth":
            shape = [foot - step / 2 * along, foot + deep * inward, foot + step / 2 * along]
        elif kind == "dashes":
            shape = [foot - step / 4 * along, foot + step / 4 * along]
        else:
            middle = (foot + deep / 2 * inward).round().astype(int).tolist()
            cv2.circle(page, middle, max(1, round(deep * 0.3)), ink, -1, cv2.LINE_AA)
            continue
        cv2.polylines(page, [np.round(shape).astype(np.int32)], False, ink, thick, cv2.LINE_AA)


def _ink(rng: np.random.Generator) -> Ink:
    """Dark, or strongly coloured as reds and golds are."""
    if rng.random() < 0.3:
        return (float(rng.uniform(0, 120)),) * 3
    hue = np.array([[[rng.integers(0, 180), rng.integers(90, 256), rng.integers(90, 226)]]], np.uint8)
    if rng.random() < 0.6:
        hue[0, 0, 0] = int(rng.choice([rng.integers(0, 26), rng.integers(170, 180)]))
    blue, green, red = cv2.cvtColor(hue, cv2.COLOR_HSV2BGR)[0, 0].tolist()
    return float(blue), float(green), float(red)
