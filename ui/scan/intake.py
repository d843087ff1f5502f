"""Files on their way into the strip: brought into its folder in the background, in the order they came."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.rows.strip import GivenPage

if TYPE_CHECKING:
    from pathlib import Path

    from desk.imaging.strip import Strip
    from desk.rows.strip import Origin
    from ui.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages that came together, and where they are meant to go.

    `replaces` is the key of the page they take the place of, `before` of the page they come in front of.
    """

    files: tuple[Path, ...]
    origin: Origin = "camera"
    component: int | None = None
    replaces: int | None = None
    before: int | None = None


class Intake(QObject):
    """Brings batches into a strip's folder off the GUI thread. GUI thread only.

    Guarantees: batches arrive in the order they were given; what a strip without a folder is given arrives
    at once. Signals: `arrived(Batch, pages)`, `failed(Batch, error)`, `settled()` when nothing is under way.
    """

    arrived = Signal(object, object)
    failed = Signal(object, object)
    settled = Signal()

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._waiting: deque[tuple[Strip, Batch]] = deque()
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether pages are on their way."""
        return self._busy or bool(self._waiting)

    def give(self, strip: Strip, batch: Batch) -> None:
        """Bring a batch in."""
        if strip.folder is None:
            self.arrived.emit(batch, tuple(GivenPage(file) for file in batch.files))
            return
        self._waiting.append((strip, batch))
        self._next()

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        strip, batch = self._waiting.popleft()
        folder = strip.folder
        if folder is None:
            return
        self._busy = True

        def done(pages: tuple[GivenPage, ...]) -> None:
            self._end()
            self.arrived.emit(batch, pages)
            self._after()

        def failed(error: Exception) -> None:
            self._end()
            self.failed.emit(batch, error)
            self._after()

        self._runner.submit("cpu", folder.take_in, batch.files, owner=self, done=done, failed=failed)

    def _end(self) -> None:
        self._busy = False

    def _after(self) -> None:
        self._next()
        if not self.busy:
            self.settled.emit()
