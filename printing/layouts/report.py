"""A period's report on A4 lying: tables with grouped headings repeated on every page, notes, signatures."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common
from printing.layouts.charts import bars, parts
from printing.page import MM, Block, Page, Paper, beside, gap, held, stacked
from printing.text import Cell, Column, columns, paragraph, row, ruled, with_head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from printing.fonts import Face
    from printing.layouts.common import Look
    from printing.reports import ReportSheet, ReportTable

_SUMMARY_PAGES = 2
_SUMMARY_SIZES = (11.5, 11.0, 10.5, 10.0, 9.5)
_BETWEEN = 24.0  # charts that stand beside each other
_TOLD = 50  # rows between two words
_SMALLER = 2.0  # letters of a table beside those of the text


class _Heard:
    """Counts rows for whoever listens to a long table."""

    def __init__(self, tell: Callable[[float], None] | None, *, among: int) -> None:
        self._tell, self._among, self._set = tell, among, 0

    def row(self) -> None:
        """One row more."""
        if self._tell is not None and self._set % _TOLD == 0:
            self._tell(self._set / self._among)
        self._set += 1


def compose(
    sheet: ReportSheet, paper: Paper, *, tell: Callable[[float], None] | None = None
) -> tuple[Page, ...]:
    """Everything in its order; a table runs over as many pages as it needs. `tell` hears the rows set."""
    lying = replace(paper.turned(), left=16 * MM, right=12 * MM, top=12 * MM, bottom=11 * MM, size=11.5)
    if sheet.charts:
        return _in_two(sheet, lying)
    return common.fitted(lying, lambda tried: _pages(sheet, tried, tell=tell))


def _in_two(sheet: ReportSheet, lying: Paper) -> tuple[Page, ...]:
    """A summary has two pages: smaller letters before a third."""
    first = _pages(sheet, lying)
    for size in _SUMMARY_SIZES:
        pages = _pages(sheet, replace(lying, size=size))
        if len(pages) <= _SUMMARY_PAGES:
            return pages
    return first


def _pages(
    sheet: ReportSheet, paper: Paper, *, tell: Callable[[float], None] | None = None
) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at, words = common.look(paper), sheet.words
    top, foot = common.edges(at, words, code=sheet.period, mark=common.strip(at, sheet))
    blocks = [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.7),
        *common.title(at, words, width=at.width, size=at.title),
        *at.lines(sheet.period, align="center"),
        *_counted(at, sheet),
    ]
    heard = _Heard(tell, among=sum(len(table.rows) for table in sheet.tables))
    for place, table in enumerate(sheet.tables):
        if place == 1 and sheet.parts is not None:
            blocks += [gap(at.size * 0.6), parts(at, sheet.parts, x=at.x, width=at.width)]
        blocks += _table(at, table, heard)
        if place == 0 and sheet.charts:
            blocks += [gap(at.size), _charts(at, sheet)]
    blocks += [*_notes(at, sheet), *_signed(at, sheet)]
    return paginate(blocks, paper, top=top, foot=foot)


def _charts(at: Look, sheet: ReportSheet) -> Block:
    """The charts beside each other."""
    many = len(sheet.charts)
    width = (at.width - _BETWEEN * (many - 1)) / many
    return beside(
        *(
            bars(at, chart, x=at.x + place * (width + _BETWEEN), width=width)
            for place, chart in enumerate(sheet.charts)
        )
    )


def _counted(at: Look, sheet: ReportSheet) -> list[Block]:
    """The unit of count, held to the table under it."""
    if not sheet.counted:
        return [gap(at.size * 0.6)]
    said = at.lines(sheet.counted, at.italic, size=at.small, align="right")
    return [replace(block, keep=True) for block in [*said, gap(1.5)]]


def _table(at: Look, table: ReportTable, heard: _Heard) -> list[Block]:
    """Title, headings, rows and the total."""
    cols = columns(at.x, [at.width * share for share in table.shares], table.aligns)
    title = [gap(at.size * 0.6), *at.lines(table.title, at.bold), gap(1.5)] if table.title else []
    body: list[Block] = []
    for entry in table.rows:
        heard.row()
        body += _line(at, cols, entry, at.regular)
    if table.total:
        body += _line(at, cols, table.total, at.bold)
    said = at.lines(table.empty, at.italic, size=at.small + 0.5) if table.empty and not table.rows else []
    if not body:
        return [*(replace(block, keep=True) for block in title), *said]
    return [*(replace(block, keep=True) for block in title), *with_head(body, _head(at, cols, table)), *said]


def _line(at: Look, cols: Sequence[Column], texts: Sequence[str], font: Face) -> list[Block]:
    return row(cols, [Cell(((text, font),)) for text in texts], at.size - _SMALLER, pad=2, middle=True)


def _head(at: Look, cols: Sequence[Column], table: ReportTable) -> Block:
    """Headings under the heads of their groups, and the running numbers of the columns."""
    parts = [text.rpartition("|") for text in table.columns]
    spans: list[tuple[str, int, int]] = []
    for name, members in groupby(enumerate(parts), key=lambda one: one[1][0]):
        places = [place for place, _ in members]
        spans.append((name, places[0], places[-1] + 1))
    grouped = [(name, cols[first:last], parts[first:last]) for name, first, last in spans if name]
    alone = [
        (column, part[2])
        for name, first, last in spans
        if not name
        for column, part in zip(cols[first:last], parts[first:last], strict=True)
    ]
    uppers = [_tall(at, [_over(under)], [name], 0).height for name, under, _ in grouped]
    lowers = [_tall(at, under, [part[2] for part in said], 0).height for _, under, said in grouped]
    upper, lower = max(uppers, default=0.0), max(lowers, default=0.0)
    singles = [_tall(at, [column], [text], 0).height for column, text in alone]
    height = max(upper + lower, *singles, 0.0)
    blocks = [_tall(at, [column], [text], height) for column, text in alone]
    for name, under, said in grouped:
        over = _tall(at, [_over(under)], [name], upper)
        blocks.append(stacked([over, _tall(at, under, [part[2] for part in said], height - upper)]))
    heads = beside(*blocks)
    if not table.numbers:
        return heads
    cells = [Cell(((text, at.italic),), align="center") for text in table.numbers]
    return stacked([heads, row(cols, cells, at.size - _SMALLER - 2.2, pad=1, middle=True)[0]])


def _over(under: Sequence[Column]) -> Column:
    return Column(x=under[0].x, width=sum(one.width for one in under), align="center")


def _tall(at: Look, cols: Sequence[Column], texts: Sequence[str], height: float) -> Block:
    """Heading cells at least `height` tall, their words in the middle."""
    size = at.size - _SMALLER - 1
    bodies = [
        stacked(paragraph([(text, at.bold)], size, x=one.x + 1, width=one.width - 2, align="center"))
        for one, text in zip(cols, texts, strict=True)
    ]
    tall = max(height, *(body.height + 3 for body in bodies))
    ops = [*ruled(cols, tall)]
    for body in bodies:
        ops += body.moved(0, (tall - body.height) / 2).ops
    return Block(height=tall, ops=tuple(ops))


def _notes(at: Look, sheet: ReportSheet) -> list[Block]:
    """What the numbers mean, in small type under them."""
    if not sheet.notes:
        return []
    blocks: list[Block] = [gap(at.size * 0.6)]
    for note in sheet.notes:
        blocks += at.lines(note, at.italic, size=at.small)
    return blocks


def _signed(at: Look, sheet: ReportSheet) -> list[Block]:
    people = tuple((one.title, one.hint, one.name) for one in sheet.signers)
    return held([gap(at.size * 0.8), common.signatures(at, people, room=at.size * 3.6)]) if people else []
