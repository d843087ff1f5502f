"""Papers of the judging family for hard scenes: real words in many layouts, certificates, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from scanning.scenes import cards, forms
from scanning.scenes.lettering import font

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Page = NDArray[np.uint8]

A4, A5 = (210.0, 297.0), (148.0, 210.0)
_KINDS = ("form", "form", "form", "letter", "certificate", "ledger", "notice", "cover", "note", "card")
_WORDS = (
    *("biên", "nhận", "hồ", "sơ", "mẫu", "công", "dân", "phường", "giấy", "tờ", "ngày", "tháng", "năm"),
    *("bản", "sao", "chứng", "thực", "đăng", "ký", "khai", "sinh", "cư", "trú", "xác", "tình", "trạng"),
    *("đơn", "đề", "nghị", "cán", "bộ", "tiếp", "trả", "kết", "quả", "lệ", "phí", "tên", "đóng", "dấu"),
)


def paper(rng: np.random.Generator, *, dpi: int) -> tuple[Page, tuple[float, float]]:
    """A flat page and its size in millimetres."""
    kind = str(rng.choice(_KINDS))
    if kind == "card":
        return cards.card(rng, dpi=max(200, dpi)).bgr, cards.CARD_MM
    if kind == "form":
        return forms.form(str(rng.choice(forms.KINDS)), rng, dpi=dpi).bgr, A4
    size = A5 if rng.random() < 0.15 else A4
    if kind == "certificate" and rng.random() < 0.6:
        size = (size[1], size[0])
    image = Image.new("RGB", (round(size[0] / 25.4 * dpi), round(size[1] / 25.4 * dpi)), "white")
    {
        "letter": _letter,
        "certificate": _certificate,
        "ledger": _ledger,
        "notice": _notice,
        "cover": _cover,
        "note": _note,
    }[kind](image, rng)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), size


def _line(rng: np.random.Generator, count: int) -> str:
    return " ".join(str(word) for word in rng.choice(_WORDS, size=count))


def _text(
    image: Image.Image, rng: np.random.Generator, box: tuple[float, float, float, float], *, height: float
) -> None:
    """Words over the box (parts of the page), `height` of a letter as a part of its width."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    pixels = max(5, round(height * wide))
    letters = font(str(rng.choice(["serif", "sans", "serif-italic"])), pixels)
    y = box[1] * high
    while y < box[3] * high - pixels:
        words = max(1, round((box[2] - box[0]) / height / 2.6))
        if rng.random() < 0.25:
            words = max(1, words // 2)
        draw.text(
            (box[0] * wide, y),
            _line(rng, words)[: int((box[2] - box[0]) / height * 2.1)],
            (25, 25, 28),
            letters,
        )
        y += pixels * 1.45


def _letter(image: Image.Image, rng: np.random.Generator) -> None:
    """Letterhead with a logo, a heading, a body, a coloured foot."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    tint = tuple(int(level) for level in rng.integers(20, 200, size=3))
    draw.ellipse((wide * 0.07, high * 0.03, wide * 0.17, high * 0.03 + wide * 0.1), fill=tint)
    draw.text((wide * 0.2, high * 0.04), _line(rng, 4).upper(), tint, font("sans-bold", round(wide * 0.028)))
    draw.line((wide * 0.06, high * 0.115, wide * 0.94, high * 0.115), fill=tint, width=max(1, wide // 250))
    _text(image, rng, (0.1, 0.15, 0.9, float(rng.uniform(0.45, 0.9))), height=0.018)
    draw.rectangle((0, high * 0.955, wide, high), fill=tint)


def _certificate(image: Image.Image, rng: np.random.Generator) -> None:
    """An ornamental frame up to the paper's rim, large words in its middle, a pale ground."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    tint = tuple(int(level) for level in rng.integers(60, 210, size=3))
    draw.rectangle((0, 0, wide, high), fill=tuple(int(level) for level in rng.integers(225, 256, size=3)))
    inset = wide * float(rng.uniform(0.015, 0.06))
    for ring in range(int(rng.integers(2, 5))):
        far = inset + ring * wide * 0.012
        draw.rectangle((far, far, wide - far, high - far), outline=tint, width=max(1, wide // 200))
    for x in np.arange(inset, wide - inset, wide * 0.03):
        draw.ellipse((x, inset, x + wide * 0.012, inset + wide * 0.012), fill=tint)
    draw.text(
        (wide / 2, high * 0.25),
        "GIẤY CHỨNG NHẬN (MẪU)",
        (170, 30, 40),
        font("serif-bold", wide // 22),
        anchor="mm",
    )
    _text(image, rng, (0.25, 0.4, 0.75, 0.6), height=0.02)
    draw.ellipse(
        (wide * 0.6, high * 0.66, wide * 0.75, high * 0.66 + wide * 0.15), outline=(200, 40, 50), width=3
    )


def _ledger(image: Image.Image, rng: np.random.Generator) -> None:
    """A table over the whole page."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    edge = float(rng.uniform(0.02, 0.08))
    columns = (
        np.sort(np.append(rng.uniform(edge, 1 - edge, size=int(rng.integers(3, 9))), [edge, 1 - edge])) * wide
    )
    rows = np.linspace(high * float(rng.uniform(0.05, 0.3)), high * (1 - edge), int(rng.integers(8, 36)))
    for level in rows:
        draw.line((columns[0], level, columns[-1], level), fill=(60, 60, 70), width=1)
    for column in columns:
        draw.line((column, rows[0], column, rows[-1]), fill=(60, 60, 70), width=1)
    letters = font("sans", max(5, int((rows[1] - rows[0]) * 0.5)))
    for level in rows[:-1]:
        for column in columns[:-1]:
            if rng.random() < 0.7:
                draw.text((column + 2, level + 2), str(rng.choice(_WORDS)), (40, 40, 44), letters)


def _notice(image: Image.Image, rng: np.random.Generator) -> None:
    """A coloured heading band, a photograph, two columns."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    band = float(rng.uniform(0.06, 0.2))
    draw.rectangle(
        (0, 0, wide, high * band), fill=tuple(int(level) for level in rng.integers(20, 220, size=3))
    )
    draw.text(
        (wide / 2, high * band / 2), "THÔNG BÁO (MẪU)", "white", font("sans-bold", wide // 16), anchor="mm"
    )
    left = float(rng.uniform(0.08, 0.5))
    box = (int(left * wide), int((band + 0.04) * high), int((left + 0.4) * wide), int((band + 0.3) * high))
    sky = np.linspace(rng.integers(60, 230, size=3), rng.integers(30, 200, size=3), box[3] - box[1])
    photo = Image.fromarray(np.repeat(sky[:, None], box[2] - box[0], axis=1).astype(np.uint8))
    pen = ImageDraw.Draw(photo)
    for _ in range(12):
        at, reach = rng.uniform(0, 1, size=2) * photo.size, rng.uniform(0.05, 0.3) * photo.width
        pen.ellipse(
            (*(at - reach / 2), *(at + reach / 2)), fill=tuple(int(c) for c in rng.integers(0, 255, size=3))
        )
    image.paste(photo, box[:2])
    _text(image, rng, (0.07, band + 0.34, 0.47, 0.95), height=0.016)
    _text(image, rng, (0.53, band + 0.34, 0.93, 0.95), height=0.016)


def _cover(image: Image.Image, rng: np.random.Generator) -> None:
    """A few large words on an empty page."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    draw.text(
        (wide / 2, high * float(rng.uniform(0.2, 0.5))),
        "HỒ SƠ MẪU",
        (30, 30, 34),
        font("serif-bold", wide // 12),
        anchor="mm",
    )
    draw.text((wide / 2, high * 0.88), _line(rng, 4), (30, 30, 34), font("serif", wide // 40), anchor="mm")


def _note(image: Image.Image, rng: np.random.Generator) -> None:
    """Handwriting on ruled or squared paper, or nearly nothing at all."""
    draw, (wide, high) = ImageDraw.Draw(image), image.size
    pitch = int(high / rng.uniform(25, 45))
    tint = (176, 196, 226)
    if rng.random() < 0.7:
        for level in range(pitch, high, pitch):
            draw.line((0, level, wide, level), fill=tint, width=1)
        if rng.random() < 0.5:
            for place in range(0, wide, pitch):
                draw.line((place, 0, place, high), fill=tint, width=1)
    for row in range(2, int(rng.integers(3, 20))):
        x = np.linspace(0.1, rng.uniform(0.3, 0.9), 120) * wide
        y = (
            row * pitch * 1.0
            + np.sin(x / wide * 190 + row) * pitch * 0.22
            + np.sin(x / wide * 70) * pitch * 0.1
        )
        draw.line(
            list(zip(x.tolist(), y.tolist(), strict=True)), fill=(30, 40, 140), width=max(1, wide // 500)
        )
