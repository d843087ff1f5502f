"""The guard before the whole application: a code reader's burst of keys is a scan, never typing.

A reader that types (HID keyboard wedge) sends its letters a few milliseconds apart and ends with Enter or
Tab. The guard holds printable keys back for a moment: a burst that ends so becomes `scanned(text)` and the
Enter is swallowed, so it never types into a field and never presses a button; anything slower is typing
and is delivered, in order, untouched.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

GAP_MS = 35  # two keys of a reader lie closer than this, two of a person do not
GAP_ENV = "QMC_SCAN_GAP_MS"  # a slower (wireless) reader of this desk: milliseconds, 10 to 500
LEAST = 6  # letters a scan has at least
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
HELD_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def pressed_at(event: QKeyEvent) -> float:
    """When a key went down, in seconds, by the window system's own clock.

    A window that was busy for a moment gets the keys late but not out of rhythm, so a scan stays whole.
    """
    stamp = event.timestamp()
    return stamp / 1000 if stamp else time.monotonic()


def gap_of_desk() -> int:
    """The gap in milliseconds of this desk's reader; anything that is no sensible number is the usual one."""
    told = os.environ.get(GAP_ENV, "")
    return int(told) if told.isascii() and told.isdigit() and 10 <= int(told) <= 500 else GAP_MS


class ScanGuard(QObject):
    """Installs itself on the application. Signal `scanned(text)`; nothing else reaches any widget of a scan.

    Keys that turn out to be typing are sent again to the window they were meant for, unchanged and in order,
    and before any other key (F9, Esc, Ctrl+S) acts. `clock` tells when a key was pressed.
    """

    scanned = Signal(str)

    def __init__(
        self,
        app: QApplication,
        *,
        gap_ms: int | None = None,
        clock: Callable[[QKeyEvent], float] = pressed_at,
    ) -> None:
        super().__init__(app)
        self._clock = clock
        gap_ms = gap_of_desk() if gap_ms is None else gap_ms
        self._gap = gap_ms / 1000
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._text = ""
        self._last = 0.0
        self._sending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(gap_ms)
        self._timer.timeout.connect(self.flush)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold printable keys back until they prove to be typing or a scan."""
        if self._sending or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            self._before_shortcut(event)
        if not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if event.type() == QEvent.Type.KeyRelease and self._held:
            self._held.append((watched, event.clone()))
            return True
        return False

    def _before_shortcut(self, event: QKeyEvent) -> None:
        """A key that may be a shortcut acts before it reaches the window: what was typed goes first."""
        part_of_scan = _ends(event) or event.key() == Qt.Key.Key_Backspace
        if self._held and not (part_of_scan or _printable(event) or _shift(event)):
            self.flush()

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        now = self._clock(event)
        slow = now - self._last > self._gap
        if event.isAutoRepeat():
            self.flush()
            return False
        if self._text and slow:
            self.flush()
        if _ends(event) and len(self._text) >= LEAST:
            return self._finish(event)
        if event.key() == Qt.Key.Key_Backspace and self._text:
            self._text = self._text[:-1]
            return self._hold(window, event, now)
        if not _printable(event):
            if not _shift(event):
                self.flush()
                return False
            return bool(self._held) and self._hold(window, event, now)
        self._text += event.text()
        return self._hold(window, event, now)

    def _hold(self, window: QWindow, event: QKeyEvent, now: float) -> bool:
        self._held.append((window, event.clone()))
        self._last = now
        self._timer.start()
        return True

    def _finish(self, event: QKeyEvent) -> bool:
        text = self._text
        self._timer.stop()
        self._held.clear()
        self._text = ""
        event.accept()
        self.scanned.emit(text)
        return True

    def flush(self) -> None:
        """What was held back was typing: deliver it, in order."""
        self._timer.stop()
        held, self._held, self._text = self._held, [], ""
        if not held:
            return
        self._sending = True
        try:
            for window, event in held:
                if window in QGuiApplication.allWindows():
                    QCoreApplication.sendEvent(window, event)
        finally:
            self._sending = False


def _ends(event: QKeyEvent) -> bool:
    """Enter, Tab, or the bare line feed some readers end with."""
    return event.key() in ENDS or event.text() in ("\r", "\n", "\t")


def _printable(event: QKeyEvent) -> bool:
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & HELD_MODIFIERS


def _shift(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr)
