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


def one_line(text: str, *, most: int, edges: bool = False) -> str:
    """Return `text` as one line in NFC of at most `most` letters: no breaks, controls or invisible marks.

    Combining marks that no single letter has (Ê-đê `č̌`, a tone on `ư` of another people) stay. Blanks are
    squeezed; with `edges` one at either end stays, for words put between others.
    """
    kept = "".join(_of_a_line(letter) for letter in unicodedata.normalize("NFC", text[: 4 * most + 4000]))
    line = " ".join(kept.split())
    if edges and line:
        line = f"{' ' * kept[:1].isspace()}{line}{' ' * kept[-1:].isspace()}"
    return _cut(unicodedata.normalize("NFC", line), most)


def many_lines(text: str, *, most: int) -> str:
    """Return `text` as lines that are each clean in the same way, at most `most` letters in all."""
    lines = text[: 4 * most + 4000].replace("\u2028", "\n").replace("\u2029", "\n").splitlines()
    return _cut("\n".join(one_line(line, most=most) for line in lines), most)


def _of_a_line(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter.isspace() or category in {"Zl", "Zp"}:
        return " "
    return "" if category in {"Cc", "Cf", "Cs", "Co"} else letter


def _cut(line: str, most: int) -> str:
    """At most so many letters, never parted from a mark of theirs."""
    while most < len(line) and most > 0 and unicodedata.combining(line[most]):
        most -= 1
    return line[:most]


def only_digits(text: str) -> str:
    """The digits of a text as plain ones, whatever script or width they were pasted in."""
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdecimal())
