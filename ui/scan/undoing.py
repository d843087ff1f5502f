"""One Ctrl+Z over two histories: the form's and the strip's, taken back in the order they were done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = 400


class History(Protocol):
    """Something with steps of its own."""

    def undo(self) -> bool:
        """Take the last step back; False where there is none."""
        ...

    def redo(self) -> bool:
        """Do it again; False where there is none."""
        ...


class NoHistory:
    """A form that keeps no steps."""

    def undo(self) -> bool:
        """Nothing to take back."""
        return False

    def redo(self) -> bool:
        """Nothing to do again."""
        return False


class UndoOrder:
    """Remembers which history made which step. A side with no step left is passed over."""

    def __init__(self, sides: Mapping[str, History]) -> None:
        self._sides = sides
        self._done: list[str] = []
        self._undone: list[str] = []

    def did(self, side: str) -> None:
        """A history made a step; what was undone before cannot come again."""
        self._done.append(side)
        del self._done[:-STEPS]
        self._undone.clear()

    def undo(self) -> bool:
        """Take the last step back, whoever made it."""
        while self._done:
            side = self._done.pop()
            if self._sides[side].undo():
                self._undone.append(side)
                return True
        return False

    def redo(self) -> bool:
        """Do again what was taken back last."""
        while self._undone:
            side = self._undone.pop()
            if self._sides[side].redo():
                self._done.append(side)
                return True
        return False

    def clear(self) -> None:
        """Nothing can be taken back any more."""
        self._done.clear()
        self._undone.clear()
