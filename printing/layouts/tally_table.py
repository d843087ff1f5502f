"""The tally's ruled tables: fields under grouped II.06a columns, and indicators with both their terms."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from printing.page import Block, beside, stacked
from printing.text import Align, Cell, Column, columns, paragraph, row, ruled, with_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.fonts import Face
    from printing.layouts.common import Look
    from printing.sheets import TallyRow, TallySheet


def fields(at: Look, sheet: TallySheet) -> list[Block]:
    """One row a field and the total, under headings repeated on every page."""
    cols = _columns(at, len(sheet.words.items("columns")))
    body: list[Block] = []
    for place, entry in enumerate(sheet.rows, start=1):
        body += _numbers(at, cols, str(place), entry, at.regular)
    body += _numbers(at, cols, "", sheet.total, at.bold)
    return with_head(body, _head(at, cols, sheet))


def indicators(at: Look, sheet: TallySheet) -> list[Block]:
    """One row an indicator: name, numerator, denominator, rate, target, verdict."""
    narrow = at.size * 5.2
    aligns: list[Align] = ["left"]
    aligns += ["center"] * 5
    cols = columns(at.x, [at.width - narrow * 5, *([narrow] * 5)], aligns)
    body: list[Block] = []
    for entry in sheet.indicators:
        texts = (entry.name, entry.numerator, entry.denominator, entry.rate, entry.target, entry.met)
        body += row(cols, [Cell(((text, at.regular),)) for text in texts], at.size - 0.8, pad=2)
    return with_head(body, _cells(cols, sheet.words.items("indicator_columns"), at.size - 1.2, at.bold))


def _columns(at: Look, count: int) -> tuple[Column, ...]:
    """Running number, field, then as many number columns as the template has."""
    narrow = at.size * 2.4
    number = min((at.width - narrow) * 0.72 / max(1, count), at.size * 4.6)
    widths = [narrow, at.width - narrow - number * count, *([number] * count)]
    aligns: list[Align] = ["center", "left"]
    aligns += ["center"] * count
    return columns(at.x, widths, aligns)


def _head(at: Look, cols: Sequence[Column], sheet: TallySheet) -> Block:
    """Group headings over column headings, then the columns' running numbers."""
    words = sheet.words
    parts = [text.rpartition("|") for text in words.items("columns")]
    groups: list[Column] = []
    names: list[str] = []
    place = 2
    for name, members in groupby(parts, key=lambda part: part[0]):
        count = len(list(members))
        width = sum(column.width for column in cols[place : place + count])
        groups.append(Column(x=cols[place].x, width=width, align="center"))
        names.append(name)
        place += count
    size = at.size - 1.2
    right = stacked(
        [
            _cells(groups, names, size, at.bold),
            _cells(cols[2:], [part[2] for part in parts], size, at.regular),
        ]
    )
    left = _tall(cols[:2], (words.text("no"), words.text("name")), size, at.bold, height=right.height)
    running = ("(1)", "(2)", *words.items("column_numbers"))
    return stacked([beside(left, right), _cells(cols, running, max(6.0, at.size * 0.6), at.regular)])


def _numbers(at: Look, cols: Sequence[Column], number: str, entry: TallyRow, font: Face) -> list[Block]:
    """One line of the table."""
    texts = (number, entry.name, *entry.values)
    return row(cols, [Cell(((text, font),)) for text in texts], at.size - 0.8, pad=2, middle=True)


def _cells(cols: Sequence[Column], texts: Sequence[str], size: float, font: Face) -> Block:
    """One row of headings."""
    cells = [Cell(((text, font),), align="center") for text in texts]
    return row(cols, cells, size, pad=1.2, middle=True)[0]


def _tall(cols: Sequence[Column], texts: Sequence[str], size: float, font: Face, *, height: float) -> Block:
    """Heading cells as tall as the two rows beside them."""
    ops = list(ruled(cols, height))
    for column, text in zip(cols, texts, strict=True):
        body = stacked(
            paragraph([(text, font)], size, x=column.x + 1, width=column.width - 2, align="center")
        )
        ops += body.moved(0, (height - body.height) / 2).ops
    return Block(height=height, ops=tuple(ops))
