"""Typing in the scan bar: matches appear under it, Enter opens one or hands the text on as a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import Found
    from ui.services import Services
    from ui.shell.screen import ScreenPage
    from ui.shell.search import SearchPopup
    from ui.tasks import TaskRunner
    from ui.widgets.scanbar import ScanBar

WAIT_MS = 80
LEAST = 2


class Searching(QObject):
    """Ties the scan bar to its popup. GUI thread only; only the newest question's answer is shown.

    Signals: `opens(code)`, `submitted(text)` where Enter found no match to open, `stepped_out()` on Down
    without a popup, `left()` on Esc with nothing typed.
    """

    opens = Signal(str)
    submitted = Signal(str)
    stepped_out = Signal()
    left = Signal()

    def __init__(
        self,
        services: Services,
        runner: TaskRunner,
        *,
        bar: ScanBar,
        popup: SearchPopup,
        page: Callable[[], ScreenPage | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._runner, self._bar, self._popup = services, runner, bar, popup
        self._page = page
        self._number = self._answered = 0
        self._entered = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.ask)
        bar.typed.connect(self._on_typed)
        bar.submitted.connect(self._on_submitted)
        bar.stepped.connect(self._on_step)
        bar.left.connect(self._on_left)
        popup.opened.connect(self._open)

    def _on_typed(self, text: str) -> None:
        """The screen in front may look up by itself; else the list under the bar does."""
        self._entered = False
        page = self._page()
        if page is None or not page.look_up(text):
            self._wait.start()

    def ask(self) -> None:
        """Ask for what is typed now."""
        text = self._bar.text().strip()
        self._number += 1
        number = self._number
        if len(text) < LEAST:
            self.hide()
            return
        self._runner.submit(
            "desk",
            self._services.find,
            text,
            owner=self,
            done=lambda found: self._on_found(number, found),
            failed=lambda _error: self.hide(),
        )

    def _on_found(self, number: int, found: Found) -> None:
        if number != self._number or not self._bar.text().strip():
            return
        self._answered = number
        if self._entered and len(found.matches) < 2:
            self._enter(found)
            return
        self._entered = False
        count = len(found.matches)
        self._popup.show_matches(
            found.matches, tr("Lên/Xuống chọn · Enter mở · {count} hồ sơ khớp", count=count)
        )
        self._popup.place(self._bar)

    @property
    def _is_behind(self) -> bool:
        """Whether what is typed now has no answer yet."""
        return self._wait.isActive() or self._answered != self._number

    def _enter(self, found: Found) -> None:
        """Do what Enter asked for before the answer came: open the only match, or tell what was typed."""
        text = self._bar.text().strip()
        self._clear()
        if found.matches:
            self.opens.emit(found.matches[0].code)
        else:
            self.submitted.emit(text)

    def _on_step(self, by: int) -> None:
        page = self._page()
        if page is not None and page.step(by):
            return
        if self._popup.isVisible():
            self._popup.step(by)
        elif by > 0:
            self.stepped_out.emit()

    def _on_submitted(self, text: str) -> None:
        page = self._page()
        if page is not None and page.submit(text):
            return
        if self._is_behind and len(text.strip()) >= LEAST and not _is_a_code(text):
            self._entered = True  # the answer to what is typed now decides, not an older one
            self._wait.stop()
            self.ask()
            return
        chosen = self._popup.chosen if self._popup.isVisible() else None
        self._clear()
        if chosen is not None and "|" not in text:
            self.opens.emit(chosen.code)
        else:
            self.submitted.emit(text)

    def _open(self, code: str) -> None:
        self._clear()
        self.opens.emit(code)

    def _on_left(self) -> None:
        if self._popup.isVisible() or self._bar.text():
            self._clear()
            self._on_typed("")
        else:
            self.left.emit()

    def _clear(self) -> None:
        self._bar.clear()
        self.hide()

    def hide(self) -> None:
        """Take the popup away and forget what was asked."""
        self._wait.stop()
        self._number += 1
        self._answered, self._entered = self._number, False
        self._popup.hide()


def _is_a_code(text: str) -> bool:
    """Whether a text is a card's or a receipt's, which are recognised and not looked for."""
    return any(sign in text for sign in "|.-")
