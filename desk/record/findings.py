"""What a check finds: a problem by its code, and problems as sentences, the many counted together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows import Note

_MANY = 50  # problems of one kind named one by one; the rest is counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be."""

    code: str
    details: dict[str, Any]


def notes(problems: Sequence[Problem], lang: str) -> tuple[Note, ...]:
    """Return the problems as sentences; past fifty of one kind they are only counted."""
    told: list[Note] = []
    seen: dict[str, int] = {}
    for one in problems:
        seen[one.code] = seen.get(one.code, 0) + 1
        if seen[one.code] <= _MANY:
            told.append(note(one.code, lang, **one.details))
    more = sum(max(0, number - _MANY) for number in seen.values())
    if more:
        told.append(note("check.more", lang, more=more))
    return tuple(told)
