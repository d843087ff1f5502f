"""Text made safe for paper: composed letters, no control signs, and "?" for what the typeface cannot draw."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

from printing.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from printing.fonts import Face

Sheet = TypeVar("Sheet")
_REMEMBERED = 20_000  # texts; of a long book the newest are the likeliest to come again
_EXACT = frozenset({"code", "qr"})  # go into symbols as they are


class Cleaner:
    """Makes texts drawable by all of some faces, and keeps the letters that were replaced."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self._faces = faces
        self._lost: dict[str, None] = {}
        self._done: dict[str, str] = {}  # a register says the same things on every line
        self._safe: set[str] = {"\n"}  # letters that come out as they go in

    @property
    def lost(self) -> tuple[str, ...]:
        """The letters replaced so far."""
        return tuple(self._lost)

    def __call__(self, text: str) -> str:
        """The text as it can be drawn."""
        found = self._done.get(text)
        if found is None:
            if len(self._done) >= _REMEMBERED:
                self._done.clear()
            found = self._done[text] = self._made(text)
        return found

    def _made(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if self._safe.issuperset(text):
            return text
        found = []
        for char in text:
            category = unicodedata.category(char)
            if category == "Cf":  # invisible: soft hyphen, zero-width space, direction marks
                continue
            if char == "\n" or (category != "Cc" and all(face.draws(char) for face in self._faces)):
                self._safe.add(char)
                found.append(char)
            elif category.startswith("Z") or category == "Cc":
                found.append(" ")
            elif category != "Mn":
                self._lost[char] = None
                found.append("?")
        return "".join(found)


def cleaned(sheet: Sheet, faces: tuple[Face, ...]) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet with every text drawable by all of `faces`, and the characters that were replaced."""
    clean = Cleaner(faces)
    made = mapped(sheet, clean)
    return made, clean.lost


def mapped(value: Any, clean: Callable[[str], str]) -> Any:  # noqa: ANN401 - any part of a sheet
    """The same structure with `clean` applied to its texts."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(mapped(item, clean) for item in value)
    if isinstance(value, Words) or not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        part.name: mapped(getattr(value, part.name), clean)
        for part in dataclasses.fields(value)
        if part.name not in _EXACT
    }
    return dataclasses.replace(value, **changed)
