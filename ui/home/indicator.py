"""One indicator of the month: its share, its target, the last twelve days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.home import model
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.bars import BulletBar, MiniBars
from ui.widgets.chip import Chip
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.rows import IndicatorValue


class IndicatorBlock(QWidget):
    """One indicator: name, share, distance to the target, twelve days, bullet bar."""

    def __init__(self, title: str, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(title, Role.MEDIUM, Tone.MUTED, parent=self))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.rate = Label("–", Role.RATE, parent=self)
        self.chip = Chip(parent=self)
        self.chip.hide()
        self.bars = MiniBars(name=f"{name}.bars", parent=self)
        row.addWidget(self.rate)
        row.addWidget(self.chip)
        row.addStretch(1)
        row.addWidget(self.bars, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.bullet = BulletBar(name=f"{name}.bullet", parent=self)
        column.addWidget(self.bullet)
        self._title = title

    def set(self, value: IndicatorValue, bars: tuple[float | None, ...]) -> None:
        """Show an indicator."""
        self.rate.setText(model.rate_words(value))
        spec = model.verdict(value)
        self.chip.setVisible(spec is not None)
        if spec is not None:
            self.chip.set(spec)
        self.bullet.set(value.rate, value.target, model.target_words(value))
        self.bars.set(bars, tr("{title}, mười hai ngày gần đây", title=self._title))
        self.setAccessibleName(f"{self._title}: {model.rate_words(value)}")
