"""Blocks onto pages: breaks between blocks only, heads repeated, marks and page numbers on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from printing.page import MM, Block, Op, Page, Paper, moved

Edge = Callable[[int, int], Block]  # page number from 1, number of pages -> strip at the top or the foot
_LONGEST_ROLL = 3000 * MM  # a PDF page ends at 14 400 points; a roll longer than 3 m is cut into pages


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that waits for its foot: what a foot says is known when the last page is there.

    `book` tells which pages are numbered together, `number` which of them it is.
    """

    page: Page
    foot_y: float
    foot: Edge
    book: int
    number: int

    def foot_ops(self, count: int) -> tuple[Op, ...]:
        """What stands at the foot, of so many pages."""
        return moved(self.foot(self.number, count).ops, 0, self.foot_y)


def paginate(blocks: Sequence[Block], paper: Paper, *, top: Edge, foot: Edge) -> tuple[Page, ...]:
    """Place `blocks` on as many pages as they need; a roll becomes one page as long as its content."""
    limit = _limit(paper, foot)
    filled = list(_filled(blocks, tops=(top(1, 1).height, top(2, 2).height), limit=limit))
    return tuple(
        _page(content, paper, top=top(number, len(filled)), foot=foot(number, len(filled)), limit=limit)
        for number, content in enumerate(filled, start=1)
    )


def leaves(
    blocks: Iterable[Block], paper: Paper, *, top: Block, foot: Edge, book: int = 0, before: int = 0
) -> Iterator[Leaf]:
    """The same page by page as the blocks come, so that a long book is never held whole; on sheets only.

    `before`: pages of the book that come before these.
    """
    limit = _limit(paper, foot)
    for number, content in enumerate(_filled(blocks, tops=(top.height, top.height), limit=limit), before + 1):
        bare = _page(content, paper, top=top, foot=Block(height=0), limit=limit)
        yield Leaf(bare, paper.top + limit, foot, book, number)


def footed(found: Sequence[Leaf]) -> tuple[Page, ...]:
    """Leaves that are all there as whole pages."""
    counts = Counter(one.book for one in found)
    return tuple(replace(one.page, ops=(*one.page.ops, *one.foot_ops(counts[one.book]))) for one in found)


def _limit(paper: Paper, foot: Edge) -> float:
    """How far down blocks may reach."""
    return (_LONGEST_ROLL if paper.roll else paper.height) - paper.top - paper.bottom - foot(1, 1).height


def _filled(
    blocks: Iterable[Block], *, tops: tuple[float, float], limit: float
) -> Iterator[list[tuple[float, Block]]]:
    """What stands on each page and how far down, page by page; `tops`: of the first, of every other."""
    now: list[tuple[float, Block]] = []
    y, further = tops[0], False
    for group in _groups(blocks):
        need = sum(block.height for block in group)
        if now and y + _without_trailing_gap(group, need) > limit and need <= limit - tops[1]:
            yield now
            now, y, further = [], tops[1], True
        for block in group:
            if now and block.ops and y + block.height > limit:
                yield now
                now, y, further = [], tops[1], True
            if not now:
                if not block.ops:
                    continue
                if block.head is not None and further:
                    now.append((y, block.head))
                    y += block.head.height
            now.append((y, block))
            y += block.height
    yield now


def _without_trailing_gap(group: Sequence[Block], need: float) -> float:
    """The group's height, counting an empty last block as nothing."""
    return need - (0 if group[-1].ops else group[-1].height)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks tied together by `keep`."""
    tied: list[Block] = []
    for block in blocks:
        tied.append(block)
        if not block.keep:
            yield tied
            tied = []
    if tied:
        yield tied


def _page(
    content: Sequence[tuple[float, Block]], paper: Paper, *, top: Block, foot: Block, limit: float
) -> Page:
    """One page with its strips at the top and the foot."""
    ops: list[Op] = list(moved(top.ops, 0, paper.top))
    end = top.height
    for y, block in content:
        ops += moved(block.ops, 0, paper.top + y)
        end = max(end, y + block.height)
    foot_y = paper.top + (end if paper.roll else limit)
    ops += moved(foot.ops, 0, foot_y)
    height = foot_y + foot.height + paper.bottom if paper.roll else paper.height
    if paper.roll:
        height = -(-height // MM) * MM  # whole millimetres keep symbols on the printer's dots
    return Page(width=paper.width, height=height, ops=tuple(ops))
