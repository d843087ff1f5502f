"""Pages of the strip in the corner editor: opened on Enter, or by itself where the edges are in doubt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desk.rows.strip import GivenPage
from ui.i18n import tr
from ui.scan import strip_words as words
from ui.scan.corners import CornerEditor, PageToTrim, Trimmed
from ui.widgets import quad as shape
from ui.widgets.slip import image_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desk.rows import PreparedPage
    from desk.rows.strip import StripPage
    from ui.scan.ahead import PagesAhead
    from ui.scan.strip_acts import StripActs
    from ui.shell.screen import ScreenContext
    from ui.widgets.quad import Size

LARGE = 2200  # of a photograph: 19 MB at most, and the loupe still shows single lines


class Trimming(QObject):
    """Opens the editor over the window and puts what was settled into the strip.

    Signal `watched(bool)` while a page is looked at: capturing by itself waits meanwhile.
    """

    watched = Signal(bool)

    def __init__(self, acts: StripActs, ahead: PagesAhead, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._acts, self._ahead, self._over = acts, ahead, parent
        self._services, self._runner = context.services, context.runner
        self._key: int | None = None
        self._waiting: list[int] = []  # pages in doubt, seen by nobody yet
        self.editor: CornerEditor | None = None

    # ---- pages in doubt -------------------------------------------------------------------------

    def doubt(self, key: int) -> None:
        """A page's edges are in doubt: show it where that interrupts nobody, else it waits its turn."""
        if key not in self._waiting:
            self._waiting.append(key)
        if self.editor is None and not _typing() and self._over.isVisible():
            self.open(key)

    # ---- the editor -----------------------------------------------------------------------------

    def open(self, key: int) -> None:
        """Show a page."""
        page = self._acts.state.page(key)
        if page is None:
            return
        if self.editor is None:
            self.editor = CornerEditor(self._runner, self._over.window())
            self.editor.settled.connect(self._on_settled)
            self.editor.walked.connect(self._on_walked)
            self.editor.finished.connect(self._on_finished)
            self.watched.emit(True)
        self._key = key
        if key in self._waiting:
            self._waiting.remove(key)
        self.editor.open_page(self._job(page, self._ahead.row(page.given)))

    def _job(self, page: StripPage, row: PreparedPage | None) -> PageToTrim:
        at, count = self._acts.state.index(page.key) + 1, len(self._acts.state.pages)
        whose = words.belongs(page, self._acts.papers)
        title = tr("Trang {number}/{count} · {whose}", number=at, count=count, whose=whose)
        first = self._ahead.found(page.given)
        found = first.corners if first is not None else None
        return PageToTrim(
            title,
            partial(self._read, page),
            corners=shape.as_quad(page.corners) if page.corners is not None else None,
            found=shape.as_quad(found) if found is not None else None,
            unsure=words.unsure(page, row),
            turn=self._shown_turn(page),
        )

    def _read(self, page: StripPage) -> tuple[QImage, Size]:
        """The page's picture as its file shows it, on the pool's thread."""
        made = self._services.imaging.picture(GivenPage(page.file, page.page), LARGE, flat=False)
        return image_of(made), (float(made.source_width), float(made.source_height))

    def _shown_turn(self, page: StripPage) -> int:
        return page.turn if page.turn is not None else self._acts.turns().get(page.key, 0)

    def _on_settled(self, trimmed: Trimmed | None) -> None:
        self._take(trimmed)
        if self._waiting:
            self.open(self._waiting[0])
        elif self.editor is not None:
            self.editor.accept()

    def _on_walked(self, step: int, trimmed: Trimmed | None) -> None:
        self._take(trimmed)
        keys = self._acts.state.keys
        at = self._acts.state.index(self._key) + step
        if 0 <= at < len(keys):
            self.open(keys[at])

    def _take(self, trimmed: Trimmed | None) -> None:
        page = self._acts.state.page(self._key)
        if trimmed is not None and page is not None:
            turned = None if trimmed.turn == self._shown_turn(page) else trimmed.turn
            self._acts.trim(page.key, trimmed.corners, turned)

    def _on_finished(self) -> None:
        editor, self.editor, self._key = self.editor, None, None
        self._waiting.clear()  # their tiles still say it
        if editor is not None:
            editor.deleteLater()
        self.watched.emit(False)


def _typing() -> bool:
    """Whether someone is writing: nothing may come between them and their words."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit)
