"""Looks again at the judge's favourites: the second net weighs them, moves them, weighs what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scanning.finding.extend import extended
from scanning.finding.lines import polished
from scanning.finding.second_look import Closer, moved, said, upright

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.finding.field import EdgeField
    from scanning.finding.quads import Quads

    Floats = NDArray[np.float32]
    Points = NDArray[np.float64]

LOOKED_AT = 12
"""How many of the judge's favourites are looked at again."""
MOVED = 4
"""How many of those are tried with their corners moved as the net says."""
_FAVOURITES = 300
_ALIKE = 0.035
"""Quads whose corners lie within this part of their size count as one: the net moves corners so far itself.
Twelve so far apart hold the page as often as twenty that are 0.012 apart."""
_LEAST_MOVE, _MOST_MOVE = 0.006, 0.45
_NEAR = 7.0
"""A moved side goes to a line seen within so many search pixels."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A quad in search pixels, clockwise, complete also beyond the frame, and what is said for it.

    `judged` is the judge's logit (of the quad it came from), `sits` the net's, `shift` how far the net would
    still move its corners (8), as parts of the page; `cut` are the sides that lay on the frame's border.
    """

    corners: Points
    judged: float
    sits: float
    shift: Floats
    was_moved: bool
    cut: NDArray[np.bool_]
    before: Points
    """The corners before a side on the border was pushed out."""


def looked_closer(
    closer: Closer, field: EdgeField, quads: Quads, scores: Floats, lines: Floats
) -> list[Weighed]:
    """The judge's favourites and what the second net makes of them."""
    rows = favourites(quads, scores)
    if not len(rows):
        return []
    plain = [complete(quads, row, len(lines), field.size) for row in rows]
    logits = [_logit(float(scores[row])) for row in rows]
    first = said(closer, [one[0] for one in plain])
    found = [
        Weighed(quad, logit, float(word[0]), np.abs(word[1:]), False, cut, before)
        for (quad, before, cut), logit, word in zip(plain, logits, first, strict=True)
    ]
    tried = _moves(field, lines, found, first)
    if tried:
        words = said(closer, [quad for quad, _ in tried])
        none = np.zeros(4, dtype=bool)
        found += [
            Weighed(quad, logit, float(word[0]), np.abs(word[1:]), True, none, quad)
            for (quad, logit), word in zip(tried, words, strict=True)
        ]
    return found


def _moves(
    field: EdgeField, lines: Floats, found: list[Weighed], words: Floats
) -> list[tuple[Points, float]]:
    """The likeliest quads with corners where the net wants them, as it says and on what is seen there."""
    wanted: list[tuple[int, Points]] = []
    for index in np.argsort([-(one.judged + one.sits) for one in found])[:MOVED]:
        shift = words[index, 1:].reshape(4, 2)
        if _LEAST_MOVE < np.abs(shift).max() < _MOST_MOVE:
            wanted.append((int(index), moved(found[index].corners, shift)))
    tried = []
    for (index, quad), seen in zip(wanted, _snapped([quad for _, quad in wanted], field, lines), strict=True):
        variants = [one for one in (quad, seen) if one is not None and _sound(one, field.size)]
        tried += [(upright(one), found[index].judged) for one in variants]
    return tried


def favourites(quads: Quads, scores: Floats, *, count: int = LOOKED_AT) -> list[int]:
    """The best scored quads, no two of them nearly alike."""
    order = np.argsort(-scores)[:_FAVOURITES]
    x, y = quads.corners[order, :, 0], quads.corners[order, :, 1]
    alike = _ALIKE**2 * (np.ptp(x, axis=1) ** 2 + np.ptp(y, axis=1) ** 2)
    alive = np.ones(len(order), dtype=bool)
    kept: list[int] = []
    while alive.any() and len(kept) < count:
        first = int(alive.argmax())
        kept.append(int(order[first]))
        apart = (x[:, :, None] - x[first]) ** 2 + (y[:, :, None] - y[first]) ** 2
        alive &= apart.min(axis=2).max(axis=1) > alike
    return kept


def complete(
    quads: Quads, row: int, seen: int, size: tuple[int, int]
) -> tuple[Points, Points, NDArray[np.bool_]]:
    """The quad with a side on the border pushed out; as it was; which sides lie on the border."""
    before = quads.corners[row].astype(np.float64)
    cut = quads.lines[row] >= seen
    whole = extended(before, int(np.flatnonzero(cut)[0]), size=size) if cut.any() else before
    return upright(whole), before, cut


def _snapped(quads: list[Points], field: EdgeField, lines: Floats) -> list[Points | None]:
    """The quads with every side on the nearest line that was seen, or on the edge near it."""
    if not quads:
        return []
    start = np.concatenate(quads)
    onward = np.concatenate([np.roll(quad, -1, axis=0) for quad in quads])
    away = np.maximum(
        np.abs(start @ lines[:, :2].T - lines[:, 2]), np.abs(onward @ lines[:, :2].T - lines[:, 2])
    )
    nearest = away.argmin(axis=1)
    own = polished(field, np.concatenate([start, onward], axis=1).astype(np.float32))
    far = (away.min(axis=1) > _NEAR)[:, None]
    chosen = np.where(far, own, lines[nearest]).astype(np.float64)
    return [_of_sides(chosen[first : first + 4]) for first in range(0, len(chosen), 4)]


def _of_sides(chosen: Points) -> Points | None:
    """The corners of four lines around a figure, None where two of them hardly meet."""
    before = np.roll(chosen, 1, axis=0)
    cross = before[:, 0] * chosen[:, 1] - before[:, 1] * chosen[:, 0]
    if (np.abs(cross) < 0.2).any():
        return None
    x = (before[:, 2] * chosen[:, 1] - before[:, 1] * chosen[:, 2]) / cross
    y = (before[:, 0] * chosen[:, 2] - before[:, 2] * chosen[:, 0]) / cross
    return np.stack([x, y], axis=1)


def _sound(quad: Points, size: tuple[int, int]) -> bool:
    """Convex, and not far outside the frame."""
    onward = np.roll(quad, -1, axis=0) - quad
    following = np.roll(onward, -1, axis=0)
    cross = onward[:, 0] * following[:, 1] - onward[:, 1] * following[:, 0]
    far = 0.35 * max(size)
    near = bool(((quad > -far) & (quad < np.array(size) + far)).all())
    return near and bool((cross > 0).all() or (cross < 0).all())


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return float(np.log(chance / (1 - chance)))
