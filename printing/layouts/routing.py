"""Phiếu kiểm soát quá trình giải quyết hồ sơ on A4 and A5 (field list: forms.md §6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, receipt
from printing.page import MM, Block, Op, Page, Paper, Rule, gap, stacked
from printing.text import Align, Cell, Column, columns, paragraph, row, ruled, with_head

if TYPE_CHECKING:
    from printing.books import RoutingRow, RoutingSheet
    from printing.layouts.common import Look

_PAD = 2.4
_SHARES = (0.29, 0.41, 0.16, 0.14)  # unit, time and signatures, result, note
_ALIGNS: tuple[Align, ...] = ("left", "left", "center", "left")
_SIGN_ROOM = 9 * MM


def compose(sheet: RoutingSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages; more hand-overs run over onto further pages under the same heading."""
    return common.fitted(paper, lambda tried: _pages(sheet, tried, mark))


def _pages(sheet: RoutingSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at = common.look(paper)
    blocks = [
        *common.header(at, sheet.header, sheet.words),
        gap(at.size * 0.4),
        *receipt.symbol_band(at, sheet),
        gap(at.size * 0.4),
    ]
    for line in sheet.lines:
        blocks += common.field(at, line.label, line.value, bold=line.bold, fill_in=line.fill_in)
    blocks += [gap(at.size * 0.5), *_table(at, sheet)]
    top, foot = common.edges(at, sheet.words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def _table(at: Look, sheet: RoutingSheet) -> list[Block]:
    """One strip a hand-over under the repeated heading."""
    cols = columns(at.x, [at.width * share for share in _SHARES], _ALIGNS)
    cells = [Cell(((text, at.bold),), align="center") for text in sheet.words.items("columns")]
    head = row(cols, cells, at.size - 1.5, middle=True)[0]
    return with_head([_step(at, cols, entry, sheet) for entry in sheet.rows], head)


def _step(at: Look, cols: tuple[Column, ...], entry: RoutingRow, sheet: RoutingSheet) -> Block:
    """One hand-over: who to whom, when, both signatures, the result of the giving side, a note."""
    words = sheet.words
    size = at.size - 1
    unit = [
        *_cell(at, cols[0], words.text("giver"), entry.giver, size),
        *_cell(at, cols[0], words.text("taker"), entry.taker, size),
    ]
    result = stacked(
        paragraph([(entry.verdict, at.bold)], size, x=cols[2].x + _PAD, width=_inner(cols[2]), align="center")
        + _small(at, cols[2], entry.used, size)
    )
    note = stacked(paragraph([(entry.note, at.regular)], size - 1, x=cols[3].x + _PAD, width=_inner(cols[3])))
    moment, parted = _moment(at, cols[1], entry, sheet, size)
    left = stacked(unit)
    height = max(left.height, moment.height, result.height, note.height) + _PAD * 1.5
    ops: list[Op] = [*ruled(cols, height)]
    for body in (left, moment, result, note):
        ops += body.moved(0, _PAD * 0.75).ops
    middle = cols[1].x + cols[1].width / 2
    ops += [
        Rule(cols[1].x, parted, cols[1].x + cols[1].width, parted, 0.4),
        Rule(middle, parted, middle, height, 0.4),
    ]
    return Block(height=height, ops=tuple(ops))


def _moment(
    at: Look, column: Column, entry: RoutingRow, sheet: RoutingSheet, size: float
) -> tuple[Block, float]:
    """When it was handed over, over two cells to sign in; and where the line between them stands."""
    words = sheet.words
    said = entry.at or words.text("moment_blank")
    top = [*paragraph([(said, at.regular)], size, x=column.x + _PAD, width=_inner(column), align="center")]
    above = sum(block.height for block in top) + _PAD
    half = column.width / 2
    ops: list[Op] = list(stacked(top).ops)
    height = 0.0
    for place, (name, who) in enumerate((("given_by", entry.given_by), ("taken_by", entry.taken_by))):
        x, width = column.x + place * half + _PAD, half - 2 * _PAD
        cell = stacked(
            [
                *paragraph([(words.text(name), at.regular)], size - 1, x=x, width=width, align="center"),
                gap(_SIGN_ROOM),
                *paragraph([(who, at.regular)], size - 1, x=x, width=width, align="center"),
            ]
        )
        ops += cell.moved(0, above).ops
        height = max(height, cell.height)
    return Block(height=above + height, ops=tuple(ops)), above


def _cell(at: Look, column: Column, label: str, value: str, size: float) -> list[Block]:
    """A label and its value, or dots for the pen."""
    room = _inner(column) - at.regular.width(f"{label} ", size)
    text = value or "." * max(6, int(room / at.regular.width(".", size)) - 1)
    spans = [(f"{label} ", at.regular), (text, at.bold if value else at.regular)]
    return paragraph(spans, size, x=column.x + _PAD, width=_inner(column))


def _small(at: Look, column: Column, text: str, size: float) -> list[Block]:
    """Smaller words under the verdict."""
    if not text:
        return []
    return paragraph([(text, at.regular)], size - 2, x=column.x + _PAD, width=_inner(column), align="center")


def _inner(column: Column) -> float:
    return column.width - 2 * _PAD
