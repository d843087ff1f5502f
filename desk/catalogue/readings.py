"""What a clerk may have meant by what was typed: marks left out, Telex or VNI keys, or a typing aid's damage.

Vietnamese spelling makes the undoing safe: after its vowels a syllable ends only in c, ch, m, n, ng, nh,
p or t, so s, f, r, x, j, z and w there are Telex keys, and a digit inside a word is a VNI key.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_VOWELS = "aeiouy"
_LATE_VOWEL = re.compile(rf"^([^{_VOWELS}]*[{_VOWELS}]*([aeo])[{_VOWELS}]*[^{_VOWELS}]+)\2$")
_TELEX = {"̀": "f", "́": "s", "̉": "r", "̃": "x", "̣": "j", "̂": "", "̆": "w", "̛": "w"}
_VNI = {"̀": "2", "́": "1", "̉": "3", "̃": "4", "̣": "5", "̂": "6", "̆": "8", "̛": "7"}
_CIRCUMFLEX = "̂"
_NOT = 3


def readings(text: str) -> tuple[str, ...]:
    """Return the folded readings of a typed text, the plainest first, none twice, none empty.

    `keest hoon`, `ke61t ho6n` and `kết hôn` all have the reading `ket hon`; `hó` also has `hos`, for a
    clerk who meant initials while a typing aid was on.
    """
    plain = fold(text)
    words = plain.split()
    found = (
        plain,
        " ".join(_without_telex(word) for word in words),
        " ".join(_without_vni(word) for word in words),
        _as_keys(text, _TELEX, bar="dd"),
        _as_keys(text, _VNI, bar="d9"),
    )
    return tuple(dict.fromkeys(reading for reading in found if reading))


def _without_telex(word: str) -> str:
    """Undo Telex keys in one folded word; a word that is none of Telex comes back unchanged."""
    if not word.isalpha():
        return word
    letters = ""
    for letter in word:
        if letter == "w":
            letters += "" if set(letters) & set(_VOWELS) else "u"
        else:
            letters += letter
    head = re.match(rf"[^{_VOWELS}]*", letters)
    start = head.end() if head else 0
    if start == len(letters):  # no vowel: initials, not a syllable
        return letters.replace("dd", "d")
    rest = re.sub(r"[sfrxjz]", "", letters[start:])
    if letters.startswith("d"):
        rest = rest.replace("d", "")
    for typed, meant in (("aa", "a"), ("ee", "e"), ("oo", "o")):
        rest = rest.replace(typed, meant)
    syllable = letters[:start].replace("dd", "d") + rest
    return _LATE_VOWEL.sub(r"\1", syllable)


def _without_vni(word: str) -> str:
    """Take VNI's digits out of a word that begins with a letter."""
    return re.sub(r"\d", "", word) if word[:1].isalpha() else word


def _as_keys(text: str, keys: dict[str, str], *, bar: str) -> str:
    """Return the keys that a typing aid turned into these letters."""
    typed = ""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", bar))
    for place, letter in enumerate(plain):
        if letter == _CIRCUMFLEX and keys is _TELEX:
            typed += plain[place - 1] if place else ""
        else:
            typed += keys.get(letter, letter)
    return fold(typed)


def fitting(typed: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts meant by what was typed: every word of one reading begins a word there, or lies in it.

    Those that begin so come first; else their order stays. Nothing typed means all of them.
    """
    meant = readings(typed)
    if not meant:
        return tuple(texts)
    rated = [
        (min(_rate(reading, fold(text)) for reading in meant), at, text) for at, text in enumerate(texts)
    ]
    return tuple(text for rate, _, text in sorted(rated) if rate < _NOT)


def holds(typed: str, text: str) -> bool:
    """Tell whether every word of one reading stands somewhere in `text`; nothing typed always does."""
    plain, meant = fold(text), readings(typed)
    return not meant or any(all(word in plain for word in reading.split()) for reading in meant)


def _rate(reading: str, text: str) -> int:
    """0 begins so, 1 every word begins one of its words, 2 stands somewhere in it, 3 does not."""
    if text.startswith(reading):
        return 0
    words = re.findall(r"[^\W_]+", text)
    if all(any(one.startswith(word) for one in words) for word in reading.split()):
        return 1
    return 2 if reading in text else _NOT
