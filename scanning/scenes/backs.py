"""Sheets that are empty and sheets that only look so: what a blank-page test must tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import forms
from scanning.scenes.desks import noise

if TYPE_CHECKING:
    from numpy.typing import NDArray

EMPTY = (
    "plain",
    "tinted",
    "ruled",
    "squared",
    "shine_through",
    "shaded",
    "holes",
    "dusty",
    "shine_on_rules",
    "shaded_shine",
)
WRITTEN = (
    "pencil",
    "pale_stamp",
    "signature",
    "one_line",
    "page_number",
    "pencil_on_rules",
    "ticked",
    "pale_print",
    "small_stamp",
    "corner_number",
    "pencil_on_shine",
    "stamp_on_rules",
)


def back(kind: str, seed: int, *, dpi: int = 150) -> NDArray[np.uint8]:
    """The other side of a sheet: one of `EMPTY` or of `WRITTEN`, with sensor noise and uneven light."""
    rng = np.random.default_rng([seed, len(kind), *kind.encode()])
    size = (round(8.27 * dpi), round(11.69 * dpi))
    level = float(rng.uniform(225, 250))
    canvas = np.full((size[1], size[0], 3), level, dtype=np.float32)
    canvas *= (1 + 0.006 * noise(rng, size, 40.0))[:, :, None]
    _PAINTERS[kind](canvas, rng, dpi)
    canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), float(rng.uniform(0.4, 0.9)) * dpi / 150))
    canvas += rng.normal(size=canvas.shape[:2]).astype(np.float32)[:, :, None] * float(rng.uniform(0.8, 3.0))
    _, packed = cv2.imencode(".jpg", canvas.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 85])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)


def _plain(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    """Nothing at all."""


def _tinted(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    canvas *= rng.uniform(0.8, 1.0, size=3).astype(np.float32)


def _ruled(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    pitch, colour = round(dpi * rng.uniform(0.26, 0.4)), rng.uniform([190, 170, 150], [230, 210, 200])
    for row in range(pitch * 2, canvas.shape[0] - pitch, pitch):
        canvas[row : row + max(1, dpi // 100)] = colour


def _squared(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _ruled(canvas, rng, dpi)
    pitch, colour = round(dpi * 0.2), rng.uniform([190, 170, 150], [230, 210, 200])
    for column in range(pitch, canvas.shape[1] - pitch, pitch):
        canvas[:, column : column + max(1, dpi // 100)] = colour


def _shine_through(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    other = forms.form(str(rng.choice(forms.KINDS)), rng, dpi=dpi).bgr[:, ::-1]
    soft = cv2.GaussianBlur(other, (0, 0), dpi * float(rng.uniform(0.012, 0.02))).astype(np.float32)
    rows, columns = min(soft.shape[0], canvas.shape[0]), min(soft.shape[1], canvas.shape[1])
    depth = 1 - float(rng.uniform(0.04, 0.11)) * (1 - soft[:rows, :columns] / 255)
    canvas[:rows, :columns] *= depth


def _shaded(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    canvas *= np.linspace(1, float(rng.uniform(0.55, 0.8)), canvas.shape[1], dtype=np.float32)[None, :, None]


def _holes(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    for level in (0.38, 0.62):
        middle = (round(0.38 * dpi), round(level * canvas.shape[0]))
        cv2.circle(canvas, middle, round(0.11 * dpi), (40, 40, 40), -1, cv2.LINE_AA)
    canvas[:, : round(0.04 * dpi)] *= 0.4


def _dusty(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    for _ in range(int(rng.integers(3, 9))):
        at = (rng.uniform(0.05, 0.95, size=2) * np.array(canvas.shape[1::-1])).astype(int)
        cv2.circle(canvas, at.tolist(), max(1, dpi // 130), (120, 120, 120), -1, cv2.LINE_AA)


def _stroke(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int, *, depth: float) -> None:
    """A few handwritten letters, `depth` levels darker than the paper."""
    start = rng.uniform([0.15, 0.15], [0.6, 0.85]) * np.array(canvas.shape[1::-1])
    steps = np.linspace(0, 1, 160)
    x = start[0] + steps * dpi * 1.6
    y = start[1] + np.sin(steps * 40 + rng.uniform(0, 6)) * dpi * 0.06 + np.sin(steps * 11) * dpi * 0.05
    ink = np.zeros(canvas.shape[:2], dtype=np.uint8)
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(
        ink, [points], isClosed=False, color=255, thickness=max(1, round(dpi / 75)), lineType=cv2.LINE_AA
    )
    canvas -= depth * (ink.astype(np.float32) / 255)[:, :, None]


def _pencil(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _stroke(canvas, rng, dpi, depth=float(rng.uniform(32, 60)))


def _signature(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _stroke(canvas, rng, dpi, depth=130.0)


def _pencil_on_rules(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _ruled(canvas, rng, dpi)
    _stroke(canvas, rng, dpi, depth=float(rng.uniform(45, 80)))


def _pale_stamp(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    middle = (rng.uniform([0.25, 0.2], [0.75, 0.8]) * np.array(canvas.shape[1::-1])).astype(int).tolist()
    ink = np.zeros(canvas.shape[:2], dtype=np.uint8)
    for radius in (0.66, 0.45):
        cv2.circle(ink, middle, round(radius * dpi), 255, max(1, dpi // 60), cv2.LINE_AA)
    weight = float(rng.uniform(0.18, 0.4)) * (ink.astype(np.float32) / 255)[:, :, None]
    canvas += weight * (np.array([60, 50, 210], dtype=np.float32) - canvas)


def _printed(
    canvas: NDArray[np.float32], text: str, place: tuple[float, float], dpi: int, *, level: float
) -> None:
    from PIL import Image, ImageDraw

    from scanning.scenes.lettering import font

    image = Image.new("L", canvas.shape[1::-1], 0)
    at = (place[0] * image.width, place[1] * image.height)
    ImageDraw.Draw(image).text(at, text, fill=255, font=font("serif", round(dpi * 12 / 72)), anchor="mm")
    canvas += (np.asarray(image, dtype=np.float32) / 255)[:, :, None] * (level - canvas)


def _one_line(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _printed(canvas, "Bản sao đúng với bản chính (mẫu)", (0.5, float(rng.uniform(0.1, 0.9))), dpi, level=40)


def _page_number(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _printed(canvas, "Trang 2", (0.5, 0.05), dpi, level=40)


def _pale_print(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _printed(canvas, "Đã thu lệ phí (mẫu)", (0.4, float(rng.uniform(0.2, 0.8))), dpi, level=175)


def _ticked(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    at = rng.uniform([0.2, 0.2], [0.8, 0.8]) * np.array(canvas.shape[1::-1])
    points = np.array([[0, 0], [0.08, 0.1], [0.25, -0.2]]) * dpi + at
    cv2.polylines(
        canvas, [points.round().astype(np.int32)], False, (150, 60, 40), max(2, dpi // 70), cv2.LINE_AA
    )


def _shine_on_rules(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _ruled(canvas, rng, dpi)
    _shine_through(canvas, rng, dpi)


def _shaded_shine(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _shine_through(canvas, rng, dpi)
    _shaded(canvas, rng, dpi)


def _small_stamp(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    """A received-on stamp: a frame of 25 by 10 mm and its day, in red or blue, anywhere."""
    from PIL import Image, ImageDraw

    from scanning.scenes.lettering import font

    image = Image.new("L", canvas.shape[1::-1], 0)
    draw = ImageDraw.Draw(image)
    left, top = (rng.uniform([0.08, 0.06], [0.75, 0.9]) * np.array(image.size)).astype(int).tolist()
    wide, high = round(0.98 * dpi), round(0.39 * dpi)
    draw.rectangle((left, top, left + wide, top + high), outline=255, width=max(1, dpi // 80))
    day = f"ĐẾN {int(rng.integers(1, 29)):02}.{int(rng.integers(1, 13)):02}.2026"
    draw.text(
        (left + wide // 2, top + high // 2), day, fill=255, font=font("sans", round(0.13 * dpi)), anchor="mm"
    )
    ink = np.array([(60, 50, 210), (190, 90, 50)][int(rng.integers(0, 2))], dtype=np.float32)
    weight = float(rng.uniform(0.35, 0.8)) * (np.asarray(image, dtype=np.float32) / 255)[:, :, None]
    canvas += weight * (ink - canvas)


def _corner_number(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    """A page's number, two digits in one of the corners, and nothing else."""
    place = (float(rng.choice([0.08, 0.92])), float(rng.choice([0.05, 0.95])))
    _printed(canvas, f"{int(rng.integers(10, 99))}", place, dpi, level=float(rng.uniform(30, 90)))


def _pencil_on_shine(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _shine_through(canvas, rng, dpi)
    _stroke(canvas, rng, dpi, depth=float(rng.uniform(40, 70)))


def _stamp_on_rules(canvas: NDArray[np.float32], rng: np.random.Generator, dpi: int) -> None:
    _ruled(canvas, rng, dpi)
    _small_stamp(canvas, rng, dpi)


_PAINTERS = {
    "plain": _plain,
    "tinted": _tinted,
    "ruled": _ruled,
    "squared": _squared,
    "shine_through": _shine_through,
    "shaded": _shaded,
    "holes": _holes,
    "dusty": _dusty,
    "pencil": _pencil,
    "pale_stamp": _pale_stamp,
    "signature": _signature,
    "one_line": _one_line,
    "page_number": _page_number,
    "pencil_on_rules": _pencil_on_rules,
    "ticked": _ticked,
    "pale_print": _pale_print,
    "shine_on_rules": _shine_on_rules,
    "shaded_shine": _shaded_shine,
    "small_stamp": _small_stamp,
    "corner_number": _corner_number,
    "pencil_on_shine": _pencil_on_shine,
    "stamp_on_rules": _stamp_on_rules,
}
