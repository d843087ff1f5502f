"""The stored files of one dossier as pictures: which are shown, one page at a time, free of widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from ui.failures import explain

if TYPE_CHECKING:
    from desk.rows import AttachmentRow, DossierView
    from ui.services import RasterLike, Services
    from ui.tasks import TaskRunner

PAGE_DPI, THUMB_DPI = 110, 20
Group = Literal["result", "papers"]


@dataclass(frozen=True, slots=True)
class FilesState:
    """What the viewer paints: the files of one group, the chosen one, its page as pixels."""

    view: DossierView | None = None
    group: Group = "result"
    chosen: int = 0
    page: int = 0
    picture: RasterLike | None = None
    thumbs: tuple[RasterLike, ...] = ()
    trouble: str = ""

    def rows_of(self, group: Group) -> tuple[AttachmentRow, ...]:
        """The files of a group, in the record's order; the signature belongs to the result."""
        every = self.view.attachments if self.view is not None else ()
        return tuple(row for row in every if (row.role == "component") == (group == "papers"))

    @property
    def rows(self) -> tuple[AttachmentRow, ...]:
        """The files of the group shown."""
        return self.rows_of(self.group)

    @property
    def row(self) -> AttachmentRow | None:
        """The file shown."""
        rows = self.rows
        return rows[self.chosen] if 0 <= self.chosen < len(rows) else None


class FilesPresenter(QObject):
    """Draws pages away from the GUI thread; the newest wish wins. Signal `changed(FilesState)`."""

    changed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner) -> None:
        super().__init__()
        self._services, self._runner = services, runner
        self._state = FilesState()
        self._wish = 0

    @property
    def state(self) -> FilesState:
        """What the viewer paints now."""
        return self._state

    def open(self, view: DossierView | None) -> None:
        """Show a dossier's files, its result first where there is one."""
        before, self._state = self._state, FilesState(view=view)
        if view is not None and before.view is not None and before.view.attachments == view.attachments:
            self._state = replace(before, view=view)
            self.changed.emit(self._state)
            return
        if not self._state.rows_of("result"):
            self._state = replace(self._state, group="papers")
        self._draw(thumbs=True)

    def choose_group(self, group: Group) -> None:
        """Show the result's files or the papers handed in."""
        if group != self._state.group:
            self._state = replace(self._state, group=group, chosen=0, page=0, thumbs=())
            self._draw(thumbs=True)

    def choose(self, at: int) -> None:
        """Show another file of the group."""
        if 0 <= at < len(self._state.rows):
            self._state = replace(self._state, chosen=at, page=0)
            self._draw(thumbs=False)

    def turn(self, step: int) -> None:
        """Turn to the next or previous page; at the end of a file, to the next file."""
        state, row = self._state, self._state.row
        if row is None:
            return
        page = state.page + step
        if 0 <= page < row.pages:
            self._state = replace(state, page=page)
            self._draw(thumbs=False)
        elif 0 <= state.chosen + step < len(state.rows):
            other = state.rows[state.chosen + step]
            page = 0 if step > 0 else max(0, other.pages - 1)
            self._state = replace(state, chosen=state.chosen + step, page=page)
            self._draw(thumbs=False)

    def _draw(self, *, thumbs: bool) -> None:
        self._wish += 1
        wish, row, page = self._wish, self._state.row, self._state.page
        self._state = replace(self._state, picture=None, trouble="")
        self.changed.emit(self._state)
        if row is None:
            return

        def draw() -> RasterLike:
            return self._services.raster(row.file.read_bytes(), PAGE_DPI, page)

        self._submit(wish, draw, "picture")
        if thumbs:
            rows = self._state.rows

            def draw_small() -> tuple[RasterLike, ...]:
                return tuple(self._services.raster(one.file.read_bytes(), THUMB_DPI, 0) for one in rows)

            self._submit(wish, draw_small, "thumbs")

    def _submit(self, wish: int, work: Any, name: str) -> None:  # noqa: ANN401 - a closure
        group = self._state.group

        def take(made: Any) -> None:  # noqa: ANN401 - pixels of one page, or of several
            if wish == self._wish or (name == "thumbs" and group == self._state.group):
                self._state = replace(self._state, **{name: made})
                self.changed.emit(self._state)

        def miss(error: Exception) -> None:
            if wish == self._wish:
                self._state = replace(self._state, trouble=explain(error))
                self.changed.emit(self._state)

        self._runner.submit("cpu", work, owner=self, done=take, failed=miss)
