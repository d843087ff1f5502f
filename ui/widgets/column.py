"""A widget that holds a column of panes whose height follows from their words."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class PaneColumn(QWidget):
    """Tells its own layout's change on at once.

    Qt keeps a widget's height for a width until the widget itself says that its geometry changed. Words that
    come into a pane deep inside say so only up to their card, and the column would keep its old height.
    """

    def event(self, event: QEvent) -> bool:
        """Pass a change inside on to whatever this column lies in."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return done
