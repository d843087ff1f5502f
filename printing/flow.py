"""Blocks onto pages: breaks between blocks only, heads repeated, marks and page numbers on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from printing.page import MM, Block, Op, Page, Paper, moved

Edge = Callable[[int, int], Block]  # page number from 1, number of pages -> strip at the top or the foot
_LONGEST_ROLL = 3000 * MM  # a PDF page ends at 14 400 points; a roll longer than 3 m is cut into pages


def paginate(blocks: Sequence[Block], paper: Paper, *, top: Edge, foot: Edge) -> tuple[Page, ...]:
    """Place `blocks` on as many pages as they need; a roll becomes one page as long as its content."""
    top_height = [top(1, 1).height, top(2, 2).height]
    foot_height = foot(1, 1).height
    limit = (_LONGEST_ROLL if paper.roll else paper.height) - paper.top - paper.bottom - foot_height
    filled: list[list[tuple[float, Block]]] = [[]]
    y = top_height[0]
    for group in _groups(blocks):
        need = sum(block.height for block in group)
        if filled[-1] and y + _without_trailing_gap(group, need) > limit and need <= limit - top_height[1]:
            filled.append([])
            y = top_height[1]
        for block in group:
            if filled[-1] and block.ops and y + block.height > limit:
                filled.append([])
                y = top_height[1]
            if not filled[-1]:
                if not block.ops:
                    continue
                if block.head is not None and len(filled) > 1:
                    filled[-1].append((y, block.head))
                    y += block.head.height
            filled[-1].append((y, block))
            y += block.height
    return tuple(
        _page(content, paper, top=top(number, len(filled)), foot=foot(number, len(filled)), limit=limit)
        for number, content in enumerate(filled, start=1)
    )


def _without_trailing_gap(group: Sequence[Block], need: float) -> float:
    """The group's height, counting an empty last block as nothing."""
    return need - (0 if group[-1].ops else group[-1].height)


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks tied together by `keep`."""
    groups: list[list[Block]] = []
    open_group = False
    for block in blocks:
        if open_group:
            groups[-1].append(block)
        else:
            groups.append([block])
        open_group = block.keep
    return groups


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
