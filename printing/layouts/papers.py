"""Thành phần hồ sơ: table A (originals, certified and plain copies) and table C (chứng thực, with fees)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.layouts import common
from printing.page import Block, gap
from printing.text import Align, Cell, Column, columns, row, with_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printing.layouts.common import Look
    from printing.sheets import PaperRow, ReceiptSheet


def table(at: Look, sheet: ReceiptSheet) -> list[Block]:
    """Line 1 of the receipt: its heading and the table of the papers received."""
    words = sheet.words
    heading = common.field(at, words.text("components"), "", fill_in=False) or at.lines(
        words.text("components")
    )
    if sheet.fee_rows:
        return [_kept(heading[0]), *heading[1:], _kept(gap(1.5)), *_fees(at, sheet)]
    if sheet.papers:
        return [
            _kept(heading[0]),
            *heading[1:],
            _kept(gap(1.5)),
            *counts(at, words.items("columns_a"), sheet.papers),
        ]
    return [*heading, *at.lines(words.text("no_components"), at.italic)]


def counts(at: Look, headings: Sequence[str], rows: Sequence[PaperRow]) -> list[Block]:
    """Table A under the given headings, one row a paper."""
    narrow, wide = at.size * 2.5, at.size * 5.0
    widths = [narrow, at.width - narrow - wide * 3, wide, wide, wide]
    cols = columns(at.x, widths, ("center", "left", "center", "center", "center"))
    body: list[Block] = []
    for paper in rows:
        cells = [
            _cell(at, paper.no),
            Cell(((paper.name, at.regular),), under=((paper.note, at.italic),) if paper.note else ()),
            _cell(at, paper.original),
            _cell(at, paper.certified),
            _cell(at, paper.copy),
        ]
        body += row(cols, cells, at.size - 0.5)
    return with_head(body, _head(at, cols, headings))


def _fees(at: Look, sheet: ReceiptSheet) -> list[Block]:
    """Table C with the sum of the fees under it."""
    narrow, wide = at.size * 2.9, at.size * 4.2
    money = at.size * 7.0
    widths = [narrow, at.width - narrow - 2 * wide - money, wide, wide, money]
    aligns: tuple[Align, ...] = ("center", "left", "center", "center", "right")
    cols = columns(at.x, widths, aligns)
    body: list[Block] = []
    for paper in sheet.fee_rows:
        cells = [_cell(at, text) for text in (paper.no, paper.name, paper.pages, paper.copies, paper.fee)]
        body += row(cols, cells, at.size - 0.5)
    if sheet.fee_total:
        total = columns(at.x, [at.width - money, money], ("right", "right"))
        cells = [Cell(((sheet.words.text("fee_total"), at.bold),)), Cell(((sheet.fee_total, at.bold),))]
        body += row(total, cells, at.size - 0.5)
    return with_head(body, _head(at, cols, sheet.words.items("columns_c")))


def _head(at: Look, cols: Sequence[Column], headings: Sequence[str]) -> Block:
    """The heading row, bold, centred both ways."""
    cells = [Cell(((text, at.bold),), align="center") for text in headings]
    return row(cols, cells, at.size - 1, middle=True)[0]


def _cell(at: Look, text: str) -> Cell:
    """Plain words in a cell."""
    return Cell(((text, at.regular),))


def _kept(block: Block) -> Block:
    """The block tied to what follows."""
    return Block(height=block.height, ops=block.ops, keep=True, head=block.head)
