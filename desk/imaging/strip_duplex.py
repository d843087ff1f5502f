"""Quét hai mặt bằng tay: the stack's fronts, then the flipped stack's backs, put together as sheets.

Turning the whole stack over brings the last sheet's back first, so the second run is read from its end.
Where the two runs differ in number nobody can know which sheet is short; the clerk says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from desk.errors import InputError
from desk.imaging.strip_changes import selected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows.strip import StripPage, StripState

Uneven = Literal["", "first", "last"]
"""Where the runs differ: sheets are paired from the first one on, or from the last one back."""


def interleaved(
    state: StripState,
    fronts: Sequence[int],
    backs: Sequence[int],
    *,
    flipped: bool = True,
    uneven: Uneven = "",
) -> StripState:
    """Put each back after its front, all of them where the first front stands; nothing is lost or doubled.

    A back belongs to its front's paper. Blank sides count like any other here: they are dropped last.

    Args:
        state: the strip.
        fronts: keys of the first run, in the order they came.
        backs: keys of the second run, in the order they came.
        flipped: the stack was turned over as a whole, so the backs came last sheet first.
        uneven: what to do where the runs differ in number.

    Raises:
        InputError: `strip.stacks_differ` where they differ and `uneven` does not say what to do.
    """
    ones, others = _there(state, fronts), _there(state, [key for key in backs if key not in set(fronts)])
    if not ones or not others:
        return state
    if len(ones) != len(others) and not uneven:
        raise InputError("strip.stacks_differ", fronts=len(ones), backs=len(others))
    if flipped:
        others.reverse()
    moving = {page.key for page in (*ones, *others)}
    first = state.index(ones[0].key)
    before = [page for page in state.pages[:first] if page.key not in moving]
    after = [page for page in state.pages[first:] if page.key not in moving]
    pages = (*before, *_paired(ones, others, from_last=uneven == "last"), *after)
    return selected(replace(state, pages=pages), state.selected, state.current)


def _there(state: StripState, keys: Sequence[int]) -> list[StripPage]:
    pages = {page.key: page for page in state.pages}
    return [pages[key] for key in dict.fromkeys(keys) if key in pages]


def _paired(fronts: list[StripPage], backs: list[StripPage], *, from_last: bool) -> list[StripPage]:
    """Sheets as front, back; a side without its other one stands alone where its sheet lies."""
    if from_last:
        return _paired_sides(fronts[::-1], backs[::-1], back_first=True)[::-1]
    return _paired_sides(fronts, backs, back_first=False)


def _paired_sides(fronts: list[StripPage], backs: list[StripPage], *, back_first: bool) -> list[StripPage]:
    sides: list[StripPage] = []
    component = fronts[0].component
    for at in range(max(len(fronts), len(backs))):
        front = fronts[at] if at < len(fronts) else None
        component = front.component if front is not None else component
        back = replace(backs[at], component=component) if at < len(backs) else None
        sheet = [back, front] if back_first else [front, back]
        sides += [side for side in sheet if side is not None]
    return sides
