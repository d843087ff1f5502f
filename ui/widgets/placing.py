"""Where something that comes up by itself may stand: low in a room, over nothing that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP, STEP, ASIDE = 12, 8, 48


def place_in(room: QRect, size: QSize, kept: Sequence[QRect], spared: Sequence[QRect] = ()) -> QRect:
    """The lowest place in a room that covers none of these: in the middle, else left, right, or between.

    What is rather `spared` is not covered either where there is a place without it, else as little as can be.
    Where nothing is free it stands where least is covered.
    """
    wide, high = size.width(), size.height()
    low, top = room.bottom() - GAP - high + 1, room.top() + GAP
    first, last = room.left() + GAP, room.right() - GAP - wide + 1
    between = range(first + ASIDE, last, ASIDE)
    lefts = (room.left() + (room.width() - wide) // 2, first, last, *between)
    free, least = QRect(lefts[0], low, wide, high), -1
    best, cost = free, -1
    for y in range(low, min(low, top) - 1, -STEP):
        spots = [QRect(x, y, wide, high) for x in lefts]
        clear = [spot for spot in spots if not _under(spot, kept)]
        for spot in clear:  # the first of equals
            under = _under(spot, spared)
            if not under:
                return spot
            if cost < 0 or under < cost:
                best, cost = spot, under
        for spot in () if clear else spots:
            under = _under(spot, kept)
            if least < 0 or under < least:
                free, least = spot, under
    return best if cost >= 0 else free


def _under(spot: QRect, these: Sequence[QRect]) -> int:
    return sum(_area(spot.intersected(one)) for one in these)


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()
