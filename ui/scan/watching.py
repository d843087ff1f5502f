"""Files from a copier: what comes into the watched folder while a strip is in front goes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desk.rows import Taken
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.imaging.watch_thread import WatchThread
    from ui.scan.notes import StationNotes
    from ui.shell.screen import ScreenContext

EVERY_MS = 700


class WatchedFolder(QObject):
    """Asks the watch for news and never waits. GUI thread only. Signal `came(list[Path])`, in order.

    Guarantees: files that lay there before wait for the clerk's word; a page that came while the watch was
    being stopped is not lost.
    """

    came = Signal(object)

    def __init__(self, context: ScreenContext, notes: StationNotes, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._notes = context, notes
        self._watch: WatchThread | None = None
        self._wanted = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch the desk's folder, if it has one."""
        if self._wanted:
            return
        self._wanted = True

        def begun(watch: WatchThread | None) -> None:
            if not self._wanted:
                if watch is not None:
                    watch.stop(patience=0)
                return
            self._watch = watch
            if watch is not None:
                self._timer.start()

        self._context.runner.submit(
            "cpu", self._context.services.imaging.watch, owner=self, done=begun, failed=self._notes.fault
        )

    def stop(self) -> None:
        """Let the folder be; what came until now is taken."""
        self._wanted = False
        self._timer.stop()
        watch, self._watch = self._watch, None
        if watch is not None:
            self._take(watch.stop(patience=0).pages)
            self._notes.take("watch")

    def look(self) -> None:
        """Take what came, and say how the folder stands."""
        watch = self._watch
        if watch is None:
            return
        news = watch.news()
        self._take(news.pages)
        if news.refused:
            self._notes.refused(Taken((), news.refused))
        if news.trouble is not None:
            self._notes.put("watch", news.trouble.message, Tone.WARN)
        elif news.waiting:
            text = tr("{count} tệp đã có sẵn trong thư mục máy photo.", count=news.waiting)
            self._notes.put("watch", text, first=(tr("Lấy vào"), watch.take_waiting))
        else:
            self._notes.take("watch")

    def _take(self, rows: object) -> None:
        files = [row.file for row in rows] if isinstance(rows, tuple) else []
        if files:
            self.came.emit(files)
