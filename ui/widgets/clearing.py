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
