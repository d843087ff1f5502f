"""The invisible words over a page: searchable, selectable, and read back letter by letter.

The words are drawn in rendering mode 3 (nothing is painted) with a font made for the document: one
empty glyph for each letter used, with the letter's usual width. It is built here, not taken from the
system, so the same page gives the same bytes on every machine and no font licence travels along.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanning.pdf.letterfit import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scanning.pdf.letterfit import Fit

_UNITS = 1000
_NARROW = frozenset("ijlIt.,:;'|!()[]{}/\\-`frJ\"°")
_WIDE = frozenset("mwMW@%&—…")
_FONT_NAME = "QMCTEX+Words"
_NO_TIME = 2_082_844_800  # seconds from 1904 to 1970: the font tells no time of making
ASCENT, DESCENT = 790, -205  # of type set a little larger than the print (`letterfit`)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read: text in NFC, box in pixels of the page picture, confidence 0–100, its line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: int


def text_of(words: Sequence[Word]) -> str:
    """The words in reading order, a space between words and a line break between lines."""
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def width_of(letter: str) -> int:
    """The advance of a letter in thousandths of the font size; marks do not widen it."""
    base = unicodedata.normalize("NFD", letter)[0]
    if base == " ":
        return 280
    if base in _NARROW:
        return 310
    if base in _WIDE:
        return 850
    return 690 if base.isupper() else 540


class WordFont:
    """The document's font: a number for each letter in order of code point, and the tables a PDF needs."""

    def __init__(self, letters: Iterable[str]) -> None:
        self.letters = tuple(sorted(set(letters) | {" "}))
        self._number = {letter: number for number, letter in enumerate(self.letters, start=1)}

    @property
    def name(self) -> str:
        """The name with the six-capital mark of a subset."""
        return _FONT_NAME

    def encode(self, text: str) -> bytes:
        """The text as big-endian glyph numbers."""
        return b"".join(self._number[letter].to_bytes(2, "big") for letter in text)

    def widths(self) -> list[int]:
        """The advances from glyph 1 on."""
        return [width_of(letter) for letter in self.letters]

    def program(self) -> bytes:
        """The TrueType file: empty outlines, right widths, no time of making."""
        from fontTools.fontBuilder import FontBuilder
        from fontTools.ttLib.tables._g_l_y_f import Glyph

        names = [".notdef"] + [f"g{number:05d}" for number in range(1, len(self.letters) + 1)]
        advances = [500, *self.widths()]
        builder = FontBuilder(_UNITS, isTTF=True)
        builder.font["head"].created = builder.font["head"].modified = _NO_TIME
        builder.font.recalcTimestamp = False
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({ord(letter): names[number] for letter, number in self._number.items()})
        builder.setupGlyf({name: Glyph() for name in names})
        builder.setupHorizontalMetrics(
            {name: (advance, 0) for name, advance in zip(names, advances, strict=True)}
        )
        builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
        builder.setupOS2(
            sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT
        )
        builder.setupNameTable({"familyName": "Words", "styleName": "Regular", "psName": "Words"})
        builder.setupPost(keepGlyphNames=False)
        out = io.BytesIO()
        builder.font.save(out, reorderTables=True)
        return out.getvalue()

    def to_unicode(self) -> bytes:
        """The CMap that turns glyph numbers back into letters."""
        lines = [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
        ]
        pairs = [f"<{number:04X}> <{_utf16(letter)}>" for letter, number in self._number.items()]
        for start in range(0, len(pairs), 100):
            part = pairs[start : start + 100]
            lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode("ascii")


def _utf16(letter: str) -> str:
    return letter.encode("utf-16-be").hex().upper()


def content(words: Sequence[Word], *, font: WordFont, pixels_to_points: float, height: float) -> bytes:
    """The page content that lays each word over its picture, line by line in reading order.

    Args:
        words: Words in reading order.
        font: The document's font.
        pixels_to_points: Size of one page pixel in points.
        height: Height of the page in points.
    """
    if not words:
        return b""
    parts = [b"BT 3 Tr"]
    lines = _lines(words)
    for line, fit in zip(lines, fits(lines), strict=True):
        parts.extend(_line(line, fit, font=font, scale=pixels_to_points, height=height))
    parts.append(b"ET")
    return b"\n".join(parts)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _line(words: Sequence[Word], fit: Fit, *, font: WordFont, scale: float, height: float) -> list[bytes]:
    """One line: common size and baseline, each word stretched to its box, real spaces between them."""
    size = max(fit.size * scale, 1.0)
    baseline = height - fit.baseline * scale
    out = [f"/F0 {size:.2f} Tf".encode("ascii")]
    for index, word in enumerate(words):
        natural = sum(width_of(letter) for letter in word.text) / _UNITS * size
        wide = max((word.right - word.left) * scale, 0.5)
        out.append(_shown(word.text, font, stretch=wide / natural, x=word.left * scale, y=baseline))
        if index + 1 < len(words):
            gap = (words[index + 1].left - word.right) * scale
            natural = width_of(" ") / _UNITS * size
            out.append(_shown(" ", font, stretch=max(gap, 0.3) / natural, x=word.right * scale, y=baseline))
    return out


def _shown(text: str, font: WordFont, *, stretch: float, x: float, y: float) -> bytes:
    code = font.encode(text).hex().upper()
    return f"{stretch * 100:.2f} Tz 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj".encode("ascii")
