"""Gợi ý từ giấy: what the pages of the strip say, offered at the fields that are still empty."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.widgets.suggestion import SuggestionChip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.rows.strip import GivenPage
    from desk.rows.suggested import Suggestion
    from ui.scan.strip_pane import StripPane
    from ui.widgets.fields import TextField

_DAYS = ("issued_on", "birth_date")


class Suggesting(QObject):
    """Offers the surest value of each field; GUI thread only.

    Guarantees: nothing is written unasked, and what is offered stands on a page that is in front now: pages
    taken away, or of another result, take their suggestions along.
    """

    def __init__(
        self, pages: StripPane, fields: Mapping[str, TextField], *, cap: str, parent: QObject
    ) -> None:
        """`fields` by the name of the suggestion they take; every page speaks until `look_at` says whose."""
        super().__init__(parent)
        self._pages, self._ahead = pages, pages.ahead
        self._chosen: Sequence[GivenPage] | None = None
        self._chips = {name: SuggestionChip(field, cap) for name, field in fields.items()}
        pages.ahead.told.connect(lambda _file, _row: self.refresh())
        pages.changed.connect(self.refresh)

    def look_at(self, pages: Sequence[GivenPage]) -> None:
        """Only these pages speak now."""
        self._chosen = pages
        self.refresh()

    def refresh(self) -> None:
        """Offer what the pages say now."""
        kept = [page.given for page in self._pages.pages if not page.dropped]
        pages = kept if self._chosen is None else self._chosen
        said = [one for page in pages for one in self._of(page)]
        for name, chip in self._chips.items():
            best = max((one for one in said if one.field == name), key=_surest, default=None)
            chip.offer(_written(best) if best is not None else "")

    def accept(self) -> bool:
        """Take over what is offered at the field with the caret; False where nothing is."""
        at = QApplication.focusWidget()
        return any(chip.take() for chip in self._chips.values() if chip.field is at)

    def _of(self, page: GivenPage) -> tuple[Suggestion, ...]:
        row = self._ahead.row(page)
        return row.suggestions if row is not None else ()


def _surest(one: Suggestion) -> float:
    return one.confidence


def _written(one: Suggestion) -> str:
    """As the clerk would type it."""
    return f"{date.fromisoformat(one.value):%d/%m/%Y}" if one.field in _DAYS else one.value
