"""Số điện thoại: a number as it was written down, made fit for a gateway."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\+?\d{8,15}", re.ASCII)
_BREAKS = re.compile(r"[\s.\-()/]+")
_HOME = "84"


def dialled(text: str) -> str | None:
    """Return the number in its international form, `+84903118264`; None where it is no number.

    A number at home starts with 0; of several numbers the first counts.
    """
    first = re.split(r"[;,]", text, maxsplit=1)[0]
    plain = _BREAKS.sub("", first.strip())
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    if _DIGITS.fullmatch(plain) is None:
        return None
    if plain.startswith("+"):
        return plain if not plain.startswith(f"+{_HOME}0") else f"+{_HOME}{plain[4:]}"
    if plain.startswith("0"):
        return f"+{_HOME}{plain[1:]}" if 9 <= len(plain) <= 11 else None
    if plain.startswith(_HOME) and 10 <= len(plain) <= 12:
        return f"+{plain}"
    return None
