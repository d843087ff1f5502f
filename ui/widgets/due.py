"""The due date: the largest words on the right, with their reason under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, StepHeader
from ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class DueCard(Card):
    """Hẹn trả: weekday and date in the largest type, the hour and the reason under it.

    `body` takes what a screen adds below. Signal `edit_asked()` where the date may be changed.
    """

    edit_asked = Signal()

    def __init__(
        self,
        title: str,
        *,
        number: int = 4,
        edit: str = "",
        cap: str = "",
        name: str = "due",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, spacing=2, parent=parent)
        self.head = StepHeader(number, title, parent=self)
        self.edit = LinkButton(edit, name=f"{name}.edit", cap=cap, parent=self)
        self.edit.setVisible(bool(edit))
        self.edit.clicked.connect(self.edit_asked)
        self.head.add(self.edit)
        self.body.addWidget(self.head)
        self.date = Label("", Role.DUE, shortens=True, parent=self)
        self.body.addWidget(self.date)
        self.reason = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.reason)

    def say(self, date: str, reasons: Sequence[str], *, tone: Tone | None = None) -> None:
        """Show the date and why; `tone` where the date needs attention."""
        self.date.setText(date)
        self.date.set_tone(tone)
        self.reason.setText("\n".join(reasons))
        self.reason.setVisible(bool(reasons))
        self.setAccessibleName(f"{self.head.title.text()}: {date}")
