"""The room of a screen: gives the page in front at least the size it needs, scrolls where that is more.

Text at 150 % on a small panel cannot keep everything in view; nothing is squeezed, cut or laid over something
else there, and whatever gets the focus is scrolled into view (WCAG 2.2: reflow, focus not obscured).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent  # noqa: TC002 - Qt asks for it by name
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui.widgets.stack import FrontStack

MARGIN = 12  # what stays in view around the focus


class Room(QScrollArea):
    """Holds `stack`. GUI thread only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("room")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = FrontStack()
        self.stack.setObjectName("scrolled")
        self.setWidget(self.stack)
        self.stack.installEventFilter(self)
        self.stack.currentChanged.connect(lambda _at: self._fit())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        """The room never makes the window larger."""
        return QSize(120, 80)

    def sizeHint(self) -> QSize:
        """As the page."""
        return self.stack.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page whose needs changed is measured again."""
        if watched is self.stack and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """The page gets the room there is, or what it cannot do without; bars take their part of the room."""
        room, least = self.maximumViewportSize(), self.stack.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        down = least.height() > room.height()
        across = least.width() > room.width() - (bar if down else 0)
        down = least.height() > room.height() - (bar if across else 0)
        spare = QSize(bar if down else 0, bar if across else 0)
        self.stack.resize((room - spare).expandedTo(least))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        if now is None or not any(bar.maximum() for bar in bars) or not self.stack.isAncestorOf(now):
            return
        self.ensureWidgetVisible(now, MARGIN, MARGIN)
