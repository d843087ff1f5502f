"""Tờ phân cách: the sheet laid between two papers in a feeder, read back whichever way round it goes in.

A patch code T stands along every edge, read from the edge inwards as scanners do; in the middle a QR says
which paper follows, and a CODE128 what other programs split at. Large black things on an otherwise empty
sheet: a copy of a copy still works.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.clean import cleaned
from printing.draw import draw
from printing.fonts import face
from printing.page import MM, Modules, Page, Text, paper
from printing.render import Rendered
from printing.symbols import code128_bars, qr_matrix, runs
from printing.text import line_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.fonts import Face
    from printing.page import Op, Paper
    from printing.text import Line

INCH = 72.0
NARROW, WIDE, LONG = 0.08 * INCH, 0.20 * INCH, 2.5 * INCH
PATCH_T = (NARROW, WIDE, NARROW, WIDE)  # bars from the edge inwards; every space is a narrow one
_FROM_EDGE = 0.3 * INCH  # printers leave a rim white
_QR = 52 * MM
_BARS = (70 * MM, 14 * MM)
_CLEAR = 0.3 * INCH  # a patch code wants white around it
_LEADING = 1.3
_NAME_LINES = 4  # a longer name is cut: the number says which paper it is


@dataclass(frozen=True, slots=True)
class SeparatorSheet:
    """One sheet: what it says in large letters, how to use it, and the texts of its symbols."""

    title: str
    name: str
    hint: str
    qr: str
    code: str


def render_separators(sheets: Sequence[SeparatorSheet], name: str = "a4") -> Rendered:
    """The sheets, one a page, on `a4` or `a5`; same sheets, same bytes."""
    where = paper(name)
    faces = (face(where.kind, "bold"), face(where.kind, "regular"))
    pages, lost = [], dict[str, None]()
    for sheet in sheets:
        safe, missing = cleaned(sheet, faces)
        lost |= dict.fromkeys(missing)
        pages.append(_page(safe, where, *faces))
    title = sheets[0].title if sheets else ""
    return Rendered(pdf=draw(pages, title=title), pages=len(pages), substituted=tuple(lost))


def _page(sheet: SeparatorSheet, where: Paper, bold: Face, regular: Face) -> Page:
    wide, high = where.width, where.height
    room = wide - 2 * (_FROM_EDGE + 0.8 * INCH + _CLEAR)
    top = high / 2 - _QR / 2
    name = wrap([(sheet.name, bold)], 15.0, room)[:_NAME_LINES]
    head = [(wrap([(sheet.title, bold)], 24.0, room), 24.0), (name, 15.0)]
    y = top - 8 * MM - sum(len(lines) * size * _LEADING for lines, size in head) - 2 * MM
    ops: list[Op] = list(_patches(wide, high))
    for lines, size in head:
        ops += _centred(lines, size, wide, y)
        y += len(lines) * size * _LEADING + 2 * MM
    ops.append(_qr(sheet.qr, (wide - _QR) / 2, top))
    ops.append(_bars(sheet.code, (wide - _BARS[0]) / 2, top + _QR + 8 * MM))
    hint = wrap([(sheet.hint, regular)], 10.5, room)
    return Page(wide, high, (*ops, *_centred(hint, 10.5, wide, top + _QR + _BARS[1] + 13 * MM)))


def _centred(lines: Sequence[Line], size: float, wide: float, y: float) -> list[Op]:
    """Lines in the middle of the sheet, the first one's top at `y`."""
    ops: list[Op] = []
    for at, line in enumerate(lines):
        x = (wide - line_width(line, size)) / 2
        for part, font in line:
            ops.append(Text(x, y + at * size * _LEADING + size, part, font, size))
            x += font.width(part, size)
    return ops


def _patches(wide: float, high: float) -> tuple[Modules, ...]:
    """A patch code T along each edge, bars along the edge, first bar outermost."""
    places, at = [], _FROM_EDGE
    for bar in PATCH_T:
        places.append((at, bar))
        at += bar + NARROW
    middle, centre = (wide - LONG) / 2, (high - LONG) / 2
    cells: list[list[tuple[float, float, float, float]]] = [
        [(middle, at, LONG, bar) for at, bar in places],
        [(middle, high - at - bar, LONG, bar) for at, bar in places],
        [(at, centre, bar, LONG) for at, bar in places],
        [(wide - at - bar, centre, bar, LONG) for at, bar in places],
    ]
    return tuple(_modules(edge) for edge in cells)


def _modules(cells: list[tuple[float, float, float, float]]) -> Modules:
    left, top = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
    right, low = max(x + wide for x, _, wide, _ in cells), max(y + tall for _, y, _, tall in cells)
    inside = tuple((x - left, y - top, wide, tall) for x, y, wide, tall in cells)
    return Modules(left, top, right - left, low - top, inside)


def _qr(text: str, x: float, y: float) -> Modules:
    matrix = qr_matrix(text)
    side = _QR / len(matrix)
    cells = tuple((at * side, row * side, length * side, side) for row, at, length in runs(matrix))
    return Modules(x, y, _QR, _QR, cells)


def _bars(text: str, x: float, y: float) -> Modules:
    bars, whole = code128_bars(text)
    module = _BARS[0] / whole
    return Modules(x, y, *_BARS, tuple((at * module, 0.0, width * module, _BARS[1]) for at, width in bars))
