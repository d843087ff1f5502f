"""How a typed word finds a procedure: initials, word beginnings, any part, this desk's habits.

Pure: entries in, ranked hits out. A clerk types without marks, in Telex or in VNI; the typed keys
of both are undone as a second reading (`hos` = `hó`, `ho1` = `hó`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from desk.catalogue.readings import readings
from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure as the search sees it."""

    key: int
    code: str
    name: str
    field: str
    uses: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A fitting entry with its score and the letters of its name that matched."""

    entry: Entry
    score: float
    marks: tuple[tuple[int, int], ...]


def rank(text: str, entries: Iterable[Entry], *, limit: int) -> list[Hit]:
    """Return the fitting entries, best first, at most `limit`."""
    meant = readings(text)
    if not meant:
        return []
    hits = []
    for entry in entries:
        best = max((_score(reading, entry) for reading in meant), key=lambda hit: hit.score)
        if best.score > 0:
            hits.append(best)
    hits.sort(key=lambda hit: (-hit.score, -hit.entry.uses, hit.entry.key))
    return hits[:limit]


def _score(reading: str, entry: Entry) -> Hit:
    if not reading:
        return Hit(entry, 0, ())
    habit = min(entry.uses, 1000) / 1000
    if entry.code.startswith(reading) or (
        reading.isdigit() and len(reading) >= 3 and entry.code.endswith(reading)
    ):
        return Hit(entry, 90 + habit, ())
    letters, places = _foldable(entry.name)
    words = [found.span() for found in re.finditer(r"[a-z0-9]+", letters)]
    for value, spans in (
        (80, _initials(reading, letters, words)),
        (70, _phrase(reading, letters)),
        (50, _words(reading, letters, words)),
    ):
        if spans:
            early = 5 / (1 + spans[0][0])
            return Hit(
                entry, value + early + 8 * habit, tuple((places[a], places[b - 1] + 1) for a, b in spans)
            )
    if all(word in fold(entry.field) for word in reading.split()):
        return Hit(entry, 10 + 8 * habit, ())
    return Hit(entry, 0, ())


@lru_cache(maxsize=4096)
def _foldable(name: str) -> tuple[str, list[int]]:
    """Fold letter by letter, remembering where each folded letter stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, mark in enumerate(name):
        plain = fold(mark) if not mark.isspace() else " "
        plain = "".join(one for one in unicodedata.normalize("NFC", plain))
        letters.extend(plain or " ")
        places.extend([place] * max(len(plain), 1))
    return "".join(letters), places


def _initials(reading: str, letters: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    wanted = reading.replace(" ", "")
    if len(wanted) < 2:
        return []
    heads = "".join(letters[start] for start, _ in words)
    at = heads.find(wanted)
    return [(start, start + 1) for start, _ in words[at : at + len(wanted)]] if at >= 0 else []


def _phrase(reading: str, letters: str) -> list[tuple[int, int]]:
    found = re.search(rf"(?<![a-z0-9]){re.escape(reading)}", letters)
    return [found.span()] if found else []


def _words(reading: str, letters: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = []
    for word in reading.split():
        for start, end in words:
            if letters.startswith(word, start, end) and (start, start + len(word)) not in spans:
                spans.append((start, start + len(word)))
                break
        else:
            return []
    return sorted(spans)
