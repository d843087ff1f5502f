"""Words into lines and cells: wrapping with Vietnamese widths, paragraphs, centred lines, tables."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from printing.fonts import Face
from printing.page import Block, Op, Rule, Text, spaces_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Align = Literal["left", "center", "right", "justify"]
Span = tuple[str, Face]
Line = tuple[Span, ...]

_SHIFT: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0, "justify": 0.0}
_LOOSEST = 0.25  # of a line: one with more white than that stays ragged
_ROWS_AT_ONCE = 24  # a cell with more lines is cut into rows of this many


def wrap(spans: Iterable[Span], size: float, width: float) -> tuple[Line, ...]:
    """Break `spans` at white space into lines no wider than `width`; a longer word is cut between letters."""
    lines: list[Line] = []
    line: list[Span] = []
    used = 0.0
    for piece, font in _pieces(spans):
        if piece == "\n":
            lines.append(_joined(line))
            line, used = [], 0.0
            continue
        for part in _cut(piece, font, size, width):
            advance = font.width(part, size)
            if line and not part.isspace() and used + advance > width + 0.01:
                lines.append(_joined(line))
                line, used = [], 0.0
            if line or not part.isspace():
                line.append((part, font))
                used += advance
    if line or not lines:
        lines.append(_joined(line))
    return tuple(lines)


def line_width(line: Line, size: float) -> float:
    """How wide a wrapped line stands."""
    return sum(font.width(text, size) for text, font in line)


def paragraph(
    spans: Iterable[Span],
    size: float,
    *,
    x: float,
    width: float,
    align: Align = "left",
    grey: float = 0.0,
    indent: float = 0.0,
) -> list[Block]:
    """The wrapped text as one block a line, so that a long text may run over pages.

    Centred text is balanced: no line is left with a single short word. `indent` sets the first line in.
    """
    spans = tuple(spans)
    font = spans[0][1]
    lines = balanced(spans, size, width) if align == "center" else _set_in(spans, size, width, indent)
    found = []
    for place, line in enumerate(lines):
        room = width - (0.0 if place else indent)
        spare = room - line_width(line, size)
        start = x + (0.0 if place else indent) + spare * _SHIFT[align]
        ops = _set(line, size, x=start, y=size * font.rise, grey=grey)
        if align == "justify" and place < len(lines) - 1 and spare < room * _LOOSEST:
            ops = _spread(line, size, ops, spare)
        found.append(Block(height=size * font.leading, ops=ops))
    return found


def _set_in(spans: tuple[Span, ...], size: float, width: float, indent: float) -> tuple[Line, ...]:
    """Lines whose first one is so much narrower: hard spaces hold its room while words are wrapped."""
    if not indent:
        return wrap(spans, size, width)
    font = spans[0][1]
    hold = "\xa0" * math.ceil(indent / font.width("\xa0", size))
    first, *rest = wrap(((hold + spans[0][0], font), *spans[1:]), size, width)
    bare = ((first[0][0].removeprefix(hold), first[0][1]), *first[1:])
    return (tuple(span for span in bare if span[0]), *rest)


def _spread(line: Line, size: float, ops: tuple[Op, ...], spare: float) -> tuple[Op, ...]:
    """The line drawn out to the right edge by wider spaces between its words."""
    spaces = sum(spaces_in(text) for text, _ in line)
    if not spaces:
        return ops
    each, x, found = spare / spaces, 0.0, list[Op]()
    for op in ops:
        assert isinstance(op, Text)
        found.append(replace(op, x=op.x + x, spread=each))
        x += each * spaces_in(op.text)
    return tuple(found)


def balanced(spans: tuple[Span, ...], size: float, width: float) -> tuple[Line, ...]:
    """As many lines as the width needs, but of nearly the same length; no word is cut that need not be."""
    lines = wrap(spans, size, width)
    longest = max((font.width(piece, size) for piece, font in _pieces(spans) if piece != "\n"), default=0.0)
    narrow, wide = max(width / max(1, len(lines)), min(longest, width)), width
    while len(lines) > 1 and wide - narrow > 2:
        middle = (narrow + wide) / 2
        trial = wrap(spans, size, middle)
        if len(trial) == len(lines) and all(line_width(line, size) <= middle + 0.02 for line in trial):
            lines, wide = trial, middle
        else:
            narrow = middle
    return lines


def leader(label: str, font: Face, size: float, *, x: float, width: float) -> list[Block]:
    """A label with dots up to the margin, to be filled in by hand."""
    start = font.width(label + " ", size)
    dots = max(8, int((width - start) / font.width(".", size)) - 1)
    return paragraph([(f"{label} {'.' * dots}", font)], size, x=x, width=width + 1)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    x: float
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: spans wrapped to its column, and smaller words under them."""

    spans: tuple[Span, ...]
    under: tuple[Span, ...] = ()
    align: Align | None = None  # None = the column's


