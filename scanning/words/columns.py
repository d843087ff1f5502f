"""Tells the parts of a page that are set in two columns from rows that only have gaps.

A form writes "Ngày sinh: …    Giới tính: …" on one row and means it so; the head of a letter has the agency
beside the national name and means two blocks. What tells them apart: a block's lines are centred under each
other, or they are running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from scanning.words.rows import Piece, Row, line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

_GUTTER = 0.8  # in heights of a line: how far columns stand apart at least
_FAR = 1.6  # in heights of a line: air above a row that begins something else
_AGREE = 0.9  # in heights of a line: edges or middles nearer than this are one
_LEAST_PIECES = 3
_BLOCK_ROWS = 4  # rows that show both halves
_STRIP_PIECES = 4
_CAPITALS = 6  # letters of a head
_RECIPIENTS = re.compile(r"N[ơo][iị] nh[ậaâ]n", re.IGNORECASE)
_RUNNING_LINES = 6
_RUNNING_WORDS = 3.5


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that belong together; `gutter` is where two columns part, None where rows are read across."""

    rows: tuple[Row, ...]
    gutter: float | None = None


def regions(rows: Sequence[Row]) -> list[Region]:
    """The page from the top, regions in two columns told apart from the rest."""
    height = line_height(word for row in rows for piece in row.pieces for word in piece.words)
    found: list[Region] = []
    at = 0
    while at < len(rows):
        region = _columns(rows, at, height)
        found.append(region or Region((rows[at],)))
        at += len(found[-1].rows)
    return found


@dataclass(slots=True)
class _Halves:
    """A region being tried: the free strip between its halves, and what stands on either side."""

    a: float
    b: float
    left: list[Piece]
    right: list[Piece]
    rows: list[Row]

    def takes(self, row: Row, height: float) -> bool:
        """Add a row unless it crosses the strip or has columns of its own."""
        middle = (self.a + self.b) / 2
        left = [piece for piece in row.pieces if piece.middle < middle]
        right = [piece for piece in row.pieces if piece.middle >= middle]
        a = max([self.a, *(piece.right for piece in left)])
        b = min([self.b, *(piece.left for piece in right)])
        if b - a < _GUTTER * height or any(_inner_gap(half) > b - a for half in (left, right)):
            return False
        self.a, self.b = a, b
        self.left += _joined(left)
        self.right += _joined(right)
        self.rows.append(row)
        return True

    def fits(self, row: Row, height: float) -> bool:
        """True where each piece of a row stands under the others of its half."""
        middle = (self.a + self.b) / 2
        return all(
            _under(piece, self.left if piece.middle < middle else self.right, height)
            for piece in row.pieces
            if any(letter.isalnum() for word in piece.words for letter in word.text)
        )


def _inner_gap(half: Sequence[Piece]) -> float:
    """The widest gap within a half: a word may be missing there, but it parts less than the strip does."""
    return max((right.left - left.right for left, right in pairwise(half)), default=0.0)


def _joined(half: Sequence[Piece]) -> list[Piece]:
    return [Piece(tuple(word for piece in half for word in piece.words))] if half else []


def _columns(rows: Sequence[Row], start: int, height: float) -> Region | None:
    """The longest region in columns that begins with a row, or None."""
    strip = _strip(rows, start, height)
    if strip is None:
        return None
    halves = _Halves(*strip, left=[], right=[], rows=[])
    both = 0  # rows up to the last one that shows both halves near
    for row in rows[start:]:
        far = bool(halves.rows) and row.top - halves.rows[-1].bottom > _FAR * height
        alone = len(row.pieces) == 1 and both > 0
        if (far or alone) and not _belongs(halves, row, height, far=far):
            break
        if not halves.takes(row, height):
            break
        if halves.left and halves.right:
            both = len(halves.rows)
    if not both or not (_are_blocks(halves, height) or _are_running(halves)):
        return None
    return Region(tuple(halves.rows), (halves.a + halves.b) / 2)


