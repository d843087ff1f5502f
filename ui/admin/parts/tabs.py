"""The order of Tab within a section."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable


def stops(root: QWidget) -> list[QWidget]:
    """The widgets under `root`, in its own window, at which Tab stops of their own account."""
    here = root.window()
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None and one.window() is here
    ]


def chain(widgets: Iterable[QWidget]) -> None:
    """Let Tab walk widgets in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
