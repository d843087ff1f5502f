"""How a typed word finds a procedure: code, initials, word beginnings, nicknames, this desk's habits.

Pure: entries in, ranked hits out. A clerk types without marks, in Telex or in VNI; the typed keys
of both are undone as a second reading (`hos` = `hó`, `ho1` = `hó`). Whatever fits exactly comes first; then
favourites, then the better fit. What is suspended or of another level comes last, but it comes.
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

_EXACT, _GOOD, _WEAK = 3, 2, 1
_NICKNAME_LESS = 2.0
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure as the search sees it."""

    key: int
    code: str
    name: str
    field: str
    uses: int
    nicknames: str = ""  # separated by semicolons
    favourite: bool = False
    set_aside: bool = False  # suspended or of another level


@dataclass(frozen=True, slots=True)
class Hit:
    """A fitting entry with its score and the letters of its name that matched."""

    entry: Entry
    score: float
    marks: tuple[tuple[int, int], ...]
    tier: int = _GOOD  # 3 exactly this, 2 fits, 1 only its field fits


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One reading of what was typed, ready to be looked for."""

    text: str
    words: tuple[str, ...]
    joined: str
    start: re.Pattern[str]  # the reading at the beginning of a word


@dataclass(frozen=True, slots=True)
class _Shape:
    """A name made ready: folded letters, where each stood, its words and their first letters."""

    letters: str
    places: tuple[int, ...]
    words: tuple[tuple[int, int], ...]
    heads: str


def rank(text: str, entries: Iterable[Entry], *, limit: int) -> list[Hit]:
    """Return the fitting entries, best first, at most `limit`."""
    meant = [_wanted(reading) for reading in readings(text)]
    if not meant:
        return []
    hits = []
    for entry in entries:
        fitting = [hit for wanted in meant if (hit := _score(wanted, entry)) is not None]
        if fitting:
            hits.append(max(fitting, key=lambda hit: (hit.tier, hit.score)))
    hits.sort(key=_order)
    return hits[:limit]


def _order(hit: Hit) -> tuple[bool, int, bool, float, int, int, int]:
    """Of two that fit equally well, the more usual one, then the one that says less beside it."""
    entry = hit.entry
    fit = (entry.set_aside, -hit.tier, not entry.favourite, -hit.score)
    return (*fit, -entry.uses, len(entry.name), entry.key)


def _wanted(reading: str) -> _Wanted:
    return _Wanted(
        text=reading,
        words=tuple(reading.split()),
        joined=reading.replace(" ", ""),
        start=re.compile(rf"(?<![a-z0-9]){re.escape(reading)}"),
    )


def _score(wanted: _Wanted, entry: Entry) -> Hit | None:
    habit = min(entry.uses, 1000) / 1000
    reading = wanted.text
    if entry.code.startswith(reading) or (
        reading.isdigit() and len(reading) >= 3 and entry.code.endswith(reading)
    ):
        return Hit(entry, 90 + habit, (), _EXACT if entry.code == reading else _GOOD)
    if entry.nicknames:
        called = [(one.letters == reading, _fit(wanted, one)[0]) for one in _nicknames(entry.nicknames)]
        same, worth = max(called, default=(False, 0.0))
    else:
        same, worth = False, 0.0
    value, spans = _fit(wanted, shape := _shape(entry.name))
    if value:
        marks = tuple((shape.places[start], shape.places[end - 1] + 1) for start, end in spans)
        tier = _EXACT if same or shape.letters == reading else _GOOD
        return Hit(entry, max(value, worth - _NICKNAME_LESS) + 8 * habit, marks, tier)
    if worth:
        return Hit(entry, worth - _NICKNAME_LESS + 8 * habit, (), _EXACT if same else _GOOD)
    if all(word in _shape(entry.field).letters for word in wanted.words):
        return Hit(entry, 10 + 8 * habit, (), _WEAK)
    return None


def _fit(wanted: _Wanted, shape: _Shape) -> tuple[float, Spans]:
    """How well a reading fits a name, and which folded letters it took; 0 where it does not."""
    if spans := _initials(wanted, shape):
        value = 80.0
    elif spans := _phrase(wanted, shape):
        value = 70.0
    elif spans := _words(wanted, shape):
        value = 50.0
    else:
        return 0.0, []
    return value + 5 / (1 + spans[0][0]), spans


@lru_cache(maxsize=4096)
def _shape(name: str) -> _Shape:
    """Fold letter by letter, remembering where each folded letter stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, mark in enumerate(name):
        plain = unicodedata.normalize("NFC", fold(mark)) if not mark.isspace() else " "
        letters.extend(plain or " ")
        places.extend([place] * max(len(plain), 1))
    text = "".join(letters)
    words = tuple(found.span() for found in re.finditer(r"[a-z0-9]+", text))
    return _Shape(text, tuple(places), words, "".join(text[start] for start, _ in words))


@lru_cache(maxsize=4096)
def _nicknames(text: str) -> tuple[_Shape, ...]:
    return tuple(_shape(" ".join(part.split())) for part in text.split(";") if part.strip())


def _initials(wanted: _Wanted, shape: _Shape) -> Spans:
    if len(wanted.joined) < 2:
        return []
    at = shape.heads.find(wanted.joined)
    return [(start, start + 1) for start, _ in shape.words[at : at + len(wanted.joined)]] if at >= 0 else []


def _phrase(wanted: _Wanted, shape: _Shape) -> Spans:
    if wanted.text not in shape.letters:
        return []
    found = wanted.start.search(shape.letters)
    return [found.span()] if found else []


def _words(wanted: _Wanted, shape: _Shape) -> Spans:
    spans: Spans = []
    for word in wanted.words:
        for start, end in shape.words:
            if shape.letters.startswith(word, start, end) and (start, start + len(word)) not in spans:
                spans.append((start, start + len(word)))
                break
        else:
            return []
    return sorted(spans)
