"""Back from an act begun at a row: the list stands where it was, on that row or on the one after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ui.changes import ChangeSet
    from ui.shell.screen import ScreenContext
    from ui.widgets.table import DossierTable
    from ui.worklist.model import WorklistState
    from ui.worklist.view import WorklistView


def next_of(code: str, trail: Sequence[str], there: Collection[str]) -> str:
    """The row to stand on: this one, else the nearest after it in the order left, else before it."""
    if code in there or code not in trail:
        return code
    at = trail.index(code)
    return next((one for one in (*trail[at:], *reversed(trail[:at])) if one in there), "")


class ComingBack(QObject):
    """Lends rows of the lists to the screens where they are worked on. GUI thread only.

    Guarantees: who comes back stands in the same list; a row that was done meanwhile is passed over, one
    only looked at is stood on again; what the clerk chose since is left alone.
    """

    def __init__(self, context: ScreenContext, view: WorklistView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._trail: tuple[str, ...] = ()
        self._done: set[str] = set()
        self._stands = self._left = ""
        self._awaits = False
        context.changes.changed.connect(self._on_changes)

    def lend(self, name: str, payload: object, *, code: str, trail: tuple[str, ...]) -> None:
        """Open a row's work on another screen."""
        self._trail, self._left = trail, code
        self._done.clear()
        self._context.desktop.lending.go(name, payload, back=self._come)

    @Slot(object, object)
    def _on_changes(self, changes: ChangeSet, initiator: object) -> None:
        del initiator
        self._done.update(changes.codes)

    def _come(self, code: str) -> None:
        self._stands = code if code in self._trail else self._left
        self._awaits = True
        self._context.desktop.go("worklist")
        if self._awaits:
            self._stand()

    def follow(self, state: WorklistState) -> None:
        """The list was read anew after coming back; called once it is painted."""
        if self._awaits and not state.loading:
            self._awaits = False
            self._stand()

    def _stand(self) -> None:
        table = self._table()
        if table is None:
            return
        codes = [str(getattr(row, "code", "")) for row in table.rows_model.rows]
        open_ones = [one for one in codes if one and one not in self._done]
        wanted = next_of(self._stands, self._trail, open_ones or codes)
        if wanted in codes:
            table.selectRow(codes.index(wanted))
            self._stands = wanted
        table.setFocus()

    def _table(self) -> DossierTable | None:
        view = self._view
        if view.page is view.calls:
            return view.calls.table
        return view.table if view.page is view.table else None
