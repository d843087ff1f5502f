"""Finds the sheet of paper in a photograph: four corners with an honest word about how sure that is.

Lines from what is seen and from the corner net, every quad they can form, one judge for all of them, a second
look at its favourites, on a search image of 480 pixels; the winner's sides are then fitted at full size.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.finding.closer import looked_closer
from scanning.finding.extend import extended
from scanning.finding.field import edge_field
from scanning.finding.figures import areas
from scanning.finding.judge import judged
from scanning.finding.lines import KEPT, candidate_lines
from scanning.finding.nested import outermost
from scanning.finding.net import believed
from scanning.finding.quads import candidate_quads
from scanning.finding.refine import refined
from scanning.finding.second_look import Closer
from scanning.finding.second_look import usable as second_usable
from scanning.finding.weighing import weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scanning.finding.field import EdgeField

SEARCH_SIDE = 480
FOUND = 0.45
"""Below this the frame itself is taken for the page: a flatbed scan has no better quad."""
FOUND_BELIEVED = 0.02
"""Where the net sees a page even a doubtful quad is worth showing: the clerk drags from there."""
LEAST_BELIEVED = 0.01
"""On a flatbed scan the net sees hardly anything; a real page is at least this part of the frame."""
CONFIDENT = 0.87
CONFIDENT_BELIEVED = 0.96
"""Of 528 hard scenes 37 % are sure so and none wrongly; by the score alone at 0.955 one in a hundred was."""
SURE_AT_ALL = 0.8
"""What the judge alone must say of some quad: an ornamental frame printed on a scan sits well too."""
CLEAR = 0.2
"""How far below a sure page's score every quad elsewhere stays: what was measured to be wrong was closer."""
CLEAR_LOOKED = 0.05
"""The same after the second look, whose favourites are few and mostly parts of the same page."""
SEEN_WHOLE = 0.01
"""How far a corner may lie outside the frame of a sure page, as a part of its longer side."""
DOUBTFUL = 0.6
FEW_LINES = KEPT
MANY_LINES = 56
BELIEVED_LINES = 34
"""With 27 lines the page's own were missing oftener, 42 found no more pages. All quads of 34 take 12 ms,
of 56 lines 40: the second round is for doubtful pictures only."""


@dataclass(frozen=True, slots=True)
class PageQuad:
    """Where the page lies. `corners`: 4×2 in input pixels, clockwise from the image's top-left, or None.

    None means that the whole frame is the page (a flatbed scan) or that no page was found. Corners may lie
    outside the frame. `score` is 0 to 1; `confident` says that the clerk need not be shown the handles.
    """

    corners: NDArray[np.float64] | None
    score: float
    confident: bool


@contextmanager
def on_one_core() -> Iterator[None]:
    """OpenCV without helpers, as in a page worker: what a frame costs while other pages are worked too."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


def searched(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture reduced to the size in which a page is searched."""
    scale = min(1.0, SEARCH_SIDE / max(bgr.shape[:2]))
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def looked_at(small: NDArray[np.uint8], *, net: bool) -> EdgeField:
    """The search image's edges, with the net's belief where it is wanted and can be had."""
    field = edge_field(small)
    return replace(field, belief=believed(small, field)) if net else field


