"""The grid the tiles of a strip stand in, and the mark between two of them where pages will come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import current
from ui.widgets.page_tile import HIGH, WIDE
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

GAP, EDGE = 8, 3


class PageSheet(QWidget):
    """What scrolls inside the strip. The tiles it is given are pages first, then the adding one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._tiles: Sequence[QWidget] = ()
        self._count, self._across = 0, 1
        self._mark: QRectF | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._grid.setSpacing(GAP)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def fitting(width: int) -> int:
        """How many tiles stand beside each other in a width."""
        return max(1, int((width - 2 * EDGE + GAP) // (current().px(WIDE) + GAP)))

    def place(self, tiles: Sequence[QWidget], *, pages: int, across: int) -> None:
        """Stand the tiles in rows; the first `pages` of them are pages."""
        self._tiles, self._count, self._across = tiles, pages, across
        for at, tile in enumerate(tiles):
            self._grid.addWidget(tile, at // across, at % across)
            tile.show()

    def drop(self, tile: QWidget) -> None:
        """Take a tile out for good."""
        self._grid.removeWidget(tile)
        tile.hide()
        tile.deleteLater()

    def gap_at(self, place: QPoint) -> int:
        """Before which page a point lies; the number of pages for behind the last."""
        for at, tile in enumerate(self._tiles[: self._count]):
            room = tile.geometry()
            if place.y() >= room.bottom() + GAP / 2:
                continue
            if place.x() < room.center().x():
                return at
            if (at + 1) % self._across == 0 or at == self._count - 1:
                return at + 1
        return self._count

    def show_gap(self, gap: int) -> None:
        """Mark the place before a page, behind the last for their number; any other takes the mark away."""
        self._mark = None
        if 0 <= gap <= self._count and self._count:
            self._grid.activate()
            behind = gap == self._count
            tile = self._tiles[gap - 1 if behind else gap].geometry()
            left = tile.right() + GAP / 2 if behind else max(0.0, tile.left() - GAP / 2 - 1)
            self._mark = QRectF(left, tile.top(), 3, current().px(HIGH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        del event
        if self._mark is not None:
            painter = painter_for(self)
            box(painter, self._mark, 2, fill=current().colour("primary"))
            painter.end()
