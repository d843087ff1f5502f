"""Desks whose pages tell something of themselves, by the name of their file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk.rows import PreparedPage
from desk.rows.strip import GivenPage
from desk.rows.suggested import Suggestion
from tests.helpers.returns_demo import ReturnServices
from tests.helpers.ui_demo import DemoServices
from ui.widgets.fields import TextField
from ui.widgets.suggestion import SuggestionChip

Told = Mapping[str, tuple[Suggestion, ...]]


def said(name: str, value: str, sure: float = 0.9) -> Suggestion:
    """One field as a page tells it."""
    return Suggestion(name, value, value, sure)


@dataclass
class TellingServices(DemoServices):
    """The demo's counter; a page tells what stands in `told` under the stem of its file."""

    told: Told = field(default_factory=dict)

    def prepare_page(
        self, page: Path | GivenPage, cancelled: Callable[[], bool] | None = None
    ) -> PreparedPage:
        row = super().prepare_page(page, cancelled)
        return replace(row, suggestions=self.told.get(row.file.stem, ()))


@dataclass
class TellingReturns(TellingServices, ReturnServices):
    """The same where results are returned."""


def chip(control: TextField) -> SuggestionChip:
    """The suggestion of a field."""
    found = control.findChild(SuggestionChip)
    assert found is not None
    return found


def compose(control: QWidget, letters: str, commit: str = "") -> None:
    """What an input method sends: letters it still holds, or those it lets go."""
    event = QInputMethodEvent(letters, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(control, event)
