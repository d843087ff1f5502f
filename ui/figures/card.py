"""One picture of figures in its card: picture or table, and in words what is stood on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ui.tokens import Role, Tone
from ui.widgets.bars import BulletBar
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.chart import Chart

Line = tuple[str, ...]


class ChartCard(Card):
    """A chart and its table. `rate` and `bullet` are for a share that sums the picture up."""

    def __init__(self, chart: Chart, *, name: str, parent: QWidget) -> None:
        super().__init__(name=name, margins=(14, 8, 14, 10), spacing=4, parent=parent)
        self.chart = chart
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = Label(chart.title, Role.SUBSECTION, parent=self)
        self.rate = Label("", Role.CODE_STRONG, parent=self)
        self.words = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        head.addWidget(self.title)
        head.addWidget(self.rate)
        head.addWidget(self.words, 1)
        self.body.addLayout(head)
        self.bullet = BulletBar(name=f"{name}.bullet", parent=self)
        self.bullet.hide()
        self.body.addWidget(self.bullet)
        self.table: DossierTable | None = None
        self._stack = CalmStack(90, self)
        self._stack.addWidget(chart)
        self.body.addWidget(self._stack, 1)
        self._calm = ""
        chart.told.connect(self._tell)

    def show_table(self, on: bool, heads: Sequence[str], lines: Sequence[Line]) -> None:
        """The numbers as a table, or the picture. The table is made when it is first asked for."""
        had = self.chart.hasFocus() or (self.table is not None and self.table.hasFocus())
        if on and (self.table is None or [one.title for one in self._columns] != list(heads)):
            self._make_table(heads)
        if self.table is not None:
            self.table.set_rows(lines)
        self._stack.setCurrentWidget(self.table if on and self.table is not None else self.chart)
        if had:
            self.setFocus()

    def say(self, rate: str, words: str) -> None:
        """The figure of the whole picture, and what is said while no mark is stood on."""
        self.rate.setText(rate)
        self.rate.setVisible(bool(rate))
        self._calm = words
        if not self.chart.hasFocus():
            self.words.setText(words)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand in the picture, or in its table."""
        self.front.setFocus(*reason)

    @property
    def front(self) -> QWidget:
        """What is seen: the picture or the table."""
        return self._stack.currentWidget() or self.chart

    def _make_table(self, heads: Sequence[str]) -> None:
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
        self._columns = tuple(_column(head, at) for at, head in enumerate(heads))
        self.table = DossierTable(
            self._columns, name=f"{self.objectName()}.table", title=self.chart.title, parent=self
        )
        self.table.set_row_height(30)
        self._stack.addWidget(self.table)

    def _tell(self, words: str) -> None:
        self.words.setText(words or self._calm)


def _column(head: str, at: int) -> Column:
    def cell(line: Line) -> Cell:
        return Cell(line[at], number=at > 0, strong=False)

    return Column(head, cell, share=5 if at == 0 else 2, least=150 if at == 0 else 52, right=at > 0)
