"""A panel that drops from the top bar: it stands under it at the right, holds the focus and gives it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.shell.lent_focus import LentFocus
from ui.theme import current
from ui.tokens import KEY_BAR, RADIUS_CARD, TOP_BAR
from ui.widgets.paint import box, hairline, painter_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPaintEvent

TOP, RIGHT, LEFT_FREE, LOW_FREE = 66, 14, 40, 6  # the last above the key bar, which stays to be read


class DropPanel(QFrame):
    """`column` takes what it shows; it grows and shrinks with that, and scrolls in a low window."""

    def __init__(self, *, name: str, title: str, wide: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wide = wide
        self._focus = LentFocus()
        inner = QWidget()
        inner.setObjectName("scrolled")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        whole.addLayout(self.column)
        whole.addStretch(1)
        self.column.setContentsMargins(16, 12, 16, 14)
        self.column.setSpacing(8)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName(f"{name}.scroll")
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around = QVBoxLayout(self)
        around.setContentsMargins(2, 2, 2, 2)
        around.addWidget(self._scroll)
        inner.installEventFilter(self)
        self.hide()

    def open_panel(self) -> None:
        """Open and take the focus, to give it back at the end."""
        self._focus.borrow(self.parentWidget())
        self.place()
        self.show()
        self.raise_()
        self.first().setFocus()

    def close_panel(self) -> None:
        """Close and give the focus back to where it was; where the work has gone on elsewhere it stays."""
        if self.isVisible():
            focus = QApplication.focusWidget()
            if focus is None or focus is self or self.isAncestorOf(focus):
                self._focus.give_back()
            self._focus.forget()
            self.hide()

    def first(self) -> QWidget:
        """What the focus stands on when it opens, and when what had it is gone."""
        return self

    def place(self) -> None:
        """Stand under the top bar at the right."""
        window = self.parentWidget()
        if window is None:
            return
        wide = min(round(current().px(self._wide)), window.width() - LEFT_FREE)
        top = max(TOP, round(current().px(TOP_BAR)) + 4)
        low = round(current().px(KEY_BAR)) + LOW_FREE
        high = self.column.heightForWidth(wide - 8) if self.column.hasHeightForWidth() else -1
        high = min(max(high, self.column.sizeHint().height()) + 6, window.height() - top - low)
        self.setGeometry(window.width() - wide - RIGHT, top, wide, high)

    def held(self) -> str:
        """The name of what has the focus in here, to stand on it again when it was made anew."""
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""

    def stand_again(self, held: str, places: Iterable[QWidget]) -> None:
        """Stand again on what is called so now; what was not made anew keeps the focus."""
        if not held:
            return
        found = [
            one
            for place in places
            for one in place.findChildren(QWidget, held)
            if one.isEnabled() and not one.isHidden()
        ]
        focus = QApplication.focusWidget()
        if found:
            found[-1].setFocus()
        elif focus is None or focus.objectName() != held or not focus.isVisibleTo(self):
            self.first().setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is shown: rows made anew count only once Qt has shown them."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box over the window."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_CARD, fill=theme.colour("surface"), line=theme.colour("border"))
        painter.end()


def dropped(window: QWidget) -> DropPanel | None:
    """The panel that lies over a window, whatever has the focus; None where there is none."""
    way = Qt.FindChildOption.FindDirectChildrenOnly
    return next((one for one in window.findChildren(DropPanel, options=way) if one.isVisible()), None)


class LinedBlock(QWidget):
    """A block of a panel under a thin line."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above."""
        del event
        painter = painter_for(self)
        hairline(painter, 0, 0, self.width())
        painter.end()
