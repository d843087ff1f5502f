"""Dấu mã hồ sơ: a QR and a code in a small white box, drawn on an else empty page to lie over a copy."""

from __future__ import annotations

from dataclasses import replace

from printing import symbols
from printing.draw import draw
from printing.layouts import common, place
from printing.page import DOT, MM, Block, Frame, Modules, Page, paper, stacked

_DOTS = 4
_EDGE = 6 * MM
WHITE = 1.0
_MARK = 7.0  # points
_SHEET = 100 * MM  # narrower is a roll or a label
_AIR, _AIR_ROLL = 6 * MM, 0.4 * MM  # a desk printer leaves 4 mm of a sheet white, a roll printer nothing


def stamp_page(*, qr: str, lines: tuple[str, ...], width: float, height: float) -> bytes:
    """A page of the given size in points with the box at its upper right; same words, same bytes.

    A page too small for the box gets a smaller one, down to two printer dots a module.
    """
    count = len(symbols.qr_matrix(qr)) + 2 * place.QUIET
    at = replace(common.look(paper("a4")), size=7.5)
    for dots in (_DOTS, 3, 2):
        side = dots * DOT * count
        if side <= min(width, height) / 4:
            break
    text_width = max(at.bold.width(line, at.size) for line in lines) if lines else 0.0
    wide = max(side, min(text_width + 3 * MM, width / 2))
    column = replace(at, x=width - _EDGE - wide, width=wide)
    words = stacked([block for line in lines for block in column.lines(line, at.bold, align="center")])
    symbol = _symbol(qr, dots, x=column.x + (wide - side) / 2)
    body = stacked([Block(height=side, ops=(symbol,)), words, Block(height=1 * MM)])
    frame = Frame(x=column.x, y=0, width=wide, height=body.height, line=0.5, fill=WHITE)
    whole = Block(height=body.height, ops=(frame, *body.ops)).moved(0, _EDGE)
    return draw([Page(width=width, height=height, ops=whole.ops)], title=lines[0] if lines else "")


def mark_page(text: str, *, width: float, height: float) -> bytes:
    """A page of the given size in points with one small line in the air above its print, at the right."""
    at = replace(common.look(paper("a4")), size=_MARK)
    air = _AIR if width > _SHEET else _AIR_ROLL
    wide = min(at.italic.width(text, at.size), width - 2 * air)
    column = replace(at, x=width - air - wide, width=wide)
    line = stacked(column.lines(text, at.italic, align="right"))
    ground = Frame(x=column.x - 1, y=0, width=wide + 2, height=line.height, line=0, fill=WHITE)
    whole = Block(height=line.height, ops=(ground, *line.ops)).moved(0, air)
    return draw([Page(width=width, height=height, ops=whole.ops)], title=text)


def _symbol(qr: str, dots: int, *, x: float) -> Modules:
    """The QR with its quiet zone, its corner at (x, 0)."""
    matrix, module = symbols.qr_matrix(qr), dots * DOT
    cells = tuple(
        (start * module, line * module, length * module, module)
        for line, start, length in symbols.runs(matrix)
    )
    size = module * len(matrix)
    quiet = module * place.QUIET
    return Modules(x=x + quiet, y=quiet, width=size, height=size, cells=cells)
