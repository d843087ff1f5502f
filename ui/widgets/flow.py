"""A row that breaks into further rows where it has too little room, as words do in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets from the left at their wished size; the height follows from the width.

    In a row higher than they need they stand in its middle; `used` is where they stand. Before a row breaks,
    each widget gives up to `squeeze` pixels of its air, where that keeps them all in one row.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, margin: int = 0, squeeze: int = 0
    ) -> None:
        super().__init__(parent)
        self.setContentsMargins(margin, margin, margin, margin)
        self._gap, self._squeeze = gap, squeeze
        self._items: list[QLayoutItem] = []
        self.used = QRect()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the widgets into rows."""
        super().setGeometry(rect)
        spare = rect.height() - self._place(rect, really=False)
        self.used = QRect()
        self._place(rect.translated(0, max(0, spare // 2)), really=True)

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in shown), default=0)))

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def _with_margins(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _given(self, width: int) -> int:
        """How much air each item gives at a width: what one row needs, or nothing."""
        short = self.sizeHint().width() - width
        shown = sum(not item.isEmpty() for item in self._items)
        give = -(-short // max(1, shown))
        return give if 0 < give <= self._squeeze else 0

    def _place(self, rect: QRect, *, really: bool) -> int:
        given = self._given(rect.width())
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, high = inner.x(), inner.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint() - QSize(given, 0)
            if x > inner.x() and x + size.width() > inner.right() + 1:
                self._set(row, high, really=really)
                x, y, high = inner.x(), y + high + self._gap, 0
                row = []
            row.append((item, QRect(QPoint(x, y), QSize(min(size.width(), inner.width()), size.height()))))
            x += size.width() + self._gap
            high = max(high, size.height())
        self._set(row, high, really=really)
        return y + high - rect.y() + self.contentsMargins().bottom()

    def _set(self, row: list[tuple[QLayoutItem, QRect]], high: int, *, really: bool) -> None:
        """Let what is lower than its row stand in the row's middle, so that words are on one line."""
        if really:
            for item, place in row:
                item.setGeometry(place.translated(0, (high - place.height()) // 2))
                self.used = self.used.united(item.geometry())
