"""A register book on A4 lying: cover, columns by its shape, page numbers, closing sheet (forms.md §7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.flow import footed, leaves
from printing.layouts import common
from printing.page import MM, Block, Frame, Page, Paper, Rule, beside, gap, stacked
from printing.text import Cell, Column, columns, headed, paragraph, row, ruled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from printing.books import RegisterSheet, Volume
    from printing.flow import Leaf
    from printing.layouts.common import Look

_SIZE = 8.0


_TOLD = 25  # rows between two words of how far it is


def compose(
    sheet: RegisterSheet, paper: Paper, *, tell: Callable[[float], None] | None = None
) -> tuple[Page, ...]:
    """Every volume with its cover; pages are numbered through each volume."""
    return footed(list(book(sheet, paper, tell=tell)))


def book(
    sheet: RegisterSheet,
    paper: Paper,
    *,
    clean: Callable[[str], str] = str,
    tell: Callable[[float], None] | None = None,
) -> Iterator[Leaf]:
    """The same page by page, each once its rows are laid; `clean` makes a row's texts drawable."""
    lying = replace(paper.turned(), left=14 * MM, right=10 * MM, top=14 * MM, bottom=10 * MM, size=12.0)
    rows, done = max(1, sum(len(volume.rows) for volume in sheet.volumes)), 0
    for place, volume in enumerate(sheet.volumes):

        def entries(volume: Volume = volume, before: int = done) -> Iterator[Sequence[str]]:
            for at, entry in enumerate(volume.rows):
                if tell is not None and at % _TOLD == 0:
                    tell((before + at) / rows)
                yield [clean(text) for text in entry]

        yield from _volume(sheet, volume, lying, entries(), place)
        done += len(volume.rows)


def _volume(
    sheet: RegisterSheet, volume: Volume, paper: Paper, entries: Iterable[Sequence[str]], place: int
) -> Iterator[Leaf]:
    """Cover, table and closing sheet of one volume; their page numbers run through."""
    at = common.look(paper)
    mark = stacked(common.strip(at, sheet, left=volume.name))
    _, foot = common.edges(at, sheet.words, code="", mark=())
    number = 0
    for blocks in (
        [stacked(_cover(at, sheet, volume))],
        _table(at, sheet, volume, entries),
        [stacked(_closing(at, sheet, volume))] if volume.closing else None,
    ):
        if blocks is not None:
            for leaf in leaves(blocks, paper, top=mark, foot=foot, book=place, before=number):
                yield leaf
                last = leaf.number
            number = last


def _cover(at: Look, sheet: RegisterSheet, volume: Volume) -> list[Block]:
    """Bìa sổ: whose book, which year, which volume."""
    big = replace(at, size=16)
    blocks = [
        *at.lines(sheet.header.parent, size=13, align="center"),
        *at.lines(sheet.header.issuer, at.bold, size=13, align="center"),
        gap(34 * MM),
        *_title(at, sheet, volume),
        gap(12 * MM),
    ]
    for line in volume.cover:
        said = [(f"{line.label} ", at.regular), (line.value, at.bold)]
        blocks += [*paragraph(said, big.size, x=at.x, width=at.width, align="center"), gap(2 * MM)]
    edge = Frame(x=at.x, y=0, width=at.width, height=at.paper.height - 48 * MM, line=1.2)
    body = stacked(blocks).moved(0, 10 * MM)
    return [Block(height=max(edge.height, body.height + 10 * MM), ops=(edge, *body.ops))]


def _title(at: Look, sheet: RegisterSheet, volume: Volume) -> list[Block]:
    if not volume.title:
        return common.title(at, sheet.words, width=at.width, size=30)
    return at.lines(volume.title, at.bold, size=30, align="center")


