"""What the clerk does to pages of the strip, by their places in it, with the words that tell it.

Free of widgets. An act answers a sentence where it deserves one, else nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.imaging.strip import SAME, Strip
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.rows.strip import GivenPage, SplitPlan, StripPage, StripState
    from ui.scan.intake import Batch
    from ui.widgets.quad import Quad


@dataclass(frozen=True, slots=True)
class PaperTag:
    """A paper pages may belong to: its number in the checklist, its name, what its tiles say if not that."""

    no: int
    name: str
    label: str = ""
    ticked: bool = True  # it was handed in: pages of a stack may be its own


class StripActs:
    """Acts over one strip. `did` is called after each that can be taken back."""

    def __init__(self, did: Callable[[], None]) -> None:
        self._did = did
        self.strip = Strip()
        self.papers: tuple[PaperTag, ...] = ()
        self.target: int | None = None  # the paper new pages go to
        self.blank: Callable[[StripPage], bool] = lambda _page: False  # looks blank and was not kept
        self.turns: Callable[[], Mapping[int, int]] = dict  # how the program turned pages, by key

    @property
    def state(self) -> StripState:
        """The strip as it is."""
        return self.strip.state

    def keys(self, places: Sequence[int]) -> tuple[int, ...]:
        """The keys of the pages at some places."""
        pages = self.state.pages
        return tuple(pages[at].key for at in places if 0 <= at < len(pages))

    def _change(self, act: Callable[..., None], *args: object, **more: object) -> bool:
        """Do it; whether pages changed."""
        before = self.state.pages
        act(*args, **more)
        changed = self.state.pages != before
        if changed:
            self._did()
        return changed

    # ---- pages in and out -----------------------------------------------------------------------

    def take(self, batch: Batch, pages: Sequence[GivenPage]) -> None:
        """Put pages that came in where they were meant to go; a place that is gone means the end."""
        strip, origin = self.strip, batch.origin
        if batch.replaces is not None and self.state.page(batch.replaces) is not None and pages:
            self._change(strip.replace, batch.replaces, pages[0], origin=origin)
            if len(pages) > 1:
                at = self.state.index(batch.replaces) + 1
                self._change(strip.insert, at, pages[1:], component=batch.component, origin=origin)
            return
        at = self.state.index(batch.before)
        if batch.before is not None and at >= 0:
            component = self.state.pages[at].component
            self._change(strip.insert, at, pages, component=component, origin=origin)
        else:
            self._change(strip.append, pages, component=batch.component, origin=origin)

    def remove(self, places: Sequence[int]) -> str:
        """Del."""
        keys = self.keys(places)
        if not self._change(self.strip.remove, keys):
            return ""
        if len(keys) == 1:
            return tr("Đã xóa trang {number}", number=places[0] + 1)
        return tr("Đã xóa {count} trang", count=len(keys))

    # ---- the picture ----------------------------------------------------------------------------

    def turn(self, places: Sequence[int]) -> str:
        """R: a quarter clockwise."""
        self._change(self.strip.rotate, self.keys(places), 90, found=self.turns())
        return ""

    def keep(self, places: Sequence[int]) -> str:
        """G: pages that would be left out stay."""
        pages = [page for page in map(self.state.page, self.keys(places)) if page is not None]
        blank = [page.key for page in pages if self.blank(page) and not page.dropped]
        self._change(self.strip.drop_blank, blank)
        aside = [page.key for page in pages if page.dropped or page.key in blank]
        if not self._change(self.strip.restore, aside):
            return ""
        return tr("Giữ lại {count} trang", count=len(aside))

    def trim(self, key: int, corners: Quad, turn: int | None) -> None:
        """Enter in the corner editor: the corners in source pixels, and the turn where it was changed."""
        self._change(self.strip.set_corners, key, corners)
        if turn is not None:
            self._change(self.strip.face, (key,), turn)

    # ---- order ----------------------------------------------------------------------------------

    def step(self, places: Sequence[int], step: int) -> str:
        """Alt+arrows: one place on; at the end of its paper a page becomes part of the next one first."""
        pages, keys = self.state.pages, self.keys(places)
        if not keys:
            return ""
        edge = places[-1] if step > 0 else places[0]
        there = edge + (1 if step > 0 else -1)
        if 0 <= there < len(pages) and pages[there].component != pages[edge].component:
            self._change(self.strip.assign, keys, pages[there].component)
            return self._moved_to(len(keys), pages[there].component)
        self._change(self.strip.step, keys, step)
        return ""

    def place(self, places: Sequence[int], gap: int) -> str:
        """Dragged: before the page at `gap`, and part of the paper they were put into."""
        pages, keys = self.state.pages, self.keys(places)
        own = {page.component for page in pages if page.key in keys}
        around = [pages[at].component for at in (gap - 1, gap) if 0 <= at < len(pages)]
        where = SAME if len(own) == 1 and own & set(around) else around[0] if around else SAME
        self._change(self.strip.move, keys, gap, component=where)
        return ""

    def interleave(self, fronts: Sequence[int], backs: Sequence[int], *, uneven: str = "") -> None:
        """Put each back after its front, the stack having been turned over whole; fails as the strip does."""
        self._change(self.strip.interleave, fronts, backs, flipped=True, uneven=uneven)

    # ---- papers ---------------------------------------------------------------------------------

    def send(self, places: Sequence[int], number: int) -> str:
        """A digit: to the paper of that number."""
        if number not in {paper.no for paper in self.papers}:
            return ""
        keys = self.keys(places)
        if not self._change(self._gather, keys, number):
            return ""
        return self._moved_to(len(keys), number)

    def give(self, keys: Sequence[int], number: int | None) -> None:
        """Pages of some keys to a paper, or to none, where they stand."""
        self._change(self.strip.assign, tuple(keys), number)

    def _gather(self, keys: Sequence[int], number: int) -> None:
        """To the paper and behind its last page; where it has none, they stay where they stand."""
        last = [at for at, page in enumerate(self.state.pages) if page.component == number]
        if last and not set(keys) & {page.key for page in self.state.of(number)}:
            self.strip.move(keys, last[-1] + 1, component=number)
        else:
            self.strip.assign(keys, number)

    def split(self, at: int) -> str:
        """T: from this page on it is the next paper."""
        pages = self.state.pages
        if not 0 <= at < len(pages):
            return ""
        following = self.next_paper(pages[at].component)
        if following is None:
            return tr("Không còn giấy tờ nào sau giấy này. Bấm số để chọn giấy tờ.")
        before = self.state.of(following.no)
        self._change(self.strip.split_from, pages[at].key, following.no)
        return self._moved_to(len(self.state.of(following.no)) - len(before), following.no)

    def split_by(self, plan: SplitPlan) -> str:
        """Part a run at its separators, which are not kept."""
        if not self._change(self.strip.apply_split, plan):
            return ""
        papers = {number for _, number in plan.assigned}
        return tr("Đã chia {pages} trang vào {papers} giấy tờ", pages=len(plan.assigned), papers=len(papers))

    def laid_in(self) -> tuple[int, ...]:
        """The papers a stack may hold, in order: those handed in, from the one at work on."""
        there = [paper.no for paper in self.papers if paper.ticked or paper.no == self.target]
        if len(there) < 2:
            there = [paper.no for paper in self.papers]
        first = there.index(self.target) if self.target in there else 0
        return (*there[first:], *there[:first])

    def next_paper(self, number: int | None) -> PaperTag | None:
        """The paper after one; the first where there is none before."""
        numbers = [paper.no for paper in self.papers]
        at = numbers.index(number) + 1 if number in numbers else 0
        return self.papers[at] if at < len(self.papers) else None

    def _moved_to(self, count: int, number: int | None) -> str:
        if number is None:
            return tr("{count} trang chưa xếp vào giấy tờ nào", count=count)
        name = next((paper.name for paper in self.papers if paper.no == number), "")
        return tr("{count} trang sang giấy {number}: {name}", count=count, number=number, name=name)

    # ---- steps ----------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Ctrl+Z."""
        there = self.strip.can_undo
        self.strip.undo()
        return there

    def redo(self) -> bool:
        """Ctrl+Y."""
        there = self.strip.can_redo
        self.strip.redo()
        return there
