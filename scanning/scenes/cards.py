"""Fictional identity cards with a real QR: size, layout and payload of a card, and MẪU on it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import qrcode
from PIL import Image, ImageDraw

from scanning.scenes.lettering import font

if TYPE_CHECKING:
    from numpy.typing import NDArray

CARD_MM = (85.6, 53.98)
QR_MM = 13.0
_STREETS = ("Thí Dụ", "Mẫu Đơn", "Thử Nghiệm", "Giả Định")
_NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Hoàng Thử", "Bùi Xuân Giả", "Võ Ngọc Thí Dụ")


@dataclass(frozen=True, slots=True)
class Card:
    """A flat card: its picture, its resolution and the text its QR holds."""

    bgr: NDArray[np.uint8]
    dpi: int
    payload: str


def payload(rng: np.random.Generator) -> str:
    """Seven fields as on the card; the number agrees with sex and birth year, everything is made up."""
    index = int(rng.integers(0, len(_NAMES)))
    woman = "Thị" in _NAMES[index]
    year, month, day = int(rng.integers(1955, 2000)), int(rng.integers(1, 13)), int(rng.integers(1, 29))
    serial = int(rng.integers(0, 1000))
    number = f"079{1 if woman else 0}{year % 100:02d}000{serial:03d}"
    house, street = int(rng.integers(1, 200)), _STREETS[int(rng.integers(0, 4))]
    address = f"{house} Phố {street}, Phường Mẫu, Thành phố Hồ Chí Minh"
    born = f"{day:02d}{month:02d}{year}"
    return "|".join([number, "", _NAMES[index], born, "Nữ" if woman else "Nam", address, "01052021"])


def card(rng: np.random.Generator, *, dpi: int = 400, text: str | None = None) -> Card:
    """The front of a card carrying `text` (by default a made-up payload) as its QR, 13 mm wide."""
    content = payload(rng) if text is None else text
    size = (round(CARD_MM[0] / 25.4 * dpi), round(CARD_MM[1] / 25.4 * dpi))
    image = Image.fromarray(_ground(size, rng))
    _letters(ImageDraw.Draw(image), content, dpi)
    qr = _qr(content, round(QR_MM / 25.4 * dpi))
    image.paste(qr, (size[0] - qr.width - round(0.14 * dpi), round(0.14 * dpi)))
    return Card(np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), dpi, content)


def _ground(size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A pale blue-green ground with fine waves, as safety papers have."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    waves = np.sin(x / size[0] * 60 + 4 * np.sin(y / size[1] * 9)) + np.sin(
        y / size[1] * 70 + x / size[0] * 6
    )
    base = np.array([196, 222, 226], dtype=np.float32) + rng.uniform(-10, 10, size=3).astype(np.float32)
    tinted = base + waves[:, :, None] * np.array([4, 3, 2], dtype=np.float32)
    return np.asarray(tinted.clip(0, 255), dtype=np.uint8)


def _letters(draw: ImageDraw.ImageDraw, content: str, dpi: int) -> None:
    fields = [*content.split("|"), "", "", "", "", "", "", ""]

    def mm(value: float) -> int:
        return round(value / 25.4 * dpi)

    draw.rectangle((mm(4), mm(18), mm(26), mm(47)), fill=(176, 186, 190), outline=(120, 130, 136))
    draw.text(
        (mm(15), mm(32)),
        "ẢNH\nMẪU",
        fill=(90, 100, 106),
        font=font("sans-bold", mm(5)),
        anchor="mm",
        align="center",
    )
    draw.text((mm(6), mm(5)), "CĂN CƯỚC (MẪU)", fill=(170, 30, 36), font=font("sans-bold", mm(4)))
    draw.text((mm(6), mm(10.5)), "KHÔNG CÓ GIÁ TRỊ SỬ DỤNG", fill=(60, 60, 66), font=font("sans", mm(2.4)))
    rows = (
        (20, fields[0], "sans-bold", 4.2),
        (27, fields[2].upper(), "sans-bold", 3.2),
        (33, fields[3], "sans", 2.8),
    )
    for level, text, face, height in rows:
        draw.text((mm(30), mm(level)), text, fill=(24, 24, 28), font=font(face, mm(height)))
    for index, row in enumerate(textwrap.wrap(fields[5], 34)[:2]):
        draw.text((mm(30), mm(39 + 4 * index)), row, fill=(24, 24, 28), font=font("sans", mm(2.5)))


def _qr(text: str, side: int) -> Image.Image:
    """The text as cards carry it: bytes in UTF-8, level M, two quiet modules."""
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    maker.add_data(qrcode.util.QRData(text.encode("utf-8"), mode=qrcode.util.MODE_8BIT_BYTE))
    maker.make(fit=True)
    modules = np.array(maker.get_matrix(), dtype=np.uint8)
    pixels = Image.fromarray(((1 - modules) * 255).astype(np.uint8))
    return pixels.resize((side, side), Image.Resampling.NEAREST).convert("RGB")
