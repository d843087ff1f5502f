"""A stack of pages that takes the room it is given and never dictates any."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class CalmStack(QStackedWidget):
    """Shows one page at a time. A wrapped sentence on a hidden page must not squeeze the neighbours."""

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least

    def hasHeightForWidth(self) -> bool:
        """No page's wrapped words decide the height."""
        return False

    def minimumSizeHint(self) -> QSize:
        """The least height at which a page still says something."""
        return QSize(60, self._least)
