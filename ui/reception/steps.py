"""The edits of a form that Ctrl+Z takes back and Ctrl+Y does again, free of Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.reception.draft import Draft

MOST = 50


class Steps:
    """Drafts of before and of after; an edit makes what was undone impossible to do again."""

    def __init__(self) -> None:
        self._before: list[Draft] = []
        self._after: list[Draft] = []

    def did(self, before: Draft) -> None:
        """An edit was made to this draft."""
        self._before.append(before)
        del self._before[:-MOST]
        self._after.clear()

    def back(self, now: Draft) -> Draft | None:
        """The draft before the last edit; None where there is none."""
        return self._step(self._before, self._after, now)

    def forward(self, now: Draft) -> Draft | None:
        """The draft that was taken back last; None where there is none."""
        return self._step(self._after, self._before, now)

    @staticmethod
    def _step(taken: list[Draft], given: list[Draft], now: Draft) -> Draft | None:
        if not taken:
            return None
        given.append(now)
        return taken.pop()

    def clear(self) -> None:
        """Nothing can be taken back any more."""
        self._before.clear()
        self._after.clear()
