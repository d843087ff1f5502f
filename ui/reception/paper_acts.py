"""Step 3 free of widgets: what the clerk does to the papers and their pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.reception import draft as rules
from ui.reception.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.reception.draft import Draft


class Edit(Protocol):
    """Takes the next draft; an edit that is not undoable leaves no step for Ctrl+Z."""

    def __call__(self, draft: Draft, *, undoable: bool = True) -> None:
        """Take it."""
        ...


class PaperActs:
    """The checklist's acts over the presenter's draft; an index outside the list does nothing."""

    def __init__(self, draft: Callable[[], Draft], edit: Edit) -> None:
        self._draft, self._edit = draft, edit

    def select(self, index: int) -> None:
        """Move to a line of the checklist; captured pages go there."""
        if 0 <= index < len(self._draft().papers):
            self._edit(replace(self._draft(), selected=index), undoable=False)

    def toggle(self, index: int) -> None:
        """Tick or untick a paper."""
        self._change(index, Paper.ticked)

    def change_copies(self, index: int, step: int) -> None:
        """One copy more or less."""
        self._change(index, lambda paper: paper.counted(step))

    def turn_kind(self, index: int) -> None:
        """Original, certified copy, copy, electronic."""
        self._change(index, Paper.turned)

    def keep_original(self, index: int) -> None:
        """Keep the original in the office, to be given back."""
        self._change(index, Paper.kept)

    def use_again(self, index: int) -> None:
        """Use a paper digitised before instead of asking for it again."""
        self._change(index, Paper.used_again)

    def _change(self, index: int, change: Callable[[Paper], Paper]) -> None:
        self._edit(rules.changed_paper(self._draft(), index, change))
