"""What stands on a page by pdfium's own account: each line's words, size, face and place in millimetres."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Letter:
    """One printed letter; `x` and `y` are its left edge and its baseline in millimetres from the top left."""

    char: str
    font: str
    size: float
    x: float
    right: float
    y: float


@dataclass(frozen=True)
class Line:
    """Letters of one size and face that stand on one baseline."""

    text: str
    font: str
    size: float
    left: float
    right: float
    y: float

    @property
    def bold(self) -> bool:
        """Whether the typeface says so."""
        return "bold" in self.font.lower()

    @property
    def slanted(self) -> bool:
        """Whether the typeface says so."""
        return "italic" in self.font.lower()


@dataclass(frozen=True)
class Rule:
    """A lying line: its ends and its height on the page in millimetres."""

    left: float
    right: float
    y: float


@dataclass(frozen=True)
class Measured:
    """One page in millimetres."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def line(self, text: str) -> Line:
        """The one line that holds `text`."""
        return next(line for line in self.lines if text in line.text)


def measured(pdf: bytes, page: int = 0) -> Measured:
    """A page read letter by letter."""
    with pdfium.PdfDocument(pdf) as document:
        found = document[page]
        wide, high = found.get_size()
        return Measured(
            width=wide / MM,
            height=high / MM,
            lines=tuple(_lines(_letters(found, high))),
            rules=tuple(_rules(found, high)),
        )


def _letters(page: pdfium.PdfPage, high: float) -> list[Letter]:
    text = page.get_textpage()
    found = []
    for at in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, at))
        left, right, low, top, x, y = (ctypes.c_double() for _ in range(6))
        raw.FPDFText_GetCharBox(text, at, left, right, low, top)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        if char in "\r\n" or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        name = ctypes.create_string_buffer(200)
        raw.FPDFText_GetFontInfo(text, at, name, 200, ctypes.c_int())
        size = round(raw.FPDFText_GetFontSize(text, at), 2)
        found.append(
            Letter(char, name.value.decode(), size, left.value / MM, right.value / MM, (high - y.value) / MM)
        )
    return found


def _lines(letters: list[Letter]) -> list[Line]:
    runs: list[list[Letter]] = []
    for one in letters:
        last = runs[-1][-1] if runs else None
        joins = last is not None and (
            (one.font, one.size) == (last.font, last.size)
            and abs(one.y - last.y) < 0.05
            and -2 < one.x - last.right < 8
        )
        if joins:
            runs[-1].append(one)
        else:
            runs.append([one])
    found = []
    for run in runs:
        inked = [one for one in run if not one.char.isspace()]
        if inked:
            text = "".join(one.char for one in run)
            found.append(
                Line(text, run[0].font, run[0].size, inked[0].x, max(one.right for one in inked), run[0].y)
            )
    return found


def _rules(page: pdfium.PdfPage, high: float) -> list[Rule]:
    found = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, low, right, top = thing.get_bounds()
        if top - low < 2 and right - left > 10:
            found.append(Rule(left / MM, right / MM, (high - (low + top) / 2) / MM))
    return found
