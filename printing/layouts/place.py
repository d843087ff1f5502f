"""QR and CODE128 at their printed size, on the dots of a 203-dpi printer, with their quiet zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing import symbols
from printing.errors import PrintingError
from printing.page import DOT, Block, Modules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.layouts.common import Look

QUIET = 4  # white modules around a QR
BAR_DOTS = (3, 2)  # printer dots a bar module, best first; below two a 203-dpi print is not readable
BAR_QUIET = 10  # white modules beside a barcode


def qr(text: str, *, x: float, y: float, at_least: float, most: float) -> Modules:
    """The QR with its dark corner at (x, y), at least that wide and at least four printer dots a module."""
    matrix = symbols.qr_matrix(text)
    count = len(matrix)
    module = max(4, -int(-at_least / DOT // count)) * DOT
    while module > 4 * DOT and module * count > most:
        module -= DOT
    if module * count > most:
        raise PrintingError("printing.symbol_too_long")
    cells = tuple(
        (start * module, line * module, length * module, module)
        for line, start, length in symbols.runs(matrix)
    )
    return Modules(x=x, y=y, width=count * module, height=count * module, cells=cells)


def quiet(symbol: Modules, text: str) -> float:
    """The white border that the QR of `text` needs at its drawn size."""
    return QUIET * symbol.width / len(symbols.qr_matrix(text))


def barcode(text: str, *, height: float, dots: float) -> Modules:
    """CODE128 at `dots` printer dots a bar module, its corner at (0, 0)."""
    bars, total = symbols.code128_bars(text)
    module = dots * DOT
    cells = tuple((first * module, 0.0, length * module, height) for first, length in bars)
    return Modules(x=0, y=0, width=total * module, height=height, cells=cells)


def barcode_block(
    at: Look, text: str, *, height: float, borders: float, widths: Sequence[float] = BAR_DOTS
) -> Block | None:
    """The barcode centred in the column, in the widest bars that fit; None where even the narrowest do not.

    `borders` is the white already standing beside the column, part of the quiet zone.
    """
    for dots in widths:
        symbol = barcode(text, height=height, dots=dots)
        missing = max(0.0, BAR_QUIET * dots * DOT - borders)
        if symbol.width <= at.width - 2 * missing + 0.01:
            return Block(height=height, ops=(symbol.moved(at.x + (at.width - symbol.width) / 2, 0),))
    return None


def upright_block(at: Look, text: str, *, height: float) -> Block:
    """A barcode too long for the column's width, standing along the paper with white at both ends."""
    lying = barcode(text, height=height, dots=BAR_DOTS[-1])
    cells = tuple((top, left, tall, width) for left, top, width, tall in lying.cells)
    symbol = Modules(x=0, y=0, width=height, height=lying.width, cells=cells)
    end = BAR_QUIET * BAR_DOTS[-1] * DOT
    place = symbol.moved(at.x + (at.width - symbol.width) / 2, end)
    return Block(height=symbol.height + 2 * end, ops=(place,))
