"""A checklist inside a panel: rows ticked with Space or their number, scrolling where there are many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


class TickList(QScrollArea):
    """Rows with a tick. Signals: `ticked(at)`, `more(at, ±1)`, `kind_asked(at)`, `selected(at)`.

    Arrows walk, Space ticks, + and − count, T turns the kind, 1–9 tick a row; all only inside the list.
    """

    ticked = Signal(int)
    more = Signal(int, int)
    kind_asked = Signal(int)
    selected = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inner)
        self._names: tuple[str, ...] = ()
        self._dense = False
        self._at = 0
        self.rows: tuple[PaperRow, ...] = ()

    def set_dense(self, *, on: bool) -> None:
        """One line a row where there is little room."""
        self._dense = on
        for row in self.rows:
            row.set_dense(on)

    def set_rows(self, specs: Sequence[PaperSpec], ticks: Sequence[bool], selected: int) -> None:
        """Show rows, ticked or not; widgets are kept while the papers are the same."""
        names = tuple(f"{one.no}.{one.name}" for one in specs)
        if names != self._names:
            self._rebuild(specs)
            self._names = names
        for row, spec, tick in zip(self.rows, specs, ticks, strict=True):
            row.set(spec)
            row.setChecked(tick)
        self._at = selected

    def mark(self, at: int) -> None:
        """Mark the row that captured pages go to; −1 marks none."""
        for index, row in enumerate(self.rows):
            row.set_current(index == at)

    def _rebuild(self, specs: Sequence[PaperSpec]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        made = []
        for at, spec in enumerate(specs):
            row = PaperRow(spec, name=f"{self.objectName()}.{spec.no}", grows=True, parent=self.widget())
            row.set_dense(self._dense)
            row.clicked.connect(partial(self._on_tick, at))
            row.more.connect(partial(self.more.emit, at))
            row.kind_asked.connect(partial(self.kind_asked.emit, at))
            row.stepped.connect(partial(self._on_step, at))
            row.entered.connect(partial(self.selected.emit, at))
            self._column.insertWidget(at, row)
            made.append(row)
        self.rows = tuple(made)
        tab_after(self, self.rows)

    def _on_tick(self, at: int, checked: bool = False) -> None:
        del checked
        self.ticked.emit(at)

    def _on_step(self, at: int, step: int) -> None:
        self.focus_row(min(max(at + step, 0), len(self.rows) - 1))

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand on the chosen row. A focus proxy would break the order of Tab."""
        del reason
        self.focus_row(self._at)

    def focus_row(self, at: int) -> None:
        """Stand on a row."""
        if self.rows:
            row = self.rows[min(max(at, 0), len(self.rows) - 1)]
            row.setFocus()
            self.ensureWidgetVisible(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–9 tick a row."""
        text = event.text()
        if len(text) == 1 and text in "123456789" and int(text) <= len(self.rows):
            self.focus_row(int(text) - 1)
            self.ticked.emit(int(text) - 1)
            return
        super().keyPressEvent(event)
