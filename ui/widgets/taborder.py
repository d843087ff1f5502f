"""The place of rows made later in the order of Tab: where they stand, not at the very end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable


def tab_after(anchor: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab walk `widgets` right after what comes before them in `anchor`'s place.

    Qt appends a new widget to the end of the window's order and ignores anchors that take no focus, so the
    nearest one that does is looked for. Focus proxies are no way around: Tab jumps over what lies between.
    """
    before: QWidget | None = anchor
    while before is not None and _passes_on(before):
        before = before.previousInFocusChain()
        if before is anchor or before is anchor.window():
            return
    for widget in widgets:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _passes_on(widget: QWidget) -> bool:
    return widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None
