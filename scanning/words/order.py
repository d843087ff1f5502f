"""Puts the words of an administrative page into the order a clerk reads them.

Read across, row by row; but what is set in columns is read column by column: the two halves of an official
letter's head and foot (Nghị định 30/2020/NĐ-CP, Phụ lục I), and running text in true columns. A ruled table
is read row by row and in it cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scanning.words.columns import regions
from scanning.words.rows import Piece, Row, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanning.pdf.textlayer import Word
    from scanning.words.rules import Grid


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the reader saw it: its block and its words, left to right."""

    block: int
    words: tuple[Word, ...]


def in_rows(lines: Sequence[Line], tables: Sequence[Grid] = ()) -> tuple[Word, ...]:
    """All words in reading order, `line` numbered by line from 0."""
    lines = [line for line in lines if line.words]
    free, ruled = _parted(lines, tables)
    bounds = [grid.ys[0] for grid in tables]
    ordered: list[list[Word]] = []
    for number in range(len(tables) + 1):
        if number:
            ordered += _cells(ruled[number - 1], tables[number - 1])
        ordered += _text(rows_of([line.words for line in free if _after(line, bounds) == number]))
    return tuple(replace(word, line=number) for number, row in enumerate(ordered) for word in row)


def _parted(lines: Sequence[Line], tables: Sequence[Grid]) -> tuple[list[Line], list[list[Word]]]:
    """Lines outside of tables, and the words of each table."""
    free: list[Line] = []
    ruled: list[list[Word]] = [[] for _ in tables]
    for line in lines:
        outside: list[Word] = []
        for word in line.words:
            home = next((number for number, grid in enumerate(tables) if cell_of(word, grid)), None)
            (outside if home is None else ruled[home]).append(word)
        if outside:
            free.append(Line(line.block, tuple(outside)))
    return free, ruled


def cell_of(word: Word, grid: Grid) -> tuple[int, int] | None:
    """Row and column of the cell a word stands in, or None outside of the table."""
    return grid.cell((word.left + word.right) / 2, (word.top + word.bottom) / 2)


def _after(line: Line, bounds: Sequence[float]) -> int:
    """How many tables begin above a line."""
    middle = sorted((word.top + word.bottom) / 2 for word in line.words)[len(line.words) // 2]
    return sum(bound < middle for bound in bounds)


def _cells(words: Sequence[Word], grid: Grid) -> list[list[Word]]:
    """The words of a table, row by row, cell by cell; words on one level of a row are one line."""
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        home = cell_of(word, grid)
        if home is not None:
            cells.setdefault(home, []).append(word)
    out: list[list[Word]] = []
    last = -1
    for (row, _), inside in sorted(cells.items()):
        for line in rows_of([[word] for word in inside]):
            words = _words(line.pieces)
            if row == last and _level(words, out[-1]):
                out[-1] += words
            else:
                out.append(words)
            last = row
    return out


def _level(words: Sequence[Word], others: Sequence[Word]) -> bool:
    """True where words of neighbouring cells stand on one level."""
    top, bottom = max(words[0].top, others[-1].top), min(words[0].bottom, others[-1].bottom)
    lower = min(words[0].bottom - words[0].top, others[-1].bottom - others[-1].top)
    return words[0].left >= others[-1].right and bottom - top >= 0.5 * lower


def _text(rows: list[Row]) -> list[list[Word]]:
    """Rows as they stand, the halves of a region in columns one after the other."""
    out: list[list[Word]] = []
    for region in regions(rows):
        if region.gutter is None:
            out += [_words(row.pieces) for row in region.rows]
            continue
        for left in (True, False):
            for row in region.rows:
                half = [piece for piece in row.pieces if (piece.middle < region.gutter) is left]
                if half:
                    out.append(_words(half))
    return out


def _words(pieces: Sequence[Piece]) -> list[Word]:
    return [word for piece in pieces for word in piece.words]
