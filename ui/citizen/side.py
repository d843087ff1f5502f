"""The citizen's side of this desk: the window on its monitor, kept in step with the clerk's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desk.office.citizen_screen import CitizenScreen
from ui.changes import ChangeSet, Kind
from ui.citizen.faces import Rate
from ui.citizen.facing import Able
from ui.citizen.monitors import Monitor, SystemMonitors, can_sign, chosen
from ui.citizen.stage import Stage

if TYPE_CHECKING:
    from desk.queue.rows import QueueBoard
    from ui.citizen.faces import Face
    from ui.citizen.facing import Facing
    from ui.citizen.window import CitizenWindow
    from ui.services import Services
    from ui.shell.window import Shell
    from ui.tasks import TaskRunner

FRESH_MS = 6_000
DIGITS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_5: 5}


class CitizenSide(QObject):
    """Opens, moves and closes the citizen's window. GUI thread only; lives as long as the program.

    Guarantees: the window stands only on the monitor that was chosen, never on the clerk's; it comes when
    that monitor is plugged in and goes when it is pulled out, and neither disturbs the clerk.
    Signal `changed()` when the window came or went.
    """

    changed = Signal()

    def __init__(
        self, services: Services, runner: TaskRunner, *, monitors: SystemMonitors | None = None,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._services, self._runner = services, runner
        self.monitors = monitors if monitors is not None else SystemMonitors(self)
        self.monitors.changed.connect(self.place)
        self.settings = CitizenScreen()
        self.window: CitizenWindow | None = None
        self._shell: Shell | None = None
        self._facing: Facing | None = None
        self._board: QueueBoard | None = None
        self._called = 0
        self.stage = Stage(self)
        self.stage.changed.connect(self._show)
        self.stage.skipped.connect(self._on_skipped)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.timeout.connect(self._show_board)
        self._listening = False

    # ---- following the clerk --------------------------------------------------------------------

    def follow(self, shell: Shell) -> None:
        """Listen to a window, also to the one built anew in another language."""
        self.stage.clear()
        self._shell, self._facing = shell, shell.desktop.facing
        self._facing.asked.connect(self._on_asked)
        self._facing.wiped.connect(self._on_wiped)
        self._facing.tried.connect(self.try_out)
        shell.changes.changed.connect(self._on_changes)
        shell.shown.connect(self.stage.moved_on)
        shell.queue.control.changed.connect(self.take_board)
        if self.window is not None:
            self.window.serve(shell)
        self._tell_able()

    def load(self) -> None:
        """Read this machine's settings, then open the window where it belongs."""
        house = self._services.house
        self._runner.submit("desk", house.citizen_screen, owner=self, done=self.take_settings)

    def take_settings(self, settings: CitizenScreen) -> None:
        """Take settings just read or just saved."""
        self.settings = settings
        self.stage.rating_ms = settings.rating_seconds * 1000
        self.place()
        self._dress()

    def _on_changes(self, changes: ChangeSet, _by: object) -> None:
        if Kind.OFFICE in changes.kinds:
            self.load()

    def try_out(self, settings: CitizenScreen) -> None:
        """Show every state on the monitor that was chosen, saved or not; then it is as before."""
        from ui.citizen.trying import Trial

        self.take_settings(replace(settings, on=True))
        if self.window is None:
            self.load()
            return
        trial = Trial(self.window, self._services.now(), self.window)
        trial.over.connect(self.load)

    # ---- the monitor ----------------------------------------------------------------------------

    def clerk_monitor(self) -> Monitor | None:
        """The monitor that the clerk's window stands on."""
        handle = self._shell.windowHandle() if self._shell is not None else None
        screen = handle.screen() if handle is not None else None
        if screen is None:
            return None
        rect = screen.geometry()
        return next(
            (one for one in self.monitors.all() if one.name == screen.name() and one.rect == rect), None
        )

    @property
    def monitor(self) -> Monitor | None:
        """The citizen's monitor, where it is plugged in and the window is wanted."""
        if not self.settings.on:
            return None
        return chosen(self.settings, self.monitors.all(), clerk=self.clerk_monitor())

    def place(self) -> None:
        """Open, move or close the window for the monitors there are now."""
        monitor = self.monitor
        if monitor is None:
            self._close()
            return
        window = self.window
        if window is None:
            from ui.citizen.window import CitizenWindow  # a desk without a second monitor never loads it

            window = self.window = CitizenWindow()
            window.serve(self._shell)
            window.rated.connect(self._on_rated)
            window.signed.connect(self._on_signed)
            self._dress()
            self._clock.start()
        screen = self.monitors.screen(monitor)
        if screen is not None and window.screen() is not screen:
            window.setScreen(screen)
        if window.geometry() != monitor.rect:
            window.setGeometry(monitor.rect)
        if not window.isVisible():
            window.show()  # frameless over the whole monitor: some window managers move full-screen windows
            self._show(self.stage.face)
        self._tell_able()
        self.changed.emit()

    def _close(self) -> None:
        window, self.window = self.window, None
        if window is None:
            return
        self._clock.stop()
        window.hide()
        window.deleteLater()
        self._tell_able()
        self.changed.emit()

    def close(self) -> None:
        """The program ends."""
        self.stage.clear()
        self._close()

    # ---- showing --------------------------------------------------------------------------------

    def _on_asked(self, owner: str, faces: tuple[Face, ...]) -> None:
        if not self._able.rates:
            faces = tuple(face for face in faces if not isinstance(face, Rate))
        self.stage.ask(owner, faces)

    def _show(self, face: Face | None) -> None:
        self._listen(on=isinstance(face, Rate) and self.settings.keypad)
        if self.window is not None:
            self.window.show_face(face)

    def _listen(self, *, on: bool) -> None:
        """Look at keys only as long as a rating is asked for: no other key of the program pays for it."""
        app = QApplication.instance()
        if app is None or on == self._listening:
            return
        self._listening = on
        if on:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def _dress(self) -> None:
        if self.window is None:
            return
        monitor = self.monitor
        here = monitor is not None and can_sign(self.settings, monitor)
        office = self._services.office()
        self.window.dress(self.settings, office=office.name, here=here, training=office.training)
        self._tick()
        self._show_board()
        self._tell_able()

    def take_board(self, board: QueueBoard | None) -> None:
        """The queue as it stands; a new call is made to be seen, and heard where the office wants it."""
        called = board.call_no if board is not None else 0
        before, self._called, self._board = self._called, called, board
        if called > before and before and self.window is not None:
            self._fresh.start(FRESH_MS)
            if self.settings.bell:
                QApplication.beep()
        self._show_board()

    def _show_board(self) -> None:
        if self.window is not None:
            self.window.show_board(self._board, fresh=self._fresh.isActive())

    def _tick(self) -> None:
        if self.window is not None:
            self.window.show_time(self._services.now())

    # ---- what the citizen does ------------------------------------------------------------------

    @property
    def _able(self) -> Able:
        monitor = self.monitor if self.window is not None else None
        if monitor is None:
            return Able()
        signs = can_sign(self.settings, monitor)
        return Able(on=True, signs=signs, rates=self.settings.rating and (signs or self.settings.keypad))

    def _tell_able(self) -> None:
        if self._facing is not None:
            self._facing.set_able(self._able)

    def _on_signed(self, strokes: object) -> None:
        if self._facing is not None:
            self._facing.signed.emit(strokes)

    def _on_wiped(self) -> None:
        if self.window is not None:
            self.window.wipe()

    def _on_rated(self, score: int) -> None:
        if self._facing is not None:
            self._facing.rated.emit(score)
        self.stage.rated()

    def _on_skipped(self) -> None:
        if self._facing is not None:
            self._facing.skipped.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a rating is asked for, 1 to 5 of the citizen's own number pad are theirs alone."""
        if (
            event.type() == QEvent.Type.KeyPress
            and self.window is not None
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.KeypadModifier
            and event.key() in DIGITS
        ):
            if not event.isAutoRepeat():
                self.window.rate.take(DIGITS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)
