"""What one key of a reader or a person is to the guard: a letter, an end, a helper, or something else."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from desk.rows.readers import LEAST_GAP, MOST_GAP, USUAL_GAP, WedgeRules

GAP_ENV = "QMC_SCAN_GAP_MS"  # over the desk's setting, for a machine without one: milliseconds
_CTRL, _ALT, _META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
_HELPERS = frozenset(
    {
        Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr, Qt.Key.Key_Alt, Qt.Key.Key_Control,
        Qt.Key.Key_Meta, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
    }
)  # fmt: skip
_DEAD = range(Qt.Key.Key_Dead_Grave.value, Qt.Key.Key_Dead_Longsolidusoverlay.value + 1)


def gap_of_desk() -> int | None:
    """The gap in milliseconds that the environment asks for; None where it says nothing sensible."""
    told = os.environ.get(GAP_ENV, "")
    good = told.isascii() and told.isdigit() and LEAST_GAP <= int(told) <= MOST_GAP
    return int(told) if good else None


def usual_rules() -> WedgeRules:
    """The rules before the desk's own are known."""
    return WedgeRules(gap_ms=gap_of_desk() or USUAL_GAP)


def pressed_at(event: QKeyEvent) -> float:
    """When a key went down, in seconds, by the window system's own clock.

    A window that was busy for a moment gets the keys late but not out of rhythm, so a scan stays whole.
    """
    stamp = event.timestamp()
    return stamp / 1000 if stamp else time.monotonic()


def printable(event: QKeyEvent) -> bool:
    """A letter to be written. AltGr reads as Ctrl+Alt on Windows, and writes all the same."""
    text, held = event.text(), event.modifiers() & (_CTRL | _ALT | _META)
    return bool(text) and text.isprintable() and (not held or held == _CTRL | _ALT)


def end_of(event: QKeyEvent) -> str:
    """Whether a key ends a code: `enter`, `tab`, `feed` (a bare line feed, or Ctrl+J), or nothing."""
    key, text = event.key(), event.text()
    if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or (text == "\r" and not _is_shortcut(event)):
        return "enter"
    if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} or (text == "\t" and not _is_shortcut(event)):
        return "tab"
    return "feed" if text == "\n" else ""


def _is_shortcut(event: QKeyEvent) -> bool:
    """Ctrl+M and Ctrl+I carry the texts of Enter and Tab and are keys of their own."""
    return bool(event.modifiers() & _CTRL)


def helper(event: QKeyEvent) -> bool:
    """A key that only changes the next one: Shift, AltGr, a dead accent, a digit of an Alt code."""
    return event.key() in _HELPERS or event.key() in _DEAD or alt_code(event)


def alt_code(event: QKeyEvent) -> bool:
    """A digit on the keypad while Alt is held: so readers write marks on Windows."""
    held = event.modifiers()
    return bool(held & _ALT and held & Qt.KeyboardModifier.KeypadModifier)


def copied(event: QEvent) -> QEvent:
    """The event to be sent again later."""
    if isinstance(event, QInputMethodEvent):
        again = QInputMethodEvent(event.preeditString(), event.attributes())
        again.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
        return again
    return event.clone()


def composed(watched: QObject, event: QEvent) -> bool:
    """An input method's event on its way to what has the focus, with something in it."""
    if not isinstance(event, QInputMethodEvent) or not watched.isWidgetType():
        return False
    return bool(event.preeditString() or event.commitString() or event.replacementLength())
