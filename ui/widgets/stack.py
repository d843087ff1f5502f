"""Stacks of pages that do not dictate room: one asks for none, one for the page in front alone."""

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


class FrontStack(QStackedWidget):
    """One page at a time; only the page in front says how much room is needed, never the largest of all."""

    def minimumSizeHint(self) -> QSize:
        """What the page in front cannot do without."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize()

    def sizeHint(self) -> QSize:
        """What the page in front would like."""
        page = self.currentWidget()
        return page.sizeHint() if page is not None else QSize()
