"""A table being edited, as frozen data: what stands on record, what changed, what is wrong, one step back.

Every value is the text as typed; a section reads it when it judges and when it saves.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


ON = "1"  # a flag that is set


class Kind(enum.Enum):
    """What a column holds, and so how it is edited."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    FIXED = "fixed"  # told, never edited here


@dataclass(frozen=True, slots=True)
class Col:
    """One column: key, title, kind, its choices as (value, words), share of spare width, least width."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    share: int = 1
    least: int = 70
    hint: str = ""

    def words(self, value: str) -> str:
        """How a value is shown."""
        if self.kind is Kind.CHOICE:
            return dict(self.choices).get(value, value)
        return value


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its own number while the table is open, its values, what stood on record, whether it goes."""

    id: int
    values: Mapping[str, str]
    stored: Mapping[str, str] | None = None
    gone: bool = False

    @property
    def new(self) -> bool:
        """Whether the row is not on record yet."""
        return self.stored is None

    @property
    def changed(self) -> bool:
        """Whether saving would do something about this row."""
        if self.stored is None:
            return not self.gone
        return self.gone or dict(self.values) != dict(self.stored)

    def value(self, key: str) -> str:
        """The text of a cell; nothing where the column was never filled."""
        return self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the line, the column's key, the sentence for people."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole table. Every change answers a new sheet that remembers the one before."""

    cols: tuple[Col, ...]
    lines: tuple[Line, ...] = ()
    next_id: int = 1
    before: Sheet | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, cols: Sequence[Col], rows: Iterable[Mapping[str, str]]) -> Sheet:
        """The table as it stands on record."""
        lines = tuple(Line(at, dict(row), dict(row)) for at, row in enumerate(rows, start=1))
        return cls(tuple(cols), lines, len(lines) + 1)

    def col(self, key: str) -> Col:
        """A column by its key."""
        return next(col for col in self.cols if col.key == key)

    def line(self, line_id: int) -> Line | None:
        """A row by its number."""
        return next((line for line in self.lines if line.id == line_id), None)

    def _step(self, lines: Iterable[Line], next_id: int | None = None) -> Sheet:
        return replace(self, lines=tuple(lines), next_id=next_id or self.next_id, before=self)

    def put(self, line_id: int, key: str, text: str) -> Sheet:
        """Type into a cell; the same text again is no change."""
        line = self.line(line_id)
        if line is None or line.gone or line.value(key) == text:
            return self
        changed = replace(line, values={**line.values, key: text})
        return self._step(changed if one.id == line_id else one for one in self.lines)

    def add(self, values: Mapping[str, str]) -> Sheet:
        """Add a row at the end; its number is `next_id` of the sheet before."""
        return self._step((*self.lines, Line(self.next_id, dict(values))), self.next_id + 1)

    def drop(self, line_id: int) -> Sheet:
        """Mark a row to be removed, or take the mark away; a row not on record yet goes at once."""
        line = self.line(line_id)
        if line is None:
            return self
        if line.new:
            return self._step(one for one in self.lines if one.id != line_id)
        turned = replace(line, gone=not line.gone)
        return self._step(turned if one.id == line_id else one for one in self.lines)

    def move(self, line_id: int, step: int) -> Sheet:
        """Move a row up or down by one."""
        lines = list(self.lines)
        at = next((i for i, one in enumerate(lines) if one.id == line_id), -1)
        if at < 0 or not 0 <= at + step < len(lines):
            return self
        lines[at], lines[at + step] = lines[at + step], lines[at]
        return self._step(lines)

    def undo(self) -> Sheet:
        """The table one change ago; the same where nothing was changed."""
        return self.before or self

    def spoken(
        self, cols: Sequence[Col], say: Callable[[Mapping[str, str]], Mapping[str, str]] = dict
    ) -> Sheet:
        """The same table in another language: other columns' words, told cells said anew by `say`."""
        lines = (
            replace(
                line,
                values={**line.values, **say(line.values)},
                stored={**line.stored, **say(line.stored)} if line.stored is not None else None,
            )
            for line in self.lines
        )
        return replace(self, cols=tuple(cols), lines=tuple(lines), before=None)

    @property
    def standing(self) -> tuple[Line, ...]:
        """The rows that stay."""
        return tuple(line for line in self.lines if not line.gone)

    @property
    def changes(self) -> tuple[Line, ...]:
        """The rows that saving would touch."""
        return tuple(line for line in self.lines if line.changed)

    @property
    def stored_order(self) -> tuple[int, ...]:
        """The rows on record in the order they stand now."""
        return tuple(line.id for line in self.lines if not line.new)

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.changes) or list(self.stored_order) != sorted(self.stored_order)
