"""What is written on a page, for judging which way it lies: its ink, that part cut out, how its lines run.

Everything here is coarse and quick: a page is looked at small, and its light is divided out roughly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.steps.clean import whiten
from scanning.words.legible import print_only

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

_SIDE = 850  # pixels that the longer side keeps at least where turns are judged: A4 at 73 dpi
_LINES_CLEAR = 3.0  # how many times more the ink varies across lines than along them
_LINES_TRUST = 12.0  # how much such lines weigh against the classifier
_INK_SIDE = 1000  # pixels of the longer side where ink is looked for
_INK_STEP = 30  # how much darker than white ink is on an evened page, of 255
_PAPER_SIDE = 160  # pixels of the longer side at which paper and light are seen without the ink
_LETTER = 60  # pixels; rules, frames and seals are longer and do not count
_LEAST_INK = 60


def reduced(bgr: Image) -> Image:
    """The page small enough to be judged quickly, by a whole number, which costs least."""
    factor = max(bgr.shape[:2]) // _SIDE
    if factor < 2:
        return bgr
    height, width = (side // factor for side in bgr.shape[:2])
    whole = bgr[: height * factor, : width * factor]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def band(part: Image) -> Image:
    """The rows with most writing, a few lines high."""
    ink, _ = _ink(np.asarray(cv2.cvtColor(part, cv2.COLOR_BGR2GRAY), np.uint8))
    high = min(ink.shape[0], max(60, ink.shape[1] // 3))
    sums = np.convolve(ink.sum(axis=1), np.ones(high), mode="valid")
    top = int(sums.argmax())
    scale = part.shape[0] / ink.shape[0]
    return part[round(top * scale) : round((top + high) * scale)]


def _ink(grey: Image) -> tuple[Image, int]:
    """Where letters are on an evened page, small: 1 for ink; and how many pieces of it.

    Long rules, frames and the sheet's rim do not count.
    """
    scale = min(1.0, _INK_SIDE / max(grey.shape))
    if scale < 1:
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    ink = (grey < 255 - _INK_STEP).astype(np.uint8)
    rim = max(1, round(0.02 * max(ink.shape)))
    ink[:rim], ink[-rim:], ink[:, :rim], ink[:, -rim:] = 0, 0, 0, 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    letters = (stats[:, cv2.CC_STAT_AREA] >= 4) & (stats[:, 2:4].max(axis=1) < _LETTER)
    letters[0] = False
    return np.asarray(letters.astype(np.uint8)[labels], np.uint8), int(np.count_nonzero(letters))


def printed(bgr: Image, *, to_read: bool = False) -> tuple[Image, Image, int]:
    """The page evened and without its seals, which look alike whichever way they lie; its ink, in pieces.

    Where hardly anything is printed in black, the page keeps its colours. `to_read`: evened as carefully as
    letters under a seal need.
    """
    white = whiten(bgr) if to_read else _evened(bgr)
    black = np.asarray(print_only(white), np.uint8)
    ink, letters = _ink(black)
    if cv2.countNonZero(ink) >= _LEAST_INK:
        return np.asarray(cv2.cvtColor(black, cv2.COLOR_GRAY2BGR), np.uint8), ink, letters
    return white, *_ink(np.asarray(cv2.cvtColor(white, cv2.COLOR_BGR2GRAY), np.uint8))


def _evened(bgr: Image) -> Image:
    """The page on even white, coarsely: how its lines lie is all that is asked of it."""
    height, width = bgr.shape[:2]
    shrink = min(1.0, _PAPER_SIDE / max(height, width))
    paper = cv2.resize(bgr, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.blur(cv2.medianBlur(paper, 5), (7, 7))
    light = np.asarray(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
    np.maximum(light, 24, out=light)
    return np.asarray(cv2.divide(bgr, light, scale=255.0), np.uint8)


def written(bgr: Image, ink: Image) -> Image:
    """The written part of the page with a little air; the whole page where too little is written."""
    rows, columns = np.nonzero(ink)
    if len(rows) < _LEAST_INK:
        return bgr
    (top, bottom), (left, right) = np.percentile(rows, (0.5, 99.5)), np.percentile(columns, (0.5, 99.5))
    scale, air = bgr.shape[0] / ink.shape[0], 12.0
    y0, x0 = max(0, round((top - air) * scale)), max(0, round((left - air) * scale))
    y1, x1 = round((bottom + air) * scale), round((right + air) * scale)
    return bgr[y0:y1, x0:x1]


def lines_of(ink: Image) -> NDArray[np.float32]:
    """How much each quarter turn is to be believed by the way the ink lies in lines; all 1 when unclear."""
    across = float(_ripple(ink.sum(axis=1)))
    along = float(_ripple(ink.sum(axis=0)))
    weights = np.ones(4, np.float32)
    if across > along * _LINES_CLEAR:
        weights[[0, 2]] = _LINES_TRUST
    elif along > across * _LINES_CLEAR:
        weights[[1, 3]] = _LINES_TRUST
    return weights


def _ripple(profile: NDArray[np.uint32]) -> float:
    """How much a profile of ink goes up and down from line to line, whatever its slow changes."""
    line = np.asarray(profile, np.float32).reshape(-1, 1)
    slow = cv2.blur(line, (1, 41), borderType=cv2.BORDER_REPLICATE)
    return float(np.var(line - slow))
