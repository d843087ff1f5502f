"""Table tops of the training family for hard scenes, made at random so that no look can be learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes.desks import desk, noise

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Size = tuple[int, int]

_OLD = ("dark", "wood", "cloth", "granite", "clutter", "light", "white")


def table(rng: np.random.Generator, size: Size, *, along: float) -> Canvas:
    """A table top as BGR floats, 0 to 255; at times its lines run `along` (radians), as the paper's do."""
    turn = along + rng.normal() * 0.02 if rng.random() < 0.35 else float(rng.uniform(0, np.pi))
    name = str(rng.choice(list(_MAKERS), p=_CHANCES))
    top = np.array(_MAKERS[name](rng, size, turn), dtype=np.float32, order="C")
    if rng.random() < 0.25:  # the table ends and another ground begins
        other = _MAKERS[str(rng.choice(["hills", "planks", "old"]))](rng, size, turn)
        across, _ = turned_grid(size, turn if rng.random() < 0.5 else float(rng.uniform(0, np.pi)))
        top = np.where((across > rng.uniform(-0.55, 0.55) * size[0])[:, :, None], top, other).astype(
            np.float32, order="C"
        )
    if rng.random() < 0.2:
        _cables(top, rng, size)
    if rng.random() < 0.25:
        _things(top, rng, size, count=int(rng.integers(1, 9)))
    return np.asarray(top.clip(0, 255), dtype=np.float32)


def plain_white(rng: np.random.Generator, size: Size, *, paper: NDArray[np.float32]) -> Canvas:
    """A table whose colour is nearly that of the paper."""
    level = paper * np.float32(rng.uniform(0.93, 1.02)) * rng.uniform(0.985, 1.015, size=3).astype(np.float32)
    grain = noise(rng, size, float(rng.choice([2, 6, 60, 200]))) * rng.uniform(0.001, 0.01)
    return np.asarray((level[None, None, :] * (1 + grain[:, :, None])).clip(0, 255), dtype=np.float32)


def turned_grid(size: Size, turn: float) -> tuple[Canvas, Canvas]:
    """Coordinates from the frame's middle across and along a direction."""
    x = np.arange(size[0], dtype=np.float32) - np.float32(size[0] / 2)
    y = np.arange(size[1], dtype=np.float32)[:, None] - np.float32(size[1] / 2)
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    return x * cos + y * sin, y * cos - x * sin


def colour(rng: np.random.Generator, low: float = 15, high: float = 245) -> NDArray[np.float32]:
    """A colour: mostly grey, brown or pale, at times any."""
    level = float(rng.uniform(low, high))
    kind = rng.random()
    if kind < 0.4:
        return (level * rng.uniform(0.93, 1.07, size=3)).astype(np.float32)
    if kind < 0.7:
        return (level * np.array([0.5, 0.75, 1.0]) ** rng.uniform(0.1, 1.2)).astype(np.float32)
    return rng.uniform(low, high, size=3).astype(np.float32)


