"""Where something that comes up by itself may stand: low in a room, over nothing that must be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP, STEP = 12, 8


def place_in(room: QRect, size: QSize, kept: Sequence[QRect]) -> QRect:
    """The lowest place in a room that covers none of these: in the middle, else left, else right of it.

    Where nothing is free it stands where least of them is covered.
    """
    wide, high = size.width(), size.height()
    low, top = room.bottom() - GAP - high + 1, room.top() + GAP
    lefts = (
        room.left() + (room.width() - wide) // 2, room.left() + GAP, room.right() - GAP - wide + 1,
    )  # fmt: skip
    free, least = QRect(lefts[0], low, wide, high), -1
    for y in range(low, min(low, top) - 1, -STEP):
        for x in lefts:
            spot = QRect(x, y, wide, high)
            under = sum(_area(spot.intersected(one)) for one in kept)
            if not under:
                return spot
            if least < 0 or under < least:
                free, least = spot, under
    return free


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()
