"""A page of marks that clean-up easily eats, each with its place known: what was there, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Mask = NDArray[np.bool_]
    Cover = NDArray[np.float32]

DPI = 200
_MM = DPI / 25.4
SIZE = (round(210 * _MM), round(297 * _MM))  # width, height
_PAPER = 255


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A flat page on white paper, and the pixels of each mark at full strength by its name."""

    bgr: Image
    marks: Mapping[str, Mask]

    @property
    def paper(self) -> Mask:
        """Where nothing is drawn, well away from every mark."""
        drawn = (self.bgr.min(axis=2) < _PAPER).astype(np.uint8)
        return np.asarray(cv2.dilate(drawn, np.ones((25, 25), np.uint8)) == 0)


def marked_page(seed: int = 1) -> MarkedPage:
    """Print, a strong and a faint red stamp, blue pen, pencil 2H, a pale watermark, a portrait, a marker."""
    rng = np.random.default_rng(seed)
    page = np.full((SIZE[1], SIZE[0], 3), _PAPER, np.uint8)
    marks: dict[str, Mask] = {}
    marks["watermark"] = _ink(page, _watermark(), (240, 238, 236))
    marks["marker"] = _ink(page, _block((40, 96), (75, 6)), (140, 245, 255))
    marks["print"] = _ink(page, _print(rng), (30, 28, 28))
    marks["faint_stamp"] = _ink(page, _stamp((60, 225), 18, 0.55), (205, 200, 240))
    marks["stamp"] = _ink(page, _stamp((145, 225), 18, 0.9), (60, 50, 205))
    marks["pen"] = _ink(page, _strokes(rng, (120, 205), 70, 22, 0.35), (150, 70, 35))
    marks["pencil"] = _ink(page, _strokes(rng, (30, 265), 120, 12, 0.3), (200, 198, 197))
    marks["portrait"] = _portrait(page, (25, 20), (30, 40))
    marks["block"] = _ink(page, _block((150, 22), (36, 24)), (60, 60, 205))
    alone = np.sum(list(marks.values()), axis=0) == 1
    return MarkedPage(page, {name: mark & alone for name, mark in marks.items()})


def lit(page: Image, seed: int = 1, *, shadow: bool = True) -> Image:
    """The page as a camera under one lamp sees it: yellowish, darker to one side, shadowed, noisy."""
    rng = np.random.default_rng(seed)
    height, width = page.shape[:2]
    across = np.linspace(1.0, rng.uniform(0.55, 0.7), width, dtype=np.float32)[None, :]
    down = np.linspace(rng.uniform(0.85, 1.0), 1.0, height, dtype=np.float32)[:, None]
    light = across * down
    if shadow:
        light = light * _shadow(rng, width, height)
    tint = np.array([0.84, 0.93, 0.97], np.float32)
    seen = page.astype(np.float32) * light[:, :, None] * tint
    seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.7))
    seen += rng.normal(0, 1.6, seen.shape).astype(np.float32)
    return np.clip(seen, 0, 255).round().astype(np.uint8)


def _shadow(rng: np.random.Generator, width: int, height: int) -> Cover:
    """A hand's or a head's shadow: one soft edge across the page, the rest half a stop darker."""
    lean, place = rng.uniform(-0.4, 0.4), rng.uniform(0.45, 0.65)
    x = np.arange(width, dtype=np.float32)[None, :] / width
    y = np.arange(height, dtype=np.float32)[:, None] / height
    edge = 1 / (1 + np.exp(-((y - place) + lean * (x - 0.5)) / 0.012))
    return np.asarray(1 - 0.38 * edge, dtype=np.float32)


def _ink(page: Image, cover: Cover, bgr: tuple[int, int, int]) -> Mask:
    """Lay ink over the page as far as `cover` says; answers the pixels it covers wholly."""
    colour = np.array(bgr, np.float32) / 255
    layer = 1 - cover[:, :, None] * (1 - colour)
    page[:] = (page.astype(np.float32) * layer).round().astype(np.uint8)
    return np.asarray(cover > 0.9 * float(cover.max()))


def _empty() -> Image:
    return np.zeros((SIZE[1], SIZE[0]), np.uint8)


