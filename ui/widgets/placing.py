"""Where something that comes up by itself may stand: low in a room, over nothing that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP, STEP = 12, 8


def place_in(room: QRect, size: QSize, kept: Sequence[QRect], spared: Sequence[QRect] = ()) -> QRect:
    """The lowest place in a room that covers none of these: in the middle, else left, else right of it.

    Of places equally low it takes the one that covers least of what is rather `spared`. Where nothing is free
    it stands where least is covered.
    """
    wide, high = size.width(), size.height()
    low, top = room.bottom() - GAP - high + 1, room.top() + GAP
    lefts = (
        room.left() + (room.width() - wide) // 2, room.left() + GAP, room.right() - GAP - wide + 1,
    )  # fmt: skip
    free, least = QRect(lefts[0], low, wide, high), -1
    for y in range(low, min(low, top) - 1, -STEP):
        spots = [QRect(x, y, wide, high) for x in lefts]
        clear = [spot for spot in spots if not _under(spot, kept)]
        if clear:
            return min(clear, key=lambda spot: _under(spot, spared))  # the first of equals
        for spot in spots:
            under = _under(spot, kept)
            if least < 0 or under < least:
                free, least = spot, under
    return free


def _under(spot: QRect, these: Sequence[QRect]) -> int:
    return sum(_area(spot.intersected(one)) for one in these)


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()
