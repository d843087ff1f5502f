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

from scanning.steps.bands import bands, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Mask = NDArray[np.uint8]

STENCIL_DPI = 200
PICTURE_DPI = 150
PICTURE_QUALITY = 50  # of coloured ink alone
SOFT_QUALITY = 55  # of a picture that carries the writing too

_PALE = 200  # no ink lighter than this is print, on paper that is 255
_FIRM = (115, 165)  # a stroke's heart is at least this dark: on crisp pages, on soft ones
_TOO_SOFT = 78  # ink that is no darker than this on the whole page was blurred: two tones would break it
_REACH_MM = 1.5  # a stroke's edge is judged against the darkest ink this near
_EDGE = 0.42  # … and lies where this share of that depth is left towards paper white
_COLOUR = 42  # spread between channels from which ink counts as coloured
_PAPER = 250  # anything darker is more than white paper
_SPECK = 242  # as faint as this a pixel alone is noise …
_AROUND = 31  # … where the pixels about it
_CLEAR = 253.2  # … are as white as this on average
_MARGIN_MM = 5.0  # marks nearer to each other than this belong to one piece
_MOST_PIECES = 16
_MOST_COVERED = 0.5
_ROUND_MM = 0.9  # whether ink has colour is told from this far round about
_SOFT = 8  # pixels that sharpening looks round about
_FILLED = (1, 9, 25)  # pixels: where print was taken out, the paper about it is looked for this near
_THICK_MM = 2.6  # a dark area that is thicker than this is a picture, not a letter


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a page: `stencil` (255 = ink, whole page); `picture` (BGR, smaller), None when blank."""

    stencil: Mask
    picture: Image | None
    ink: tuple[int, int, int]  # RGB of the stencil's ink


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the picture that is not white paper: its pixels, and its place in the picture's pixels."""

    bgr: Image
    left: int
    top: int


def split(white: Image, *, dpi: float = STENCIL_DPI, picture_dpi: float = PICTURE_DPI) -> Layers:
    """The layers of a page whose background was whitened (BGR, `dpi` pixels an inch)."""
    stencil = black_print(white, dpi=dpi)
    picture = _without_specks(_without(white, stencil, scale=min(1.0, picture_dpi / dpi)))
    empty = int(picture.min()) >= _PAPER
    return Layers(stencil, None if empty else picture, _ink_colour(white, stencil))


def black_print(white: Image, *, dpi: float) -> Mask:
    """255 where black or dark grey print stands; coloured ink, pale ink and solid dark areas are left out.

    How dark print is depends on the lens: what counts is a share of the depth of the darkest ink near by,
    and the page's own typical depth tells print from pencil. A page that is soft all over gets no stencil.
    """
    firm = _firm_level(white)
    if firm is None:
        return np.zeros(white.shape[:2], np.uint8)
    reach, side = max(5, round(_REACH_MM * dpi / 25.4) | 1), max(5, round(_ROUND_MM * dpi / 25.4) | 1)
    plain, heart = np.empty(white.shape[:2], np.uint8), np.empty(white.shape[:2], np.uint8)
    for rows, near in bands(white.shape[0], margin=reach + side + _SOFT):
        own = within(rows, near)
        crisp, spread = _crisp_and_spread(white[near])
        dark = _dark(crisp, reach)
        plain[rows] = cv2.bitwise_and(dark, cv2.bitwise_not(_coloured(spread, dark, side)))[own]
        heart[rows] = _below(crisp[own], firm)
    return _without_solids(_with_heart(plain, heart), dpi)


def _crisp_and_spread(white: Image) -> tuple[Mask, Mask]:
    """The brightest channel with its strokes sharpened, and how far the channels are apart."""
    blue, green, red = cv2.split(white)
    brightest = cv2.max(cv2.max(blue, green), red)
    spread = cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red))
    soft = cv2.GaussianBlur(brightest, (0, 0), 1.3)
    return _bytes(cv2.addWeighted(brightest, 1.9, soft, -0.9, 0)), _bytes(spread)


