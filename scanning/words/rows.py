"""Rows of a page: words that stand on one level, in pieces where a wide gap parts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scanning.pdf.textlayer import Word

_SAME_ROW = 0.5  # share of the lower line's height by which two lines must overlap to be one row
_WIDE_GAP = 1.1  # in heights of a line; spaces of justified text stay below


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one row without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Left end."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Right end."""
        return max(word.right for word in self.words)

    @property
    def middle(self) -> float:
        """Half-way between the ends."""
        return (self.left + self.right) / 2

    @property
    def top(self) -> float:
        """Upper edge of the middle word, so that one speck does not stretch it."""
        return _median([word.top for word in self.words])

    @property
    def bottom(self) -> float:
        """Lower edge, likewise."""
        return _median([word.bottom for word in self.words])


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one level, left to right."""

    pieces: tuple[Piece, ...]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(piece.bottom for piece in self.pieces)


def rows_of(lines: Sequence[Sequence[Word]]) -> list[Row]:
    """The reader's lines, joined where they stand side by side, top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(
        (Piece(tuple(line)) for line in lines if line), key=lambda one: (one.top + one.bottom, one.left)
    ):
        home = next((row for row in reversed(rows[-3:]) if all(_beside(piece, one) for one in row)), None)
        if home is None:
            rows.append([piece])
        else:
            home.append(piece)
    height = line_height(word for row in rows for piece in row for word in piece.words)
    return [_cut([word for piece in row for word in piece.words], height) for row in rows]


def line_height(words: Iterable[Word]) -> float:
    """The usual height of a word's box on the page, 1 at least."""
    heights = [word.bottom - word.top for word in words if len(word.text) > 1]
    return max(1.0, _median(heights)) if heights else 1.0


def _cut(words: list[Word], height: float) -> Row:
    pieces: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.left):
        if pieces and word.left - max(one.right for one in pieces[-1]) < _WIDE_GAP * height:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return Row(tuple(Piece(tuple(piece)) for piece in pieces))


def _beside(piece: Piece, other: Piece) -> bool:
    overlap = min(piece.bottom, other.bottom) - max(piece.top, other.top)
    lower = min(piece.bottom - piece.top, other.bottom - other.top)
    apart = piece.left >= other.right or other.left >= piece.right
    return apart and lower > 0 and overlap >= _SAME_ROW * lower


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
