"""Ctrl+Z where the caret stands: a field that has nothing to take back leaves the key to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

from desk.folding import many_lines
from desk.lettering import hidden_signs, hides
from ui.keys import in_force
from ui.widgets.hidden_mark import DROP, HiddenMark

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QTextDocument
    from PySide6.QtWidgets import QWidget

MOST_LETTERS = 20_000


def left_to_window(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether this is the question "do you want Ctrl+Z?" and the field has no use for it.

    Qt's fields claim the key always, so that the act confirmed by a toast could not be taken back while the
    caret stands in the next, empty field.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo


class TextBox(QPlainTextEdit):
    """Several lines to type in, which leave Ctrl+Z to the window where they have nothing to take back.

    What is pasted or dropped comes in as clean lines in NFC; while somebody composes, nothing else is shown.
    """

    _composing = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden: HiddenMark | None = None
        self.textChanged.connect(self._echo)  # before anybody else can: slots are called in their order

    def _echo(self) -> None:
        """The letter is seen before anything is done about it."""
        if self.hasFocus():
            self.viewport().repaint()
        if self._hidden is not None or hides(self.toPlainText()):
            self.hidden_mark.follow()

    @property
    def hidden_mark(self) -> HiddenMark:
        """What is said of signs nobody sees; made when there is something to say."""
        if self._hidden is None:
            self._hidden = HiddenMark(self, self.toPlainText, self.drop_hidden)
        return self._hidden

    def drop_hidden(self) -> bool:
        """Take signs that nobody sees out, as one step of Ctrl+Z; False where there are none."""
        gone = hidden_signs(self.toPlainText())
        if not gone or self._composing or self.isReadOnly():
            return False
        whole = many_lines(self.toPlainText(), most=MOST_LETTERS)
        self.selectAll()
        self.insertPlainText(whole)
        self.hidden_mark.tell_gone(gone)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key takes out what nobody sees."""
        if not (in_force().pressed(event, DROP) and self.drop_hidden()):
            super().keyPressEvent(event)

    def setPlainText(self, text: str | None) -> None:
        """Show a text, unless somebody composes here: what they write is what they want."""
        if not self._composing:
            super().setPlainText(text or "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when an input method is composing."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was composed is in the box, or gone."""
        super().focusOutEvent(event)
        self._composing = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop as clean lines."""
        if source.hasText():
            self.insertPlainText(many_lines(source.text(), most=MOST_LETTERS))
            gone = hidden_signs(source.text())
            if gone:
                self.hidden_mark.tell_gone(gone)

    def event(self, event: QEvent) -> bool:
        """Pass a key by that is not for this field."""
        text: QTextDocument = self.document()
        if left_to_window(event, undo=text.isUndoAvailable(), redo=text.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)
