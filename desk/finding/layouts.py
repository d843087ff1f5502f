"""Kiểu bàn phím: a reader presses keys as on an American keyboard; the machine may read them as another's.

A table says what was produced and which key had been pressed. What comes out is a guess until a check tag or
a card's number proves it, so it is never shown by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Windows "Vietnamese" and X11 "vn": the number row holds letters and tone marks
_VIETNAMESE = dict(zip("ăâêô\u0300\u0309\u0303\u0301\u0323đ", "1234567890", strict=True)) | {
    "Ă": "1", "Â": "2", "Ê": "3", "Ô": "4", "Đ": "0", "₫": "=", "ư": "[", "ơ": "]",
}  # fmt: skip
_FRENCH = dict(zip("&é\"'(-è_çà", "1234567890", strict=True)) | {
    ")": "-", ":": ".", "!": "/", "?": "M", ",": "m", "µ": "|", "M": ":", "m": ";",
    "a": "q", "q": "a", "z": "w", "w": "z", "A": "Q", "Q": "A", "Z": "W", "W": "Z",
}  # fmt: skip
_GERMAN = {"y": "z", "z": "y", "Y": "Z", "Z": "Y", "ß": "-", "'": "|", "-": "/", "_": "?", "Ö": ":", "ö": ";"}
_TABLES = tuple(str.maketrans(table) for table in (_VIETNAMESE, _FRENCH, _GERMAN))


def otherwise_typed(text: str) -> Iterator[str]:
    """What the reader may have pressed, for every layout that would make a difference."""
    for table in _TABLES:
        meant = text.translate(table)
        if meant != text:
            yield meant
