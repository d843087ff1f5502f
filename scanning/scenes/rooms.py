"""Table tops of the judging family for hard scenes: things of an office, drawn unlike those of `tables`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw

from scanning.scenes import forms
from scanning.scenes.desks import desk, noise
from scanning.scenes.lettering import font

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Size = tuple[int, int]

_OLD = ("dark", "wood", "cloth", "granite", "clutter", "light", "white")


def table(rng: np.random.Generator, size: Size, *, along: float) -> Canvas:
    """A table top as BGR floats, 0 to 255; half of the patterned ones run `along` (radians), as the paper."""
    turn = np.degrees(along) if rng.random() < 0.5 else float(rng.uniform(0, 180))
    name = str(rng.choice(list(_MAKERS)))
    if name not in _FLAT:
        return np.array(_MAKERS[name](rng, size), dtype=np.float32, order="C").clip(0, 255)
    side = round(float(np.hypot(*size)) * 1.1)
    flat = np.ascontiguousarray(_MAKERS[name](rng, (side, side)))
    return _seen(flat, rng, size, turn=turn)


def _seen(flat: Canvas, rng: np.random.Generator, size: Size, *, turn: float) -> Canvas:
    """A square pattern laid on the table under an angle, seen a little from aside."""
    side, wide = flat.shape[0], 0.85 * float(np.hypot(*size))
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * wide
    spin = np.array(
        [
            [np.cos(np.radians(turn)), -np.sin(np.radians(turn))],
            [np.sin(np.radians(turn)), np.cos(np.radians(turn))],
        ]
    )
    placed = corners @ spin.T * (1 + rng.uniform(0, 0.25, size=(4, 1))) + np.array(size) / 2
    edge = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    matrix = cv2.getPerspectiveTransform(edge, placed.astype(np.float32))
    seen = cv2.warpPerspective(flat, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, dtype=np.float32).clip(0, 255)


def plain_white(rng: np.random.Generator, size: Size, *, paper: NDArray[np.float32]) -> Canvas:
    """A laminate desk that hardly differs from the paper: a whisper of fibres, a shade colder or warmer."""
    shift = rng.uniform(-9, 3) + rng.uniform(-2, 2, size=3)
    fibres = cv2.blur(rng.standard_normal((size[1], size[0]), dtype=np.float32), (9, 1))
    top = (paper + shift).astype(np.float32)[None, None, :] + fibres[:, :, None] * np.float32(
        rng.uniform(0.3, 2.5)
    )
    return np.asarray(top, dtype=np.float32).clip(0, 255)


def _old(rng: np.random.Generator, size: Size) -> Canvas:
    return desk(str(rng.choice(_OLD)), rng, size=size, family="judge")


def _board(rng: np.random.Generator, size: Size) -> Canvas:
    """Veneer: flowing grain of growth rings cut lengthwise, with knots."""
    x, y = np.meshgrid(np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32))
    flow = y / size[1] * rng.uniform(20, 90) + 2.5 * noise(rng, size, size[0] / 3)
    for _ in range(int(rng.integers(0, 3))):
        knot, reach = rng.uniform(0, 1, size=2) * size, rng.uniform(0.03, 0.08) * size[0]
        flow = flow + 9 * np.exp(-(((x - knot[0]) / (3 * reach)) ** 2) - ((y - knot[1]) / reach) ** 2)
    rings = np.abs(np.mod(flow, 1) - 0.5) * 2
    tone = np.array([[60, 105, 160], [110, 150, 190], [35, 55, 85], [150, 175, 200]])[rng.integers(0, 4)]
    return np.asarray(tone[None, None, :] * (0.86 + 0.2 * rings[:, :, None]), dtype=np.float32)


def _parquet(rng: np.random.Generator, size: Size) -> Canvas:
    """Floor boards in staggered rows with thin dark joints."""
    row = int(size[1] / rng.uniform(8, 30))
    top = np.zeros((size[1], size[0], 3), np.float32)
    tone = rng.uniform([40, 70, 110], [120, 160, 200])
    for level in range(0, size[1], row):
        x = -int(rng.uniform(0, 6) * row)
        while x < size[0]:
            long = int(rng.uniform(4, 9) * row)
            shade = tone * rng.uniform(0.82, 1.12)
            cv2.rectangle(top, (x, level), (x + long, level + row), tuple(float(s) for s in shade), -1)
            cv2.rectangle(top, (x, level), (x + long, level + row), tuple(float(s) * 0.5 for s in tone), 1)
            x += long
    return top + (3 * noise(rng, size, 3))[:, :, None]


def _floor(rng: np.random.Generator, size: Size) -> Canvas:
    """Ceramic tiles with grout, plain or with a printed star."""
    side = int(size[0] / rng.uniform(6, 24))
    tile = np.full((side, side, 3), rng.uniform(120, 240, size=3), np.float32)
    if rng.random() < 0.5:
        tone = tuple(float(s) for s in rng.uniform(30, 200, size=3))
        half = side // 2
        star = np.array([[half, 2], [side - 2, half], [half, side - 2], [2, half]])
        cv2.polylines(tile, [star], True, tone, max(1, side // 20))
        cv2.circle(tile, (half, half), side // 5, tone, max(1, side // 25))
    cv2.rectangle(
        tile, (0, 0), (side - 1, side - 1), tuple(float(s) for s in rng.uniform(60, 220, size=3)), 2
    )
    times = (size[1] // side + 1, size[0] // side + 1, 1)
    floor = np.tile(tile, times)[: size[1], : size[0]]
    return np.asarray(floor * (1 + 0.03 * noise(rng, size, side * 0.9))[:, :, None], dtype=np.float32)


def _oilcloth(rng: np.random.Generator, size: Size) -> Canvas:
    """A printed tablecloth: flowers or dots in a lattice on checks."""
    step = int(size[0] / rng.uniform(8, 22))
    ground, print_ = rng.uniform(90, 245, size=3), rng.uniform(20, 220, size=3)
    top = np.full((size[1], size[0], 3), ground, np.float32)
    if rng.random() < 0.6:
        rows = (np.arange(size[1]) // step) % 2
        columns = (np.arange(size[0]) // step) % 2
        top *= (1 - 0.18 * (rows[:, None] + columns[None]))[:, :, None].astype(np.float32)
    petal = max(2, step // 6)
    for y in range(0, size[1], step):
        for x in range(0, size[0], step):
            for angle in range(0, 360, 72):
                at = (
                    x + int(petal * 1.2 * np.cos(np.radians(angle))),
                    y + int(petal * 1.2 * np.sin(np.radians(angle))),
                )
                cv2.circle(top, at, petal, tuple(float(s) for s in print_), -1)
    return top


def _keyboard(rng: np.random.Generator, size: Size) -> Canvas:
    """Keyboards lying about a desk: rows of keys of unlike widths with letters."""
    top = np.full((size[1], size[0], 3), rng.uniform(50, 220, size=3), np.float32)
    key = max(6, int(size[0] / rng.uniform(45, 80)))
    face, body = rng.uniform(15, 230), rng.uniform(15, 230)
    for _ in range(int(rng.integers(2, 6))):
        left, upper = int(rng.uniform(-0.1, 0.9) * size[0]), int(rng.uniform(-0.05, 0.95) * size[1])
        cv2.rectangle(
            top, (left - key, upper - key), (left + 17 * key, upper + 6 * key), (body, body, body * 1.02), -1
        )
        for row in range(5):
            x = left + int(key * 0.3 * row)
            while x < left + 15 * key:
                wide = int(key * rng.choice([1, 1, 1, 1.5, 2]))
                corner = (x + wide - max(2, key // 7), upper + (row + 1) * key - max(2, key // 7))
                cv2.rectangle(top, (x, upper + row * key), corner, (face, face, face), -1)
                ink = 255.0 - face if abs(face - 128) > 40 else 0.0
                cv2.circle(
                    top, (x + key // 3, upper + row * key + key // 3), max(1, key // 9), (ink, ink, ink), -1
                )
                x += wide
    return top


def _newspaper(rng: np.random.Generator, size: Size) -> Canvas:
    """Printed papers spread over the whole table."""
    sheet = forms.form(str(rng.choice(forms.KINDS)), rng, dpi=60).bgr
    other = forms.form(str(rng.choice(forms.KINDS)), rng, dpi=60).bgr[::-1, ::-1]
    pair = np.hstack([sheet, other])
    times = (size[1] // pair.shape[0] + 1, size[0] // pair.shape[1] + 1, 1)
    tone = rng.uniform(0.7, 1.0) * rng.uniform(0.93, 1, size=3)
    return np.asarray(np.tile(pair, times)[: size[1], : size[0]] * tone, dtype=np.float32)


def _office(rng: np.random.Generator, size: Size) -> Canvas:
    """A real mess: books with spines and titles, a mug, a phone, pens, a ruler, cables on a table."""
    ground = _board(rng, size) if rng.random() < 0.5 else _pale(rng, size)
    image = Image.fromarray(ground.clip(0, 255).astype(np.uint8))
    draw, unit = ImageDraw.Draw(image), size[0] / 100
    for _ in range(int(rng.integers(4, 12))):
        thing = Image.new("RGBA", (int(unit * 46), int(unit * 46)), (0, 0, 0, 0))
        _THINGS[int(rng.integers(0, len(_THINGS)))](ImageDraw.Draw(thing), rng, unit)
        turned = thing.rotate(float(rng.uniform(0, 360)), resample=Image.Resampling.BILINEAR)
        at = (int(rng.uniform(-0.2, 0.9) * size[0]), int(rng.uniform(-0.3, 0.8) * size[1]))
        image.paste(turned, at, turned)
    for _ in range(int(rng.integers(0, 3))):
        start, swing = rng.uniform(0, 1, size=2) * size, rng.uniform(0.05, 0.2) * size[0]
        steps = np.arange(0, 140) / 140 * 2 * np.pi
        way = start + np.stack([steps * unit * 12, np.sin(steps * rng.uniform(0.6, 2)) * swing], axis=1)
        draw.line([tuple(point) for point in way], fill=(24, 24, 26), width=max(1, int(unit * 0.6)))
    return np.asarray(image, dtype=np.float32)


def _pale(rng: np.random.Generator, size: Size) -> Canvas:
    tone = rng.uniform(165, 245) * rng.uniform(0.95, 1.0, size=3)
    grain = cv2.blur(rng.standard_normal((size[1], size[0]), dtype=np.float32), (1, 15))
    return np.asarray(tone[None, None, :] + rng.uniform(1, 8) * grain[:, :, None], dtype=np.float32)


def _tint(rng: np.random.Generator) -> tuple[int, int, int, int]:
    tone = rng.integers(15, 245, size=3)
    return int(tone[0]), int(tone[1]), int(tone[2]), 255


def _book(draw: ImageDraw.ImageDraw, rng: np.random.Generator, unit: float) -> None:
    wide, high = unit * rng.uniform(12, 22), unit * rng.uniform(16, 28)
    draw.rectangle((unit * 9, unit * 9, unit * 9 + wide, unit * 9 + high), fill=(0, 0, 0, 70))
    draw.rectangle((unit * 8, unit * 8, unit * 8 + wide, unit * 8 + high), fill=_tint(rng))
    draw.rectangle((unit * 8, unit * 8, unit * 9.5, unit * 8 + high), fill=_tint(rng))
    draw.text(
        (unit * 11, unit * 12), "SỔ MẪU", fill=_tint(rng), font=font("sans-bold", max(6, int(unit * 2.4)))
    )


def _mug(draw: ImageDraw.ImageDraw, rng: np.random.Generator, unit: float) -> None:
    draw.ellipse((unit * 12, unit * 12, unit * 23, unit * 23), fill=_tint(rng))
    draw.ellipse((unit * 13.5, unit * 13.5, unit * 21.5, unit * 21.5), fill=(45, 60, 90, 255))
    draw.arc((unit * 21, unit * 15, unit * 27, unit * 20), 250, 110, fill=_tint(rng), width=max(1, int(unit)))


def _phone(draw: ImageDraw.ImageDraw, rng: np.random.Generator, unit: float) -> None:
    draw.rounded_rectangle((unit * 10, unit * 8, unit * 20, unit * 28), unit * 1.5, fill=(20, 20, 22, 255))
    draw.rectangle((unit * 10.6, unit * 9.5, unit * 19.4, unit * 26.5), fill=_tint(rng))


def _pen(draw: ImageDraw.ImageDraw, rng: np.random.Generator, unit: float) -> None:
    draw.rectangle((unit * 15, unit * 8, unit * 16.2, unit * 26), fill=_tint(rng))
    draw.polygon(
        [(unit * 15, unit * 26), (unit * 16.2, unit * 26), (unit * 15.6, unit * 28)], fill=(20, 20, 20, 255)
    )


def _ruler(draw: ImageDraw.ImageDraw, rng: np.random.Generator, unit: float) -> None:
    draw.rectangle((unit * 12, unit * 6, unit * 15.5, unit * 40), fill=_tint(rng))
    for mark in range(33):
        draw.line(
            (unit * 12, unit * (7 + mark), unit * 13.2, unit * (7 + mark)), fill=(20, 20, 20, 255), width=1
        )


_THINGS = (_book, _book, _mug, _phone, _pen, _pen, _ruler)
_FLAT = ("board", "parquet", "floor", "oilcloth", "keyboard", "newspaper")
_MAKERS: dict[str, Callable[[np.random.Generator, Size], Canvas]] = {
    "old": _old,
    "pale": _pale,
    "office": _office,
    "board": _board,
    "parquet": _parquet,
    "floor": _floor,
    "oilcloth": _oilcloth,
    "keyboard": _keyboard,
    "newspaper": _newspaper,
}
