"""A line for an amount of đồng: typed as people type, and grouped once it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget


class MoneyField(TextField):
    """Shows `15000` as `15.000` while nobody types in it; what is no amount stays as it was typed.

    What is typed goes on as `textEdited`; the grouping is of the eye alone and tells nobody of a change.
    """

    def __init__(self, *, name: str, title: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, title=title, hint=hint, code=True, parent=parent)

    def show_typed(self, text: str) -> None:
        """Show what was typed before; a field with the focus is never rewritten."""
        if not self.hasFocus() and self.text() != (grouped := say.typed_money(text)):
            self.setText(grouped)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Group what was typed."""
        super().focusOutEvent(event)
        if (grouped := say.typed_money(self.text())) != self.text():
            self.setText(grouped)