def columns(x: float, widths: Sequence[float], aligns: Sequence[Align]) -> tuple[Column, ...]:
    """Columns standing side by side from `x`."""
    found = []
    for width, align in zip(widths, aligns, strict=True):
        found.append(Column(x=x, width=width, align=align))
        x += width
    return tuple(found)


def row(
    cols: Sequence[Column], cells: Sequence[Cell], size: float, *, pad: float = 2.4, middle: bool = False
) -> list[Block]:
    """One ruled table row; a very tall one comes as several rows so that a page can hold it.

    Cells begin on one line, the number beside the first words of its name, and are written one after the
    other: the eye finds them together, and who listens or copies hears a wrapped name in one piece.
    """
    tall = [_cell_lines(column, cell, size, pad) for column, cell in zip(cols, cells, strict=True)]
    count = max(len(lines) for lines in tall)
    found = []
    for start in range(0, count, _ROWS_AT_ONCE):
        part = [lines[start : start + _ROWS_AT_ONCE] for lines in tall]
        found.append(_row_block(cols, part, pad=pad, middle=middle))
    return found


def ruled(cols: Sequence[Column], height: float) -> tuple[Op, ...]:
    """The lines around the cells of one row."""
    left, right = cols[0].x, cols[-1].x + cols[-1].width
    edges = [column.x for column in cols] + [right]
    rules: list[Op] = [Rule(left, 0, right, 0, 0.5), Rule(left, height, right, height, 0.5)]
    return tuple(rules + [Rule(edge, 0, edge, height, 0.5) for edge in edges])


def with_head(rows: Iterable[Block], head: Block) -> list[Block]:
    """A table: its head tied to the first row and repeated on every further page."""
    return list(headed(rows, head))


def headed(rows: Iterable[Block], head: Block) -> Iterator[Block]:
    """The same row by row."""
    yield replace(head, keep=True)
    for block in rows:
        yield replace(block, head=head)


def _cell_lines(column: Column, cell: Cell, size: float, pad: float) -> list[tuple[Line, float, Align]]:
    """The wrapped lines of a cell with their size and alignment."""
    align = cell.align or column.align
    width = column.width - 2 * pad
    lines = [(line, size, align) for line in wrap(cell.spans, size, width)]
    if cell.under:
        lines += [(line, size * 0.86, align) for line in wrap(cell.under, size * 0.86, width)]
    return lines


def _tallness(line: Line, size: float) -> float:
    """Height of one line."""
    return size * (line[0][1].leading if line else 1.2)


def _row_block(
    cols: Sequence[Column], cells: Sequence[Sequence[tuple[Line, float, Align]]], *, pad: float, middle: bool
) -> Block:
    """Draw already wrapped cells into one row."""
    heights = [sum(_tallness(line, size) for line, size, _ in lines) for lines in cells]
    height = max(heights) + pad * 1.5
    ops: list[Op] = list(ruled(cols, height))
    for column, lines, own in zip(cols, cells, heights, strict=True):
        y = (height - own) / 2 if middle else pad * 0.75
        for line, size, align in lines:
            spare = column.width - 2 * pad - line_width(line, size)
            start = column.x + pad + spare * _SHIFT[align]
            ops += _set(line, size, x=start, y=y + size * (line[0][1].rise if line else 1))
            y += _tallness(line, size)
    return Block(height=height, ops=tuple(ops))


def _pieces(spans: Iterable[Span]) -> Iterable[Span]:
    """Words, white space and forced breaks of `spans`, in order."""
    for text, font in spans:
        for piece in re.findall(r"\n|[^\S\n\xa0]+|(?:\S|\xa0)+", text):
            yield (" " if piece[0] not in "\n\xa0" and piece.isspace() else piece), font


def _cut(piece: str, font: Face, size: float, width: float) -> list[str]:
    """`piece` whole, or cut between letters where it alone is wider than the line."""
    if font.width(piece, size) <= width:
        return [piece]
    parts: list[str] = []
    part = ""
    for char in piece:
        if part and font.width(part + char, size) > width:
            whole = _joint(part)
            parts.append(part[:whole])
            part = part[whole:]
        part += char
    return [*parts, part]


def _joint(part: str) -> int:
    """Where a code or an address is best cut: after its last joint in the second half, else at its end."""
    place = max(part.rfind(mark) for mark in "-./@_") + 1
    return place if place > len(part) / 2 else len(part)


def _joined(line: Sequence[Span]) -> Line:
    """Neighbouring pieces of one face as one string; white space at the end dropped."""
    found: list[Span] = []
    for text, font in line:
        if found and found[-1][1] is font:
            found[-1] = (found[-1][0] + text, font)
        else:
            found.append((text, font))
    if found:
        found[-1] = (found[-1][0].rstrip(), found[-1][1])
    return tuple(span for span in found if span[0])


def _set(line: Line, size: float, *, x: float, y: float, grey: float = 0.0) -> tuple[Op, ...]:
    """The spans of a line at their places."""
    ops: list[Op] = []
    for text, font in line:
        ops.append(Text(x=x, y=y, text=text, face=font, size=size, grey=grey))
        x += font.width(text, size)
    return tuple(ops)
