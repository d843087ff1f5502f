"""A window with one of everything a scan must not touch, and a guard whose clock only keys move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.rows.readers import Heard, WedgeRules
from ui.scan.guard import ScanGuard

CARD = "079056000889||Võ Ngọc Thí Dụ|07071956|Nam|14 Phố Thử Nghiệm, Mẫu|010521"
CODE = "VN-MAU-01-261123-0042.7K3BCF9H"
READER, PERSON, QUICK = 0.004, 0.065, 0.020
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Rhythm:
    """The time at which the next key is pressed; keys move it, never the machine's own clock."""

    now: float = 100.0

    def __call__(self, event: QKeyEvent) -> float:
        del event
        return self.now


@dataclass
class Desk:
    """A window with one of everything a scan must not touch, and the guard before it."""

    window: QWidget
    line: QLineEdit
    button: QPushButton
    combo: QComboBox
    rows: QListWidget
    guard: ScanGuard
    rhythm: Rhythm
    scans: list[str] = field(default_factory=list)
    clicks: list[str] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    def press(
        self,
        key: Qt.Key,
        *,
        gap: float = READER,
        modifier: Qt.KeyboardModifier = NONE,
        window: QWindow | None = None,
    ) -> None:
        """One key down and up, `gap` seconds after the one before."""
        self.rhythm.now += gap
        at = window or self.window.windowHandle()
        QTest.keyClick(at, key, modifier)

    def write(self, text: str, *, gap: float = READER, window: QWindow | None = None) -> None:
        """Letters one after another; marks come as a reader sends them, as one key each."""
        for letter in text:
            self.rhythm.now += gap
            tap(window or self.window.windowHandle(), letter)

    def scan(self, text: str, *, end: Qt.Key = Qt.Key.Key_Return, window: QWindow | None = None) -> None:
        """What a code reader does."""
        self.write(text, window=window)
        self.press(end, window=window)

    def key(
        self,
        key: Qt.Key,
        text: str = "",
        *,
        gap: float = READER,
        modifier: Qt.KeyboardModifier = NONE,
    ) -> None:
        """A key with a text of its own, straight to the window, as the system sends it."""
        self.rhythm.now += gap
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifier, text)
            event.ignore()
            QApplication.sendEvent(self.window.windowHandle(), event)

    def compose(self, preedit: str, commit: str = "", *, cut: int = 0, gap: float = READER) -> None:
        """What an input method sends to the field that has the focus."""
        self.rhythm.now += gap
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit, -cut, cut)
        focus = QApplication.focusObject()
        assert focus is not None
        QApplication.sendEvent(focus, event)

    def rest(self, qtbot: QtBot) -> None:
        """Nothing more comes: the guard makes up its mind."""
        qtbot.wait(self.guard.rules.gap_ms * 2 + 20)


def tap(window: QWindow, letter: str) -> None:
    """Post a key's press and release to the window, as the system does."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(window, QKeyEvent(kind, 0, NONE, letter))
    QApplication.sendPostedEvents(window)


@contextmanager
def guarded_desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    """Show the window with its guard, and take both away."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    made = QLineEdit(window), QPushButton("Từ chối", window), QComboBox(window), QListWidget(window)
    for one in made:
        column.addWidget(one)
    made[2].addItems(["Hộ tịch", "Chứng thực", "Võ Ngọc", "079"])
    made[3].addItems(["0 hồ sơ", "Võ Ngọc", "079", "1 hồ sơ"])
    made[3].setCurrentRow(0)
    rhythm = Rhythm()
    guard = ScanGuard(qapp, rules=WedgeRules(), clock=rhythm, arrival=lambda: rhythm.now)
    found = Desk(window, *made, guard=guard, rhythm=rhythm)
    guard.scanned.connect(found.scans.append)
    guard.heard.connect(found.heard.append)
    found.button.clicked.connect(lambda: found.clicks.append("button"))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield found
    guard.flush()
    qapp.removeEventFilter(guard)
    guard.deleteLater()