def _belongs(halves: _Halves, row: Row, height: float, *, far: bool) -> bool:
    """True where a row with air above it, or with one piece only, is still part of the region."""
    if halves.left and halves.right and halves.fits(row, height):
        return True
    return not far and _runs_on(halves, row, height)


def _runs_on(halves: _Halves, row: Row, height: float) -> bool:
    """True where a lone piece goes on directly below its half, whatever its edges."""
    middle = (halves.a + halves.b) / 2
    piece = row.pieces[0]
    own = halves.left if piece.middle < middle else halves.right
    return bool(own) and piece.top - own[-1].bottom < 0.9 * height


def _strip(rows: Sequence[Row], start: int, height: float) -> tuple[float, float] | None:
    """The strip between two pieces of a row, or of two rows that overlap in height."""
    pieces = list(rows[start].pieces)
    if len(pieces) > _STRIP_PIECES:
        return None
    if len(pieces) > 2:  # the widest gap parts the halves
        at = max(range(len(pieces) - 1), key=lambda n: pieces[n + 1].left - pieces[n].right)
        pieces = [*_joined(pieces[: at + 1]), *_joined(pieces[at + 1 :])]
    if len(pieces) == 1 and start + 1 < len(rows):
        below = rows[start + 1]
        if len(below.pieces) == 1 and below.top < rows[start].bottom - 0.1 * height:
            pieces = sorted([*pieces, *below.pieces], key=lambda piece: piece.left)
    if len(pieces) != 2 or pieces[1].left - pieces[0].right < _GUTTER * height:
        return None
    return pieces[0].right, pieces[1].left


def _under(piece: Piece, others: Sequence[Piece], height: float) -> bool:
    """True where a piece shares its middle or its left edge with most of the others."""
    if not others:
        return False
    middles = sum(abs(piece.middle - other.middle) < _AGREE * height * 1.5 for other in others)
    lefts = sum(abs(piece.left - other.left) < _AGREE * height for other in others)
    return max(middles, lefts) * 2 >= len(others)


def _are_blocks(halves: _Halves, height: float) -> bool:
    """True where the lines of a half are centred under each other, or the halves begin as signatures do."""
    if len(halves.left) + len(halves.right) < _LEAST_PIECES:
        return False
    return _opens_as_block(halves) or any(_centred(half, height) for half in (halves.left, halves.right))


def _opens_as_block(halves: _Halves) -> bool:
    """True below "Nơi nhận:" or a head in capitals; rows of fields have a colon, tables more rows."""
    first = [" ".join(word.text for word in half[0].words) for half in (halves.left, halves.right)]
    if _RECIPIENTS.match(first[0]):
        return True
    both = sum(len(row.pieces) > 1 for row in halves.rows)
    pieces = [*halves.left, *halves.right]
    fields = sum(any(word.text.endswith(":") for word in piece.words[:-1]) for piece in pieces)
    return both <= _BLOCK_ROWS and fields * 3 <= len(pieces) and any(map(_is_capital, first))


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= _CAPITALS and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def _centred(pieces: Sequence[Piece], height: float) -> bool:
    if len(pieces) < 2:
        return False
    lefts = [piece.left for piece in pieces]
    middles = [piece.middle for piece in pieces]
    apart = max(lefts) - min(lefts) > _AGREE * height
    ordered = sorted(middles)
    middle = ordered[len(ordered) // 2]
    near = sum(abs(one - middle) < _AGREE * height * 1.5 for one in middles)
    left = sorted(lefts)[len(lefts) // 2]
    flush = sum(abs(one - left) < _AGREE * height for one in lefts)
    return apart and near * 3 >= len(pieces) * 2 and near > flush


def _are_running(halves: _Halves) -> bool:
    return all(
        len(half) >= _RUNNING_LINES and sum(len(piece.words) for piece in half) / len(half) >= _RUNNING_WORDS
        for half in (halves.left, halves.right)
    )
