"""How a person's fingers write Vietnamese: the keys of Telex and VNI, marks at once or after the word."""

from __future__ import annotations

import unicodedata

TELEX = {
    "\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u0306": "w", "\u031b": "w",
}  # fmt: skip
VNI = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u031b": "7",
    "\u0306": "8",
}  # fmt: skip
TONES = "\u0300\u0301\u0309\u0303\u0323"


def telex(text: str, *, late: bool = False) -> str:
    """The keys of Telex; `late`: tones after the word, as many people write."""
    return _keys(text, TELEX, bar="dd", late=late)


def vni(text: str, *, late: bool = False) -> str:
    """The keys of VNI."""
    return _keys(text, VNI, bar="d9", late=late)


def _keys(text: str, keys: dict[str, str], *, bar: str, late: bool) -> str:
    words = []
    for word in text.lower().split():
        out, after, before = "", "", ""
        for letter in unicodedata.normalize("NFD", word.replace("đ", bar)):
            if letter == "\u0302" and letter not in keys:
                out += before  # aa, ee, oo
            elif letter in keys:
                if late and letter in TONES:
                    after += keys[letter]
                else:
                    out += keys[letter]
            else:
                out += letter
                before = letter
        words.append(out + after)
    return " ".join(words)


def unikey(text: str) -> list[str]:
    """What Unikey sends to a window: letters, and `\\b` where it takes one back for another."""
    sent: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        plain = unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))
        so_far = plain[0]
        sent.append(so_far)
        for mark in plain[1:]:
            so_far = unicodedata.normalize("NFC", so_far + mark)
            sent += ["\b", so_far]
        if letter in "đĐ":
            sent += ["\b", letter]
    return sent
