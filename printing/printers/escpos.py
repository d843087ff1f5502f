"""ESC/POS: pages as the bytes of a receipt printer, dot for dot; only what every such printer understands.

Raster by GS v 0, because no code page of these printers holds Vietnamese. Own bytes and not `python-escpos`,
which brings four more packages for the four commands used here (docs/decisions). The drawer is never opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from printing.errors import PrintingError
from printing.raster import page_count, page_size_mm, rasterise

DOTS_A_MM = 8  # 203 dpi
_ROLLS = {"k80": (80.0, 576), "k58": (58.0, 384)}  # millimetres of paper, dots the head has
_DARK = 150  # of 255: thin strokes stay whole, modules are pure black anyway
_BAND = 240  # rows a command: small printers hold no more
_SLACK = 1.5
BEGIN = b"\x1b@"  # forget what was set before
CUT = b"\x1dVB\x00"  # feed to the cutter and cut, leaving one point
ASK_PAPER = b"\x10\x04\x04"  # at once, whatever is being printed
ASK_STATE = b"\x10\x04\x01"
ASK_WHEN_DONE = b"\x1dr\x01"  # answered in its turn, behind everything sent before
_FEED = b"\x1bd\x03"


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One page in dots: rows of whole bytes, the leftmost dot in the highest bit, 1 = black."""

    width: int  # bytes in a row
    rows: int
    data: bytes


def fits(pdf: bytes, roll: str) -> bool:
    """Whether a document was made for a roll of this width, or a narrower one."""
    return page_size_mm(pdf)[0] <= _ROLLS[roll][0] + _SLACK


def bitmaps(pdf: bytes, roll: str) -> tuple[Bitmap, ...]:
    """Every page of a document made for this roll.

    Raises:
        PrintingError: `printer.wrong_paper` where it is wider than the roll.
    """
    if not fits(pdf, roll):
        raise PrintingError("printer.wrong_paper")
    return tuple(_bitmap(pdf, page, roll) for page in range(page_count(pdf)))


def _bitmap(pdf: bytes, page: int, roll: str) -> Bitmap:
    from PIL import Image

    dots = _ROLLS[roll][1]
    page_mm = page_size_mm(pdf)[0]
    drawn = rasterise(pdf, page=page, width=round(page_mm * DOTS_A_MM))
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).convert("L")
    left = (drawn.width - dots) // 2  # the head prints the middle of its paper
    line = Image.new("L", (dots, drawn.height), 255)
    line.paste(picture, (-left, 0))
    bits = line.point(lambda level: 255 if level < _DARK else 0).convert("1", dither=Image.Dither.NONE)
    return Bitmap(width=dots // 8, rows=drawn.height, data=bits.tobytes())


def job(pages: tuple[Bitmap, ...], *, copies: int = 1) -> bytes:
    """The bytes that print pages, each cut off."""
    said = bytearray(BEGIN)
    for page in pages * copies:
        for top in range(0, page.rows, _BAND):
            rows = min(_BAND, page.rows - top)
            said += b"\x1dv0\x00" + page.width.to_bytes(2, "little") + rows.to_bytes(2, "little")
            said += page.data[top * page.width : (top + rows) * page.width]
        said += _FEED + CUT
    return bytes(said)
