"""Form fields: a caption above or beside its control, tied together for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.label import Label
from ui.widgets.undo_keys import left_to_window

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent


class TextField(QLineEdit):
    """A line to type in; `code=True` sets numbers in tabular figures. `set_tone` marks a gap or a warning.

    Signal `composed()` when an input method begins or ends to compose in it.
    """

    composed = Signal()

    def __init__(
        self, *, name: str, title: str, hint: str = "", code: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._hint, self._hushed, self._composing = hint, False, False
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

    @property
    def composing(self) -> bool:
        """Whether an input method holds letters that are not in the field yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when an input method is composing."""
        super().inputMethodEvent(event)
        self._set_composing(on=bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was composed is in the field, or gone."""
        super().focusOutEvent(event)
        self._set_composing(on=False)

    def _set_composing(self, *, on: bool) -> None:
        if on != self._composing:
            self._composing = on
            self.composed.emit()


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
