"""Files dropped or picked: copied into the office before they are shown, and what is refused is named."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.rows import Taken
    from ui.shell.screen import ScreenContext
    from ui.tasks import Token


class FilesIn(QObject):
    """Takes files off the GUI thread. GUI thread only.

    Signals: `came(list[Path], page or None)` with the copies in order and the page whose place the first one
    takes, `told(Taken)` with what was refused, `settled()`.
    """

    came = Signal(object, object)
    told = Signal(object)
    settled = Signal()

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._under_way = 0
        self._digests: set[str] = set()

    @property
    def busy(self) -> bool:
        """Whether files are on their way."""
        return self._under_way > 0

    def take(self, paths: Sequence[Path | str], *, replaces: int | None = None) -> None:
        """Take files, folders and `file:` addresses; the first page may take another's place."""
        if not paths:
            return
        self._under_way += 1
        services, already = self._context.services, frozenset(self._digests)

        def work(token: Token) -> Taken:
            return services.take_files(
                paths, already=already, report=token.report, cancelled=lambda: token.cancelled
            )

        done = partial(self._on_taken, replaces)
        task = self._context.runner.submit("cpu", work, owner=self, done=done, with_token=True)
        task.finished.connect(self._on_finished)

    def forget(self) -> None:
        """The next reception begins: a file seen before is no repetition any more."""
        self._digests.clear()

    def _on_taken(self, replaces: int | None, taken: Taken) -> None:
        self._digests |= {row.digest for row in taken.rows}
        self.told.emit(taken)
        if taken.rows:
            self.came.emit([row.file for row in taken.rows], replaces)

    def _on_finished(self) -> None:
        self._under_way -= 1
        self.settled.emit()
