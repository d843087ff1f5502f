"""Makes a flat page readable: even background, straight lines, and honest words about blur and emptiness."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.steps.bands import bands, within
from scanning.steps.blank import is_blank
from scanning.steps.paper import background
from scanning.steps.rectify import Rectified, rectify

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Rectified", "background", "is_blank", "rectify", "sharpness", "skew", "straighten", "whiten"]

_SKEW_LIMIT = 15.0
_SKEW_WORK_SIDE = 1400
_BLUR = 9  # pixels


def whiten(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The page on even white: light, shade and paper colour divided out, faint stamps and pencil kept.

    Only the last few levels below white are lifted to white, so that noise does not cost space in the file.
    """
    paper = background(bgr)
    np.maximum(paper, 24, out=paper)
    even = cv2.divide(bgr, paper, dst=paper, scale=255.0)  # in its own place: the page is large enough twice
    return np.asarray(cv2.LUT(even, _toe(), dst=even), np.uint8)


def _toe() -> NDArray[np.uint8]:
    """Above 250 becomes white, below 230 stays, a ramp between: thin pencil stays visible."""
    levels = np.arange(256, dtype=np.float64)
    return np.interp(levels, [0, 230, 250, 255], [0, 230, 255, 255]).round().astype(np.uint8)


def sharpness(bgr: NDArray[np.uint8]) -> float:
    """How crisp the strongest edges are, 0 (fog) to 1 (knife): what one more blur would still destroy.

    Depends little on how much is written (Crete et al. 2007, restricted to the strongest edges). Nothing on
    the page: 0.
    """
    grey = np.asarray(cv2.GaussianBlur(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), (3, 3), 0), np.uint8)
    if min(grey.shape) < 2:
        return 0.0
    return round(min(1.0, max(_blur_loss(grey, axis) for axis in (0, 1))), 4)


def _blur_loss(grey: NDArray[np.uint8], axis: int) -> float:
    """Which share of the strong steps along an axis a blur over nine pixels takes away.

    Whole numbers in bands: floats of a whole page would hold 100 MB.
    """
    size = (1, _BLUR) if axis == 0 else (_BLUR, 1)
    sample = grey[:, ::4] if axis == 0 else grey[::4]
    steps = _steps(np.ascontiguousarray(sample), axis)
    steps = steps[::4] if axis == 0 else steps[:, ::4]
    strong = math.ceil(max(8.0, float(np.quantile(steps, 0.97))))
    total = lost = 0
    for rows, near in bands(grey.shape[0], margin=_BLUR):
        sums = np.asarray(cv2.boxFilter(grey[near], cv2.CV_16S, size, normalize=False), np.int16)
        own = within(rows, near)
        part = slice(own.start, own.stop + 1) if axis == 0 else own  # a step reaches into the next band
        before, after = _steps(grey[near][part], axis), _steps(sums[part], axis)
        here = before >= strong
        kept, left = before[here].astype(np.int32), after[here].astype(np.int32)
        total += int(kept.sum())
        lost += int(np.maximum(_BLUR * kept - left, 0).sum())
    return lost / (_BLUR * total) if total else 0.0


def _steps(values: NDArray[Any], axis: int) -> NDArray[Any]:
    """How much neighbours along an axis differ."""
    one, other = (values[1:], values[:-1]) if axis == 0 else (values[:, 1:], values[:, :-1])
    return np.asarray(cv2.absdiff(one, other)) if one.size else np.zeros(one.shape, values.dtype)


def skew(bgr: NDArray[np.uint8]) -> float:
    """Degrees the text lines run counter-clockwise (rising is positive), within ±15; 0 where none is seen.

    The angle at which the ink, seen along the lines, gathers most sharply into rows.
    """
    points = _ink_points(bgr)
    if len(points) < 200:
        return 0.0
    best = 0.0
    for span, step in ((_SKEW_LIMIT, 0.5), (0.6, 0.1), (0.12, 0.02)):
        angles = np.arange(best - span, best + span + step / 2, step)
        scores = np.array([_gathering(points, float(angle)) for angle in angles])
        best = float(angles[int(scores.argmax())])
    return 0.0 if abs(best) < 0.01 else round(best, 3)


def straighten(bgr: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """The page turned clockwise by `degrees` about its centre, same size, paper-white where nothing was."""
    if degrees == 0.0:
        return bgr
    height, width = bgr.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1.0)
    turned = cv2.warpAffine(
        bgr,
        turn,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255, 255),
    )
    return turned.astype(np.uint8, copy=False)


def _ink_points(bgr: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Lower edges of the ink as points about the centre: baselines are straighter than whole letters."""
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    shrink = min(1.0, _SKEW_WORK_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 14)
    margin = max(4, round(0.02 * max(ink.shape)))
    ink[:margin] = ink[-margin:] = 0
    ink[:, :margin] = ink[:, -margin:] = 0
    under = (ink[:-1] == 1) & (ink[1:] == 0)
    rows, columns = np.nonzero(under)
    if len(rows) > 40_000:
        rows, columns = rows[:: len(rows) // 40_000 + 1], columns[:: len(columns) // 40_000 + 1]
    height, width = ink.shape
    return np.stack([columns - width / 2, rows - height / 2], axis=1).astype(np.float32)


def _gathering(points: NDArray[np.float32], degrees: float) -> float:
    """How unevenly the points fall into rows when the page is turned back by `degrees`."""
    angle = np.deg2rad(degrees)
    rows = points[:, 1] * np.cos(angle) + points[:, 0] * np.sin(angle)
    counts = np.bincount(((rows - rows.min()) * 1.0).astype(np.int64)).astype(np.float64)
    return float((counts**2).sum())
