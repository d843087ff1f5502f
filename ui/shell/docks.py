"""Which screens are built: each when it is first asked for, and kept from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStackedWidget

    from ui.shell.screen import ScreenContext, ScreenEntry, ScreenPage
    from ui.tokens import LayoutKind


class Docks:
    """The screens of the window by name. GUI thread only."""

    def __init__(self, entries: Sequence[ScreenEntry], stack: QStackedWidget, context: ScreenContext) -> None:
        self.entries = {entry.name: entry for entry in entries}
        self._stack, self._context = stack, context
        self._built: dict[str, ScreenPage] = {}
        self._kind: LayoutKind | None = None

    @property
    def first(self) -> str:
        """The screen that Esc leads back to."""
        return next(iter(self.entries))

    @property
    def built(self) -> frozenset[str]:
        """The names of the screens that were built."""
        return frozenset(self._built)

    def get(self, name: str) -> ScreenPage | None:
        """A built screen, or None."""
        return self._built.get(name)

    def build(self, name: str) -> ScreenPage:
        """Build a screen if it was not yet, and return it."""
        if name not in self._built:
            page = self.entries[name].load().build(self._context)
            self._built[name] = page
            self._stack.addWidget(page)
            if self._kind is not None:
                page.lay_out(self._kind)
        return self._built[name]

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to every built screen."""
        self._kind = kind
        for page in self._built.values():
            page.lay_out(kind)

    def keep(self) -> dict[str, object]:
        """What the built screens want to survive a rebuilt window, by name."""
        return {name: page.keep() for name, page in self._built.items()}

    def restore(self, kept: dict[str, object]) -> None:
        """Hand the screens back what `keep` gave."""
        for name, value in kept.items():
            if value is not None:
                self.build(name).restore(value)

    def closing(self) -> None:
        """The window goes for good: every built screen brings what is unfinished to the disk."""
        for page in self._built.values():
            page.closing()