def _table(
    at: Look, sheet: RegisterSheet, volume: Volume, entries: Iterable[Sequence[str]]
) -> Iterator[Block]:
    """One row an entry under the heading of three lines."""
    shape = sheet.shape
    cols = columns(at.x, [at.width * share for share in shape.shares], shape.aligns)

    def body() -> Iterator[Block]:
        for entry in entries:
            yield from row(cols, [Cell(((text, at.regular),)) for text in entry], _SIZE, pad=1.6)

    empty = [] if volume.rows else at.lines(sheet.words.text("no_rows"), at.italic)
    return headed(empty or body(), _head(at, cols, sheet, volume))


def _head(at: Look, cols: Sequence[Column], sheet: RegisterSheet, volume: Volume) -> Block:
    """Headings, some under the head of their group, and the columns' numbers."""
    names = volume.columns or tuple(sheet.words.items("columns"))
    group = sheet.shape.group
    heads = _tall(at, cols, names, 0) if group is None else _grouped(at, cols, sheet, names)
    numbers = [f"({place})" for place in range(1, len(cols) + 1)]
    cells = [Cell(((text, at.italic),), align="center") for text in numbers]
    return stacked([heads, row(cols, cells, _SIZE - 1.5, pad=1, middle=True)[0]])


def _grouped(at: Look, cols: Sequence[Column], sheet: RegisterSheet, names: Sequence[str]) -> Block:
    """The heads of all columns, "Ngày, tháng, năm" over those it is for."""
    under = slice(*(sheet.shape.group or (0, 0)))
    grouped = cols[under]
    over = Column(x=grouped[0].x, width=sum(one.width for one in grouped), align="center")
    upper = row([over], [Cell(((sheet.words.text("group"), at.bold),))], _SIZE, pad=1.2, middle=True)[0]
    lower = row(grouped, _bold(at, names[under]), _SIZE - 0.5, pad=1.2, middle=True)[0]
    middle = stacked([upper, lower])
    sides = [(cols[: under.start], names[: under.start]), (cols[under.stop :], names[under.stop :])]
    height = max(middle.height, *(_tall(at, some, texts, 0).height for some, texts in sides))
    if middle.height < height:
        middle = stacked([upper, _tall(at, grouped, names[under], height - upper.height)])
    return beside(*(_tall(at, some, texts, height) for some, texts in sides), middle)


def _bold(at: Look, texts: Sequence[str]) -> list[Cell]:
    return [Cell(((text, at.bold),), align="center") for text in texts]


def _tall(at: Look, cols: Sequence[Column], texts: Sequence[str], height: float) -> Block:
    """Heading cells at least `height` tall, their words in the middle."""
    bodies = [
        stacked(paragraph([(text, at.bold)], _SIZE - 0.5, x=one.x + 1, width=one.width - 2, align="center"))
        for one, text in zip(cols, texts, strict=True)
    ]
    tall = max(height, *(body.height + 3 for body in bodies))
    ops = [*ruled(cols, tall)]
    for body in bodies:
        ops += body.moved(0, (tall - body.height) / 2).ops
    return Block(height=tall, ops=tuple(ops))


def _closing(at: Look, sheet: RegisterSheet, volume: Volume) -> list[Block]:
    """Tờ khóa sổ: what the year held, signed and sealed."""
    words = sheet.words
    blocks = [
        *common.header(at, replace(sheet.header, place_date=volume.closed_on), words),
        gap(10 * MM),
        *at.lines(words.text("closing_title"), at.bold, size=18, align="center"),
        *at.lines(volume.name, align="center"),
        gap(8 * MM),
    ]
    for line in volume.closing:
        blocks += [*common.field(at, line.label, line.value, bold=line.bold), gap(1.2 * MM)]
    people = tuple((one.title, one.hint, one.name) for one in sheet.signers)
    rule = Block(height=3 * MM, ops=(Rule(at.x, 0, at.x + at.width, 0, 0.5),))
    return [*blocks, gap(4 * MM), rule, common.signatures(at, people, room=24 * MM)]
