"""Chỗ ngồi của một cửa sổ: its own id and what it has unfinished, shared by every door of one open office."""

from __future__ import annotations

import threading
import uuid


class Seat:
    """One window at the counter. Any thread may hold and release; `wait` is for who tells the record."""

    __slots__ = ("_changes", "_closed", "_drafts", "_turn", "id")

    def __init__(self) -> None:
        self.id = str(uuid.uuid4())
        self._drafts: dict[str, None] = {}
        self._turn = threading.Condition()
        self._changes = 0
        self._closed = False

    def hold(self, key: str) -> None:
        """This window has a reception unfinished."""
        with self._turn:
            if key not in self._drafts:
                self._drafts[key] = None
                self._tell()

    def release(self, key: str) -> None:
        """It is saved or dropped."""
        with self._turn:
            if key in self._drafts:
                del self._drafts[key]
                self._tell()

    def drafts(self) -> tuple[tuple[str, ...], int]:
        """What is unfinished here, and how often that changed so far."""
        with self._turn:
            return tuple(self._drafts), self._changes

    def wait(self, seen: int, seconds: float) -> bool:
        """Wait for a change after `seen`, at most so long; answers whether the seat is left."""
        with self._turn:
            self._turn.wait_for(lambda: self._closed or self._changes != seen, seconds)
            return self._closed

    def leave(self) -> None:
        """Nobody sits here any more; whoever waits is woken."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()

    def _tell(self) -> None:
        self._changes += 1
        self._turn.notify_all()
