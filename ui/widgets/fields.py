"""Form fields: a caption above or beside its control, tied together for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.label import Label
from ui.widgets.lines import PlainLine
from ui.widgets.undo_keys import left_to_window

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


class TextField(PlainLine):
    """A line to type in; `code=True` sets numbers in tabular figures. `set_tone` marks a gap or a warning."""

    def __init__(
        self, *, name: str, title: str, hint: str = "", code: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._hint, self._hushed = hint, False
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        if code:
            self.setFont(current().font(Role.CODE_STRONG))

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed here."""
        if left_to_window(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)

    def set_tone(self, tone: Tone | None) -> None:
        """Mark the field; None takes the mark away."""
        self.setProperty("tone", str(tone) if tone is not None else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def setPlaceholderText(self, text: str) -> None:
        """Change the pale words of the empty field."""
        self._hint = text
        super().setPlaceholderText("" if self._hushed else text)

    def hush(self, *, on: bool) -> None:
        """Keep the pale words back while something else lies in the empty field."""
        self._hushed = on
        super().setPlaceholderText("" if on else self._hint)


class Field(QWidget):
    """A caption with a control: `above` for forms, beside for short rows."""

    def __init__(
        self, title: str, control: QWidget, *, above: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        line = QVBoxLayout(self) if above else QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 if above else 8)
        self.caption = Label(title, Role.BODY, Tone.MUTED, parent=self)
        line.addWidget(self.caption)
        line.addWidget(control, 0 if above else 1)
        self.control = control
        self.setFocusProxy(control)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
