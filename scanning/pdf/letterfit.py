"""How large a line is set and where its letters stand, told from the boxes of its words.

A box is as high as its letters happen to be: "ao" is half as high as "Đỗ". Readers of PDF put lines together
by their size, so the size must be that of the type, not of the box.
"""

from __future__ import annotations

import statistics
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanning.pdf.textlayer import Word

_X_HEIGHT, _CAPITAL, _MARK, _BELOW, _COMMA = 0.47, 0.67, 0.21, 0.21, 0.14
_TALL = frozenset("bdfhkltđ0123456789()[]/!?\"'%&|")
_DEEP = frozenset("gjpqy()[]|")
_SAME = 0.13  # sizes that differ by less than this share are one size, read unsharply
_LEAST = 0.3
_LOOSE = 1.18  # readers that sort lines by themselves part a block at wide leading; measured with poppler


@dataclass(frozen=True, slots=True)
class Fit:
    """The size of the type and the baseline, both in pixels of the page."""

    size: float
    baseline: float


def fits(lines: Sequence[Sequence[Word]]) -> list[Fit]:
    """The size and baseline of every line; lines set alike come out alike."""
    sizes = _joined([statistics.median(_size(word) for word in line) for line in lines])
    return [
        Fit(size * _LOOSE, statistics.median(word.bottom - _extent(word.text)[1] * size for word in line))
        for line, size in zip(lines, sizes, strict=True)
    ]


def _size(word: Word) -> float:
    return max(1.0, (word.bottom - word.top) / sum(_extent(word.text)))


def _extent(text: str) -> tuple[float, float]:
    """How far a word reaches above and below its baseline, in shares of its size."""
    above, below = _LEAST, 0.0
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base, marks = parts[0], parts[1:]
        high = _CAPITAL if base.isupper() or base in _TALL else _X_HEIGHT
        over = sum(unicodedata.combining(mark) == 230 for mark in marks)  # 230: stands above
        above = max(above, high + min(over, 1) * _MARK + (over > 1) * 0.06)
        if base in _DEEP or any(unicodedata.combining(mark) == 220 for mark in marks):  # 220: stands below
            below = max(below, _BELOW)
        elif base in ",;":
            below = max(below, _COMMA)
    return above, below


def _joined(sizes: list[float]) -> list[float]:
    """Sizes that are nearly the same made the same, the most usual first."""
    out = list(sizes)
    left = set(range(len(sizes)))
    while left:
        middle = statistics.median_low(sizes[number] for number in left)
        near = {number for number in left if abs(sizes[number] - middle) <= _SAME * middle}
        for number in near:
            out[number] = middle
        left -= near
    return out
