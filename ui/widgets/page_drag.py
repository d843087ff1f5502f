"""Dragging pages with the mouse: where they would come to lie is shown before they are let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

EDGE = 24  # pixels from the edge of the strip where it begins to scroll


class PageDrag(QObject):
    """Follows the mouse from a pressed tile.

    Signals: `hovered(gap)` with the place before which they would lie, −1 when given up; `dropped(gap)`.
    Esc gives up; a press that does not move stays a press.
    """

    hovered = Signal(int)
    dropped = Signal(int)

    def __init__(self, area: QScrollArea, gap_at: Callable[[QPoint], int]) -> None:
        super().__init__(area)
        self._area, self._gap_at = area, gap_at
        self._from: QPoint | None = None
        self._source: QWidget | None = None
        self.active = False

    def watch(self, tile: QWidget) -> None:
        """Let a tile be dragged."""
        tile.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the mouse before the tile does; what is no drag goes on to it."""
        if isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            return self._mouse(watched, event)
        return self.active and event.type() == QEvent.Type.KeyPress and self._give_up()

    def _mouse(self, tile: QWidget, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._from, self._source = event.position().toPoint(), tile
        elif kind == QEvent.Type.MouseMove and self._from is not None:
            far = (event.position().toPoint() - self._from).manhattanLength()
            if self.active or far >= QApplication.startDragDistance():
                self._follow(tile, event.position().toPoint())
                return True
        elif kind == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._from = None
            if self.active:
                gap = self._gap_at(self._inside(tile, event.position().toPoint()))
                self._end(tile)
                self.dropped.emit(gap)
                return True
        return False

    def _inside(self, tile: QWidget, at: QPoint) -> QPoint:
        sheet = self._area.widget()
        return at if sheet is None else tile.mapTo(sheet, at)

    def _follow(self, tile: QWidget, at: QPoint) -> None:
        if not self.active:
            self.active = True
            tile.setCursor(Qt.CursorShape.ClosedHandCursor)
        place = tile.mapTo(self._area.viewport(), at)
        bar = self._area.verticalScrollBar()
        if place.y() < EDGE:
            bar.setValue(bar.value() - EDGE)
        elif place.y() > self._area.viewport().height() - EDGE:
            bar.setValue(bar.value() + EDGE)
        self.hovered.emit(self._gap_at(self._inside(tile, at)))

    def _end(self, tile: QWidget) -> None:
        self.active = False
        tile.unsetCursor()
        if hasattr(tile, "setDown"):
            tile.setDown(False)
        self.hovered.emit(-1)

    def _give_up(self) -> bool:
        if self._source is not None:
            self._end(self._source)
        self._from = None
        return True
