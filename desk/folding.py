"""Vietnamese text without its marks, so that "nguyen" finds "Nguyễn" and "dong" finds "Đồng"."""

from __future__ import annotations

import unicodedata

# U+0111 has no decomposition: no normal form takes its bar away.
_BARS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def fold(text: str) -> str:
    """Return `text` in small letters without marks, đ as d, blanks squeezed; the same for NFC and NFD input.

    Invisible characters (zero-width marks, byte order mark, controls) are dropped. Folding twice
    changes nothing.
    """
    plain = unicodedata.normalize("NFD", text.translate(_BARS)).lower()
    letters = "".join(letter for letter in unicodedata.normalize("NFD", plain) if not _is_mark(letter))
    return " ".join(unicodedata.normalize("NFC", letters).split())


def _is_mark(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category in {"Mn", "Me", "Cf"} or (category == "Cc" and not letter.isspace())
