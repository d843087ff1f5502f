"""Small pictures of pages, read away from the GUI thread and only as many kept as a strip needs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ui.widgets.slip import image_of

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows.strip import GivenPage
    from ui.services import Services
    from ui.tasks import TaskRunner

SIDE = 220  # a tile at text size 150 % on a screen of twice the pixels
KEPT = 160  # pictures: at most 31 MB


class Thumbs(QObject):
    """A page's picture as it will be kept, at once where it is known, else `told(Path)` when it has come.

    GUI thread only. Guarantees: a page is read once however often it is asked for as it is; what cannot be
    read is an empty picture; until a turned or cut page has come, its picture of before is shown.
    """

    told = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._known: OrderedDict[GivenPage, QImage] = OrderedDict()
        self._last: dict[Path, QImage] = {}
        self._asked: set[GivenPage] = set()

    def picture(self, page: GivenPage) -> QImage | None:
        """The picture, or None while it is being read for the first time."""
        page = replace(page, blank="")
        if page in self._known:
            self._known.move_to_end(page)
            return self._known[page]
        if page not in self._asked:
            self._asked.add(page)
            self._runner.submit(
                "cpu", self._services.imaging.picture, page, SIDE, owner=self,
                done=lambda made: self._keep(page, image_of(made)),
                failed=lambda _: self._keep(page, QImage()),
            )  # fmt: skip
        return self._last.get(page.file)

    def _keep(self, page: GivenPage, image: QImage) -> None:
        self._asked.discard(page)
        self._known[page] = image
        self._last[page.file] = image
        while len(self._known) > KEPT:
            gone, _ = self._known.popitem(last=False)
            self._last.pop(gone.file, None)
        self.told.emit(page.file)
