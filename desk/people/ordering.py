"""Thứ tự tên người: as Vietnamese lists are kept, by given name, then family name, then what lies between."""

from __future__ import annotations

import unicodedata

# the alphabet's own letters after their plain ones; the five tones count only where all letters agree
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: at for at, letter in enumerate(_ALPHABET)}
_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}  # huyền, hỏi, ngã, sắc, nặng

WordKey = tuple[tuple[int, ...], tuple[int, ...]]
NameKey = tuple[WordKey, ...]


def word_key(word: str) -> WordKey:
    """How a word sorts: its letters by the alphabet, its tones only after them."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFC", word).lower():
        parts = unicodedata.normalize("NFD", letter)
        tone = max((_TONES.get(mark, 0) for mark in parts), default=0)
        plain = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        letters.append(_RANK.get(plain, len(_RANK) + ord(plain[0])))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def name_key(name: str) -> NameKey:
    """How a person's name sorts: given name, family name, middle names."""
    words = [word_key(word) for word in name.split()]
    if len(words) < 2:
        return tuple(words)
    return (words[-1], words[0], *words[1:-1])


def whole_key(name: str) -> NameKey:
    """How the name of an organisation sorts: from its first word on."""
    return tuple(word_key(word) for word in name.split())
