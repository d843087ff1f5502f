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
_EXACT = frozenset({"code", "qr"})  # go into symbols as they are


def cleaned(sheet: Sheet, faces: tuple[Face, ...]) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet with every text drawable by all of `faces`, and the characters that were replaced."""
    lost: dict[str, None] = {}
    done: dict[str, str] = {}  # a register says the same things on every line

    def clean(text: str) -> str:
        if text not in done:
            done[text] = made(text)
        return done[text]

    safe: set[str] = {"\n"}  # letters that come out as they go in

    def made(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if safe.issuperset(text):
            return text
        found = []
        for char in text:
            category = unicodedata.category(char)
            if category == "Cf":  # invisible: soft hyphen, zero-width space, direction marks
                continue
            if char == "\n" or (category != "Cc" and all(face.draws(char) for face in faces)):
                safe.add(char)
                found.append(char)
            elif category.startswith("Z") or category == "Cc":
                found.append(" ")
            elif category != "Mn":
                lost[char] = None
                found.append("?")
        return "".join(found)

    return _mapped(sheet, clean), tuple(lost)


def _mapped(value: Any, clean: Callable[[str], str]) -> Any:  # noqa: ANN401 - any part of a sheet
    """The same structure with `clean` applied to its texts."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, clean) for item in value)
    if isinstance(value, Words) or not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        part.name: _mapped(getattr(value, part.name), clean)
        for part in dataclasses.fields(value)
        if part.name not in _EXACT
    }
    return dataclasses.replace(value, **changed)
