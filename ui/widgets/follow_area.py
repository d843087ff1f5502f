"""One scrolling room for a whole page: it shows what has the focus; its width comes from outside alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

EDGE = 16  # what stays in view around the focus


class FollowArea(QScrollArea):
    """Scrolls down only. The bar's width is always kept free, so that no height asks for another width."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))  # nothing to scroll: not seen
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @property
    def bar_width(self) -> int:
        """How much of the width is kept free for the bar."""
        return self.verticalScrollBar().sizeHint().width()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.show_focus(now)

    def show_focus(self, widget: QWidget) -> None:
        """Bring a widget into view; of a list its current row."""
        inner = self.widget()
        if inner is None or not inner.isAncestorOf(widget):
            return
        find = getattr(widget, "current_rect", None)
        rect = find() if callable(find) else widget.rect()
        middle = widget.mapTo(inner, QPoint(rect.center().x(), rect.center().y()))
        self.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + EDGE)
