"""The guard before the whole application: a code reader's burst of keys is a scan, never typing.

A reader that types (HID keyboard wedge) sends its letters a few milliseconds apart and ends with Enter or
Tab, or just falls silent. The guard holds keys back for a moment: a burst that ends so becomes
`scanned(text)`, so it never types into a field and never presses a button; anything slower is typing and is
delivered, in order, untouched. What an input method makes of the reader's keys is held in the same way.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from shiboken6 import isValid

from ui.scan.burst import Burst
from ui.scan.guard_keys import alt_code, composed, copied, end_of, helper, pressed_at, printable, usual_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from desk.rows.readers import WedgeRules

LEAST_TAIL = 0.035  # seconds: what follows a reader's last key so soon still comes from the reader


class ScanGuard(QObject):
    """Installs itself on the application. Signals `scanned(text)`, and `heard(Heard)` before it.

    Nothing else reaches any widget of a scan, however many lines it has. Keys that turn out to be typing are
    sent again to the window they were meant for, unchanged and in order, and before any other key (F9, Esc,
    Ctrl+S) acts. `clock` tells when a key was pressed, `arrival` when an event came.
    """

    scanned = Signal(str)
    heard = Signal(object)

    def __init__(
        self,
        app: QApplication,
        *,
        rules: WedgeRules | None = None,
        clock: Callable[[QKeyEvent], float] = pressed_at,
        arrival: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(app)
        self._clock, self._arrival = clock, arrival
        self._held: list[tuple[QObject, QEvent]] = []
        self._burst = Burst()
        self._last: float | None = None  # by the clock of keys; None after an input method's event
        self._last_came = float("-inf")
        self._tail = 0.0  # seconds in which keys still belong to the scan that just ended
        self._sending = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._rest = QTimer(self, singleShot=True, interval=0)  # keys that came meanwhile are handled first
        self._timer.timeout.connect(self._rest.start)
        self._rest.timeout.connect(self._silent)
        self.obey(rules or usual_rules())
        app.installEventFilter(self)

    @property
    def rules(self) -> WedgeRules:
        """What this desk's reader does."""
        return self._rules

    def obey(self, rules: WedgeRules) -> None:
        """Judge keys by other rules from now on."""
        self._rules = rules
        self._gap = rules.gap_ms / 1000
        self._timer.setInterval(rules.gap_ms)

    # ---- what comes -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold keys back until they prove to be typing or a scan."""
        if self._sending:
            return False
        if isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if isinstance(event, QInputMethodEvent) and composed(watched, event):
            return self._composed(watched, event)
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return self._shortcut(event)
        if not isinstance(watched, QWindow):
            return False
        if kind == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if kind == QEvent.Type.KeyRelease and self._held:
            self._held.append((watched, copied(event)))
            return True
        return False

    def _shortcut(self, event: QKeyEvent) -> bool:
        """A key that may be a shortcut acts before it reaches the window: what was typed goes first.

        Inside a scan no key is a shortcut: some readers send control signs as Ctrl and a letter, or as
        F-keys.
        """
        gap = self._since(self._clock(event))
        inside = self._burst.established(self._rules) or (bool(self._held) and alt_code(event))
        if not event.isAutoRepeat() and gap <= (self._tail or (self._gap if inside else -1)):
            event.accept()
            return True
        part_of_scan = end_of(event) or event.key() == Qt.Key.Key_Backspace
        if self._held and not (part_of_scan or printable(event) or helper(event)):
            self.flush()
        return False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        gap = self._since(now := self._clock(event))
        if event.isAutoRepeat():
            self.flush()
            return False
        if self._tail and gap <= self._tail:
            return self._go_on(event, now)
        self._tail = 0.0
        if self._burst and gap > self._gap:
            self._silent()
        if self._part(event):
            self._burst.came(gap)
            return self._hold(window, event, now)
        if self._ended(event):
            return self._finish(end_of(event), now)
        if helper(event):
            return bool(self._held) and self._hold(window, event, now)
        if self._burst.established(self._rules):
            self._burst.add("".join(one for one in event.text() if not one.isprintable()))  # a control sign
            return self._hold(window, event, now)
        self.flush()
        return False

    def _part(self, event: QKeyEvent) -> bool:
        """Take a letter, or a correction of one, into the burst."""
        if event.key() == Qt.Key.Key_Backspace and self._burst.text:
            return self._burst.cut(1)
        if not printable(event):
            return False
        self._burst.add(event.text())
        return True

    def _ended(self, event: QKeyEvent) -> bool:
        end, wanted = end_of(event), self._rules.end
        fits = bool(end) and (wanted in {"any", "none"} or (wanted == "tab") == (end == "tab"))
        return fits and self._burst.ended_by_key(self._rules)

    def _composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        """Letters an input method made of the reader's keys; corrections reach into the burst only."""
        gap = self._since(None)
        if self._tail and gap <= self._tail:
            return self._go_on(event, None)
        self._tail = 0.0
        if self._burst and gap > self._gap:
            self._silent()
        count = event.replacementLength()
        if count and (event.replacementStart() != -count or not self._burst.cut(count)):
            self.flush()
            return False
        self._burst.add(event.commitString())
        self._burst.composing = event.preeditString()
        if not self._held and not self._burst:
            return False
        self._burst.came(gap)
        return self._hold(watched, event, None)

    def _since(self, now: float | None) -> float:
        """Seconds since the last key: by the clock of keys where both are keys, else as they arrived."""
        if now is not None and self._last is not None:
            return now - self._last
        return self._arrival() - self._last_came

    def _hold(self, watched: QObject, event: QEvent, now: float | None) -> bool:
        self._mark(now)
        if self._burst.overflowing:
            self._held.clear()  # no person wrote this: nothing to give back
        self._held.append((watched, copied(event)))
        self._rest.stop()
        self._timer.start()
        return True

    def _mark(self, now: float | None) -> None:
        self._last, self._last_came = now, self._arrival()

    # ---- what it was ----------------------------------------------------------------------------

    def _silent(self) -> None:
        """Nothing followed: a scan without a last key, or typing."""
        if self._tail:
            self._end_tail()
        elif self._burst.ended_by_silence(self._rules):
            self._finish("silence", self._last)
            self._tail = 0.0
        else:
            self.flush()

    def _finish(self, end: str, now: float | None) -> bool:
        burst = self._forget()
        self._mark(now)
        self._tail = min(self._gap, max(LEAST_TAIL, 2 * burst.slowest))
        if burst.composing:
            QGuiApplication.inputMethod().reset()
        self._tell(burst, end)
        return True

    def _go_on(self, event: QEvent, now: float | None) -> bool:
        """More lines of the code that just ended: heard on their own only where they are a code of ours."""
        self._mark(now)
        if isinstance(event, QInputMethodEvent):
            self._burst.add(event.commitString())
        elif isinstance(event, QKeyEvent) and end_of(event):
            self._end_tail(end_of(event))
        elif isinstance(event, QKeyEvent) and printable(event):
            self._burst.add(event.text())
        self._rest.stop()
        self._timer.start()
        return True

    def _end_tail(self, end: str = "") -> None:
        from desk.finding.scanned import scan_ours

        burst = self._forget()
        if not end:
            self._tail = 0.0
        if scan_ours(self._rules.bare(burst.whole)):
            self._tell(burst, end or "silence")

    def _tell(self, burst: Burst, end: str) -> None:
        told = burst.heard(self._rules, end)
        self.heard.emit(told)
        self.scanned.emit(told.text)

    def _forget(self) -> Burst:
        self._timer.stop()
        self._rest.stop()
        self._held.clear()
        burst, self._burst = self._burst, Burst()
        return burst

    def flush(self) -> None:
        """What was held back was typing: deliver it, in order."""
        held = list(self._held)
        self._forget()
        if not held:
            return
        self._sending = True
        try:
            for target, event in held:
                if _there(target):
                    QCoreApplication.sendEvent(target, event)
        finally:
            self._sending = False


def _there(target: QObject) -> bool:
    """Whether what a key was meant for still stands."""
    if isinstance(target, QWindow):
        return target in QGuiApplication.allWindows()
    return isValid(target)
