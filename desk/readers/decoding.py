"""Bytes of a serial reader as text: UTF-8 as it should be, else what Vietnamese machines wrote before it."""

from __future__ import annotations

import unicodedata

_BOM = "\ufeff"


def text_of(data: bytes) -> tuple[str, bool]:
    """Return the text in NFC and whether it came undamaged.

    A reader that doubles its UTF-8 is mended field by field where a card is read; what is no UTF-8 at all is
    taken for Windows' Vietnamese page, and the name on it is to be compared.
    """
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8")).lstrip(_BOM), True
    except UnicodeDecodeError:
        pass
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or (len(data) % 2 == 0 and data[1::2].count(0) * 3 > len(data)):
        return data.decode("utf-16", "replace").lstrip(_BOM), True
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace")), False
