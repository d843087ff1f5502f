"""The way back to where work was begun: Esc goes there, as long as the clerk did not go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.screen import Desktop, ScreenPage

    Back = Callable[[str], object]
    Choice = Callable[[tuple[str, ...]], tuple[str, ...]]


class Lending(QObject):
    """A list lends one of its rows to another screen and gets it back. GUI thread only.

    Guarantees: there is one way back at most; going anywhere by a key, the rail or a scan forgets it.
    """

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._back: Back | None = None

    @property
    def lent(self) -> bool:
        """Whether Esc, with nothing open, leads back to a list."""
        return self._back is not None

    def go(self, name: str, payload: object, *, back: Back) -> None:
        """Open another screen; `back` is called with the code in front there when the clerk leaves by Esc."""
        self._desktop.go(name, payload)
        self._back = back
        self._desktop.keys_changed.emit()

    def go_on(self, name: str, payload: object) -> None:
        """Open another screen that goes on with the same piece of work: the way back stays."""
        back = self._back
        self._desktop.go(name, payload)
        self._back = back
        self._desktop.keys_changed.emit()

    def forget(self) -> None:
        """The clerk went elsewhere."""
        self._back = None

    def keys(self, choose: Choice) -> Choice:
        """The keys a page chooses for the bar, Esc first while it leads back to a list."""

        def chosen(usual: tuple[str, ...]) -> tuple[str, ...]:
            shown = choose(usual)
            return shown if self._back is None or "back" in shown else ("back", *shown)

        return chosen

    def give_back(self, page: ScreenPage) -> bool:
        """Go back to the list; False where nothing was lent."""
        back, self._back = self._back, None
        if back is not None:
            back(page.standing)
        return back is not None
