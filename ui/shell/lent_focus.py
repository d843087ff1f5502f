"""The focus, lent to what lies over the window and given back to the widget it was taken from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LentFocus:
    """Remembers who had the focus; a widget that is gone or hidden meanwhile gets nothing back."""

    def __init__(self) -> None:
        self._owner: QWidget | None = None

    def borrow(self, window: QWidget | None) -> None:
        """Remember who has the focus in a window now."""
        self._owner = window.focusWidget() if window is not None else None

    def give_back(self) -> None:
        """Put the focus back, once."""
        owner, self._owner = self._owner, None
        if owner is not None and isValid(owner) and owner.isVisible():
            owner.setFocus()

    def forget(self) -> None:
        """Somebody else took the focus meanwhile."""
        self._owner = None
