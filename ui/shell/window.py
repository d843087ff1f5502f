"""The window: docks the screens, routes keys, scans and toasts; knows nothing of dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui import format as say
from ui.i18n import tr
from ui.keys import KEYS, KeyMap
from ui.printing.joining import PrintJoin
from ui.queue.joining import QueueJoin
from ui.scan.reader_words import mark
from ui.sending.joining import SendJoin
from ui.shell.docks import Docks
from ui.shell.drop_panel import dropped
from ui.shell.frame import TITLE, Frame
from ui.shell.health import HealthWatch
from ui.shell.joining import join_desktop, join_keys, join_reader, join_scans
from ui.shell.leaving import leaves_anyway, stepped_back
from ui.shell.scans import KEYS as BY_KEYS
from ui.shell.screen import BannerSpec, Desktop, ScreenContext, ScreenEntry, ScreenPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from desk.office.looks import Look
    from desk.rows.readers import PortState
    from ui.changes import Changes
    from ui.scan.camera_reader import CameraReader
    from ui.services import RecognisedLike, Services
    from ui.shell.command import Command
    from ui.shell.scans import ScanRouter
    from ui.shell.searching import Searching
    from ui.tasks import TaskRunner

__all__ = ("TITLE", "Shell")


class Shell(Frame):
    """The one window. GUI thread only.

    Guarantees: a screen is built when it is first shown and kept; a scan is routed once and never typed
    into a field by the shell; closing waits for running work and then asks.
    Signal `shown(name)` when a screen came to the front.
    """

    shown = Signal(str)
    router: ScanRouter
    search: Searching
    camera_reader: CameraReader

    def __init__(
        self,
        *,
        services: Services,
        runner: TaskRunner,
        changes: Changes,
        entries: Sequence[ScreenEntry],
        keys: KeyMap = KEYS,
        start: str = "",
        look: Look | None = None,
    ) -> None:
        super().__init__(entries, keys)
        self.services, self.runner, self.changes = services, runner, changes
        self.desktop = Desktop(self, look)
        self.toast.stays = self.desktop.look.toast_stays
        self.context = ScreenContext(services, runner, changes, self.desktop, keys)
        self.docks = Docks(entries, self.stack, self.context)
        self._current, self.replaced = "", False
        self.queue = QueueJoin(self)
        self._connect()
        join_scans(self)
        self.health = HealthWatch(self.context, self)
        self._tell_who()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(1000)
        self.go(start or entries[0].name)

    # ---- joining --------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.laid_out.connect(self.docks.lay_out)
        self.rail.asked.connect(self.go)
        self.printing = PrintJoin(self)
        self.sending = SendJoin(self)
        join_desktop(self)
        join_reader(self)
        join_keys(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def office_opened(self) -> None:
        """The record is open: say who sits here and let the screen in front read anew."""
        self._tell_who()
        self.printing.control.look()
        self.sending.control.start()
        self.desktop.mark("office", None)
        self.health.start()
        self.queue.control.refresh()
        if self.page is not None:
            self.page.shown()

    def _tell_who(self) -> None:
        office, staff = self.services.office(), self.services.staff()
        place = tr("Quầy {number}", number=office.counter) if office.counter else ""
        self.bar.clerk.set_person(staff.full_name, place)
        self.name_after(office)
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
        return self.docks.get(self._current)

    def page_of(self, name: str) -> ScreenPage:
        """Build a screen if it was not yet, and return it."""
        return self.docks.build(name)

    def go(self, name: str, payload: object = None) -> None:
        """Bring a screen to the front, with something to open there."""
        if name not in self.docks.entries:
            return
        page = self.page_of(name)
        if name != self._current:
            self.bar.scan.clear()
        self.search.hide()
        self.camera_reader.close_reader()
        self.command_list.dismiss()
        self.show_banner(None)
        self._current = name
        self.stack.setCurrentWidget(page)
        self.bar.title.setText(tr(self.docks.entries[name].title))
        self.rail.set_current(name)
        self.show_keys()
        self.bar.scan.setFocus()
        page.shown()
        if payload is not None:
            page.open_with(payload)
        self.shown.emit(name)

    def show_keys(self) -> None:
        """Show the keys that do something on the screen in front now."""
        if self.page is not None:
            self.key_bar.set_keys(self.keys.bar(self._current, self.desktop.lending.keys(self.page.bar_keys)))

    def keep(self) -> dict[str, object]:
        """What the built screens want to survive a rebuilt window, by name."""
        return self.docks.keep()

    def restore(self, kept: dict[str, object]) -> None:
        """Hand the screens back what `keep` gave."""
        self.docks.restore(kept)

    def wear(self, look: Look) -> None:
        """Take another look whose colours alone differ, or what toasts do."""
        self.desktop.look = look
        self.toast.stays = look.toast_stays

    def to_pane(self, step: int) -> None:
        """F6, Shift+F6: the next or the previous pane."""
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

    def park(self) -> None:
        """Ctrl+H: park the reception in front, or go where one can be taken up again."""
        if self.page is None or self.page.park():
            return
        self.go("reception")
        self.page.park(arrived=True)

    def print_current(self) -> None:
        """Ctrl+P: what the toast offers, else what the screen has open."""
        if not self.toast.run("print") and self.page is not None:
            self.page.print_current()

    def show_help(self) -> None:
        """F1: the keys valid here."""
        title = self.docks.entries[self._current].title
        self.overlay.toggle(tr(title), self.keys.overlay(self._current, queue=self.queue.control.on))

    def commands(self) -> tuple[Command, ...]:
        """Everything that can be done now."""
        from ui.shell.commands import gather

        return gather(self)

    def show_commands(self) -> None:
        """Ctrl+K: everything that can be done now, found by a few letters."""
        self.search.hide()
        self.command_list.toggle(self.commands)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: popup, then what the screen has open, then the desk; nothing is discarded."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.popup.isVisible():
            self.search.hide()
        else:
            self.back()

    def back(self) -> None:
        """Esc wherever the focus is: what lies over the screen, then what it has open, then the desk."""
        if self.camera_reader.isVisible():
            self.camera_reader.close_reader()
        elif (panel := dropped(self)) is not None:
            panel.close_panel()
        elif self.toast.stays and self.toast.isVisible():
            self.toast.dismiss()
        elif not self.teller.put_away() and not stepped_back(self.page, self.desktop.lending):
            self.go(self.docks.first)

    # ---- scanning and searching -----------------------------------------------------------------

    def take_scan(self, text: str, via: str = BY_KEYS) -> None:
        """Take a scan from wherever it came: the wedge guard, a reader's port, a camera, the scan bar."""
        if self.router.take(text, via):
            self.show_banner(None)
            self.search.hide()
            self.camera_reader.close_reader()
            self.command_list.close_list()

    def show_reader(self, state: PortState) -> None:
        """Say in the top bar how the reader's port stands."""
        self.bar.set_mark(self.bar.reader, *mark(state))

    def offer(self, found: RecognisedLike) -> bool:
        """First refusal of a scan: whether the screen in front takes it."""
        return self.page is not None and self.page.take_scan(found)

    def focus_scan(self) -> None:
        """F3: the focus into the scan bar; again, what is typed to Tra cứu, or the camera as a reader."""
        typed = self.bar.scan.text().strip()
        if not typed and self.camera_reader.pressed():
            return
        if typed and self.bar.scan.hasFocus() and self._current != "search":
            self.go("search", typed)
            return
        self.bar.scan.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.scan.selectAll()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self.bar.scan and self.isAncestorOf(now):
            self.search.hide()
            if self.command_list.isVisible() and not self.command_list.isAncestorOf(now):
                self.command_list.lose_focus()
        if self.toast.isVisible():
            self.toast.place()

    def show_banner(self, spec: BannerSpec | None) -> None:
        """Show a sentence above the screen, or take it away."""
        self.teller.banner(spec)

    # ---- Qt -------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window's activation: the clock is right at once."""
        if event.type() == QEvent.Type.ActivationChange:
            self._tick()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse new work, cancel, wait five seconds, then ask; a window being replaced just goes."""
        if self.replaced or self.runner.close(5000) or leaves_anyway(self):
            self._clock.stop()
            self.camera_reader.close_reader()
            if not self.replaced:
                self.docks.closing()
            event.accept()
        else:
            event.ignore()