def _dark(crisp: Mask, reach: int) -> Mask:
    """255 where it is darker than a stroke's edge, seen from the darkest ink within reach."""
    nearest = _bytes(cv2.blur(cv2.erode(crisp, np.ones((reach, reach), np.uint8)), (reach, reach)))
    edge = np.minimum(nearest * np.float32(_EDGE) + np.float32(255 * (1 - _EDGE)), _PALE)
    return _bytes(cv2.compare(crisp, _bytes(edge), cv2.CMP_LT))


def _with_heart(ink: Mask, heart: Mask) -> Mask:
    """The connected strokes of `ink` that are really dark somewhere: whole letters, or nothing of them."""
    count, labels = cv2.connectedComponents(ink, connectivity=8, ltype=cv2.CV_32S)
    known = np.zeros(count, np.uint8)
    known[labels[heart > 0]] = 255
    known[0] = 0
    whole = np.empty_like(ink)
    for rows, _ in bands(ink.shape[0]):  # numpy widens the labels before it looks them up
        whole[rows] = known[labels[rows]]
    return whole


def _firm_level(white: Image) -> int | None:
    """How dark a stroke's heart must be on this page; None where there is no ink, or only blurred ink."""
    blue, green, red = (white[::2, ::2, channel] for channel in range(3))
    brightest = np.maximum(np.maximum(blue, green), red)
    counts = np.bincount(brightest.ravel(), minlength=256)[:_PALE]
    total = int(counts.sum())
    if total == 0:
        return None
    typical = int(np.searchsorted(np.cumsum(counts), 0.05 * total))
    return None if typical > _TOO_SOFT else int(np.clip(typical + 95, *_FIRM))


def _below(grey: Image, level: int) -> Mask:
    return _bytes(cv2.threshold(grey, level - 1, 255, cv2.THRESH_BINARY_INV)[1])


def _bytes(values: object) -> Mask:
    """OpenCV's result, as the byte array it is."""
    return np.asarray(values, dtype=np.uint8)


def _coloured(spread: Image, dark: Mask, side: int) -> Mask:
    """255 where the dark ink round about is coloured on average: one fringe pixel does not make a blue pen.

    The inner part of strokes weighs most, since a lens and JPEG put coloured rims round black letters.
    """
    inner = cv2.erode(dark, np.ones((2, 2), np.uint8))
    weight = cv2.addWeighted(dark, 0.08, inner, 0.92, 0)
    total = np.asarray(cv2.boxFilter(cv2.multiply(spread, weight, scale=1 / 255), cv2.CV_32F, (side, side)))
    limit = np.asarray(cv2.boxFilter(weight, cv2.CV_32F, (side, side)))
    found = _bytes(np.greater(total, limit * np.float32(_COLOUR / 255))) * np.uint8(255)
    return _bytes(cv2.bitwise_and(found, dark))


