"""Thẻ trước camera: reads a symbol out of several pictures of a film together, where none alone suffices.

Every picture of a held card is blurred and shaken another way: what one lost, the next one still has. Each is
laid on the module grid by itself, so a card that moves is no trouble, and the modules are worked out that
explain all of them at once. Whether they are a text, the decoder decides, as for a single picture.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.codes.card import crop_views, cut, unsharp, within
from scanning.codes.finders import finders, triples
from scanning.codes.grid import QUIET, Grid, enlarged, grids, known, sampled
from scanning.codes.modules import Blur, blurs, corner_darkness, drawn, evened, solved
from scanning.codes.places import symbol_squares
from scanning.codes.reading import decoded, grey_of, read_card_in
from scanning.codes.refining import blur_of, blurred, darkness, moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float32]
    Bits = NDArray[np.bool_]
    Part = tuple[float, float, float, float]

_MOST = 5  # pictures worked out together
_HELD = 1.5  # seconds: an older picture may be of another card
_SIDE = 420
_WORTH = 0.8  # how well the corner patterns agree with their blur where a picture may join the others
_SAME = 0.88  # likeness of two pictures of one symbol (0.95 and more); two cards stay below 0.82
_ROUNDS = 3
_STEPS = (0.3, 0.12)  # pixels; a coarser fit than a single picture needs: the others even it out
_ROOM = 1.3  # of a symbol's place: how far a held card moves from picture to picture


@dataclass(frozen=True, slots=True)
class _Seen:
    """One picture of the symbol, laid on its grid."""

    grey: Grey
    grid: Grid
    even: Floats
    dark: Floats
    blur: Blur
    at: float


class CardFilm:
    """The pictures of one film, one after the other; holds the last few, never a text.

    A text is returned only where the decoder's error correction passes and `accept` (the card rule) takes it.
    For one thread.
    """

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._place: Part | None = None

    def read(self, bgr: Grey, at: float, accept: Callable[[str], bool], *, seconds: float) -> str | None:
        """The text of the card in this picture and those just before it, trying for about so long."""
        began, grey = time.thread_time(), grey_of(bgr)

        def left() -> float:
            return seconds - (time.thread_time() - began)

        self._seen = [one for one in self._seen if 0 <= at - one.at <= _HELD]
        for texts in self._tries(grey, at, left):
            for text in texts:
                if accept(text):
                    self._forget()
                    return text
        if self._place is None and left() > 0:
            return read_card_in(bgr, accept, seconds=left(), cut=False)  # the next picture shows more of it
        return None

    def _forget(self) -> None:
        self._seen, self._place = [], None

    def _tries(self, grey: Grey, at: float, left: Callable[[], float]) -> Iterator[tuple[str, ...]]:
        yield _texts(grey)
        yield _texts(unsharp(grey))
        near, self._place = self._place, None
        for part in (near,) if near is not None else symbol_squares(grey):
            for view in crop_views(grey, part):
                yield _texts(view.grey)
            square = cut(grey, part)
            seen = _straight(within(square, _SIDE), at)
            if seen is not None:
                self._place = _around(seen, part, square.shape[0], grey.shape)
                yield from self._together(seen, left)
                return

    def _together(self, seen: _Seen, left: Callable[[], float]) -> Iterator[tuple[str, ...]]:
        """What this picture says by itself, then with those before it."""
        yield _texts(drawn(_solved([seen])), pure=True)
        alike = [one for one in self._seen if _alike(one, seen)]
        self._seen = [*alike[-_MOST + 1 :], seen]
        if len(self._seen) == 1:
            return
        bits = _solved(self._seen)
        yield _texts(drawn(bits), pure=True)
        for _ in range(_ROUNDS):
            if left() <= 0:
                return
            self._seen = [_settled(one, bits) for one in self._seen]
            before, bits = bits, _solved(self._seen)
            yield _texts(drawn(bits), pure=True)
            if np.array_equal(before, bits):
                return


def _texts(grey: Grey, *, pure: bool = False) -> tuple[str, ...]:
    return tuple(hit.code.text for hit in decoded(grey, qr_only=True, pure=pure))


def _straight(grey: Grey, at: float) -> _Seen | None:
    """The likeliest symbol of a small picture, where its corner patterns are clear enough."""
    for triple in triples(finders(grey)):
        for grid in grids(grey, triple):
            even = evened(sampled(grey, grid.matrix, grid.side))
            blur = blurs(even, grid)[0]
            dark = corner_darkness(even, grid.side, blur.kernel) if blur.fit >= _WORTH else None
            if dark is not None:
                return _Seen(grey, grid, even, dark, blur, at)
    return None


def _around(seen: _Seen, part: Part, side: int, shape: tuple[int, ...]) -> Part:
    """Where the next picture's symbol is looked for, as shares of the whole."""
    top, left, _, _ = part
    scale = side / seen.grey.shape[0]
    modules = seen.grid.side
    corners = np.asarray([[(0, 0), (modules, 0), (modules, modules), (0, modules)]], np.float32)
    points = cv2.perspectiveTransform(corners, seen.grid.matrix)[0] * scale
    middle, reach = points.mean(axis=0), float(np.ptp(points, axis=0).max()) * _ROOM
    height, width = shape[:2]
    whole = min(reach, float(height), float(width))
    y = min(max(top * height + middle[1] - whole / 2, 0.0), height - whole)
    x = min(max(left * width + middle[0] - whole / 2, 0.0), width - whole)
    return (y / height, x / width, whole / height, whole / width)


def _solved(seen: list[_Seen]) -> Bits:
    """The modules that explain all these pictures best."""
    return solved([(one.dark, one.blur.kernel) for one in seen], seen[0].grid.side)


def _settled(seen: _Seen, bits: Bits) -> _Seen:
    """The picture laid anew on its grid by all modules as they are thought so far, and its blur by them."""
    model, grid = _model(bits), seen.grid
    matrix = moved(seen.grey, grid.matrix, grid.side, 1 - blurred(model, seen.blur), steps=_STEPS)
    even = evened(sampled(seen.grey, matrix, grid.side))
    blur = blur_of(even, model, grid, seen.blur)
    dark = darkness(even, blurred(model, blur))
    return replace(seen, grid=replace(grid, matrix=matrix), even=even, dark=dark, blur=blur)


def _model(bits: Bits) -> Floats:
    return enlarged(np.pad(bits, QUIET).astype(np.float32))


def _alike(one: _Seen, other: _Seen) -> bool:
    """Whether two pictures show the same symbol: by the modules that are not the same in all symbols."""
    side = one.grid.side
    return side == other.grid.side and _likeness(one.even, other.even, side) >= _SAME


def _likeness(one: Floats, other: Floats, side: int) -> float:
    """How alike two straight symbols of one size are where symbols differ, -1 to 1."""
    free = ~known(side)[0]
    values = []
    for even in (one, other):
        soft = cv2.GaussianBlur(even, (0, 0), 3.0)
        small = np.asarray(cv2.resize(soft, (side + 2 * QUIET,) * 2, interpolation=cv2.INTER_AREA))
        plain = small - np.asarray(cv2.blur(small, (9, 9)))
        inside = plain[QUIET:-QUIET, QUIET:-QUIET][free]
        values.append(inside / (float(np.linalg.norm(inside)) + 1e-9))
    return float(values[0] @ values[1])
