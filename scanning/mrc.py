"""Splits a whitened page into a sharp black stencil and a small colour picture, so that it costs few bytes.

Black print goes into a bi-tonal stencil at full resolution (CCITT G4). Everything with colour (seal,
blue pen, coloured print) and everything with tone (photographs, pencil, watermarks) stays in the
picture, because the rules ask for colour copies and a thin blue stroke breaks apart in two tones.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Mask = NDArray[np.uint8]

STENCIL_DPI = 200
PICTURE_DPI = 150
PICTURE_QUALITY = 42

_DARK = 150  # brightest channel of ink that may be black print, on paper that is 255
_CORE = 110  # … and of the stroke's heart, without which a grey smear is no print
_COLOUR = 42  # spread between channels from which ink counts as coloured
_THICK_MM = 2.6  # a dark area that is thicker than this is a picture, not a letter


@dataclass(frozen=True, slots=True)
class Layers:
    """The two layers of a page: `stencil` (255 = ink, whole page) and `picture` (BGR, smaller) or None when blank."""

    stencil: Mask
    picture: Image | None
    ink: tuple[int, int, int]  # RGB of the stencil's ink


def split(white: Image, *, dpi: float = STENCIL_DPI, picture_dpi: float = PICTURE_DPI) -> Layers:
    """The layers of a page whose background was whitened (BGR, `dpi` pixels an inch)."""
    stencil = black_print(white, dpi=dpi)
    picture = _without(white, stencil, scale=min(1.0, picture_dpi / dpi))
    empty = int(picture.min()) >= 250
    return Layers(stencil, None if empty else picture, _ink_colour(white, stencil))


def black_print(white: Image, *, dpi: float) -> Mask:
    """255 where black or dark grey print stands; coloured ink, pale ink and solid dark areas are left out."""
    blue, green, red = cv2.split(white)
    brightest = cv2.max(cv2.max(blue, green), red)
    darkest = cv2.min(cv2.min(blue, green), red)
    dark = _below(brightest, _DARK)
    if not cv2.countNonZero(dark):
        return dark
    plain = cv2.bitwise_and(dark, cv2.bitwise_not(_coloured(cv2.subtract(brightest, darkest), dark, dpi)))
    heart = cv2.bitwise_and(plain, _below(brightest, _CORE))
    ink = cv2.bitwise_and(plain, cv2.dilate(heart, np.ones((5, 5), np.uint8)))
    return _without_solids(_bytes(ink), dpi)


def _below(grey: Image, level: int) -> Mask:
    return _bytes(cv2.threshold(grey, level - 1, 255, cv2.THRESH_BINARY_INV)[1])


def _bytes(values: object) -> Mask:
    """OpenCV's result, as the byte array it is."""
    return np.asarray(values, dtype=np.uint8)


def _coloured(spread: Image, dark: Mask, dpi: float) -> Mask:
    """255 where the dark ink round about is coloured on average: one coloured fringe pixel does not make a blue pen.

    The inner part of strokes weighs most, since a lens and JPEG put coloured rims round black letters.
    """
    inner = cv2.erode(dark, np.ones((2, 2), np.uint8))
    weight = cv2.addWeighted(dark, 0.08, inner, 0.92, 0)
    side = max(5, round(0.9 * dpi / 25.4) | 1)
    total = cv2.boxFilter(cv2.multiply(spread, weight, scale=1 / 255), cv2.CV_32F, (side, side))
    limit = cv2.boxFilter(weight, cv2.CV_32F, (side, side))
    coloured = cv2.compare(total, cv2.multiply(limit, _COLOUR / 255), cv2.CMP_GT)
    return _bytes(cv2.bitwise_and(coloured, dark))


def _without_solids(ink: Mask, dpi: float) -> Mask:
    """The ink without areas too thick to be letters: portraits, logos and black borders keep their tone."""
    side = max(7, round(_THICK_MM * dpi / 25.4) | 1)
    solid = cv2.erode(ink, np.ones((side, side), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    if not cv2.countNonZero(solid):
        return ink
    area = cv2.dilate(solid, np.ones((side + 8, side + 8), np.uint8))
    return _bytes(cv2.bitwise_and(ink, cv2.bitwise_not(area)))


def _without(white: Image, stencil: Mask, *, scale: float) -> Image:
    """The page, made smaller, with the print taken out and filled from around it: white paper or the seal's red."""
    keep = cv2.bitwise_not(cv2.dilate(stencil, np.ones((5, 5), np.uint8)))
    rest = cv2.bitwise_and(white, white, mask=keep)
    if scale < 1:
        rest = cv2.resize(rest, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        keep = cv2.resize(keep, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    picture = _bytes(rest)
    thin = cv2.compare(keep, 255, cv2.CMP_LT)
    for side in (1, 9, 25):
        if not cv2.countNonZero(thin):
            return picture
        known = cv2.boxFilter(keep, cv2.CV_32F, (side, side)) if side > 1 else keep.astype(np.float32)
        enough = _bytes(cv2.bitwise_and(cv2.compare(known, 40.0 if side == 1 else 0.5, cv2.CMP_GT), thin)) > 0
        around = cv2.boxFilter(rest, cv2.CV_32F, (side, side)) if side > 1 else rest
        filled = around[enough] * (255.0 / known[enough])[:, None] + 0.5
        picture[enough] = np.minimum(filled, 255).astype(np.uint8)
        thin[enough] = 0
    picture[thin > 0] = 255
    return picture


def _ink_colour(white: Image, stencil: Mask) -> tuple[int, int, int]:
    """The neutral tone of the print's darkest part; print that was read as dark grey stays dark grey."""
    if not stencil.any():
        return (0, 0, 0)
    inner = cv2.erode(stencil, np.ones((2, 2), np.uint8))
    chosen = inner if inner.any() else stencil
    tone = int(np.median(white[chosen > 0])) // 8 * 8
    tone = min(tone, 80)
    return (tone, tone, tone)


def g4(stencil: Mask) -> bytes:
    """The stencil as one CCITT group 4 strip; ink is a 0 bit (PDF's `/BlackIs1 false`)."""
    from PIL import Image as Pillow

    height = stencil.shape[0]
    bits = Pillow.fromarray(stencil).convert("1", dither=Pillow.Dither.NONE)  # ink is 1: the fax coder's black
    out = io.BytesIO()
    bits.save(out, "TIFF", compression="group4", tiffinfo={278: height})  # one strip
    out.seek(0)
    with Pillow.open(out) as tiff:
        offset = int(tiff.tag_v2[273][0])  # type: ignore[attr-defined]
        length = int(tiff.tag_v2[279][0])  # type: ignore[attr-defined]
    return out.getvalue()[offset : offset + length]


def jpeg(bgr: Image, *, quality: int) -> bytes:
    """The picture as a baseline JPEG with optimised tables."""
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    done, data = cv2.imencode(".jpg", bgr, settings)
    if not done:  # only a broken build of the encoder
        raise RuntimeError("JPEG encoder refused the picture")
    return data.tobytes()
