"""Judges one preview frame, and decides when a page lies still enough to be captured by itself.

One frame costs at most 60 ms at 1280×720. The decision is pure: looks and their times go in, an
answer comes out, so it can be tried without a camera.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.page import find_page
from scanning.steps.clean import sharpness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    Corners = tuple[tuple[float, float], ...]

LOOK_SIDE = 960
SHARP_ENOUGH = 0.58
DARK, BRIGHT = 0.22, 0.97
STILL_MOVE = 0.012  # mean change of brightness between two frames, as a share
CORNER_MOVE = 0.008  # of the frame's diagonal
SAME_PAGE = 0.90  # likeness of two pages' small pictures
HOLD_SECONDS = 0.4
_CHANGED_SECONDS = 0.25
_SMALL = (64, 48)
_SIGNATURE = (24, 32)
_FOCUS_SIDE = 420


@dataclass(frozen=True, slots=True, eq=False)
class FrameLook:
    """What one frame shows.

    `corners` in pixels of the frame, clockwise from its top-left, None where no page is seen; `sharp`
    0–1; `bright` 0–1 on the page; `moved` and `same_page` against the frame before.
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


def look(bgr: Image, previous: FrameLook | None = None) -> FrameLook:
    """Judge one frame (BGR, any size), against the one before where there is one."""
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
    )


def alike(one: NDArray[np.float32] | None, other: NDArray[np.float32] | None) -> bool:
    """True where two signatures show the same sheet; no sheet is like no sheet."""
    if one is None or other is None:
        return one is None and other is None
    return float((one * other).mean()) >= SAME_PAGE


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


class Advice(enum.Enum):
    """What the preview tells the clerk; the words belong to the window."""

    SEARCHING = "searching"
    UNSURE = "unsure"
    MOVING = "moving"
    DARK = "dark"
    GLARING = "glaring"
    BLURRED = "blurred"
    HOLD = "hold"
    CAPTURE = "capture"
    CHANGE_PAGE = "change_page"


class AutoCapture:
    """Says when to capture: the page found, sharp, lit and still for 0.4 s, and not the one captured last.

    Pure: holds no clock and no camera. Feed it every look with the frame's time.
    """

    def __init__(self, *, hold_seconds: float = HOLD_SECONDS) -> None:
        self._hold = hold_seconds
        self._since: float | None = None
        self._captured: NDArray[np.float32] | None = None
        self._waiting_for_change = False
        self._changed_since: float | None = None
        self.progress = 0.0

    def feed(self, seen: FrameLook, at: float) -> Advice:
        """Take in one look; `CAPTURE` is answered exactly once for each page."""
        if self._waiting_for_change and not self._page_changed(seen, at):
            self._since, self.progress = None, 0.0
            return Advice.CHANGE_PAGE
        hindrance = _hindrance(seen)
        if hindrance is not None:
            self._since, self.progress = None, 0.0
            return hindrance
        if self._since is None:
            self._since = at
        held = at - self._since
        self.progress = min(1.0, held / self._hold)
        if held + 1e-6 < self._hold:
            return Advice.HOLD
        self.captured(seen)
        return Advice.CAPTURE

    def captured(self, seen: FrameLook) -> None:
        """Note that this page was captured (also by hand): the next one must be another."""
        self._captured = seen.signature
        self._waiting_for_change = True
        self._changed_since = None
        self._since = None

    def again(self) -> None:
        """Allow the same page once more, for a retake."""
        self._waiting_for_change = False
        self._since, self.progress = None, 0.0

    def _page_changed(self, seen: FrameLook, at: float) -> bool:
        """True once something else, or nothing, lay there for a moment; a passing hand does not count."""
        if seen.signature is not None and alike(seen.signature, self._captured):
            self._changed_since = None
            return False
        if self._changed_since is None:
            self._changed_since = at
        if at - self._changed_since + 1e-6 < _CHANGED_SECONDS:
            return False
        self._waiting_for_change = False
        return True


def _hindrance(seen: FrameLook) -> Advice | None:
    """What keeps this frame from being captured, the first thing to mend first."""
    checks = (
        (seen.corners is None, Advice.SEARCHING),
        (not seen.confident, Advice.UNSURE),
        (seen.bright < DARK, Advice.DARK),
        (seen.moved or not seen.same_page, Advice.MOVING),
        (seen.bright > BRIGHT, Advice.GLARING),
        (seen.sharp < SHARP_ENOUGH, Advice.BLURRED),
    )
    return next((advice for bad, advice in checks if bad), None)