def find_page(bgr: NDArray[np.uint8], *, net: bool = True) -> PageQuad:
    """The upper sheet of paper in the picture, to a fraction of a pixel; without `net` by edges alone."""
    scale = min(1.0, SEARCH_SIDE / max(bgr.shape[:2]))
    small = searched(bgr)
    if min(small.shape[:2]) < 48:
        return PageQuad(None, 0.0, confident=False)
    field = looked_at(small, net=net)
    lines = candidate_lines(small, field, limit=BELIEVED_LINES if field.belief else MANY_LINES)
    best = _best(field, lines[:FEW_LINES], small)
    if best.score < DOUBTFUL and len(lines) > FEW_LINES:  # a busy table may crowd out the sheet's own edges
        best = max(best, _best(field, lines, small), key=lambda found: found.score)
    if best.at_all < (FOUND_BELIEVED if _page_believed(field) else FOUND):
        return PageQuad(None, round(best.at_all, 4), confident=False)
    ratio = np.array([bgr.shape[1] / small.shape[1], bgr.shape[0] / small.shape[0]])
    corners = (best.corners + 0.5) * ratio - 0.5
    corners = refined(bgr, corners, reach=2.0 / scale, fixed=best.on_border)
    if best.on_border.any():
        size = (bgr.shape[1], bgr.shape[0])
        corners = extended(corners, int(np.flatnonzero(best.on_border)[0]), size=size)
    least = CONFIDENT if field.belief is None else CONFIDENT_BELIEVED
    return PageQuad(
        clockwise(corners), round(best.score, 4), confident=_sure(best, corners, bgr, least=least)
    )


def _page_believed(field: EdgeField) -> bool:
    """The net sees a page with a border in the picture."""
    least = LEAST_BELIEVED * field.size[0] * field.size[1]
    return field.belief is not None and field.belief.area > least


@dataclass(frozen=True, slots=True)
class _Best:
    """The quad the judge likes most, in search pixels, and which of its sides lie on the frame's border."""

    corners: NDArray[np.float64]
    on_border: NDArray[np.bool_]
    score: float
    rival: float = 0.0
    """The score of the best quad that lies clearly elsewhere."""
    at_all: float = 0.0
    """The judge's highest word on any quad: whether there is a page with a border at all."""


def _best(field: EdgeField, lines: NDArray[np.float32], small: NDArray[np.uint8]) -> _Best:
    quads = candidate_quads(field, lines)
    if not len(quads.corners):
        return _Best(np.zeros((4, 2)), np.zeros(4, dtype=bool), 0.0)
    scores = judged(quads.features)
    if field.belief is not None and second_usable():
        found = looked_closer(Closer.of(small, field), field, quads, scores, lines)
        chances = weighed(field, field.belief, found)
        first = outermost(found, chances, int(chances.argmax()))
        rival = float(chances[_elsewhere(np.array([one.corners for one in found]), first)].max(initial=0.0))
        chance, at_all = float(chances[first]), float(scores.max())
        return _Best(found[first].before, found[first].cut, chance, rival, at_all)
    first = int(scores.argmax())
    corners = quads.corners[first].astype(np.float64)
    rival = float(scores[_elsewhere(quads.corners, first)].max(initial=0.0))
    score = float(scores[first])
    return _Best(corners, quads.lines[first] >= len(lines), score, rival, score)


def _elsewhere(corners: NDArray[np.floating[Any]], first: int) -> NDArray[np.bool_]:
    """Which quads are not nearly the first one: another middle or another size."""
    middles = corners.mean(axis=1)
    sizes = areas(corners)
    far = np.linalg.norm(middles - middles[first], axis=1) > 0.03 * np.sqrt(sizes[first])
    return np.asarray(far | (np.abs(np.log(sizes / sizes[first])) > 0.08))


def _sure(best: _Best, corners: NDArray[np.float64], bgr: NDArray[np.uint8], *, least: float) -> bool:
    """Nothing speaks for another quad, and no corner has to be guessed beyond the frame."""
    limit = np.array([bgr.shape[1] - 1, bgr.shape[0] - 1])
    slack = SEEN_WHOLE * max(bgr.shape[:2])
    whole = bool(((corners > -slack) & (corners < limit + slack)).all())
    apart = CLEAR if best.at_all == best.score else CLEAR_LOOKED
    clear = best.score >= least and best.score - best.rival >= apart
    return clear and whole and best.at_all >= SURE_AT_ALL


def clockwise(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same corners clockwise as seen, starting with the one nearest to the image's top-left."""
    around = corners - corners.mean(axis=0)
    order = np.argsort(np.arctan2(around[:, 1], around[:, 0]))
    ordered = corners[order]
    return np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0)
