"""A list with a search above it: type, walk down, open with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ui.keys import in_force
from ui.tokens import Tone
from ui.widgets.banner import EmptyState
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


class Picker(Card):
    """Rows found by what is typed. `row` takes more buttons beside the search.

    Signals: `searched(text)`, `opened(row)`, `added()` on Insert, `switched(row)` on Space.
    """

    searched = Signal(str)
    opened = Signal(object)
    added = Signal()
    switched = Signal(object)

    def __init__(
        self, columns: Sequence[Column], *, name: str, title: str, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, margins=(1, 10, 1, 8), spacing=8, parent=parent)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(14, 0, 14, 0)
        self.row.setSpacing(8)
        self.search = TextField(name=f"{name}.search", title=hint, hint=hint, parent=self)
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        self.row.addWidget(self.search, 1)
        self.body.addLayout(self.row)
        self.table = DossierTable(columns, name=f"{name}.table", title=title, parent=self)
        self.table.opened.connect(self.opened)
        self.table.installEventFilter(self)
        self.empty = EmptyState("search", "", name=f"{name}.empty", parent=self)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)

    def show_rows(
        self, rows: Sequence[Any], *, same: Callable[[Any], object], none: str, tone: Tone = Tone.MUTED
    ) -> None:
        """Show rows, or a sentence why there is none."""
        self.table.set_rows(rows, same=same)
        if not rows:
            self.empty.say("search", none, tone=tone)
        self._stack.setCurrentWidget(self.table if rows else self.empty)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Type what is looked for."""
        self.search.setFocus(*reason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search to the rows, Enter opens the row stood on, Insert adds."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if in_force().pressed(event, "admin.add"):
            self.added.emit()
            return True
        if watched is self.search:
            if key == Qt.Key.Key_Down:
                self.table.setFocus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.current_row is not None:
                self.opened.emit(self.table.current_row)
                return True
        elif key == Qt.Key.Key_Space and self.table.current_row is not None:
            self.switched.emit(self.table.current_row)
            return True
        return super().eventFilter(watched, event)