def _hills(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    """Clouds of two colours from coarse to fine, stretched along a direction at times."""
    grain, total = float(rng.uniform(0.1, 0.6)) * size[0], np.zeros((size[1], size[0]), np.float32)
    rough = rng.uniform(0.3, 0.9)
    weight = 1.0
    while grain > 1.5:
        total += np.float32(weight) * noise(rng, size, grain)
        grain, weight = grain / rng.uniform(2, 4), weight * rough
    total = 1 / (1 + np.exp(-total * rng.uniform(0.4, 3)))
    one, other = colour(rng), colour(rng)
    if rng.random() < 0.6:
        other = one * np.float32(rng.uniform(0.7, 1.3))
    return np.asarray(one + total[:, :, None] * (other - one), dtype=np.float32)


def _planks(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    """Boards or slats of unlike shades with joints, or broad stripes."""
    across, _ = turned_grid(size, turn)
    pitch = float(rng.uniform(0.02, 0.3)) * size[0]
    across = across + noise(rng, size, 0.4 * size[0]) * pitch * np.float32(rng.uniform(0, 0.04))
    number = np.floor(across / pitch + 500).astype(np.int64)
    shades = rng.normal(size=1024).astype(np.float32)[number % 1024]
    grain = np.sin(across * (rng.uniform(0.3, 2.5) * 1280 / size[0]) + 3 * noise(rng, size, 0.1 * size[0]))
    joint = np.abs(across / pitch - np.round(across / pitch)) * pitch < rng.uniform(0.3, 2.0)
    pattern = rng.uniform(0.01, 0.2) * shades + rng.uniform(0, 0.08) * grain - rng.uniform(-0.3, 0.7) * joint
    return np.asarray(colour(rng)[None, None, :] * (1 + pattern[:, :, None]), dtype=np.float32)


def _tiles(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    """Tiles, checks or keys: cells of unlike colour between lines, seen from aside."""
    across, along = turned_grid(size, turn)
    lean = 1 + np.float32(rng.uniform(-0.4, 0.4)) * along / size[0]
    across, along = np.asarray(across / lean), np.asarray(along / lean)
    pitch = rng.uniform(0.02, 0.25, size=2) * size[0]
    if rng.random() < 0.6:
        pitch[1] = pitch[0]
    column, row = np.floor(across / pitch[0] + 500).astype(int), np.floor(along / pitch[1] + 500).astype(int)
    near = np.minimum(
        np.abs(across / pitch[0] - np.round(across / pitch[0])) * pitch[0],
        np.abs(along / pitch[1] - np.round(along / pitch[1])) * pitch[1],
    )
    joint = (near < rng.uniform(0.5, 0.08 * pitch.min() + 0.6))[:, :, None]
    shade = rng.normal(size=4096).astype(np.float32)[(column * 31 + row * 57) % 4096] * rng.uniform(0, 0.15)
    if rng.random() < 0.3:
        shade = shade + rng.uniform(0.1, 0.6) * ((column + row) % 2)
    tile = colour(rng)[None, None, :] * (1 + shade[:, :, None])
    return np.where(joint, colour(rng), tile).astype(np.float32)


def _plaid(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    """Woven stripes of several widths in both directions."""
    across, along = turned_grid(size, turn)
    top = np.broadcast_to(colour(rng), (size[1], size[0], 3)).copy()
    for way in (across, along):
        for _ in range(int(rng.integers(1, 4))):
            period, width = rng.uniform(0.02, 0.25) * size[0], rng.uniform(0.1, 0.6)
            band = (np.mod(way / period + rng.random(), 1) < width)[:, :, None] * np.float32(
                rng.uniform(0.2, 0.8)
            )
            top += band * (colour(rng) - top)
    if rng.random() < 0.5:
        weave = np.sin(across * rng.uniform(0.8, 3)) * np.sin(along * rng.uniform(0.8, 3))
        top *= 1 + np.float32(rng.uniform(0.02, 0.15)) * weave[:, :, None]
    return np.asarray(top, dtype=np.float32)


def _writing(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    """A table covered by printed paper: rows of dark blots on a pale ground."""
    across, along = turned_grid(size, turn)
    pitch = rng.uniform(0.008, 0.04) * size[0]
    row = np.floor(along / pitch + 500).astype(int)
    word = np.floor(across / (pitch * rng.uniform(0.5, 4)) + 500 + (row % 7) * 0.37).astype(int)
    ink = rng.random(8192)[(row * 131 + word * 17) % 8192] < rng.uniform(0.3, 0.9)
    in_row = np.abs(along / pitch - np.round(along / pitch)) > rng.uniform(0.15, 0.3)
    columns = np.mod(across / size[0] * rng.uniform(1, 4) + rng.random(), 1) > rng.uniform(0.0, 0.12)
    dark = (ink & in_row & columns)[:, :, None] * np.float32(rng.uniform(0.2, 0.9))
    return np.asarray(colour(rng, 150, 250)[None, None, :] * (1 - dark), dtype=np.float32)


def _speckle(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    """Stone or carpet: grains of several colours."""
    top = np.broadcast_to(colour(rng), (size[1], size[0], 3)).astype(np.float32)
    for _ in range(int(rng.integers(1, 4))):
        spots = (noise(rng, size, float(rng.uniform(1.5, 14))) > rng.uniform(0.3, 1.5)).astype(np.float32)
        top = top + spots[:, :, None] * np.float32(rng.uniform(0.2, 1)) * (colour(rng) - top)
    return np.asarray(top, dtype=np.float32)


def _old(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    return desk(str(rng.choice(_OLD)), rng, size=size, family="train")


def _pale(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    top = np.broadcast_to(colour(rng, 170, 250), (size[1], size[0], 3)).astype(np.float32)
    hills = noise(rng, size, float(rng.uniform(2, 300))) * np.float32(rng.uniform(0, 0.02))
    return np.asarray(top * (1 + hills[:, :, None]), dtype=np.float32)


def _cluttered(rng: np.random.Generator, size: Size, turn: float) -> Canvas:
    top = np.array(
        _MAKERS[str(rng.choice(["hills", "planks", "pale", "speckle"]))](rng, size, turn),
        np.float32,
        order="C",
    )
    _things(top, rng, size, count=int(rng.integers(6, 24)))
    return top


def _things(top: Canvas, rng: np.random.Generator, size: Size, *, count: int) -> None:
    """Books, boxes, coins, pens: flat shapes with a rim or a cover picture and a shadow."""
    for _ in range(count):
        middle, reach = rng.uniform(-0.05, 1.05, size=2) * size, rng.uniform(0.02, 0.3, size=2) * size[0]
        tone = tuple(float(level) for level in colour(rng))
        rim = tuple(float(level) for level in colour(rng))
        thick = int(rng.integers(1, max(2, size[0] // 150)))
        kind = rng.integers(0, 4)
        at = middle.astype(int).tolist()
        if kind <= 1:
            turn = (
                float(rng.uniform(0, 180))
                if rng.random() < 0.7
                else float(rng.choice([0, 90]) + rng.normal() * 2)
            )
            box = cv2.boxPoints(
                ((float(middle[0]), float(middle[1])), (float(reach[0]), float(reach[1])), turn)
            )
            cv2.fillConvexPoly(top, (box + rng.uniform(-3, 3, size=2)).astype(np.int32), (30.0, 30.0, 30.0))
            cv2.fillConvexPoly(top, box.astype(np.int32), tone, cv2.LINE_AA)
            if rng.random() < 0.5:
                inner = (box - middle) * rng.uniform(0.5, 0.9) + middle
                cv2.polylines(top, [inner.astype(np.int32)], True, rim, thick, cv2.LINE_AA)
        elif kind == 2:
            axes = (int(reach[0] / 2), int(reach[rng.integers(0, 2)] / 2))
            cv2.ellipse(top, at, axes, float(rng.uniform(0, 180)), 0, 360, tone, -1, cv2.LINE_AA)
            cv2.ellipse(top, at, axes, 0, 0, 360, rim, thick, cv2.LINE_AA)
        else:
            turn = rng.uniform(0, np.pi)
            tip = middle + reach[0] * 2 * np.array([np.cos(turn), np.sin(turn)])
            cv2.line(
                top,
                at,
                tip.astype(int).tolist(),
                tone,
                int(rng.integers(1, max(3, size[0] // 60))),
                cv2.LINE_AA,
            )


def _cables(top: Canvas, rng: np.random.Generator, size: Size) -> None:
    """A cable or two that wind over the table."""
    for _ in range(int(rng.integers(1, 4))):
        steps = np.linspace(0, 1, 60)[:, None]
        knots = rng.uniform(-0.2, 1.2, size=(4, 2)) * size
        bow = [(1 - steps) ** 3, 3 * steps * (1 - steps) ** 2, 3 * steps**2 * (1 - steps), steps**3]
        path = sum((part * knot for part, knot in zip(bow, knots, strict=True)), np.zeros((60, 2)))
        tone = tuple(float(level) for level in colour(rng, 10, 240))
        wide = int(rng.integers(1, max(2, size[0] // 90)))
        cv2.polylines(top, [path.astype(np.int32)], False, tone, wide, cv2.LINE_AA)


_MAKERS: dict[str, Callable[[np.random.Generator, Size, float], Canvas]] = {
    "hills": _hills,
    "planks": _planks,
    "tiles": _tiles,
    "plaid": _plaid,
    "writing": _writing,
    "speckle": _speckle,
    "old": _old,
    "pale": _pale,
    "clutter": _cluttered,
}
_CHANCES = (0.13, 0.14, 0.11, 0.08, 0.06, 0.08, 0.12, 0.16, 0.12)
