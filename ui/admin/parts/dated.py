"""From which day a change holds: typed, with today and the first of next year one key away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.admin.parts.fields import DayField
from ui.i18n import tr
from ui.tokens import Role
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable


class DatedBar(QWidget):
    """Áp dụng từ ngày: the day from which what is saved holds.

    Signals: `changed(text)`, `left()` when it goes away with the focus in it.
    """

    changed = Signal(str)
    left = Signal()

    def __init__(
        self, today: Callable[[], date], *, name: str, title: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = title or tr("Áp dụng từ ngày")
        row.addWidget(Label(words, Role.STRONG, tall=True, parent=self))
        self.field = DayField(name=f"{name}.day", title=words, parent=self)
        self.field.changed.connect(lambda: self.changed.emit(self.field.text))
        row.addWidget(self.field)
        self.now = LinkButton(tr("Hôm nay"), name=f"{name}.today", parent=self)
        self.now.clicked.connect(lambda: self.field.set_day(self._today()))
        row.addWidget(self.now)
        self.year = LinkButton(tr("Đầu năm sau"), name=f"{name}.next_year", parent=self)
        self.year.clicked.connect(lambda: self.field.set_day(date(self._today().year + 1, 1, 1)))
        row.addWidget(self.year)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def day(self) -> date | None:
        """The day typed, None where it is none."""
        return self.field.day

    def set_text(self, text: str) -> None:
        """Show a day as typed."""
        self.field.set_text(text)

    def set_compact(self, *, on: bool) -> None:
        """Leave the quick choice of next year out where there is little room."""
        self.year.setVisible(not on)

    def setVisible(self, visible: bool) -> None:
        """Show or hide it; the focus is not left to Qt, which would hand it to the rail."""
        focus = self.focusWidget()
        held = not visible and self.isVisible() and focus is not None and focus.hasFocus()
        super().setVisible(visible)
        if held:
            self.left.emit()

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Type the day."""
        self.field.setFocus(*reason)
