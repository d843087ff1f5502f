"""An editable table in a card, with its buttons, and a sentence where it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.admin.parts.sheet_table import SheetTable
from ui.i18n import tr
from ui.keys import cap_of
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.flow import FlowLayout
from ui.widgets.stack import CalmStack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import Qt

    from ui.admin.parts.sheet import Col, Problem, Sheet


class SheetPanel(Card):
    """A `SheetTable` with a head. The table's signals are the panel's business; `moves`: rows have an order.

    Signal `add_asked()`; the rest is on `table`.
    """

    add_asked = Signal()

    def __init__(
        self,
        cols: Sequence[Col],
        *,
        name: str,
        title: str,
        add: str,
        none: str,
        moves: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, margins=(1, 8, 1, 8), spacing=4, parent=parent)
        self._none, self._add_words = none, add
        self.head = SectionHead(title, parent=self)
        self.head.row.setContentsMargins(14, 0, 14, 0)
        self.head.row.setSpacing(8)
        self.table = SheetTable(cols, name=f"{name}.table", title=title, parent=self)
        self.add = SecondaryButton(add, name=f"{name}.add", icon="plus", cap=cap_of("admin.add"), parent=self)
        self.drop = SecondaryButton(
            tr("Xóa dòng"), name=f"{name}.drop", icon="trash-2", cap=cap_of("admin.drop"), parent=self
        )
        self.up = SecondaryButton(
            tr("Lên"), name=f"{name}.up", icon="arrow-up", cap=cap_of("admin.up"), parent=self
        )
        self.down = SecondaryButton(
            tr("Xuống"), name=f"{name}.down", icon="arrow-down", cap=cap_of("admin.down"), parent=self
        )
        acts = QWidget(self.head)
        row = FlowLayout(acts, gap=8)  # with larger text they stand in two rows
        for button in (self.add, self.drop, self.up, self.down):
            row.addWidget(button)
        self.head.add(acts)
        self._moves = moves
        self.body.addWidget(self.head)
        self.empty = EmptyState(
            "list-plus", none, name=f"{name}.empty", action=add, caps=cap_of("admin.add"), parent=self
        )
        self.empty.acted.connect(self.add_asked)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.add.clicked.connect(self.add_asked)
        self.table.add_asked.connect(self.add_asked)
        self.drop.clicked.connect(self._drop)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))

    def _drop(self) -> None:
        line = self.table.current_line
        if line is not None:
            self.table.drop_asked.emit(line.id)
            self.table.setFocus()

    def _move(self, step: int) -> None:
        line = self.table.current_line
        if line is not None:
            self.table.move_asked.emit(line.id, step)
            self.table.setFocus()

    def say_none(self, none: str) -> None:
        """Other words where the table is empty."""
        self._none = none

    def show_sheet(self, sheet: Sheet, problems: Sequence[Problem] = ()) -> None:
        """Show a sheet."""
        self.table.show_sheet(sheet, problems)
        some = bool(sheet.lines)
        self.drop.setEnabled(some)
        for button in (self.up, self.down):
            button.setVisible(self._moves and len(sheet.lines) > 1)
        if not some:
            self.empty.say("list-plus", self._none, action=self._add_words, cap=cap_of("admin.add"))
        self._stack.setCurrentWidget(self.table if some else self.empty)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Work in the table, or add the first row."""
        (self.table if self.table.sheet_model.sheet.lines else self.empty.action).setFocus(*reason)
