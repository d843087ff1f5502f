"""Words offered in a list under a field, found without marks or through Telex and VNI keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter

from desk.catalogue.readings import fitting
from ui.widgets.word_delegate import dress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLineEdit


class OfferList(QCompleter):
    """A list only: what is typed stays as it is until the person takes a line of it."""

    def __init__(self, words: Sequence[str], field: QLineEdit) -> None:
        self._lines = QStringListModel(list(words))
        super().__init__(self._lines, field)
        self._words = tuple(words)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        field.textEdited.connect(self.look)
        field.setCompleter(self)
        popup = self.popup()
        if popup is not None:
            dress(popup)

    def look(self, typed: str) -> None:
        """Offer what fits; the list changes, never the field."""
        found = fitting(typed, self._words)
        self._lines.setStringList([] if found == (typed,) else list(found))
