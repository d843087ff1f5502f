"""Papers of the training family for hard scenes: blots where letters would be, in every layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import cards, forms
from scanning.scenes.desks import noise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Page = NDArray[np.uint8]

PAPERS = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "card": cards.CARD_MM, "slip": (105.0, 210.0)}
_KINDS = ("dense", "sparse", "table", "header", "frame", "photo", "blank", "form", "form")


def paper(rng: np.random.Generator, *, dpi: int) -> tuple[Page, tuple[float, float]]:
    """A flat page and its size in millimetres."""
    name = str(rng.choice(list(PAPERS), p=[0.78, 0.1, 0.07, 0.05]))
    if name == "card":
        return cards.card(rng, dpi=max(150, dpi)).bgr, cards.CARD_MM
    size = PAPERS[name]
    if rng.random() < 0.15:
        size = (size[1], size[0])
    kind = str(rng.choice(_KINDS))
    if kind == "form" and size == PAPERS["a4"]:
        return forms.form(str(rng.choice(forms.KINDS)), rng, dpi=dpi).bgr, size
    canvas = np.full((round(size[1] / 25.4 * dpi), round(size[0] / 25.4 * dpi), 3), 255, np.uint8)
    _fill(canvas, kind, rng, dpi)
    return canvas, size


def _fill(canvas: Page, kind: str, rng: np.random.Generator, dpi: int) -> None:
    height, width = canvas.shape[:2]
    margin = [round(float(rng.uniform(0.02, 0.13)) * width) for _ in range(2)]
    top, bottom = (
        round(float(rng.uniform(0.02, 0.12)) * height),
        round(float(rng.uniform(0.7, 0.98)) * height),
    )
    if kind == "blank":
        bottom = top + round(float(rng.uniform(0, 0.12)) * height)
    if kind == "header" or rng.random() < 0.15:
        band = round(float(rng.uniform(0.03, 0.2)) * height)
        canvas[0 if rng.random() < 0.5 else band // 3 : band] = _tone(rng)
        top = band + 4
    if kind == "frame" or rng.random() < 0.08:
        for _ in range(int(rng.integers(1, 4))):
            inset = round(float(rng.uniform(0.02, 0.1)) * width)
            thick = int(rng.integers(1, max(2, dpi // 12)))
            cv2.rectangle(canvas, (inset, inset), (width - inset, height - inset), _tone(rng), thick)
    if kind == "photo" or rng.random() < 0.08:
        _picture(canvas, rng)
    if kind == "table" or rng.random() < 0.15:
        _table(canvas, rng, (margin[0], top, width - margin[1], bottom))
    columns = int(rng.choice([1, 1, 1, 2, 3]))
    span = (width - sum(margin)) // columns
    for column in range(columns):
        left = margin[0] + column * span
        _rows(
            canvas,
            rng,
            (left, top, left + span - round(0.02 * width), bottom),
            dpi=dpi,
            dense=kind == "dense",
        )
    if rng.random() < 0.35:
        _seal(canvas, rng)


def _tone(rng: np.random.Generator) -> tuple[float, float, float]:
    tone = rng.uniform(0, 230, size=3)
    return float(tone[0]), float(tone[1]), float(tone[2])


def _rows(
    canvas: Page, rng: np.random.Generator, box: tuple[int, int, int, int], *, dpi: int, dense: bool
) -> None:
    """Lines of word-long blots, some short, some left out, at times large ones."""
    left, top, right, bottom = box
    letter = float(rng.uniform(7, 14)) / 72 * dpi
    pitch = letter * float(rng.uniform(1.1, 2.2))
    level, y = float(rng.uniform(0, 110)), float(top)
    while y < bottom:
        large = 1.8 if rng.random() < 0.05 else 1.0
        if dense or rng.random() < 0.85:
            end = right if rng.random() < 0.7 else left + (right - left) * rng.uniform(0.1, 1)
            x = left + (letter * 2 if rng.random() < 0.15 else 0.0)
            while x < end:
                word = letter * large * rng.uniform(0.6, 4)
                low, high = round(y), max(round(y) + 1, round(y + letter * large * 0.55))
                canvas[low:high, round(x) : round(min(x + word, end))] = level + rng.uniform(0, 40)
                x += word + letter * 0.45
        else:
            y += pitch * rng.uniform(0, 4)
        y += pitch * large


def _table(canvas: Page, rng: np.random.Generator, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    if bottom - top < 40 or right - left < 40:
        return
    top, bottom = sorted(int(level) for level in rng.uniform(top, bottom, size=2))
    tone, thick = _tone(rng), int(rng.integers(1, 3))
    for level in np.linspace(top, bottom, int(rng.integers(3, 16))):
        cv2.line(canvas, (left, int(level)), (right, int(level)), tone, thick)
    for place in (left, right, *rng.uniform(left, right, size=int(rng.integers(1, 6)))):
        cv2.line(canvas, (int(place), top), (int(place), bottom), tone, thick)


def _picture(canvas: Page, rng: np.random.Generator) -> None:
    """A photograph pasted or printed: clouds of colour in a box."""
    height, width = canvas.shape[:2]
    size = (rng.uniform(0.15, 0.8, size=2) * (width, height * 0.6)).astype(int)
    at = (rng.uniform(0.03, 0.97, size=2) * (np.array([width, height]) - size)).astype(int).clip(0)
    box = canvas[at[1] : at[1] + size[1], at[0] : at[0] + size[0]]
    shape = (box.shape[1], box.shape[0])
    if min(shape) < 8:
        return
    for channel in range(3):
        hills = rng.uniform(40, 200) + rng.uniform(10, 60) * noise(
            rng, shape, float(rng.uniform(0.1, 0.5)) * shape[0]
        )
        box[:, :, channel] = hills.clip(0, 255).astype(np.uint8)


def _seal(canvas: Page, rng: np.random.Generator) -> None:
    height, width = canvas.shape[:2]
    middle = (rng.uniform([0.2, 0.3], [0.8, 0.95]) * (width, height)).astype(int).tolist()
    red = (float(rng.uniform(30, 90)), float(rng.uniform(30, 90)), float(rng.uniform(160, 230)))
    radius = round(width * float(rng.uniform(0.05, 0.1)))
    for part in (1.0, 0.7, 0.3):
        cv2.circle(canvas, middle, round(radius * part), red, max(1, radius // 12), cv2.LINE_AA)
