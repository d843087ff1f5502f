"""Identity cards before a camera, in eight kinds of trouble: what the code reader is judged on.

Frames are made from seeds; the symbol has 1.5 to 4 pixels a module. Other tables and other damage than the
reader was made with would score otherwise: figures from here compare readers, they do not promise a rate.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import cards, photograph
from scanning.scenes.desks import DESKS, desk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]

CONDITIONS = ("clean", "small", "tilt", "blur", "motion", "glare", "dim", "mixed")
_FOCAL = 1.2
_QR_MIDDLE = (cards.CARD_MM[0] - 10.06, 10.06)  # millimetres from the card's top-left


@dataclass(frozen=True, slots=True)
class CardFrame:
    """A picture (BGR), the text its symbol holds, and how many pixels wide the symbol is."""

    bgr: NDArray[np.uint8]
    payload: str
    qr_pixels: float


def card_frame(condition: str, seed: int, *, size: tuple[int, int] = (1280, 720), take: int = 0) -> CardFrame:
    """The frame number `seed` of a condition; further takes show the same card held a moment longer."""
    rng = np.random.default_rng([zlib.crc32(condition.encode()), seed, size[0]])
    mixed, large = condition == "mixed", size[0] / 1280
    made = cards.card(rng)
    canvas = desk(str(rng.choice(DESKS)), rng, size=size, family="judge")
    corners = _held(condition, rng, size)
    if take:
        rng = np.random.default_rng([zlib.crc32(condition.encode()), seed, size[0], take])
        corners = corners + rng.normal(scale=2.0, size=2)
    photograph.lay(canvas, made.bgr, corners, lift=float(rng.uniform(0, 0.6)), rng=rng)
    photograph.slope_of_light(canvas, rng, depth=float(rng.uniform(0, 0.3)))
    if condition == "glare" or (mixed and rng.random() < 0.35):
        _lamp(canvas, corners, rng)
    if condition == "dim" or (mixed and rng.random() < 0.5):
        canvas *= float(rng.uniform(0.22, 0.45))
    finer = 1 + (large - 1) * 0.6
    if condition == "motion" or (mixed and rng.random() < 0.5):
        canvas = shaken(canvas, length=float(rng.uniform(2.5, 6)) * finer, degrees=float(rng.uniform(0, 180)))
    blur = {"blur": rng.uniform(1.0, 1.7) * finer, "mixed": rng.uniform(0.7, 1.2) * finer}
    noise = {"dim": rng.uniform(4, 8), "mixed": rng.uniform(2, 6)}
    finish = photograph.Finish(
        float(blur.get(condition, rng.uniform(0.5, 0.9))),
        float(noise.get(condition, rng.uniform(1, 3))),
        int(rng.integers(65, 91)),
    )
    wide = float(np.linalg.norm(corners[1] - corners[0])) * cards.QR_MM / cards.CARD_MM[0]
    return CardFrame(photograph.expose(canvas, finish, rng), made.payload, wide)


def shaken(canvas: Canvas, *, length: float, degrees: float) -> Canvas:
    """The picture as a camera sees it that moved `length` pixels straight on."""
    reach = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    angle = np.deg2rad(degrees)
    for step in np.linspace(-length / 2, length / 2, 200):
        x, y = reach + step * np.cos(angle), reach + step * np.sin(angle)
        left, top = int(np.floor(x)), int(np.floor(y))
        right, down = x - left, y - top
        kernel[top : top + 2, left : left + 2] += np.outer([1 - down, down], [1 - right, right])
    return np.asarray(cv2.filter2D(canvas, -1, kernel / kernel.sum()), np.float32)


def _held(condition: str, rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.float64]:
    """Where the card's corners are seen."""
    width, height = size
    shares = {"small": rng.uniform(0.42, 0.55), "mixed": rng.uniform(0.55, 0.75)}
    share = shares.get(condition, rng.uniform(0.66, 0.86)) * (0.78 if width >= 1900 else 1.0)
    tilts = {"tilt": rng.uniform(18, 38), "mixed": rng.uniform(5, 25)}
    tilt = np.deg2rad(tilts.get(condition, rng.uniform(0, 10)))
    turn = np.deg2rad(rng.uniform(-180, 180) if condition in tilts else rng.uniform(-15, 15))
    wide, high = share * width, share * width * cards.CARD_MM[1] / cards.CARD_MM[0]
    flat = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    flat = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    about = rng.uniform(0, 2 * np.pi)
    axis = np.array([np.cos(about), np.sin(about)])
    away = np.array([-axis[1], axis[0]])
    along, depth = flat @ axis, flat @ away
    far = _FOCAL * width
    seen = (np.outer(along, axis) + np.outer(depth * np.cos(tilt), away)) * (
        far / (far + depth * np.sin(tilt))
    )[:, None]
    seen *= min(1.0, 0.96 * width / np.ptp(seen[:, 0]), 0.96 * height / np.ptp(seen[:, 1]))
    low, top = seen.min(axis=0), seen.max(axis=0)
    return np.asarray(seen + rng.uniform(4 - low, np.array(size) - top - 4), np.float64)


def _lamp(canvas: Canvas, corners: NDArray[np.float64], rng: np.random.Generator) -> None:
    """A lamp mirrored on or beside the symbol."""
    height, width = canvas.shape[:2]
    card = np.array([[0, 0], [cards.CARD_MM[0], 0], cards.CARD_MM, [0, cards.CARD_MM[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(card, corners.astype(np.float32))
    symbol = cv2.perspectiveTransform(np.array([[_QR_MIDDLE]], np.float32), matrix)[0, 0]
    middle = symbol + rng.uniform(-0.08, 0.08, 2) * float(np.linalg.norm(corners[1] - corners[0]))
    reach = rng.uniform(0.04, 0.09, 2) * width
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    spot = np.exp(-(((x - middle[0]) / reach[0]) ** 2 + ((y - middle[1]) / reach[1]) ** 2))
    canvas += (spot * rng.uniform(90, 200)).astype(np.float32)[:, :, None]
