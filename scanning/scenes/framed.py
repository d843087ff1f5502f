"""Certificates of the judging family: an ornamental frame printed near the paper's rim, as handed in daily.

Red, gold, green or blue; single, double and thick lines, woven bands, beads, notched and flourished corners;
the ground inside white or tinted. Words are plainly fictional.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from scanning.scenes.lettering import font

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Page = NDArray[np.uint8]
    Ink = tuple[int, int, int]

A4, A5 = (210.0, 297.0), (148.0, 210.0)
TITLES = (
    *("GIẤY KHAI SINH (MẪU)", "GIẤY CHỨNG NHẬN (MẪU)", "TRÍCH LỤC KHAI TỬ (MẪU)", "GIẤY KHEN (MẪU)"),
    *("GIẤY CHỨNG NHẬN KẾT HÔN (MẪU)", "BẰNG TỐT NGHIỆP (MẪU)", "GIẤY XÁC NHẬN (MẪU)"),
)
_ROWS = (
    *("Họ, chữ đệm, tên: Mẫu Văn Thử", "Ngày, tháng, năm sinh: 00/00/0000", "Nơi sinh: phường Thí Dụ"),
    *("Dân tộc: …………  Quốc tịch: …………", "Họ và tên cha: Mẫu Văn Ví", "Họ và tên mẹ: Mẫu Thị Dụ"),
    *("Nơi cư trú: thôn Mẫu, xã Thí Dụ", "Số định danh: 000 000 000 000", "Ghi chú: ……………………"),
)
INKS: tuple[Ink, ...] = (
    (176, 24, 34),
    (198, 40, 40),
    (184, 140, 46),
    (212, 170, 70),
    (40, 110, 70),
    (40, 70, 150),
)
"""Red oftener than gold, gold oftener than green and blue."""
KINDS = ("single", "double", "thick", "woven", "beads", "notched", "flourish")
NEAREST, FARTHEST = 0.014, 0.1
"""How far the frame's outermost line lies from the paper's rim, as a part of the shorter side."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page being drawn, its frame's outer line (left, top, right, bottom), a unit of the size."""

    draw: ImageDraw.ImageDraw
    frame: tuple[float, float, float, float]
    unit: float
    ink: Ink

    def ring(self, far: float, width: float, ink: Ink | None = None) -> None:
        """A line all around, so many units inside the frame's outer line."""
        left, top, right, bottom = self.frame
        off = far * self.unit
        around = (left + off, top + off, right - off, bottom - off)
        self.draw.rectangle(around, outline=ink or self.ink, width=max(1, round(width * self.unit)))


def certificate(rng: np.random.Generator, *, dpi: int) -> tuple[Page, tuple[float, float]]:
    """A flat page with an ornamental frame, and its size in millimetres."""
    size = A5 if rng.random() < 0.2 else A4
    if rng.random() < 0.5:
        size = (size[1], size[0])
    wide, high = (round(side / 25.4 * dpi) for side in size)
    ground = (
        tuple(int(level) for level in rng.integers(238, 256, size=3)) if rng.random() < 0.3 else (255,) * 3
    )
    image = Image.new("RGB", (wide, high), ground)
    draw, unit = ImageDraw.Draw(image), min(wide, high) / 100
    off = [float(rng.uniform(NEAREST, FARTHEST)) * 100 * unit] * 4
    if rng.random() < 0.3:  # printed askew on the sheet: unlike margins
        off = [far * float(rng.uniform(0.7, 1.3)) for far in off]
    ink = INKS[int(rng.choice(len(INKS), p=[0.25, 0.2, 0.2, 0.15, 0.1, 0.1]))]
    sheet = _Sheet(draw, (off[0], off[1], wide - off[2], high - off[3]), unit, ink)
    if rng.random() < 0.45:
        tint = tuple(int(level) for level in rng.integers(214, 252, size=3))
        draw.rectangle(sheet.frame, fill=tint)
    deep = _frame(sheet, str(rng.choice(KINDS)), rng)
    _words(image, sheet, deep, rng)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), size


def _frame(sheet: _Sheet, kind: str, rng: np.random.Generator) -> float:
    """Draw the frame; the answer is how many units deep it is."""
    if kind == "single":
        sheet.ring(0, rng.uniform(0.3, 0.9))
        return 2.0
    if kind == "double":
        gap = float(rng.uniform(0.9, 3.0))
        other = INKS[int(rng.integers(0, len(INKS)))] if rng.random() < 0.4 else sheet.ink
        sheet.ring(0, rng.uniform(0.25, 1.0))
        sheet.ring(gap, rng.uniform(0.2, 0.6), other)
        return gap + 2
    if kind == "thick":
        deep = float(rng.uniform(1.5, 4.5))
        sheet.ring(0, deep)
        if rng.random() < 0.6:
            sheet.ring(deep + 0.8, 0.3)
        return deep + 2
    if kind == "notched":
        for far in (0.0, float(rng.uniform(1.0, 2.5))):
            _notched(sheet, far, notch=5.0)
        return 5.0
    deep = float(rng.uniform(2.5, 5.0))
    sheet.ring(0, 0.35)
    sheet.ring(deep, 0.35)
    if kind == "flourish":
        _flourish(sheet, deep)
    else:
        _band(sheet, deep, beads=kind == "beads")
    return deep + 1.5