def _without_solids(ink: Mask, dpi: float) -> Mask:
    """The ink without areas too thick to be letters: portraits, logos and black borders keep their tone."""
    side = max(7, round(_THICK_MM * dpi / 25.4) | 1)
    solid = cv2.erode(ink, np.ones((side, side), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    if not cv2.countNonZero(solid):
        return ink
    area = cv2.dilate(solid, np.ones((side + 8, side + 8), np.uint8))
    return _bytes(cv2.bitwise_and(ink, cv2.bitwise_not(area)))


def _without(white: Image, stencil: Mask, *, scale: float) -> Image:
    """The page, made smaller, the print taken out and filled from around it: paper or the seal's red."""
    keep = _bytes(cv2.bitwise_not(cv2.dilate(stencil, np.ones((7, 7), np.uint8))))
    rest = _bytes(cv2.bitwise_and(white, white, mask=keep))
    if scale < 1:
        rest = _bytes(cv2.resize(rest, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        keep = _bytes(cv2.resize(keep, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    picture = np.empty_like(rest)
    for rows, near in bands(rest.shape[0], margin=_FILLED[-1]):
        picture[rows] = _filled(rest[near], keep[near])[within(rows, near)]
    return picture


def _filled(rest: Image, keep: Mask) -> Image:
    """What is kept, and where nothing is, the mean of what is kept near by."""
    picture = rest.copy()
    holes = keep < 255
    for side in _FILLED:
        known = (
            keep.astype(np.float32)
            if side == 1
            else np.asarray(cv2.boxFilter(keep, cv2.CV_32F, (side, side)))
        )
        here = holes & (known > (40.0 if side == 1 else 0.5))
        around = rest if side == 1 else np.asarray(cv2.boxFilter(rest, cv2.CV_32F, (side, side)))
        picture[here] = np.minimum(around[here] * (255.0 / known[here])[:, None] + 0.5, 255).astype(np.uint8)
        holes &= ~here
        if not holes.any():
            return picture
    picture[holes] = 255
    return picture


def _without_specks(picture: Image) -> Image:
    """The picture with lone pixels just below white lifted: what a camera's JPEG leaves about letters.

    Only where nearly all around is white; pale grounds and watermarks are no specks.
    """
    blue, green, red = cv2.split(picture)
    darkest = _bytes(cv2.min(cv2.min(blue, green), red))
    for rows, near in bands(picture.shape[0], margin=_AROUND):
        around = np.asarray(cv2.boxFilter(darkest[near], cv2.CV_32F, (_AROUND, _AROUND)))
        picture[rows][(darkest[rows] >= _SPECK) & (around[within(rows, near)] > _CLEAR)] = 255
    return picture


def pieces(picture: Image, *, dpi: float = PICTURE_DPI) -> list[Piece]:
    """The parts of the picture where anything is seen; the white between them costs bytes and is left out.

    Nothing that differs from white is lost: where marks are strewn all over, the picture stays whole.
    """
    blue, green, red = cv2.split(picture)
    seen = _below(_bytes(cv2.min(cv2.min(blue, green), red)), _PAPER)
    reach = max(3, round(_MARGIN_MM * dpi / 25.4) | 1)
    near = cv2.dilate(seen, np.ones((reach, reach), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    areas = [tuple(int(value) for value in box[:4]) for box in boxes[1:]]
    covered = sum(width * height for _, _, width, height in areas)
    if count - 1 > _MOST_PIECES or covered > _MOST_COVERED * seen.size:
        return [Piece(picture, 0, 0)]
    return [Piece(picture[y : y + high, x : x + wide].copy(), x, y) for x, y, wide, high in areas]


def _ink_colour(white: Image, stencil: Mask) -> tuple[int, int, int]:
    """The neutral tone of the print's darkest part; print that was read as dark grey stays dark grey."""
    if not stencil.any():
        return (0, 0, 0)
    inner = cv2.erode(stencil, np.ones((2, 2), np.uint8))
    chosen = inner if inner.any() else stencil
    tone = int(np.median(white[chosen > 0])) // 8 * 8
    tone = min(tone, 40)
    return (tone, tone, tone)


def g4(stencil: Mask) -> bytes:
    """The stencil as one CCITT group 4 strip; ink is a 0 bit (PDF's `/BlackIs1 false`)."""
    from PIL import Image as Pillow

    height = stencil.shape[0]
    bits = Pillow.fromarray(stencil).convert(
        "1", dither=Pillow.Dither.NONE
    )  # ink is 1: the fax coder's black
    out = io.BytesIO()
    bits.save(out, "TIFF", compression="group4", tiffinfo={278: height})  # one strip
    out.seek(0)
    with Pillow.open(out) as tiff:
        offset = int(tiff.tag_v2[273][0])  # type: ignore[attr-defined]
        length = int(tiff.tag_v2[279][0])  # type: ignore[attr-defined]
    return out.getvalue()[offset : offset + length]


def jpeg(bgr: Image, *, quality: int, full_colour: bool = False) -> bytes:
    """The picture as a baseline JPEG; `full_colour` keeps thin coloured strokes as coloured as they are."""
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    if full_colour:
        settings += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
    done, data = cv2.imencode(".jpg", bgr, settings)
    if not done:  # only a broken build of the encoder
        raise RuntimeError("JPEG encoder refused the picture")
    return data.tobytes()
