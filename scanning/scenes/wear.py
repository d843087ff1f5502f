"""What happens to a clean sheet before it is read: seals, pen, the scanner, a tilted camera."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scanning.scenes import photograph
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.desks import desk
from scanning.scenes.lettering import face_file
from scanning.scenes.scene import A4

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bgr = NDArray[np.uint8]

PHOTO_SIZE = (1944, 2592)  # five megapixels, upright
_RINGS = {"tune": "PHƯỜNG MẪU · TỈNH MẪU · ", "judge": "XÃ GIẢ ĐỊNH ★ KHÔNG CÓ GIÁ TRỊ ★ "}


def sealed(
    bgr: Bgr, at: tuple[float, float], rng: np.random.Generator, *, dpi: int, look: str = "tune"
) -> Bgr:
    """The page with a round red seal pressed on: patchy ink, multiplied over what is printed there."""
    box = round(38 / 25.4 * dpi)
    ink = _seal(box, rng, look)
    height, width = bgr.shape[:2]
    left = int(np.clip(round(at[0] - box / 2), 0, width - box))
    top = int(np.clip(round(at[1] - box / 2), 0, height - box))
    out = bgr.copy()
    part = out[top : top + box, left : left + box].astype(np.float32)
    red = np.array([rng.uniform(35, 90), rng.uniform(30, 70), rng.uniform(185, 225)], np.float32) / 255
    cover = ink[:, :, None] * float(rng.uniform(0.75, 1.0))
    out[top : top + box, left : left + box] = (part * (1 - cover + cover * red)).clip(0, 255)
    return out


def _seal(box: int, rng: np.random.Generator, look: str) -> NDArray[np.float32]:
    """How much ink lies where, 0 to 1."""
    grain = 2
    wide = box * grain
    plate = Image.new("L", (wide, wide), 0)
    pen, middle = ImageDraw.Draw(plate), wide / 2
    for share, thick in ((0.47, 0.016), (0.43, 0.006), (0.29, 0.006)):
        ring = wide * share
        edges = (middle - ring, middle - ring, middle + ring, middle + ring)
        pen.ellipse(edges, outline=255, width=max(1, round(wide * thick)))
    words = _RINGS[look] * (2 if len(_RINGS[look]) < 30 else 1)
    letters = ImageFont.truetype(face_file("liberation-sans", "bold"), max(6, round(wide * 0.085)))
    for index, letter in enumerate(words):
        turn = index / len(words) * 2 * math.pi
        side = int(letters.size)
        tile = Image.new("L", (side * 2, side * 2), 0)
        ImageDraw.Draw(tile).text((side, side), letter, fill=255, font=letters, anchor="mm")
        tile = tile.rotate(-math.degrees(turn) - 90, resample=Image.Resampling.BICUBIC)
        x, y = middle + wide * 0.36 * math.cos(turn), middle + wide * 0.36 * math.sin(turn)
        plate.paste(255, (round(x - side), round(y - side)), tile)
    star = [
        (
            middle + wide * (0.13 if point % 2 == 0 else 0.052) * math.sin(point * math.pi / 5),
            middle - wide * (0.13 if point % 2 == 0 else 0.052) * math.cos(point * math.pi / 5),
        )
        for point in range(10)
    ]
    pen.polygon(star, fill=255)
    turned = plate.rotate(float(rng.uniform(-20, 20)), resample=Image.Resampling.BICUBIC)
    ink = cv2.resize(np.asarray(turned, np.float32) / 255, (box, box), interpolation=cv2.INTER_AREA)
    patches = cv2.GaussianBlur(rng.normal(size=(box, box)).astype(np.float32), (0, 0), box / 18)
    patches = 0.8 + 0.35 * patches / max(1e-6, float(np.abs(patches).max()))
    return np.asarray((ink * patches).clip(0, 1), np.float32)


def scribbled(bgr: Bgr, at: tuple[float, float], rng: np.random.Generator, *, dpi: int) -> Bgr:
    """The page with a blue signature."""
    steps = np.linspace(0, 1, 120)
    waves = rng.uniform(2, 6, size=3)
    size = dpi / 25.4
    x = at[0] + size * (34 * (steps - 0.5) + 3 * np.sin(waves[0] * 6 * steps))
    y = at[1] + size * (5 * np.sin(waves[1] * 5 * steps) * (1 - steps) + 2 * np.cos(waves[2] * 7 * steps))
    out = bgr.copy()
    points = np.stack([x, y], axis=1).round().astype(np.int32)[:, None]
    cv2.polylines(out, [points], False, (150, 52, 38), max(1, round(0.5 * size)), cv2.LINE_AA)
    return out


def scanned(bgr: Bgr, rng: np.random.Generator) -> Bgr:
    """The sheet on an office scanner: laid a little askew, lens and paper soft, grain, JPEG."""
    height, width = bgr.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.uniform(-0.8, 0.8)), 1.0)
    seen = cv2.warpAffine(bgr, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(252, 253, 253))
    seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), float(rng.uniform(0.45, 0.8))), np.float32)
    paper = rng.uniform(0.93, 0.99) * (1 + rng.uniform(-0.015, 0.015, size=3))
    grain = rng.normal(size=(height, width, 1)).astype(np.float32) * np.float32(rng.uniform(1, 3.5))
    seen = np.asarray(seen * paper.astype(np.float32) + grain, np.float32)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(72, 91))]
    packed = cv2.imencode(".jpg", seen.clip(0, 255).astype(np.uint8), quality)[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def photographed(
    bgr: Bgr, rng: np.random.Generator, *, size: tuple[int, int] = PHOTO_SIZE, light: float = 1.0
) -> Bgr:
    """The sheet on a table before a tilted camera, one soft shadow; `light` below 1 is a dim room."""
    view = View(
        tilt=float(rng.uniform(4, 16)),
        heading=float(rng.uniform(0, 360)),
        turn=float(rng.uniform(-6, 6)),
        cover=float(rng.uniform(0.62, 0.74)),
        focal=1.15,
    )
    corners = seen_corners(view, paper=A4, size=size)
    canvas = desk(str(rng.choice(["wood", "dark", "granite"])), rng, size=size, family="judge")
    canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), 1.2))
    photograph.lay(canvas, bgr, corners, lift=0.5, rng=rng)
    photograph.slope_of_light(canvas, rng, depth=float(rng.uniform(0.1, 0.35)))
    photograph.cast_shadow(canvas, rng, depth=float(rng.uniform(0.1, 0.3)), soft=40)
    canvas *= np.float32(light)
    grain = float(rng.uniform(1.5, 3)) / max(light, 0.2)
    finish = photograph.Finish(float(rng.uniform(0.4, 0.9)), grain, int(rng.integers(78, 92)))
    return photograph.expose(canvas, finish, rng)
