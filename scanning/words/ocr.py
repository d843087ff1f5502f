"""Reads the Vietnamese words of a cleaned page, with a box and a confidence each.

Tesseract with the small `vie` model is the reader. It runs in a page worker process, never beside the
counter's window; whether it is installed, `scanning.words.ready` tells.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from scanning.pdf.textlayer import Word
from scanning.words.coloured import coloured_lines
from scanning.words.legible import print_only
from scanning.words.order import Line, cell_of, in_rows
from scanning.words.ready import LANGUAGE
from scanning.words.rules import without_rules

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from scanning.words.coloured import Box
    from scanning.words.rules import Grid

    Image = NDArray[np.uint8]

_MOST_MARKS = 12_000  # separate marks; a page full of small print has some 2 500
_FEW_LETTERS = 40  # a page with fewer letters in the brightest channel is read again in grey
_PART_DPI = 200.0
_LEAST_CONFIDENCE = 8.0
_IN_COLOUR = 60.0
_FRAGMENT_CONFIDENCE = 30.0
_WORD = 4  # letters of the alphabet in a row are no speck, however doubtful: a hole would be worse
_FOREIGN_CONFIDENCE = 85.0
_LONE_SIGNS = frozenset("-–—:&+…./%()•=")
_WAVES = frozenset("~¬")
_DOUBLE_BAR = re.compile("[ĐÐ]*Ð[ĐÐ]*")
_DIGITS = re.compile(r"[0-9]{1,2}", re.ASCII)
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_ALPHABET = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZđĐ0123456789.,:;!?-–—/()[]\"'“”‘’%&+=…°²³*@#_"
    + _MARKS
)


class Reader:
    """One Tesseract engine, kept open for many pages; one thread, one page at a time."""

    def __init__(self, folder: Path) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # measured: a second thread makes a page slower
        import tesserocr

        self._tesserocr: Any = tesserocr
        self._engine: Any = tesserocr.PyTessBaseAPI(
            path=os.fspath(folder), lang=LANGUAGE, psm=tesserocr.PSM.AUTO
        )
        self._engine.SetVariable("debug_file", os.devnull)
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)

    def close(self) -> None:
        """Free the engine."""
        self._engine.End()

    def read(self, white: Image, *, dpi: float) -> tuple[Word, ...]:
        """The words of a page with evened background (BGR), boxes in its pixels, in reading order.

        Seals, pen and rules are taken out first, because they cost most of the errors; lines printed in
        colour are then read by themselves. Where little is left the whole page is read in grey and the richer
        kept. Grain that buries the letters is not read: it would keep the reader busy for many seconds and
        give no words.
        """
        import cv2

        black = _calmed(print_only(white))
        if black is None:
            return ()
        clean, tables = without_rules(black, dpi=dpi)
        lines = self._lines(clean, dpi, tables)
        grey = np.asarray(cv2.cvtColor(white, cv2.COLOR_BGR2GRAY), np.uint8)
        lines += self._in_colour(grey, coloured_lines(white, clean, dpi=dpi), dpi)
        words = in_rows(lines, tables)
        if _weight(words) < _FEW_LETTERS * 100:
            words = max(words, in_rows(self._lines(grey, dpi, tables), tables), key=_weight)
        return words

    def worth(self, white: Image) -> float:
        """How much can be read in a part of a page as it lies: letters times confidence, 0 for nothing."""
        return _weight(in_rows(self._lines(print_only(white), _PART_DPI, ())))

    def _in_colour(self, grey: Image, boxes: list[Box], dpi: float) -> list[Line]:
        """Lines printed in colour, each read alone; what is doubted there is a seal's edge or a pen's."""
        found: list[Line] = []
        self._engine.SetPageSegMode(self._tesserocr.PSM.SINGLE_LINE)
        try:
            for left, top, right, bottom in boxes:
                words = [
                    replace(
                        word,
                        left=word.left + left,
                        right=word.right + left,
                        top=word.top + top,
                        bottom=word.bottom + top,
                    )
                    for line in self._lines(grey[top:bottom, left:right], dpi, ())
                    for word in line.words
                ]
                if len(words) > 1 and min(word.confidence for word in words) >= _IN_COLOUR:
                    found.append(Line(-1, tuple(words)))
        finally:
            self._engine.SetPageSegMode(self._tesserocr.PSM.AUTO)
        return found

    def _lines(self, grey: Image, dpi: float, tables: tuple[Grid, ...]) -> list[Line]:
        """The reader's lines of a picture."""
        height, width = grey.shape
        self._engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
        self._engine.SetSourceResolution(max(70, round(dpi)))
        self._engine.Recognize()
        try:
            return self._told(tables)
        finally:
            self._engine.Clear()

    def _told(self, tables: tuple[Grid, ...]) -> list[Line]:
        """The reader's lines, in its own order, with the words worth keeping."""
        level = self._tesserocr.RIL
        lines: list[Line] = []
        words: list[Word] = []
        block = -1
        pointer = self._engine.GetIterator()
        if pointer is None or pointer.Empty(level.WORD):
            return lines
        for item in self._tesserocr.iterate_level(pointer, level.WORD):
            if item.IsAtBeginningOf(level.TEXTLINE):
                lines.append(Line(block, tuple(words)))
                words = []
            if item.IsAtBeginningOf(level.BLOCK):
                block += 1
            word = _word(item, level.WORD, tables)
            if word is not None:
                words.append(word)
        lines.append(Line(block, tuple(words)))
        return lines


def _calmed(grey: Image) -> Image | None:
    """The page without grain, as far as a median of five pixels takes it away; None where it does not."""
    import cv2

    for side in (1, 3, 5):
        calm: Any = grey if side == 1 else cv2.medianBlur(grey, side)
        ink = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
        if cv2.connectedComponents(ink, connectivity=8)[0] <= _MOST_MARKS:
            return calm  # type: ignore[no-any-return]
    return None


def _word(item: Any, level: Any, tables: tuple[Grid, ...]) -> Word | None:  # noqa: ANN401 - foreign objects without types
    box = item.BoundingBox(level)
    if box is None:
        return None
    text = as_meant(item.GetUTF8Text(level))
    confidence = float(item.Confidence(level))
    left, top, right, bottom = box
    word = Word(text, left, top, right, bottom, confidence, 0)
    if keep(text, confidence) or (_DIGITS.fullmatch(text) and any(cell_of(word, one) for one in tables)):
        return word  # a number alone in a cell is doubted, though it is what cells hold
    return None


def as_meant(text: str) -> str:
    """The reader's word in NFC, slips of its alphabet put right: Icelandic Ð, a wavy dash before a list."""
    text = unicodedata.normalize("NFC", text).strip()
    if text in _WAVES:
        return "-"
    return _DOUBLE_BAR.sub("Đ", text).replace("Ð", "Đ").replace("ð", "đ")


def keep(text: str, confidence: float) -> bool:
    """True for words worth finding again; rules, specks and seal edges come out as signs and fragments."""
    letters = sum(letter.isalnum() for letter in text)
    if letters == 0:
        return bool(text) and _LONE_SIGNS.issuperset(text) and confidence >= _LEAST_CONFIDENCE
    if not _ALPHABET.issuperset(unicodedata.normalize("NFD", text)):
        return confidence >= _FOREIGN_CONFIDENCE
    if letters <= 2 or letters * 2 < len(text):
        return confidence >= _FRAGMENT_CONFIDENCE
    return letters >= _WORD or confidence >= _LEAST_CONFIDENCE


def _weight(words: tuple[Word, ...]) -> float:
    return sum(word.confidence * sum(letter.isalnum() for letter in word.text) for word in words)
