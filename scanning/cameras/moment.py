"""The moment of capture: when a page lies still enough to be taken by itself, and when it is the next one.

Pure: looks and their times go in, an answer comes out, so it can be tried without a camera.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.cameras.look import STILL_MOVE, alike, same_sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.cameras.look import FrameLook, Image

SHARP_ENOUGH = 0.58
DARK, BRIGHT = 0.22, 0.97
DIM, COVERED = 0.30, 0.10  # of the brightest spot: a dark room, a lens with something before it
HOLD_SECONDS = 0.4
CHANGED_SECONDS = 0.25
NOTHING_SECONDS = 1.0  # a camera just opened finds its light first
JUST_TAKEN_SECONDS = 0.8  # a hand already on its way to the key when the page was taken by itself
_INSTANT = 1e-6
_JUST_MOVED = 0.08  # two frames: the eye would not call it still yet
_SMALL = (64, 48)
_STRIDE = 3  # every third pixel is enough for a glance, and an average over many keeps the noise out


class Advice(enum.Enum):
    """What the preview tells the clerk; the words belong to the window."""

    SEARCHING = "searching"
    COVERED = "covered"
    UNSURE = "unsure"
    MOVING = "moving"
    DARK = "dark"
    GLARING = "glaring"
    BLURRED = "blurred"
    HOLD = "hold"
    READY = "ready"
    CAPTURE = "capture"
    CHANGE_PAGE = "change_page"
    SAME_PAGE = "same_page"
    OTHER_PAGE = "other_page"  # what lies there was left alone on purpose, not captured


class Stillness:
    """How long the picture has not changed, glanced at in every frame, between the looks too. 1 ms each."""

    def __init__(self) -> None:
        self._calm: tuple[NDArray[np.float32], float] | None = None

    def feed(self, bgr: Image, at: float) -> float:
        """Seconds since the picture last changed, measured against how it was then."""
        part = np.ascontiguousarray(bgr[::_STRIDE, ::_STRIDE, 1])
        seen = np.asarray(cv2.resize(part, _SMALL, interpolation=cv2.INTER_AREA), np.float32)
        if self._calm is None or float(np.abs(seen - self._calm[0]).mean()) / 255 > STILL_MOVE:
            self._calm = (seen, at)
        return at - self._calm[1]


class AutoCapture:
    """Says when to capture: the page found, sharp, lit and still for 0.4 s, and not the one captured last.

    Holds no clock and no camera. Feed it every look with the frame's time.
    """

    def __init__(self, *, hold_seconds: float = HOLD_SECONDS) -> None:
        self._hold = hold_seconds
        self._since: float | None = None
        self._before: float | None = None  # when the look before this one was taken
        self._captured: FrameLook | None = None
        self._taken_at: float | None = None  # when it was captured by itself
        self._waiting = False  # for something else than the page captured last
        self._again = False  # that page came back after something else was seen
        self._changed_since: float | None = None
        self._passing = False  # what lies there first is left alone
        self._left_alone: FrameLook | None = None
        self.progress = 0.0

    def feed(
        self, seen: FrameLook, at: float, *, calm: float | None = None, capturing: bool = True
    ) -> Advice:
        """Take in one look; `CAPTURE` is answered exactly once for each page.

        `calm` is how long nothing has moved in the frames up to this one, where that is known: what lies
        there now lay there since. Without `capturing` a page that could be taken is `READY`, and stays so.
        """
        before, self._before = self._before, at
        if self._passing and not self._passed(seen, at):
            return self._start_again(Advice.SEARCHING)
        if self._waiting and not self._page_changed(seen, at):
            return self._start_again(self._no_new_page())
        new = calm is not None and (before is None or at - calm > before + _INSTANT)
        hindrance = _hindrance(
            seen, moving=(calm or 0.0) < _JUST_MOVED if new else seen.moved or not seen.same_page
        )
        if hindrance is not None:
            return self._start_again(hindrance)
        if new:
            self._since = None  # it came to lie there after the look before
        if self._since is None and self._is_captured(seen):
            self._waiting = self._again = True
            self._changed_since = None
            return self._start_again(self._no_new_page())
        if self._since is None:
            self._since = at - (calm or 0.0) if new else at
        return self._hold_on(seen, at, capturing=capturing)

    @property
    def last(self) -> FrameLook | None:
        """The page captured last: what another source, opened after this one, is told to remember."""
        return self._captured

    def just_taken(self) -> bool:
        """Whether the page that lies there was captured by itself a moment ago, at the last look."""
        at, taken = self._before, self._taken_at
        return self._waiting and at is not None and taken is not None and at - taken < JUST_TAKEN_SECONDS

    def captured(self, seen: FrameLook) -> None:
        """Note that this page was captured (also by hand): the next one must be another."""
        self._captured, self._taken_at = seen, None
        self._waiting, self._again = True, False
        self._passing, self._changed_since, self._since = False, None, None

    def remember(self, seen: FrameLook) -> None:
        """Know the page captured before this source was opened, unless another was captured since."""
        if self._captured is None:
            self._captured = seen

    def pass_over(self) -> None:
        """Leave alone what lies there now, as if it had been captured: another page is waited for."""
        self._passing, self._changed_since = True, None
        self._start_again(Advice.SEARCHING)

    def _passed(self, seen: FrameLook, at: float) -> bool:
        """Whether it is known by now what lay there first: a page, from now on the captured one, or none."""
        if seen.corners is not None and seen.confident:
            self._changed_since = None
            if seen.moved:
                return False
            self.captured(seen)
            self._left_alone = seen
            return True
        if self._changed_since is None:
            self._changed_since = at
        if at - self._changed_since + 1e-6 < NOTHING_SECONDS:
            return False
        self._passing, self._changed_since = False, None
        return True

    def again(self) -> None:
        """Allow the same page once more, for a retake."""
        self._passing = False
        self._waiting, self._captured, self._taken_at = False, None, None
        self._start_again(Advice.SEARCHING)

    def _no_new_page(self) -> Advice:
        """What is said of the page that lies there still: captured, or never to be taken by itself."""
        if self._left_alone is not None and self._captured is self._left_alone:
            return Advice.OTHER_PAGE
        return Advice.SAME_PAGE if self._again else Advice.CHANGE_PAGE

    def _hold_on(self, seen: FrameLook, at: float, *, capturing: bool) -> Advice:
        held = at - (at if self._since is None else self._since)
        self.progress = min(1.0, held / self._hold)
        if held + 1e-6 < self._hold:
            return Advice.HOLD
        if not capturing:
            return Advice.READY
        self.captured(seen)
        self._taken_at = at
        return Advice.CAPTURE

    def _start_again(self, advice: Advice) -> Advice:
        self._since, self.progress = None, 0.0
        return advice

    def _is_captured(self, seen: FrameLook) -> bool:
        return self._captured is not None and same_sheet(seen, self._captured)

    def _looks_captured(self, seen: FrameLook) -> bool:
        """The same at a glance; looked at closely only while it lies still, for movement blurs."""
        if self._captured is None or not alike(seen.signature, self._captured.signature):
            return False
        return seen.moved or not seen.confident or same_sheet(seen, self._captured)

    def _page_changed(self, seen: FrameLook, at: float) -> bool:
        """True once something else, or nothing, lay there for a moment."""
        if seen.corners is not None and self._looks_captured(seen):
            self._changed_since = None
            return False
        if self._changed_since is None:
            self._changed_since = at
        if at - self._changed_since + 1e-6 < CHANGED_SECONDS:
            return False
        self._waiting = False
        return True


def _hindrance(seen: FrameLook, *, moving: bool) -> Advice | None:
    """What keeps this frame from being captured, the first thing to mend first."""
    lost = seen.corners is None
    checks = (
        (lost and seen.brightest < COVERED, Advice.COVERED),
        (lost and seen.brightest < DIM, Advice.DARK),
        (lost, Advice.SEARCHING),
        (not seen.confident, Advice.UNSURE),
        (seen.bright < DARK, Advice.DARK),
        (moving, Advice.MOVING),
        (seen.bright > BRIGHT, Advice.GLARING),
        (seen.sharp < SHARP_ENOUGH, Advice.BLURRED),
    )
    return next((advice for bad, advice in checks if bad), None)
