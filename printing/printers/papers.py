"""Khổ giấy: papers by the names printers call them (PWG 5101.1), and the size a PDF was made for."""

from __future__ import annotations

from printing.raster import page_size_mm

NAMES = {
    "a4": "iso_a4_210x297mm",
    "a5": "iso_a5_148x210mm",
}
_SIZES = {"a4": (210, 297), "a5": (148, 210)}
SIZES = {NAMES[paper]: size for paper, size in _SIZES.items()}
"""Millimetres of each paper by the name printers call it."""
_SLACK = 2  # millimetres
_ROLLS = {"k80": (72, 80), "k58": (48, 58)}


def offered(media: list[object]) -> tuple[str, ...]:
    """Which of our papers a printer's own list names; a printer that takes any size takes them all."""
    names = [str(one) for one in media]
    found = [paper for paper, name in NAMES.items() if name in names]
    for roll, widths in _ROLLS.items():
        if any(name.startswith(tuple(f"custom_{wide}" for wide in widths)) for name in names):
            found.append(roll)
    return tuple(found)


def media_for(pdf: bytes, media: list[object]) -> str:
    """What the printer calls the paper of this PDF; "" where it names none like it."""
    width, height = page_size_mm(pdf)
    for paper, (wide, high) in _SIZES.items():
        fits = {abs(width - wide) <= _SLACK and abs(height - high) <= _SLACK,
                abs(width - high) <= _SLACK and abs(height - wide) <= _SLACK}  # fmt: skip
        if True in fits and NAMES[paper] in [str(one) for one in media]:
            return NAMES[paper]
    return ""
