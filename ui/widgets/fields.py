"""Form fields: a caption above or beside its control, tied together for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.lettering import hides
from ui.keys import in_force
from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.hidden_mark import DROP, HiddenMark
from ui.widgets.label import Label
from ui.widgets.lines import PlainLine
from ui.widgets.undo_keys import left_to_window

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent


class TextField(PlainLine):
    """A line to type in; `code=True` sets numbers in tabular figures. `set_tone` marks a gap or a warning."""

    _heavy: bool | None = None

    def __init__(
        self, *, name: str, title: str, hint: str = "", code: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._hint, self._hushed = hint, False
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        if code:
            self._weigh("")
            self.textChanged.connect(self._weigh)
        self._hidden: HiddenMark | None = None
        self.textChanged.connect(self._look_hidden)
        self.cleaned.connect(self._tell_gone)

    @property
    def hidden_mark(self) -> HiddenMark:
        """What is said of signs nobody sees; made when there is something to say."""
        if self._hidden is None:
            self._hidden = HiddenMark(self, self.text, self.drop_hidden)
        return self._hidden

    def _look_hidden(self, text: str) -> None:
        if self._hidden is not None or hides(text):
            self.hidden_mark.follow()

    def _tell_gone(self, count: int) -> None:
        self.hidden_mark.tell_gone(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key takes out what nobody sees."""
        if not (in_force().pressed(event, DROP) and self.drop_hidden()):
            super().keyPressEvent(event)

    def _weigh(self, text: str) -> None:
        """Figures are heavy; pale words in an empty field are not, or they look like figures typed."""
        if self._heavy is not bool(text):
            self._heavy = bool(text)
            self.setFont(current().font(Role.CODE_STRONG if text else Role.CODE))

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
        self.told: Label | None = None
        self.setFocusProxy(control)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def tell(self, words: str, tone: Tone) -> None:
        """Say something under the control, also to who does not see it; no words, no line."""
        self.control.setAccessibleDescription(words)
        if self.told is None:
            if not words:
                return
            self.told = Label("", Role.CAPTION, tone, wraps=True, lines=3, parent=self)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.told)
        self.told.set_tone(tone)
        self.told.setText(words)
        self.told.setVisible(bool(words))
