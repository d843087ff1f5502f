"""A watched folder on a thread of its own, so that a share that hangs holds up nothing else.

The window asks for news as often as it likes and never waits.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from desk.rows import WatchNews

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.imaging.watching import FolderWatch

EVERY = 1.0
"""Seconds between two looks; one look at a folder of some hundred files costs a few milliseconds."""
SLOW = 8.0
"""Seconds after which a look that has not come back counts as a folder that is away."""


class WatchThread:
    """Looks at a folder again and again until it is stopped. May be asked from any thread; never blocks.

    A look under way when it is stopped takes no further file. A page taken by then is in the last news, or,
    where its share hangs, in the folder for copies, which a strip's recovery finds.
    """

    def __init__(
        self, watch: FolderWatch, *, every: float = EVERY, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._watch = watch
        self._every = every
        self._tick = tick
        self._guard = threading.Lock()
        self._news = WatchNews()
        self._began: float | None = None
        self._wanted = False
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watched folder", daemon=True)
        self._thread.start()

    def news(self) -> WatchNews:
        """What came since the last call, and how the folder stands."""
        with self._guard:
            told, self._news = self._news, WatchNews(waiting=self._news.waiting, trouble=self._news.trouble)
            began = self._began
        if began is not None and self._tick() - began > SLOW:
            return WatchNews(told.pages, told.refused, told.waiting, self._watch.away())
        return told

    def take_waiting(self) -> None:
        """Take the files that lay there before the watch began; they come with the news."""
        self._wanted = True
        self._wake.set()

    def stop(self, *, patience: float = 2.0) -> WatchNews:
        """Stop, and answer what came until then; may be called twice."""
        self._ending.set()
        self._watch.stop()
        self._wake.set()
        self._thread.join(patience)
        return self.news()

    def _run(self) -> None:
        while not self._ending.is_set():
            self._wake.clear()
            with self._guard:
                self._began = self._tick()
            wanted, self._wanted = self._wanted, False
            came = self._watch.take_waiting() if wanted else self._watch.poll()
            with self._guard:
                self._began = None
                before = self._news
                self._news = WatchNews(
                    before.pages + came.pages, before.refused + came.refused, came.waiting, came.trouble
                )
            if not self._ending.is_set():
                self._wake.wait(self._every)
