"""Form fields: a caption above or beside its control, tied together for screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.label import Label


class TextField(QLineEdit):
    """A line to type in; `code=True` sets numbers in tabular figures. `set_tone` marks a gap or a warning."""

    def __init__(
        self, *, name: str, title: str, hint: str = "", code: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        if code:
            self.setFont(current().font(Role.CODE_STRONG))

    def set_tone(self, tone: Tone | None) -> None:
        """Mark the field; None takes the mark away."""
        self.setProperty("tone", str(tone) if tone is not None else "")
        self.style().unpolish(self)
        self.style().polish(self)


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
