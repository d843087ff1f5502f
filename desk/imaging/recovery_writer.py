"""Writes the newest index of a recovery folder on a thread of its own, again until it is written."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.imaging.recovery_index import INDEX
from desk.record.durable import write_file
from desk.record.failures import surroundings
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.imaging.recovery_index import Index
    from desk.rows import Note

RETRY_SECONDS = 5.0  # a full disk may have room again
IDLE_SECONDS = 2.0  # a thread with nothing to write ends: strips lie open all day


class IndexWriter:
    """The newest index only: one that was overtaken while another was being written is never written.

    `trouble` says why the newest one is not on the disk; `on_trouble` is told on the writing thread whenever
    that changes.
    """

    def __init__(self, folder: Path, *, lang: str) -> None:
        self.trouble: Note | None = None
        self.on_trouble: Callable[[Note | None], None] | None = None
        self._folder, self._lang = folder, lang
        self._turn = threading.Condition()
        self._waiting: Index | None = None
        self._writing = False
        self._closed = False
        self._thread: threading.Thread | None = None

    def put(self, index: Index) -> None:
        """Have an index written; answers at once."""
        with self._turn:
            self._waiting = index
            if self._thread is None:
                self._closed = False
                self._thread = threading.Thread(target=self._run, name="strip-index", daemon=True)
                self._thread.start()
            self._turn.notify_all()

    def flush(self, seconds: float) -> bool:
        """Wait until the newest index is on the disk; False where it is not by then."""
        with self._turn:
            self._turn.wait_for(
                lambda: not self._writing and (self._waiting is None or self.trouble is not None), seconds
            )
            return self._waiting is None and not self._writing

    def close(self, *, drop: bool = False) -> None:
        """Write what waits, unless it is dropped, and end the thread."""
        with self._turn:
            self._waiting = None if drop else self._waiting
            self._closed = True
            self._turn.notify_all()
            thread = self._thread
        if thread is None:
            return
        thread.join()
        with self._turn:
            if self._thread is thread:
                self._thread = None

    def _run(self) -> None:
        while (index := self._next()) is not None:
            trouble = self._written(index)
            with self._turn:
                changed, self.trouble = self.trouble != trouble, trouble
                if trouble is not None and self._waiting is None:
                    self._waiting = index
                self._writing = False
                self._turn.notify_all()
            if changed and self.on_trouble is not None:
                self.on_trouble(trouble)
            with self._turn:
                if trouble is not None and self._closed:
                    return
                if trouble is not None:
                    self._turn.wait(RETRY_SECONDS)

    def _next(self) -> Index | None:
        with self._turn:
            self._turn.wait_for(lambda: self._waiting is not None or self._closed, IDLE_SECONDS)
            index, self._waiting = self._waiting, None
            self._writing = index is not None
            if index is None:
                self._thread = None  # under the lock: whoever puts one now starts another
            return index

    def _written(self, index: Index) -> Note | None:
        try:
            with surroundings():
                write_file(self._folder / INDEX, index.as_bytes(), mode=0o600)
        except DeskError as failure:
            code = "strip.index_full" if failure.code == "data.disk_full" else "strip.index_failed"
            return note(code, self._lang, pages=len(index.pages))
        return None
