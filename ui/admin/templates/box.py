"""Where one text is typed: its placeholders stand out, what is none of them is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat

from ui.admin.parts.fields import TextBox
from ui.theme import current
from ui.tokens import Tone

if TYPE_CHECKING:
    import re

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PlaceholderInk(QSyntaxHighlighter):
    """Paints placeholders: known ones in the window's colour, unknown names and lone braces as faults."""

    def __init__(self, document: QTextDocument, pattern: re.Pattern[str]) -> None:
        super().__init__(document)
        self._pattern = pattern
        self.known: frozenset[str] = frozenset()

    def set_known(self, names: frozenset[str]) -> None:
        """Another text, other placeholders."""
        if names != self.known:
            self.known = names
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line; colours are asked for anew, a change of theme needs no new highlighter."""
        inside: set[int] = set()
        for found in self._pattern.finditer(text):
            inside.update(range(*found.span()))
            good = found.group(1) in self.known
            self.setFormat(found.start(), len(found.group()), self._ink(good=good))
        for at, char in enumerate(text):
            if char in "{}" and at not in inside:
                self.setFormat(at, 1, self._ink(good=False))

    @staticmethod
    def _ink(*, good: bool) -> QTextCharFormat:
        theme, ink = current(), QTextCharFormat()
        ink.setFontWeight(QFont.Weight.DemiBold)
        if good:
            ink.setForeground(theme.colour("primary"))
            ink.setBackground(theme.colour("primary_tint"))
            return ink
        ink.setForeground(theme.ink(Tone.BAD))
        ink.setBackground(theme.tint(Tone.BAD))
        ink.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        ink.setUnderlineColor(theme.ink(Tone.BAD))
        return ink


class WordBox(TextBox):
    """One text of a form. Signals: `edited(text)`, `left()` on Esc, `next_asked()` on Ctrl+Enter."""

    left = Signal()
    next_asked = Signal()

    def __init__(
        self, pattern: re.Pattern[str], *, name: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, title=title, lines=3, parent=parent)
        self.ink = PlaceholderInk(self.document(), pattern)
        self._look = ""

    def put(self, words: str, *, instead: bool = False) -> None:
        """Write words where the caret stands, or in place of everything, as if typed."""
        cursor = self.textCursor()
        if instead:
            cursor.select(cursor.SelectionType.Document)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def stand_at(self, at: int) -> None:
        """Put the caret before a letter."""
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes to the next text; Esc back to the list; the rest is typing."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_asked.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the colours of the placeholders go with it."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            name = current().tokens.name
            if name != self._look:
                self._look = name
                self.ink.rehighlight()
