"""Máy quét: the scan buttons of this machine where the live picture stands otherwise, and a run under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.scan.run import RunState, Stage
from ui.theme import current, scaled
from ui.tokens import RADIUS_WELL, Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.buttons import ButtonKind, KeyButton, LinkButton
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desk.imaging.rows import ScanProfile

BY_HAND = "by_hand"


class ScannerWell(QWidget):
    """The scan buttons, or what a run says. Digits press the buttons while the focus is inside.

    Signals: `chosen(at)` of a scan button, `by_hand()` for both sides in two stacks, `first()` and
    `second()` of the two answers while a run waits, `left()` to leave it, `told()` when it speaks or is done.
    """

    chosen = Signal(int)
    by_hand = Signal()
    first = Signal()
    second = Signal()
    left = Signal()
    told = Signal()

    def __init__(self, cap: str, parent: QWidget) -> None:
        """`cap` is that of the key that captures on this screen."""
        super().__init__(parent)
        self.setObjectName("scan.well")
        self.setAccessibleName(tr("Máy quét"))
        self._cap = cap
        self._at = 0
        self._profiles = 0
        self.buttons: tuple[KeyButton, ...] = ()
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._stack)
        self._list = QWidget()
        self._list.setObjectName("scrolled")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        scroll = QScrollArea(self)
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self._told())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(scaled(220))

    def _told(self) -> QWidget:
        """The side that tells of a run: an icon, a sentence, two answers."""
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        self._icon = IconBox("scan-line", Tone.PRIMARY, side, side=22)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label("", Role.MEDIUM, wraps=True, parent=side)
        head.addWidget(self.words, 1)
        column.addLayout(head)
        column.addStretch(1)
        foot = FlowLayout(gap=8)
        self.go = KeyButton("", name="scan.run.go", kind=ButtonKind.SOFT, cap=self._cap, parent=side)
        self.leave = KeyButton("", name="scan.run.leave", cap="Esc", parent=side)
        self.go.clicked.connect(self.first)
        self.leave.clicked.connect(self.second)
        self.quit = LinkButton(tr("Thôi"), name="scan.run.quit", cap="Esc", parent=side)
        self.quit.clicked.connect(lambda _on=False: self.left.emit())
        for button in (self.go, self.leave, self.quit):
            foot.addWidget(button)
        column.addLayout(foot)
        return side

    def sizeHint(self) -> QSize:
        """As the live picture."""
        return QSize(304, 200)

    # ---- what it shows --------------------------------------------------------------------------

    def show_profiles(self, profiles: Sequence[ScanProfile], at: int) -> None:
        """Show the scan buttons; the one F5 presses says so. Buttons that stay keep the focus they have."""
        self._at = at
        names = [profile.name for profile in profiles]
        if any(profile.source == "feeder" for profile in profiles):
            names.append(tr("Hai mặt bằng tay"))
        if len(names) != len(self.buttons):
            self._rebuild(len(names))
        for number, (button, name) in enumerate(zip(self.buttons, names, strict=True)):
            usual = number == at
            button.kind = ButtonKind.SOFT if usual else ButtonKind.SECONDARY
            button.say(name, cap=self._cap if usual else str(number + 1) if number < 9 else "")
        self._profiles = len(profiles)

    def _rebuild(self, count: int) -> None:
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        while self._rows.count():
            self._rows.takeAt(0)
        self.buttons = tuple(self._button(number) for number in range(count))
        for button in self.buttons:
            self._rows.addWidget(button)
        self._rows.addStretch(1)

    def _button(self, at: int) -> KeyButton:
        button = KeyButton("", name=f"scan.profile.{at + 1}", shortens=True, parent=self._list)
        button.clicked.connect(lambda: self._press(at))
        return button

    def _press(self, at: int) -> None:
        if at < self._profiles:
            self.chosen.emit(at)
        else:
            self.by_hand.emit()

    @property
    def telling(self) -> bool:
        """Whether it tells of a run instead of showing the scan buttons."""
        return self._stack.currentIndex() == 1

    def show_run(self, state: RunState) -> None:
        """Show where a run stands."""
        idle = state.stage is Stage.IDLE
        self._stack.setCurrentIndex(0 if idle else 1)
        if not idle:
            self._tell(state)
        self.told.emit()

    def _tell(self, state: RunState) -> None:
        running = state.stage is Stage.RUNNING
        words = state.words or tr("Đang quét trang {number}…", number=state.pages + 1)
        name = state.profile.name if state.profile is not None else ""
        self.words.setText(words if not running or state.words else f"{words}\n{name}")
        looks = {
            Stage.RUNNING: ("scan-line", Tone.PRIMARY, "", tr("Dừng")),
            Stage.FAULT: ("triangle-alert", Tone.BAD, tr("Quét tiếp"), tr("Thôi")),
            Stage.FLIP: ("flip-vertical-2", Tone.PRIMARY, tr("Quét mặt sau"), tr("Thôi")),
            Stage.UNEVEN: ("triangle-alert", Tone.WARN, tr("Ghép từ tờ đầu"), tr("Ghép từ tờ cuối")),
        }
        icon, tone, first, second = looks[state.stage]
        self._icon.set(icon, tone)
        self.go.setVisible(bool(first))
        self.go.say(first)
        self.leave.say(second, cap="" if state.stage is Stage.UNEVEN else "Esc")
        self.quit.setVisible(state.stage is Stage.UNEVEN)
        self.setAccessibleDescription(self.words.text())

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on what is to be pressed."""
        if self.telling:
            (self.go if self.go.isVisibleTo(self) else self.leave).setFocus(*reason)
        elif self.buttons:
            self.buttons[min(self._at, len(self.buttons) - 1)].setFocus(*reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits press the scan buttons; arrows walk them."""
        at = int(event.key()) - int(Qt.Key.Key_1)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if self._stack.currentIndex() == 0 and not held and 0 <= at < len(self.buttons):
            self.buttons[at].click()
        elif self._stack.currentIndex() == 0 and step is not None and self.buttons:
            now = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), 0)
            self.buttons[(now + step) % len(self.buttons)].setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame; on sunken ground the button F5 presses would be the palest of all."""
        del event
        painter = painter_for(self)
        theme = current()
        line = theme.colour("border" if theme.edge else "hairline")
        box(painter, QRectF(self.rect()), RADIUS_WELL, fill=theme.colour("surface"), line=line)
        painter.end()
