"""Ctrl+Z where the caret stands: a field that has nothing to take back leaves the key to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument


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
    """Several lines to type in, which leave Ctrl+Z to the window where they have nothing to take back."""

    def event(self, event: QEvent) -> bool:
        """Pass a key by that is not for this field."""
        text: QTextDocument = self.document()
        if left_to_window(event, undo=text.isUndoAvailable(), redo=text.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)
