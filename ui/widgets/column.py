"""A widget that holds a column of panes whose height follows from their words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
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


class WholeColumn(PaneColumn):
    """A column of a fixed width that is never lower than its words need, wrapped at that width.

    Qt counts a wrapped sentence as one line in the least height, and takes the rest from whatever gives way.
    """

    def minimumSizeHint(self) -> QSize:
        """The least size at which every sentence is whole."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            wide = max(self.width(), self.minimumWidth())
            hint.setHeight(max(hint.height(), layout.minimumHeightForWidth(wide)))
        return hint