def _share(drawn: Image) -> Cover:
    return np.asarray(drawn, dtype=np.float32) / np.float32(255)


def _at(mm: tuple[float, float]) -> tuple[int, int]:
    return round(mm[0] * _MM), round(mm[1] * _MM)


def _print(rng: np.random.Generator) -> Cover:
    drawn = _empty()
    for line in range(16):
        words = " ".join("".join(rng.choice(list("abcdeghiklmnopqrstuvxy"), 6)) for _ in range(9))
        cv2.putText(
            drawn, words, _at((30, 82 + 7.5 * line)), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 255, 3, cv2.LINE_AA
        )
    return _share(drawn)


def _stamp(centre: tuple[float, float], radius: float, thick: float) -> Cover:
    """Two rings, a star's strokes and a line of letters."""
    drawn = _empty()
    middle, wide = _at(centre), max(2, round(thick * _MM))
    cv2.circle(drawn, middle, round(radius * _MM), 255, wide, cv2.LINE_AA)
    cv2.circle(drawn, middle, round(radius * 0.66 * _MM), 255, max(2, wide // 2), cv2.LINE_AA)
    for angle in np.linspace(0, np.pi, 5, endpoint=False):
        reach = round(radius * 0.35 * _MM)
        tip = np.round([reach * np.cos(angle), reach * np.sin(angle)]).astype(int)
        here = np.array(middle)
        cv2.line(drawn, tuple(map(int, here - tip)), tuple(map(int, here + tip)), 255, wide, cv2.LINE_AA)
    place = (middle[0] - round(radius * 0.5 * _MM), middle[1] + round(radius * 0.55 * _MM))
    cv2.putText(drawn, "UBND XA", place, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2, cv2.LINE_AA)
    return _share(drawn)


def _strokes(
    rng: np.random.Generator, start: tuple[float, float], width: float, high: float, thick: float
) -> Cover:
    """One unbroken line of writing: loops from left to right."""
    drawn = _empty()
    steps = np.linspace(0, 1, 600)
    x = start[0] + width * steps + 4 * np.sin(steps * 55)
    y = start[1] + high / 2 * np.sin(steps * 44 + rng.uniform(0, 3)) * (0.4 + 0.6 * np.sin(steps * 7) ** 2)
    points = np.round(np.stack([x, y], axis=1) * _MM * 8).astype(np.int32)
    cv2.polylines(drawn, [points], False, 255, max(2, round(thick * _MM)), cv2.LINE_AA, 3)
    return _share(drawn)


def _watermark() -> Cover:
    """Letters as tall as a hand with strokes of a finger's width."""
    drawn = _empty()
    cv2.putText(drawn, "BAN SAO", _at((22, 180)), cv2.FONT_HERSHEY_DUPLEX, 9.5, 255, round(7 * _MM))
    return _share(drawn)


def _block(place: tuple[float, float], size: tuple[float, float]) -> Cover:
    drawn = _empty()
    left, top = _at(place)
    wide, high = _at(size)
    drawn[top : top + high, left : left + wide] = 255
    return _share(drawn)


def _portrait(page: Image, place: tuple[float, float], size: tuple[float, float]) -> Mask:
    """A photograph stuck on: pale blue ground, a face, dark hair and shoulders."""
    left, top = _at(place)
    wide, high = _at(size)
    area = page[top : top + high, left : left + wide]
    area[:] = (225, 205, 190)
    middle = (wide // 2, round(high * 0.45))
    cv2.ellipse(area, (wide // 2, high), (round(wide * 0.42), round(high * 0.3)), 0, 0, 360, (70, 55, 50), -1)
    cv2.ellipse(area, middle, (round(wide * 0.24), round(high * 0.24)), 0, 0, 360, (150, 180, 225), -1)
    cv2.ellipse(
        area, (wide // 2, round(high * 0.3)), (round(wide * 0.26), round(high * 0.14)), 0, 180, 360,
        (30, 30, 35), -1,
    )  # fmt: skip
    area[:] = cv2.GaussianBlur(area, (0, 0), 2.0)
    found = np.zeros(page.shape[:2], bool)
    found[top : top + high, left : left + wide] = True
    return found