def _notched(sheet: _Sheet, far: float, *, notch: float) -> None:
    """A line all around that steps inwards at the corners."""
    left, top, right, bottom = sheet.frame
    off, cut = far * sheet.unit, notch * sheet.unit
    left, top, right, bottom = left + off, top + off, right - off, bottom - off
    points = [(left + cut, top), (right - cut, top), (right - cut, top + cut), (right, top + cut)]
    points += [
        (right, bottom - cut),
        (right - cut, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
    ]
    points += [(left + cut, bottom - cut), (left, bottom - cut), (left, top + cut), (left + cut, top + cut)]
    sheet.draw.line([*points, points[0]], fill=sheet.ink, width=max(1, round(0.4 * sheet.unit)))


def _flourish(sheet: _Sheet, deep: float) -> None:
    """Curls in the four corners between two lines."""
    left, top, right, bottom = sheet.frame
    reach = 3.2 * deep * sheet.unit
    for x, y in ((left, top), (right - reach, top), (right - reach, bottom - reach), (left, bottom - reach)):
        for part in (1.0, 0.7, 0.4):
            rest = reach * (1 - part) / 2
            box = (x + rest, y + rest, x + reach - rest, y + reach - rest)
            sheet.draw.ellipse(box, outline=sheet.ink, width=max(1, round(0.35 * sheet.unit)))


def _band(sheet: _Sheet, deep: float, *, beads: bool) -> None:
    """Beads or two woven waves between the frame's two lines, along all four sides."""
    left, top, right, bottom = sheet.frame
    half, line = deep * sheet.unit / 2, max(1, round(0.3 * sheet.unit))
    sides = (
        ((left, top + half), (right, top + half)),
        ((left, bottom - half), (right, bottom - half)),
        ((left + half, top), (left + half, bottom)),
        ((right - half, top), (right - half, bottom)),
    )
    for start, end in sides:
        way = np.subtract(end, start)
        length = float(np.hypot(*way))
        across = np.array([-way[1], way[0]]) / length
        count = max(6, round(length / (2.2 * half)))
        if beads:
            for place in (np.arange(count) + 0.5) / count:
                x, y = np.array(start) + place * way
                box = (x - 0.55 * half, y - 0.55 * half, x + 0.55 * half, y + 0.55 * half)
                sheet.draw.ellipse(box, fill=sheet.ink)
            continue
        along = np.linspace(0, 1, 12 * count)[:, None]
        for turn in (0.0, np.pi):
            wave = 0.8 * half * np.sin(np.pi * count * along + turn)
            points = np.array(start) + along * way + wave * across
            sheet.draw.line([(float(x), float(y)) for x, y in points], fill=sheet.ink, width=line)


def _words(image: Image.Image, sheet: _Sheet, deep: float, rng: np.random.Generator) -> None:
    """A head in two columns, a large title, rows of particulars, a seal over the place of the signature."""
    draw, (wide, high), unit = sheet.draw, image.size, sheet.unit
    top = sheet.frame[1] + (deep + 2) * unit
    small = font("serif-bold", max(6, round(2.1 * unit)))
    draw.text((wide / 2, top), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", (28, 28, 32), small, anchor="ma")
    draw.text((wide / 2, top + 3 * unit), "Độc lập - Tự do - Hạnh phúc", (28, 28, 32), small, anchor="ma")
    title = str(rng.choice(TITLES))
    tone = (180, 24, 34) if rng.random() < 0.7 else (28, 28, 32)
    draw.text((wide / 2, high * 0.27), title, tone, font("serif-bold", round(4.6 * unit)), anchor="mm")
    letters = font("serif", max(6, round(2.4 * unit)))
    for number, level in enumerate(np.arange(0.36, float(rng.uniform(0.5, 0.74)), 4.2 * unit / high)):
        row = _ROWS[(number + int(rng.integers(0, 2))) % len(_ROWS)]
        draw.text((wide * 0.17, high * level), row, (30, 30, 34), letters)
    x, y, reach = wide * 0.7, high * 0.8, 7 * unit
    draw.ellipse(
        (x - reach, y - reach, x + reach, y + reach), outline=(200, 40, 50), width=max(1, round(0.6 * unit))
    )
    draw.text((x, y), "MẪU", (200, 40, 50), small, anchor="mm")
