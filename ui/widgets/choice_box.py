"""A field to type in, with a list of known words under it that Alt+Down opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.widgets.lines import PlainLine
from ui.widgets.paint import painter_for
from ui.widgets.word_delegate import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class ChoiceBox(QComboBox):
    """An editable list. Completing while one types would break Vietnamese input methods, so nothing does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setLineEdit(PlainLine(self))
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        dress(self.view())

    def set_hint(self, text: str) -> None:
        """Say what an empty field means."""
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with the mark that there is a list."""
        super().paintEvent(event)
        painter = painter_for(self)
        theme = current()
        side = theme.px(16)
        where = self.width() - side - theme.px(8)
        draw_icon(painter, "chevron-down", where, (self.height() - side) / 2, side, theme.colour("text2"))
        painter.end()
