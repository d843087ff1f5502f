"""Pages of the strip worked ahead of F9, each once and in the background; its tile says what is wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desk.rows import PreparedPage
    from desk.rows.strip import GivenPage
    from ui.services import Services
    from ui.tasks import Task, TaskRunner, Token


class PagesAhead(QObject):
    """Follows which pages stand in the strip. GUI thread only; never blocks it.

    Guarantees: a page is handed over once while it stands there; one taken away before its turn is not
    worked. A failure is silent: saving works the page itself and says what is wrong.
    Signal `told(Path, PreparedPage)`.
    """

    told = Signal(object, object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._tasks: dict[Path, Task] = {}
        self._rows: dict[Path, PreparedPage] = {}
        self._warm = False

    def warm(self) -> None:
        """Have the page workers ready before the first page."""
        if not self._warm:
            self._warm = True
            self._runner.submit("pages", self._services.warm, owner=self, failed=_unheard)

    def follow(self, pages: Sequence[GivenPage]) -> None:
        """Take the pages that stand in the strip now."""
        files = dict.fromkeys(page.file for page in pages)
        for gone in [file for file in self._tasks if file not in files]:
            self._tasks.pop(gone).cancel()
        self._rows = {file: row for file, row in self._rows.items() if file in files}
        for file in files:
            if file not in self._tasks and file not in self._rows:
                self._ask(file)

    def row(self, page: GivenPage) -> PreparedPage | None:
        """What was found on a page, None while it is not known."""
        return self._rows.get(page.file)

    def _ask(self, file: Path) -> None:
        task = self._runner.submit(
            "pages", _work, self._services.prepare_page, file, owner=self, done=self._on_row,
            failed=_unheard, with_token=True,
        )  # fmt: skip
        self._tasks[file] = task
        task.finished.connect(partial(self._on_finished, file, task))

    def _on_row(self, row: PreparedPage) -> None:
        self._rows[row.file] = row
        self.told.emit(row.file, row)

    def _on_finished(self, file: Path, task: Task) -> None:
        if self._tasks.get(file) is task:
            del self._tasks[file]


def _work(prepare: Callable[..., PreparedPage], file: Path, token: Token) -> PreparedPage:
    return prepare(file, lambda: token.cancelled)


def _unheard(error: Exception) -> None:
    """Saving meets the same page again and says what is wrong then."""
    del error
