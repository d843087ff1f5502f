"""The desk as a screen: view and presenter tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dossier.state import DossierWish
from ui.home.model import FILTERS, LISTS
from ui.home.presenter import HomePresenter
from ui.home.view import COUNTERS, HomeView
from ui.keys import bind
from ui.shell.screen import ScreenContext, ScreenPage

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ui.tokens import LayoutKind


class HomePage(ScreenPage):
    """Bàn làm việc. The focus starts in the scan bar; its down key goes to the lists."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("home")
        self._context = context
        self.presenter = HomePresenter(context, self)
        self.view = HomeView(context.keys, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.presenter.state_changed.connect(self.view.show_state)
        self.view.filter_chosen.connect(self.presenter.choose)
        self.view.opened.connect(self.open_dossier)
        self.view.list_asked.connect(lambda kind: context.desktop.go("worklist", kind or None))
        self.view.receive_asked.connect(lambda: context.desktop.go("reception"))
        self.view.retry_asked.connect(self.presenter.load)
        for at, (_name, _caption, kind) in enumerate(COUNTERS):
            key = f"home.counter.{at + 1}"
            bind(self, key, partial(self.view.choose, kind), keys=context.keys, window=True)
        for kind, _text, _icon in LISTS:
            bind(
                self, f"home.list.{kind}", partial(self.view.list_asked.emit, kind), keys=context.keys,
                window=True,
            )  # fmt: skip
        self.view.show_state(self.presenter.state)

    def open_dossier(self, code: str) -> None:
        """Open a dossier with the list it stands in, so that one may walk on from it."""
        trail = tuple(row.code for row in self.presenter.state.rows)
        wish = DossierWish(code, trail=trail if code in trail else ())
        self._context.desktop.go("dossier", wish)

    def shown(self) -> None:
        """Read the desk."""
        self.presenter.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop asking while another screen is in front."""
        self.presenter.stop()
        super().hideEvent(event)

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def panes(self) -> tuple[QWidget, ...]:
        """Work list, online list, counters, further lists."""
        every = (self.view.table, self.view.online_table, self.view.counters[0], self.view.lists["calls"])
        return tuple(pane for pane in every if pane.isVisible())

    def back(self) -> bool:
        """Esc: back to the whole list first."""
        if self.presenter.state.chosen != FILTERS[0]:
            self.view.choose(FILTERS[0])
        return True


class HomeScreen:
    """Builds the desk."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return HomePage(context)
