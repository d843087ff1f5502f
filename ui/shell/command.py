"""One command of the list: what it is called, what it does, and how a few typed letters find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.catalogue.readings import readings
from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Command:
    """Lệnh: one thing that can be done now. `words` are further words it is found by, never shown."""

    text: str
    act: Callable[[], object]
    group: str = ""
    icon: str = ""
    cap: str = ""
    note: str = ""
    words: str = ""


def matching(commands: Sequence[Command], typed: str) -> tuple[Command, ...]:
    """The commands meant by what was typed, in their order; better fits come first inside nothing but ties.

    Marks, Telex and VNI keys play no part; every word typed begins a word, or the letters are initials.
    """
    if not typed.strip():
        return tuple(commands)
    meant = tuple(readings(typed))
    rated = [(fit, at, one) for at, one in enumerate(commands) if (fit := _fit(one, meant))]
    return tuple(one for _fit_of, _at, one in sorted(rated, key=lambda row: (-row[0], row[1])))


def _fit(command: Command, meant: Sequence[str]) -> int:
    """How well a command fits: 3 begins so, 2 by its words or initials, 1 by group and note, 0 not."""
    name, alias = fold(command.text), fold(command.words)
    more = fold(f"{command.text} {command.group} {command.note} {command.words}")
    best = 0
    for reading in meant:
        if name.startswith(reading):
            best = max(best, 3)
        elif (
            _words(reading, name)
            or _words(reading, alias)
            or "".join(word[0] for word in name.split()).startswith(reading)
        ):
            best = max(best, 2)
        elif _words(reading, more):
            best = max(best, 1)
    return best


def _words(reading: str, text: str) -> bool:
    places = text.replace(",", " ").replace(".", " ").replace("(", " ").split()
    return all(any(place.startswith(word) for place in places) for word in reading.split())
