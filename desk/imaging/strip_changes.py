"""Changes of the page strip as pure functions: a state in, the next state out, nothing else touched.

A key that is not in the strip is passed over; a change that changes nothing answers the very same state.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.rows.strip import TURNS, StripPage, StripState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from desk.rows.strip import Corners, GivenPage, SplitPlan

QUARTER = 90
ROUND = 360


class Same:
    """The mark for "leave the paper as it is" where None means "of no paper"."""


SAME = Same()


def selected(state: StripState, keys: Sequence[int], current: int | None = None) -> StripState:
    """Choose pages; the one at work is `current`, else the last of them."""
    wanted = set(keys)
    there = [key for key in state.keys if key in wanted]
    at_work = current if current in there else (there[-1] if there else None)
    return replace(state, selected=tuple(there), current=at_work)


def inserted(state: StripState, pages: Sequence[StripPage], at: int | None = None) -> StripState:
    """Put pages in at a place; without one, after the last page of their paper, else at the end.

    The new pages stand chosen, the last of them at work.
    """
    if not pages:
        return state
    place = _place_for(state, pages[0].component) if at is None else min(max(at, 0), len(state.pages))
    grown = (*state.pages[:place], *pages, *state.pages[place:])
    return selected(replace(state, pages=grown), [pages[-1].key])


def _place_for(state: StripState, component: int | None) -> int:
    places = [at for at, page in enumerate(state.pages) if page.component == component]
    return places[-1] + 1 if places and component is not None else len(state.pages)


def retaken(state: StripState, key: int, new: GivenPage, *, origin: str) -> StripState:
    """Put another picture in a page's place: it keeps its place and paper; what was decided of it is open."""

    def change(page: StripPage) -> StripPage:
        return StripPage(
            page.key,
            new.file,
            page=new.page,
            turn=new.turn,
            corners=new.corners,
            component=page.component,
            origin=origin,  # type: ignore[arg-type]
            retaken_from=page.file if page.file != new.file else page.retaken_from,
        )

    return _each(state, {key}, change)


def removed(state: StripState, keys: Collection[int]) -> StripState:
    """Take pages out; where a chosen one goes, its neighbour is chosen."""
    gone = set(keys)
    left = tuple(page for page in state.pages if page.key not in gone)
    if len(left) == len(state.pages):
        return state
    chosen = [key for key in state.selected if key not in gone]
    if not chosen and left:
        first = next(at for at, page in enumerate(state.pages) if page.key in gone)
        chosen = [left[min(first, len(left) - 1)].key]
    return selected(replace(state, pages=left), chosen, state.current)


def moved(
    state: StripState, keys: Collection[int], to: int, component: int | Same | None = SAME
) -> StripState:
    """Move pages, in their order, into the gap before the page now at `to` (the number of pages: the end).

    Args:
        state: the strip.
        keys: which pages.
        to: the gap, counted before anything moves.
        component: the paper they become part of; `SAME`: they stay what they are.
    """
    wanted = set(keys)
    gap = min(max(to, 0), len(state.pages))
    before = [page for page in state.pages[:gap] if page.key not in wanted]
    after = [page for page in state.pages[gap:] if page.key not in wanted]
    block = [page for page in state.pages if page.key in wanted]
    if not isinstance(component, Same):
        block = [replace(page, component=component) for page in block]
    return _with(state, (*before, *block, *after))


def stepped(state: StripState, keys: Collection[int], step: int) -> StripState:
    """Move pages by one place towards the front (−1) or the end (+1), staying as far apart as they are."""
    wanted = set(keys)
    pages = list(state.pages)
    order = range(len(pages)) if step < 0 else range(len(pages) - 1, -1, -1)
    way = -1 if step < 0 else 1
    for at in order:
        there = at + way
        if pages[at].key in wanted and 0 <= there < len(pages) and pages[there].key not in wanted:
            pages[at], pages[there] = pages[there], pages[at]
    return _with(state, tuple(pages))


def turned(
    state: StripState, keys: Collection[int], by: int, found: Mapping[int, int] | None = None
) -> StripState:
    """Turn pages clockwise by quarters from how they are shown.

    `found` says by key how far the program turned a page nobody has turned yet.
    """

    def change(page: StripPage) -> StripPage:
        shown = page.turn if page.turn is not None else (found or {}).get(page.key, 0)
        return replace(page, turn=(shown + by) % ROUND)

    return _each(state, keys, change) if by % QUARTER == 0 and by % ROUND else state


def faced(state: StripState, keys: Collection[int], turn: int | None) -> StripState:
    """Say how far pages must be turned from how their file shows them; None: the program finds it."""
    if turn is not None and turn not in TURNS:
        return state
    return _each(state, keys, lambda page: replace(page, turn=turn))


def cornered(state: StripState, key: int, corners: Corners | None) -> StripState:
    """Set the clerk's corners of a page; None: the program finds them."""
    if corners is not None and len(corners) != 4:
        return state
    return _each(state, {key}, lambda page: replace(page, corners=corners))


def assigned(state: StripState, keys: Collection[int], component: int | None) -> StripState:
    """Give pages to a paper, or to none; they stay where they stand."""
    return _each(state, keys, lambda page: replace(page, component=component))


def run_of(state: StripState, key: int) -> tuple[int, int]:
    """The run a page stands in, [start, end): its neighbours of the same paper; (−1, −1) where it is not."""
    at = state.index(key)
    if at < 0:
        return -1, -1
    component = state.pages[at].component
    start, end = at, at + 1
    while start > 0 and state.pages[start - 1].component == component:
        start -= 1
    while end < len(state.pages) and state.pages[end].component == component:
        end += 1
    return start, end


def split_from(state: StripState, key: int, component: int | None) -> StripState:
    """Từ trang này là giấy tờ khác: from this page to the end of its run the pages are another paper's."""
    at, (_, end) = state.index(key), run_of(state, key)
    return assigned(state, [page.key for page in state.pages[at:end]], component) if at >= 0 else state


def merged_back(state: StripState, key: int) -> StripState:
    """Undo a split: the run this page stands in belongs to the paper of the page before it."""
    start, end = run_of(state, key)
    if start <= 0:
        return state
    return assigned(state, [page.key for page in state.pages[start:end]], state.pages[start - 1].component)


def dropped(state: StripState, keys: Collection[int]) -> StripState:
    """Set blank pages aside where they stand; one the clerk has kept before stays."""
    return _each(state, keys, lambda page: page if page.kept else replace(page, dropped="blank"))


def restored(state: StripState, keys: Collection[int]) -> StripState:
    """Take pages back that stand aside; they are kept even though they look blank."""
    return _each(state, keys, lambda page: replace(page, dropped="", kept=True) if page.dropped else page)


def split_by(state: StripState, plan: SplitPlan) -> StripState:
    """Do what a plan says: its separators stand aside, its pages go to their papers."""
    marks = {mark.key for mark in plan.marks}
    papers = dict(plan.assigned)

    def change(page: StripPage) -> StripPage:
        if page.key in marks:
            return replace(page, dropped="separator", component=None, kept=False)
        return replace(page, component=papers[page.key])

    return _each(state, marks | papers.keys(), change)


def _each(state: StripState, keys: Collection[int], change: Callable[[StripPage], StripPage]) -> StripState:
    wanted = set(keys)
    return _with(state, tuple(change(page) if page.key in wanted else page for page in state.pages))


def _with(state: StripState, pages: tuple[StripPage, ...]) -> StripState:
    if pages == state.pages:
        return state
    return selected(replace(state, pages=pages), state.selected, state.current)
