"""A pane that takes files dropped on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.widgets.card import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


class DropCard(Card):
    """A card that tells what was dropped. Signal `dropped(list)` of addresses, in order."""

    dropped = Signal(list)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept pictures and PDFs."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.dropped.emit([url.toString() for url in event.mimeData().urls()])
        event.acceptProposedAction()
