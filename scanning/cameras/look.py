"""Judges one preview frame: where the page lies, how sharp, lit and still it is, and which page it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.finding.page import find_page
from scanning.steps.clean import sharpness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Corners = tuple[tuple[float, float], ...]

LOOK_SIDE = 960
STILL_MOVE = 0.012  # mean change of brightness between two frames, as a share
CORNER_MOVE = 0.008  # of the frame's diagonal
SAME_PAGE = 0.90  # likeness of two pages' small pictures
SAME_SHEET, LAID_ANEW = 0.165, 0.08  # difference of the place that differs most; another name begins at 0.09
_IN_PLACE = 0.01  # of the page's long side
_SMALL = (64, 48)
_SIGNATURE = (24, 32)
_DETAIL, _DETAIL_PART = (160, 214), 0.88  # of the page, without its rim where the desk may show
_PLACE, _LEEWAY = (9, 9), 1  # a place is some letters wide; what is left of a shift is under a cell
_NOISE = 0.3
_ALIGNING_ROUNDS = 15
_FOCUS_SIDE = 420
A4_LONG_INCHES, A4_SHORT_INCHES = 297 / 25.4, 210 / 25.4
_CARD_LONG_INCHES, _CARD_SHAPE = 85.6 / 25.4, 85.6 / 54


@dataclass(frozen=True, slots=True, eq=False)
class FrameLook:
    """What one frame shows.

    `corners` in pixels of the frame, clockwise from its top-left, None where no page is seen; `sharp`
    0–1; `bright` 0–1 on the page; `brightest` 0–1 anywhere; `moved` and `same_page` against the frame before;
    `dpi` pixels on the paper per inch, taking a page for A4 unless it has a card's shape.
    """

    corners: Corners | None
    score: float
    confident: bool
    sharp: float
    bright: float
    moved: bool
    same_page: bool
    small: Image
    signature: NDArray[np.float32] | None
    brightest: float = 1.0
    dpi: float | None = None
    detail: NDArray[np.float32] | None = None


def look(bgr: Image, previous: FrameLook | None = None, *, unmoved: bool = False) -> FrameLook:
    """Judge one frame (BGR, any size), against the one before where there is one.

    Where nothing has moved since (`unmoved`), the page lies where it lay: only light and focus are judged.
    """
    if unmoved and previous is not None:
        return _again(bgr, previous)
    scale = min(1.0, LOOK_SIDE / max(bgr.shape[:2]))
    view = bgr if scale == 1.0 else np.asarray(_resized(bgr, scale), np.uint8)
    found = find_page(view)
    quad = found.corners
    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_BGR2GRAY), np.uint8)
    small = np.asarray(cv2.resize(grey, _SMALL, interpolation=cv2.INTER_AREA), np.uint8)
    signature = None if quad is None else _signature(grey, quad)
    corners = None if quad is None else tuple((float(x / scale), float(y / scale)) for x, y in quad)
    return FrameLook(
        corners=corners,
        score=float(found.score),
        confident=bool(found.confident),
        sharp=float(sharpness(_middle(bgr, None if quad is None else quad / scale))),
        bright=_brightness(grey, quad),
        moved=previous is None or _moved(previous, small, corners, bgr.shape),
        same_page=previous is not None and alike(previous.signature, signature),
        small=small,
        signature=signature,
        brightest=float(np.quantile(small, 0.98)) / 255,
        dpi=None if quad is None else paper_dpi(quad / scale),
        detail=None if quad is None else _detail(grey, quad),
    )


def _again(bgr: Image, previous: FrameLook) -> FrameLook:
    quad = None if previous.corners is None else np.array(previous.corners)
    grey = np.ascontiguousarray(bgr[::2, ::2, 1])
    return replace(
        previous,
        sharp=float(sharpness(_middle(bgr, quad))),
        bright=_brightness(grey, None if quad is None else quad / 2),
        moved=False,
        same_page=True,
    )


def alike(one: NDArray[np.float32] | None, other: NDArray[np.float32] | None) -> bool:
    """True where two signatures show the same sheet; no sheet is like no sheet."""
    if one is None or other is None:
        return one is None and other is None
    return float((one * other).mean()) >= SAME_PAGE


def same_sheet(one: FrameLook, other: FrameLook) -> bool:
    """True where two looks show the same sheet down to what is written on it, wherever it lies.

    Unlike `alike`, it tells a form from the same form filled in for somebody else. A sheet that has not
    moved at all may differ more (a shadow), one that lies elsewhere must prove to be the same. Costs 10 ms.
    """
    if one.detail is None or other.detail is None or not alike(one.signature, other.signature):
        return alike(one.signature, other.signature)
    limit = SAME_SHEET if _in_place(one.corners, other.corners) else LAID_ANEW
    return difference(one.detail, other.detail) < limit


def difference(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """How much the place that differs most does so: 0 for the same sheet, above 1 for other words."""
    if one.shape != other.shape:  # one lies upright, the other across
        return 2.0
    weight = np.asarray(cv2.blur((one * one + other * other) / 2, _PLACE), np.float32)
    room = cv2.copyMakeBorder(_aligned(other, one), *(_LEEWAY,) * 4, cv2.BORDER_REPLICATE)
    high, wide = one.shape
    least = np.full(one.shape, np.inf, np.float32)
    for down in range(2 * _LEEWAY + 1):
        for across in range(2 * _LEEWAY + 1):
            moved = room[down : down + high, across : across + wide]
            least = np.minimum(least, cv2.blur((one - moved) ** 2, _PLACE))
    rim = _LEEWAY + 2
    return float((least / (weight + _NOISE))[rim:-rim, rim:-rim].max())


def _in_place(one: Corners | None, other: Corners | None) -> bool:
    if one is None or other is None:
        return False
    shift = np.linalg.norm(np.array(one) - np.array(other), axis=1).max()
    long_side = np.linalg.norm(np.array(one[0]) - np.array(one[2]))
    return bool(shift < _IN_PLACE * long_side)


def _aligned(picture: NDArray[np.float32], onto: NDArray[np.float32]) -> NDArray[np.float32]:
    """The picture brought into line with another: corners are found to a pixel, letters are finer."""
    until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _ALIGNING_ROUNDS, 1e-4)
    start = np.eye(3, dtype=np.float32)
    try:
        _, warp = cv2.findTransformECC(onto, picture, start, cv2.MOTION_HOMOGRAPHY, until)
    except cv2.error:  # nothing in common
        return picture
    size = (onto.shape[1], onto.shape[0])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    lined: Any = cv2.warpPerspective(picture, warp, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(lined, np.float32)


def paper_dpi(quad: NDArray[np.float64]) -> float:
    """Pixels an inch of paper has in the picture, over both long sides."""
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    pairs = ((sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2)
    longer, shorter = max(pairs), max(min(pairs), 1.0)
    card = abs(longer / shorter - _CARD_SHAPE) < 0.06
    return float(longer / (_CARD_LONG_INCHES if card else A4_LONG_INCHES))


def _resized(bgr: Image, scale: float) -> object:
    return cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _signature(grey: Image, quad: NDArray[np.float64]) -> NDArray[np.float32]:
    """The page as a small flat picture with mean 0 and spread 1: what lies there, whatever the light."""
    wide, high = _SIGNATURE
    target = np.array([[0, 0], [wide * 4, 0], [wide * 4, high * 4], [0, high * 4]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), target)
    flat = cv2.warpPerspective(grey, matrix, (wide * 4, high * 4), flags=cv2.INTER_AREA)
    tiny = np.asarray(cv2.resize(flat, _SIGNATURE, interpolation=cv2.INTER_AREA), np.float32)
    tiny = tiny - np.asarray(cv2.GaussianBlur(tiny, (0, 0), 6), np.float32)
    return np.asarray((tiny - tiny.mean()) / max(float(tiny.std()), 1.0), np.float32)


def _detail(grey: Image, quad: NDArray[np.float64]) -> NDArray[np.float32]:
    """The page without its rim, fine enough to tell what is written where, whatever the light."""
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    upright = sides[0] + sides[2] < sides[1] + sides[3]
    wide, high = size = _DETAIL if upright else _DETAIL[::-1]
    whole = np.array([[0, 0], [wide * 3, 0], [wide * 3, high * 3], [0, high * 3]], np.float32)
    middle = np.array([wide, high], np.float32) * 1.5
    matrix = cv2.getPerspectiveTransform(
        np.asarray(quad, np.float32), np.asarray((whole - middle) / _DETAIL_PART + middle, np.float32)
    )
    flat = cv2.warpPerspective(grey, matrix, (wide * 3, high * 3))
    tiny = np.asarray(cv2.resize(flat, size, interpolation=cv2.INTER_AREA), np.float32)
    tiny = np.asarray(cv2.GaussianBlur(tiny, (0, 0), 0.8), np.float32)
    tiny = tiny - np.asarray(cv2.GaussianBlur(tiny, (0, 0), 10), np.float32)
    return np.asarray((tiny - tiny.mean()) / max(float(tiny.std()), 1.0), np.float32)


def _middle(view: Image, quad: NDArray[np.float64] | None) -> Image:
    """A square about the middle of the page, at full detail: there focus is judged."""
    height, width = view.shape[:2]
    x, y = (width / 2, height / 2) if quad is None else quad.mean(axis=0)
    half = min(_FOCUS_SIDE, height, width) // 2
    left = int(np.clip(x - half, 0, width - 2 * half))
    top = int(np.clip(y - half, 0, height - 2 * half))
    return np.ascontiguousarray(view[top : top + 2 * half, left : left + 2 * half])


def _brightness(grey: Image, quad: NDArray[np.float64] | None) -> float:
    if quad is None:
        return float(grey[::4, ::4].mean()) / 255
    mask = np.zeros((grey.shape[0] // 4 + 1, grey.shape[1] // 4 + 1), np.uint8)
    cv2.fillConvexPoly(mask, np.round(quad / 4).astype(np.int32), 255)
    part = grey[::4, ::4]
    inside = mask[: part.shape[0], : part.shape[1]] > 0
    return float(part[inside].mean()) / 255 if inside.any() else float(part.mean()) / 255


def _moved(previous: FrameLook, small: Image, corners: Corners | None, shape: tuple[int, ...]) -> bool:
    change = float(np.abs(small.astype(np.int16) - previous.small.astype(np.int16)).mean()) / 255
    if change > STILL_MOVE or (corners is None) != (previous.corners is None):
        return True
    if corners is None or previous.corners is None:
        return False
    shift = np.linalg.norm(np.array(corners) - np.array(previous.corners), axis=1).max()
    return bool(shift > CORNER_MOVE * np.hypot(shape[0], shape[1]))
