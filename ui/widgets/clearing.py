"""Emptying a layout that is built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


def empty(layout: QLayout | None) -> None:
    """Take everything out of a layout; widgets are deleted when Qt is back in its loop."""
    while layout is not None and layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        empty(item.layout())
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def release(layout: QLayout) -> None:
    """Take everything out of a layout that is arranged anew; widgets live on.

    `takeAt` alone would leave the old item behind as the one that is told of a changed size, and the widget's
    new place would go on with the height it had before.
    """
    while layout.count():
        item = layout.itemAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            layout.removeWidget(widget)
        else:
            layout.takeAt(0)
