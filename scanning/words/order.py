"""Puts the words of an administrative page into the order a clerk reads them: row by row.

The reader's own page analysis now and then puts a heading after the table or tears a table row
apart. Forms are read across; only text set in true columns is left as the reader ordered it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanning.pdf.textlayer import Word

_SAME_ROW = 0.5  # share of the lower line's height by which two lines must overlap to be one row
_COLUMN_LINES = 6
_COLUMN_WORDS = 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the reader saw it: its block and its words, left to right."""

    block: int
    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        """Upper edge of the middle word heights, so that one speck does not stretch the line."""
        return _middle([word.top for word in self.words])

    @property
    def bottom(self) -> float:
        """Lower edge, likewise."""
        return _middle([word.bottom for word in self.words])

    @property
    def left(self) -> float:
        """Left end."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Right end."""
        return max(word.right for word in self.words)


def in_rows(lines: Sequence[Line]) -> tuple[Word, ...]:
    """All words in reading order, `line` numbered by row from 0."""
    lines = [line for line in lines if line.words]
    if _has_columns(lines):
        rows = [list(line.words) for line in lines]
    else:
        rows = [sorted(row, key=lambda word: word.left) for row in _rows(lines)]
    return tuple(replace(word, line=number) for number, row in enumerate(rows) for word in row)


def _rows(lines: Sequence[Line]) -> list[list[Word]]:
    """Lines joined where they stand side by side, top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.left)):
        home = next((row for row in reversed(rows[-3:]) if all(_beside(line, other) for other in row)), None)
        if home is None:
            rows.append([line])
        else:
            home.append(line)
    return [[word for line in row for word in line.words] for row in rows]


def _beside(line: Line, other: Line) -> bool:
    overlap = min(line.bottom, other.bottom) - max(line.top, other.top)
    lower = min(line.bottom - line.top, other.bottom - other.top)
    apart = line.left >= other.right or other.left >= line.right
    return apart and lower > 0 and overlap >= _SAME_ROW * lower


def _has_columns(lines: Sequence[Line]) -> bool:
    """True where two blocks of running text stand side by side."""
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    running = [block for block in blocks.values() if _is_running(block)]
    return any(
        _side_by_side(first, second) for index, first in enumerate(running) for second in running[index + 1 :]
    )


def _is_running(block: Sequence[Line]) -> bool:
    return (
        len(block) >= _COLUMN_LINES and sum(len(line.words) for line in block) / len(block) >= _COLUMN_WORDS
    )


def _side_by_side(first: Sequence[Line], second: Sequence[Line]) -> bool:
    one, two = _bounds(first), _bounds(second)
    apart = one[0] >= two[2] or two[0] >= one[2]
    shared = min(one[3], two[3]) - max(one[1], two[1])
    return apart and shared > 0.5 * min(one[3] - one[1], two[3] - two[1])


def _bounds(block: Sequence[Line]) -> tuple[float, float, float, float]:
    return (
        min(line.left for line in block),
        min(line.top for line in block),
        max(line.right for line in block),
        max(line.bottom for line in block),
    )


def _middle(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
