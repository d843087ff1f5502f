"""The rating after a return: the citizen's own on their monitor, or the clerk's and recorded as that."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.citizen.rating import record
from ui.returns.facing import ReturnsFacing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.returns.presenter import ReturnPresenter
    from ui.returns.view import ReturnsView
    from ui.shell.screen import ScreenContext


class Rating(QObject):
    """Ties the pane, the citizen's window and the act together. GUI thread only.

    A rating never stands in the clerk's way: another dossier may be opened meanwhile, and a score that
    comes late still belongs to the dossier it was asked for.
    """

    def __init__(
        self, context: ScreenContext, presenter: ReturnPresenter, view: ReturnsView, page: QWidget
    ) -> None:
        super().__init__(page)
        self._context, self._presenter, self._pane = context, presenter, view.rating
        self.facing = ReturnsFacing(context, presenter, view.receiver.pad, page)
        self.facing.scored.connect(partial(self._rate, by="citizen"))
        self.facing.let_go.connect(self._on_let_go)
        self._pane.keyed.connect(self._on_keyed)
        presenter.changed.connect(self._paint)

    def _paint(self, *_state: object) -> None:
        state = self._presenter.state
        view = state.draft.dossier
        if view is not None and state.stage == "returned":
            self._pane.show_view(view, asked=self.facing.asked == view.code)

    def _on_keyed(self, score: int) -> None:
        view = self._presenter.state.draft.dossier
        if view is not None:
            self._rate(view.code, score, str(uuid.uuid4()), by="clerk")

    def _on_let_go(self, code: str) -> None:
        self._pane.skip(code)
        self._paint()

    def _rate(self, code: str, score: int, command_id: str, *, by: str) -> None:
        failed = self._presenter.failed.emit
        record(self._context, self, code, score, by=by, command_id=command_id, failed=failed)
        self._paint()
