"""Table tops a paper may lie on: wood, cloth, granite, clutter, light, white, dark; in two unlike families.

The finder is tuned on the family `train` only; `judge` has other colours, other scales and other patterns,
so that a score on it tells something about tables never seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Texture = NDArray[np.float32]

FAMILIES = ("train", "judge")
DESKS = ("dark", "wood", "cloth", "granite", "clutter", "light", "white")


def desk(name: str, rng: np.random.Generator, *, size: tuple[int, int], family: str = "train") -> Texture:
    """A table top of width × height as BGR floats, 0 to 255, lit evenly."""
    makers: dict[str, Callable[..., Texture]] = {
        "dark": _dark,
        "wood": _wood,
        "cloth": _cloth,
        "granite": _granite,
        "clutter": _clutter,
        "light": _light,
        "white": _white,
    }
    top = makers[name](rng, size, judge=family == "judge")
    return np.asarray(top.clip(0, 255), dtype=np.float32)


def noise(rng: np.random.Generator, size: tuple[int, int], grain: float) -> Texture:
    """Soft random hills about `grain` pixels wide, mean 0, spread 1."""
    width, height = size
    rows, columns = max(4, round(height / grain) + 2), max(4, round(width / grain) + 2)
    coarse = rng.normal(size=(rows, columns)).astype(np.float32)
    fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray((fine - fine.mean()) / (fine.std() + 1e-6), dtype=np.float32)


def _painted(grey: Texture, colour: NDArray[np.float64], contrast: float) -> Texture:
    """Colour with the grey pattern as brightness."""
    return (colour[None, None, :] * (1 + contrast * grey[:, :, None])).astype(np.float32)


def _grid(size: tuple[int, int], turn: float) -> tuple[Texture, Texture]:
    """Pixel coordinates turned by an angle in radians."""
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    across = x * np.cos(turn) + y * np.sin(turn)
    along = -x * np.sin(turn) + y * np.cos(turn)
    return across.astype(np.float32), along.astype(np.float32)


def _dark(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    level = rng.uniform(35, 90)
    tint = rng.uniform(0.8, 1.2, size=3) if judge else rng.uniform(0.9, 1.1, size=3)
    return _painted(noise(rng, size, float(rng.uniform(60, 300))), level * tint, 0.06)


def _wood(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    across, along = _grid(size, float(rng.uniform(0, np.pi)))
    colour = np.array([70, 110, 160] if not judge else [50, 80, 140]) * rng.uniform(0.7, 1.3)
    bend = noise(rng, size, float(rng.uniform(150, 400))) * 30
    if judge:  # planks with dark joints
        pitch = rng.uniform(70, 180)
        plank = np.floor((across + 4000) / pitch)
        shade = np.sin(plank * 12.9898) * 0.5
        joint = (np.abs((across + 4000) / pitch - plank) < 2.5 / pitch).astype(np.float32)
        grain = np.sin(along * 0.02 + across * 0.9 + bend * 0.4) * 0.35
        return _painted((shade + grain - 3.2 * joint).astype(np.float32), colour, 0.16)
    rings = np.sin((across + bend) / rng.uniform(3, 12)) + 0.5 * np.sin((across + bend) / rng.uniform(12, 40))
    return _painted(rings.astype(np.float32), colour, float(rng.uniform(0.08, 0.2)))


def _cloth(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    across, along = _grid(size, float(rng.uniform(0, np.pi)))
    colour, other = rng.uniform(40, 200, size=3), rng.uniform(40, 230, size=3)
    pitch = float(rng.uniform(8, 40) if not judge else rng.uniform(24, 90))
    warp, weft = np.sin(across / pitch * 2 * np.pi), np.sin(along / pitch * 2 * np.pi)
    mix = (warp > 0.2).astype(np.float32) if judge else ((warp > 0).astype(np.float32) + (weft > 0)) / 2
    weave = 1 + 0.06 * np.sin(across * 2.1) * np.sin(along * 2.1)
    top = colour[None, None, :] * (1 - mix[:, :, None]) + other[None, None, :] * mix[:, :, None]
    return np.asarray(top * weave[:, :, None], dtype=np.float32)


def _granite(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    grains = (1.5, 4, 11) if not judge else (2.5, 7, 25)
    speckle = sum((noise(rng, size, grain) for grain in grains), np.zeros((size[1], size[0]), np.float32))
    colour = rng.uniform(70, 190) * rng.uniform(0.9, 1.1, size=3)
    return _painted((speckle / 1.7).astype(np.float32), colour, float(rng.uniform(0.12, 0.3)))


def _clutter(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    base = _wood(rng, size, judge=judge) if rng.random() < 0.5 else _light(rng, size, judge=judge)
    top = np.ascontiguousarray(base)
    for _ in range(int(rng.integers(5, 14))):
        colour = tuple(float(level) for level in rng.uniform(20, 245, size=3))
        middle = rng.uniform(0, 1, size=2) * np.array(size)
        reach = rng.uniform(0.04, 0.22, size=2) * size[0]
        kind = rng.integers(0, 3)
        if kind == 0:  # books, phones, boxes
            box = cv2.boxPoints(
                (
                    (float(middle[0]), float(middle[1])),
                    (float(reach[0]), float(reach[1])),
                    float(rng.uniform(0, 90)),
                )
            )
            cv2.fillConvexPoly(top, box.astype(np.int32), colour, cv2.LINE_AA)
        elif kind == 1:  # cups, rolls of tape
            cv2.circle(top, middle.astype(int).tolist(), int(reach[0] / 2), colour, -1, cv2.LINE_AA)
        else:  # pens, cables, rulers
            turn = rng.uniform(0, np.pi)
            tip = middle + reach[0] * 1.6 * np.array([np.cos(turn), np.sin(turn)])
            cv2.line(
                top,
                middle.astype(int).tolist(),
                tip.astype(int).tolist(),
                colour,
                int(rng.integers(3, 14)),
                cv2.LINE_AA,
            )
    return top


def _light(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    level = rng.uniform(185, 218) if not judge else rng.uniform(180, 215)
    tint = 1 + rng.uniform(-0.05, 0.05, size=3)
    pattern = noise(rng, size, float(rng.uniform(2, 6) if judge else rng.uniform(40, 200)))
    return _painted(pattern, level * tint, float(rng.uniform(0.004, 0.02)))


def _white(rng: np.random.Generator, size: tuple[int, int], *, judge: bool) -> Texture:
    level = rng.uniform(222, 240)
    tint = 1 + (rng.uniform(-0.025, 0.025, size=3) if judge else rng.uniform(-0.02, 0.02, size=3))
    return _painted(noise(rng, size, float(rng.uniform(80, 300))), level * tint, 0.008)
