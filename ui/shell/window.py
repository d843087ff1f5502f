"""The window: docks the screens, routes keys, scans and toasts; knows nothing of dossiers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.rows import State
from ui import format as say
from ui.i18n import tr
from ui.keys import KEYS, KeyMap, bind
from ui.shell.overlay import KeyOverlay
from ui.shell.printer import PrintDesk
from ui.shell.rail import Rail
from ui.shell.scans import ScanRouter, unknown_banner
from ui.shell.screen import BannerSpec, Desktop, ScreenContext, ScreenEntry, ScreenPage
from ui.shell.search import SearchPopup
from ui.shell.searching import Searching
from ui.shell.teller import Teller
from ui.shell.topbar import TopBar
from ui.theme import current
from ui.tokens import WINDOW_MIN, XL, LayoutKind, layout_for
from ui.widgets.banner import Banner
from ui.widgets.keycap import KeyBar
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.rows import DossierView
    from ui.changes import Changes
    from ui.services import RecognisedLike, Services
    from ui.tasks import TaskRunner

TITLE = "Quầy Một Cửa"


class Shell(QWidget):
    """The one window. GUI thread only.

    Guarantees: a screen is built when it is first shown and kept; a scan is routed once and never typed
    into a field by the shell; closing waits for running work and then asks.
    Signals: `painted()` once, after the first paint; `shown(name)` when a screen came to the front,
    `look_asked(what)` with light, dark, vi or en from the small menu of the clerk's badge.
    """

    painted = Signal()
    shown = Signal(str)
    look_asked = Signal(str)

    def __init__(
        self,
        *,
        services: Services,
        runner: TaskRunner,
        changes: Changes,
        entries: Sequence[ScreenEntry],
        keys: KeyMap = KEYS,
        start: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*WINDOW_MIN)
        self.services, self.runner, self.changes, self.keys = services, runner, changes, keys
        self._entries = {entry.name: entry for entry in entries}
        self._pages: dict[str, ScreenPage] = {}
        self._current = ""
        self._scans = 0
        self._kind: LayoutKind | None = None
        self._was_painted = False
        self.replaced = False
        self.desktop = Desktop(self)
        self._build(entries)
        self._connect()
        self._bind_keys()
        self._tell_who()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.go(start or entries[0].name)

    # ---- building -------------------------------------------------------------------------------

    def _build(self, entries: Sequence[ScreenEntry]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(entries, self.keys, self)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.bar = TopBar(self.keys.cap("find"), self)
        self.banner = Banner(name="shell_banner", parent=self)
        self.stack = QStackedWidget(self)
        self.key_bar = KeyBar(self)
        self._room = QVBoxLayout()
        self._room.setContentsMargins(XL, 12, XL, 12)
        self._room.setSpacing(10)
        self._room.addWidget(self.banner)
        self._room.addWidget(self.stack, 1)
        column.addWidget(self.bar)
        column.addLayout(self._room, 1)
        column.addWidget(self.key_bar)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.popup = SearchPopup(self)
        self.toast = Toast(self, keys=self.keys)
        self.overlay = KeyOverlay(self)
        self.setTabOrder(self.bar.scan, self.stack)
        self.teller = Teller(
            bar=self.bar, banner=self.banner, key_bar=self.key_bar, keys=self.keys, parent=self
        )
        self.teller.look_asked.connect(self.look_asked)

    def _connect(self) -> None:
        self.rail.asked.connect(self.go)
        self.desktop.toast_asked.connect(self.toast.show_spec)
        self.desktop.banner_asked.connect(self.show_banner)
        self.desktop.go_asked.connect(self.go)
        self.desktop.saved.connect(self.teller.saved)
        self.desktop.waiting.connect(self.teller.waiting)
        self.printer = PrintDesk(self.services, self.runner, self)
        self.desktop.print_asked.connect(self.printer.print_pdf)
        self.printer.state.connect(
            lambda text, tone, said: self.bar.set_mark(self.bar.printer, text, tone, said)
        )
        self.printer.refused.connect(self.teller.print_refused)
        self.router = ScanRouter(self.services, self.runner, first=self._offer, parent=self)
        self.router.opens.connect(self._open_scanned)
        self.router.card.connect(lambda card: self.go("reception", card))
        self.router.unknown.connect(self._on_unknown)
        self.search = Searching(self.services, self.runner, bar=self.bar.scan, popup=self.popup, parent=self)
        self.search.opens.connect(lambda code: self.go("dossier", code))
        self.search.submitted.connect(self.take_scan)
        self.search.stepped_out.connect(lambda: self._pane(1))
        self.search.left.connect(self._back)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _bind_keys(self) -> None:
        for entry in self._entries.values():
            bind(self, entry.key, partial(self.go, entry.name), keys=self.keys, window=True)
        acts: dict[str, Callable[[], object]] = {
            "find": self.focus_scan,
            "help": self.show_help,
            "pane.next": lambda: self._pane(1),
            "pane.previous": lambda: self._pane(-1),
            "undo": self.undo,
            "redo": self.redo,
            "print": self.print_current,
        }
        for key_id, act in acts.items():
            bind(self, key_id, act, keys=self.keys, window=True)

    def office_opened(self) -> None:
        """The record is open: say who sits here and let the screen in front read anew."""
        self._tell_who()
        self.printer.look()
        if self.page is not None:
            self.page.shown()

    def _tell_who(self) -> None:
        office, staff = self.services.office(), self.services.staff()
        place = tr("Quầy {number}", number=office.counter) if office.counter else ""
        self.bar.clerk.set_person(staff.full_name, place)
        suffix = tr("tập huấn") if office.training else ""
        self.setWindowTitle(" · ".join(part for part in (TITLE, office.name, suffix) if part))
        self._tick()

    def _tick(self) -> None:
        self.bar.clerk.set_time(say.clock(self.services.now()))

    # ---- screens --------------------------------------------------------------------------------

    @property
    def current_name(self) -> str:
        """The name of the screen in front."""
        return self._current

    @property
    def page(self) -> ScreenPage | None:
        """The screen in front."""
        return self._pages.get(self._current)

    def page_of(self, name: str) -> ScreenPage:
        """Build a screen if it was not yet, and return it."""
        if name not in self._pages:
            context = ScreenContext(self.services, self.runner, self.changes, self.desktop, self.keys)
            page = self._entries[name].load().build(context)
            self._pages[name] = page
            self.stack.addWidget(page)
            if self._kind is not None:
                page.lay_out(self._kind)
        return self._pages[name]

    def go(self, name: str, payload: object = None) -> None:
        """Bring a screen to the front, with something to open there."""
        if name not in self._entries:
            return
        page = self.page_of(name)
        self.search.hide()
        self.show_banner(None)
        self._current = name
        entry = self._entries[name]
        self.stack.setCurrentWidget(page)
        self.bar.title.setText(tr(entry.title))
        self.rail.set_current(name)
        self.key_bar.set_keys(self.keys.bar(name))
        self.bar.scan.setFocus()
        page.shown()
        if payload is not None:
            page.open_with(payload)
        self.shown.emit(name)

    def keep(self) -> dict[str, object]:
        """What the built screens want to survive a rebuilt window, by name."""
        return {name: page.keep() for name, page in self._pages.items()}

    def restore(self, kept: dict[str, object]) -> None:
        """Hand the screens back what `keep` gave."""
        for name, value in kept.items():
            if value is not None:
                self.page_of(name).restore(value)

    def _pane(self, step: int) -> None:
        if self.page is not None:
            self.page.next_pane(step)

    # ---- keys -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Ctrl+Z: what the toast offers, else what the screen can take back."""
        if not self.toast.run("undo") and self.page is not None:
            self.page.undo()

    def redo(self) -> None:
        """Ctrl+Y: what the screen took back last."""
        if self.page is not None:
            self.page.redo()

    def print_current(self) -> None:
        """Ctrl+P: what the toast offers, else what the screen has open."""
        if not self.toast.run("print") and self.page is not None:
            self.page.print_current()

    def show_help(self) -> None:
        """F1: the keys valid here."""
        entry = self._entries[self._current]
        self.overlay.toggle(tr(entry.title), self.keys.overlay(self._current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: popup, then what the screen has open, then the desk; nothing is discarded."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.popup.isVisible():
            self.search.hide()
        else:
            self._back()

    def _back(self) -> None:
        if self.page is None or not self.page.back():
            self.go(next(iter(self._entries)))

    # ---- scanning and searching -----------------------------------------------------------------

    def take_scan(self, text: str) -> None:
        """Take a scan from wherever it came: the wedge guard, a camera, the scan bar."""
        self.show_banner(None)
        self.search.hide()
        self.router.take(text)

    def _offer(self, found: RecognisedLike) -> bool:
        return self.page is not None and self.page.take_scan(found)

    def _open_scanned(self, code: str) -> None:
        """A slip on the counter: its result is handed over where it is ready, else the dossier is shown."""
        self._scans += 1
        number = self._scans

        def take(view: DossierView) -> None:
            if number == self._scans:
                self.go("returns" if view.state is State.READY else "dossier", code)

        def miss(_error: Exception) -> None:
            if number == self._scans:
                self.go("dossier", code)  # which says why it cannot be opened

        self.runner.submit("desk", self.services.show, code, owner=self, done=take, failed=miss)

    def _on_unknown(self, text: str) -> None:
        self.show_banner(unknown_banner(text))

    def focus_scan(self) -> None:
        """F3: put the focus into the scan bar, its text selected."""
        self.bar.scan.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.scan.selectAll()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self.bar.scan and self.isAncestorOf(now):
            self.search.hide()
        if self.toast.isVisible():
            self.toast.place()

    def show_banner(self, spec: BannerSpec | None) -> None:
        """Show a sentence above the screen, or take it away."""
        self.teller.banner(spec)

    # ---- Qt -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the room there is."""
        super().resizeEvent(event)
        kind = layout_for(self.width(), self.height())
        if kind is not self._kind:
            self._kind = kind
            compact = kind is LayoutKind.COMPACT
            self.teller.compact = compact
            self.rail.set_compact(compact)
            self.bar.set_compact(compact)
            gap = 10 if compact else 12
            self._room.setContentsMargins(XL - 2 if compact else XL, gap, XL - 2 if compact else XL, gap)
            for page in self._pages.values():
                page.lay_out(kind)
        self.toast.place()
        if self.popup.isVisible():
            self.popup.place(self.bar.scan)
        if self.overlay.isVisible():
            self.overlay.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("bg"))
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window's activation: the clock is right at once."""
        if event.type() == QEvent.Type.ActivationChange:
            self._tick()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse new work, cancel, wait five seconds, then ask; a window being replaced just goes."""
        if self.replaced or self.runner.close(5000) or self._ask_to_leave():
            self._clock.stop()
            event.accept()
        else:
            event.ignore()

    def _ask_to_leave(self) -> bool:
        answer = QMessageBox.question(
            self,
            tr("Còn việc đang chạy"),
            tr("Một việc nền chưa xong. Hồ sơ đã lưu không mất. Đóng ngay?"),
        )
        return answer == QMessageBox.StandardButton.Yes
