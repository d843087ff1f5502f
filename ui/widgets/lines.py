"""A line to type in that leaves Vietnamese input methods alone and takes a paste as one clean line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desk.folding import one_line
from desk.lettering import hidden_signs

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QContextMenuEvent,
        QDropEvent,
        QFocusEvent,
        QInputMethodEvent,
        QKeyEvent,
        QMouseEvent,
    )
    from PySide6.QtWidgets import QWidget

MOST_LETTERS = 4000  # of one line; the longest text a code holds can still be pasted into the scan bar


class PlainLine(QLineEdit):
    """One line. While an input method composes in it, only the person changes text, cursor or selection.

    What is pasted or dropped becomes one line in NFC without controls and invisible marks, at most 4,000
    letters; letters of every people keep their marks. What is typed is painted before anything is done
    about it. Signals: `composed()` when an input method begins or ends to compose; `cleaned(count)` when so
    many signs that nobody sees were left out of what came in.
    """

    composed = Signal()
    cleaned = Signal(int)
    _composing = False
    _wished: str | None = None  # a text that was to be shown while somebody composed here

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._echo)  # before anybody else can: slots are called in their order

    def _echo(self) -> None:
        """The letter is seen before anything is searched, checked or laid out because of it."""
        if self.isVisible():
            self.repaint()

    @property
    def composing(self) -> bool:
        """Whether an input method holds letters that are not in the field yet."""
        return self._composing

    # ---- what the program may do ----------------------------------------------------------------

    def setText(self, text: str | None) -> None:
        """Show a text; while somebody composes it waits, and what they write takes its place."""
        if self._composing:
            self._wished = text or ""
        else:
            super().setText(text)

    def clear(self) -> None:
        """Empty the field, in the same way."""
        if self._composing:
            self._wished = ""
        else:
            super().clear()

    def selectAll(self) -> None:
        """Mark everything, unless somebody composes."""
        if not self._composing:
            super().selectAll()

    def setCursorPosition(self, at: int) -> None:
        """Move the cursor, unless somebody composes."""
        if not self._composing:
            super().setCursorPosition(at)

    # ---- composing ------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when an input method is composing; what it commits is what the person wants."""
        if event.commitString():
            self._wished = None
        super().inputMethodEvent(event)
        self._set_composing(on=bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was composed is in the field, or gone; letters sent in parts become whole."""
        super().focusOutEvent(event)
        self._set_composing(on=False)
        whole = one_line(self.text(), most=MOST_LETTERS, edges=True)
        if whole != self.text() and not self.isReadOnly():
            QTimer.singleShot(0, self, lambda: self._put_whole(whole))  # not in the midst of what follows

    def _put_whole(self, whole: str) -> None:
        if not self.hasFocus() and one_line(self.text(), most=MOST_LETTERS, edges=True) == whole:
            gone = hidden_signs(self.text())
            super().setText(whole)
            self.textEdited.emit(whole)
            if gone:
                self.cleaned.emit(gone)

    def drop_hidden(self) -> bool:
        """Take signs that nobody sees out, as one step of Ctrl+Z; False where there are none."""
        whole = one_line(self.text(), most=MOST_LETTERS, edges=True)
        gone = hidden_signs(self.text())
        if not gone or self._composing or self.isReadOnly():
            return False
        super().selectAll()
        self.insert(whole)
        self.cleaned.emit(gone)
        return True

    def _set_composing(self, *, on: bool) -> None:
        if on == self._composing:
            return
        self._composing = on
        wished, self._wished = self._wished, None
        if not on and wished is not None:
            super().setText(wished)
        self.composed.emit()

    # ---- pasting --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V pastes one clean line."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Paste from the clipboard as one clean line."""
        self._insert(QGuiApplication.clipboard().text())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The small menu, whose Paste does the same."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped words come in like pasted ones."""
        data: QMimeData = event.mimeData()
        if self.isReadOnly() or not data.hasText():
            super().dropEvent(event)
            return
        super().setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self._insert(data.text())
        event.acceptProposedAction()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes what is marked elsewhere, where the system does so."""
        clipboard = QGuiApplication.clipboard()
        if event.button() == Qt.MouseButton.MiddleButton and clipboard.supportsSelection():
            super().setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self._insert(clipboard.text(QClipboard.Mode.Selection))
        else:
            super().mouseReleaseEvent(event)

    def _insert(self, text: str) -> None:
        if not self.isReadOnly() and not self._composing:
            room = MOST_LETTERS - len(self.text()) + len(self.selectedText())
            self.insert(one_line(text, most=max(0, room), edges=bool(self.text())))
            if hidden_signs(text):
                self.cleaned.emit(hidden_signs(text))
