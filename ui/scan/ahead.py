"""Pages of the strip worked ahead of F9, each once and in the background; its tile says what is wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.rows.strip import GivenPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.rows import PreparedPage
    from ui.services import Services
    from ui.tasks import Task, TaskRunner, Token


class PagesAhead(QObject):
    """Follows which pages stand in the strip. GUI thread only; never blocks it.

    Guarantees: a page is handed over once as the clerk decided about it, however the strip changes; one taken
    away before its turn is not worked. A failure is silent: saving works the page itself and says what is
    wrong. Signal `told(Path, PreparedPage)`.
    """

    told = Signal(object, object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._tasks: dict[GivenPage, Task] = {}
        self._rows: dict[GivenPage, PreparedPage] = {}

    def warm(self) -> None:
        """Have a page worker ready before the first page, and no more of them than that takes."""
        self._runner.submit("pages", self._services.warm, owner=self, failed=_unheard)

    def follow(self, pages: Sequence[GivenPage]) -> None:
        """Take the pages that stand in the strip now."""
        wanted = dict.fromkeys(_work(page) for page in pages)
        there = {_bare(page) for page in wanted}
        for gone in [page for page in self._tasks if page not in wanted]:
            self._tasks.pop(gone).cancel()
        self._rows = {page: row for page, row in self._rows.items() if _bare(page) in there}
        for page in wanted:
            if page not in self._tasks and page not in self._rows:
                self._ask(page)

    def row(self, page: GivenPage) -> PreparedPage | None:
        """What was found on a page, None while it is not known."""
        return self._rows.get(_work(page)) or self.found(page)

    def found(self, page: GivenPage) -> PreparedPage | None:
        """What the program found before the clerk decided anything: its corners and its turn."""
        return self._rows.get(_bare(page))

    def _ask(self, page: GivenPage) -> None:
        task = self._runner.submit(
            "pages", _prepare, self._services.prepare_page, page, owner=self,
            done=partial(self._on_row, page),
            failed=_unheard, with_token=True,
        )  # fmt: skip
        self._tasks[page] = task
        task.finished.connect(partial(self._on_finished, page, task))

    def _on_row(self, page: GivenPage, row: PreparedPage) -> None:
        self._rows[page] = row
        self.told.emit(page.file, row)

    def _on_finished(self, page: GivenPage, task: Task) -> None:
        if self._tasks.get(page) is task:
            del self._tasks[page]


def _work(page: GivenPage) -> GivenPage:
    """What decides how a page is worked; whether it is kept or left out does not."""
    return replace(page, blank="")


def _bare(page: GivenPage) -> GivenPage:
    """The page with nothing decided about it."""
    return GivenPage(page.file, page.page)


def _prepare(prepare: Callable[..., PreparedPage], page: GivenPage, token: Token) -> PreparedPage:
    return prepare(page, lambda: token.cancelled)


def _unheard(error: Exception) -> None:
    """Saving meets the same page again and says what is wrong then."""
    del error
