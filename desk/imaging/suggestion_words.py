"""The words of a page as the rules of suggestions look at them: lines with text, places and folded text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from scanning.pdf.textlayer import Word

_LONGEST = 400  # letters of a line that are looked at


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line: its words, and the size of the page they stand on."""

    words: tuple[Word, ...]
    width: float
    height: float

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)[:_LONGEST]

    @property
    def plain(self) -> str:
        """The text folded: small letters without marks."""
        return fold(self.text)

    @property
    def top(self) -> float:
        """How far down the page, 0 to 1."""
        return min(word.top for word in self.words) / self.height

    @property
    def bottom(self) -> float:
        """Its lower edge, 0 to 1."""
        return max(word.bottom for word in self.words) / self.height

    @property
    def middle(self) -> float:
        """The half-way point between its ends, 0 to 1."""
        return (self.words[0].left + max(word.right for word in self.words)) / 2 / self.width

    def between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that hold the letters from `start` to `end` of the text."""
        chosen, at = [], 0
        for word in self.words:
            if at < end and at + len(word.text) > start:
                chosen.append(word)
            at += len(word.text) + 1
        return tuple(chosen)

    def box(self, words: Sequence[Word]) -> tuple[float, float, float, float]:
        """Where some words of the page stand: left, top, right, bottom as shares of it."""
        edges = (
            min((word.left for word in words), default=0.0) / self.width,
            min((word.top for word in words), default=0.0) / self.height,
            max((word.right for word in words), default=0.0) / self.width,
            max((word.bottom for word in words), default=0.0) / self.height,
        )
        left, top, right, bottom = (round(min(1.0, max(0.0, edge)), 4) for edge in edges)
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Page:
    """The lines in reading order, and the day on which they are looked at."""

    lines: tuple[ReadLine, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Found:
    """A value that passed its check: field, value, how it stands on the paper, by which words, how sure."""

    field: str
    value: str
    shown: str
    line: ReadLine
    words: tuple[Word, ...]
    trust: float
