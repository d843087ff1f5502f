"""The guided tour: a bubble beside the real widget, waiting for the real key; left and resumed at will.

It runs on a training office only and does nothing by itself except lend what a device would give.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QProcess, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.help.steps import Step, steps
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import BannerSpec, ToastAction, ToastSpec
from ui.theme import current
from ui.tokens import RADIUS_CARD, Role, Tone
from ui.widgets.buttons import ButtonKind, KeyButton, LinkButton
from ui.widgets.label import Label
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.services import Services
    from ui.shell.window import Shell

LOOK_MS, WIDE, GAP = 150, 360, 10


class Ring(QWidget):
    """The ring around what the step is about; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        painter = painter_for(self)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        box(painter, rect, RADIUS_CARD, line=current().ink(Tone.WARN), width=3)
        painter.end()


class Bubble(QFrame):
    """The words of a step. It takes no focus by itself: the keys belong to the window."""

    def __init__(self, parent: QWidget, *, next_cap: str, leave_cap: str) -> None:
        super().__init__(parent)
        self.setObjectName("tour_bubble")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        self.count = Label("", Role.CAPTION, Tone.MUTED, parent=self)
        self.title = Label("", Role.SECTION, wraps=True, parent=self)
        self.text = Label("", Role.BODY, wraps=True, parent=self)
        for label in (self.count, self.title, self.text):
            column.addWidget(label)
        row = QHBoxLayout()
        self.next = KeyButton("", name="tour.next", kind=ButtonKind.SOFT, cap=next_cap, parent=self)
        self.leave = LinkButton(tr("Để sau"), name="tour.leave", cap=leave_cap, parent=self)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self.leave)
        column.addLayout(row)
        for button in (self.next, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def fit(self, wide: int) -> QSize:
        """Be so wide, and high enough for every word."""
        self.setFixedWidth(wide)
        for label in (self.title, self.text):
            label.setFixedHeight(label.heightForWidth(wide - 32))
        self.adjustSize()
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_CARD, fill=theme.tint(Tone.WARN), line=theme.ink(Tone.WARN), width=2)
        painter.end()


class Tour(QObject):
    """Walks the steps. GUI thread only. Signals: `stepped(number)`, `ended()`."""

    stepped = Signal(int)
    ended = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.steps: tuple[Step, ...] = steps()
        self.at = -1
        keys = shell.keys
        self.ring = Ring(shell)
        self.bubble = Bubble(shell, next_cap=keys.cap("tour.next"), leave_cap=keys.cap("tour.leave"))
        self.bubble.next.clicked.connect(self.help_on)
        self.bubble.leave.clicked.connect(self.leave)
        self._keys = (
            bind(shell, "tour.next", self.help_on, keys=keys, window=True),
            bind(shell, "tour.leave", self.leave, keys=keys, window=True),
        )
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._enable(on=False)

    # ---- beginning and ending -------------------------------------------------------------------

    def start(self) -> None:
        """Begin, or go on where it was left; on a real office only offer the training office."""
        if not self._shell.services.office().training:
            self._offer_training()
            return
        services = self._shell.services
        self._shell.runner.submit(
            "desk", _kept, services, owner=self, done=self.go, failed=lambda _e: self.go(0)
        )

    def leave(self) -> None:
        """Leave; the step is kept."""
        if self.at < 0:
            return
        self._hide()
        self._shell.desktop.toast(
            ToastSpec(tr("Đã dừng hướng dẫn"), tr("Bấm Ctrl+K, gõ huong dan để làm tiếp."))
        )

    def go(self, number: int) -> None:
        """Stand on a step; after the last one the tour is over."""
        if number >= len(self.steps):
            self._keep(0)
            self._hide()
            self._shell.desktop.toast(ToastSpec(tr("Xong hướng dẫn"), tr("Sổ tập huấn vẫn mở để tập thêm.")))
            self.ended.emit()
            return
        self.at = number
        step = self.steps[number]
        if step.screen and self._shell.current_name != step.screen:
            self._shell.go(step.screen)
        self.bubble.count.setText(tr("Bước {at}/{count}", at=number + 1, count=len(self.steps)))
        self.bubble.title.setText(step.title)
        self.bubble.text.setText(step.text)
        self.bubble.next.say(step.lends or tr("Bỏ qua bước này"))
        self.bubble.setAccessibleName(f"{step.title}. {step.text}")
        self._keep(number)
        self._enable(on=True)
        self._look.start()
        self.place()
        self.stepped.emit(number)

    def help_on(self) -> None:
        """Ctrl+.: lend what a device would give, else skip the step."""
        if self.at < 0:
            return
        lend = self.steps[self.at].lend
        if lend is not None:
            lend(self._shell)
        else:
            self.go(self.at + 1)

    def look(self) -> None:
        """Whether the real deed was done; then the next step, once nothing lies over the window."""
        if self.at < 0:
            return
        if self.steps[self.at].done(self._shell):
            self.go(self.at + 1)
        else:
            self.place()

    def _hide(self) -> None:
        self.at = -1
        self._look.stop()
        self.ring.hide()
        self.bubble.hide()
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        for key in self._keys:
            key.setEnabled(on)

    def _keep(self, step: int) -> None:
        services = self._shell.services
        self._shell.runner.submit(
            "desk", lambda: services.house.keep_tour(step), owner=self, failed=lambda _error: None
        )

    # ---- where it stands ------------------------------------------------------------------------

    def place(self) -> None:
        """Ring the widget and stand beside it, inside the window and never over it where there is room."""
        shell = self._shell
        target = shell.findChild(QWidget, self.steps[self.at].target)
        size = self.bubble.fit(min(int(current().px(WIDE)), shell.width() - 40))
        if target is None or not target.isVisible():
            self.ring.hide()
            self.bubble.move((shell.width() - size.width()) // 2, shell.height() - size.height() - 60)
        else:
            around = QRect(target.mapTo(shell, QPoint(0, 0)), target.size()).adjusted(-4, -4, 4, 4)
            self.ring.setGeometry(around)
            self.ring.show()
            self.ring.raise_()
            self.bubble.move(self._beside(around, size.width(), size.height()))
        self.bubble.show()
        self.bubble.raise_()

    def _beside(self, around: QRect, wide: int, high: int) -> QPoint:
        shell = self._shell
        ways = (
            QPoint(around.left(), around.bottom() + GAP), QPoint(around.right() + GAP, around.top()),
            QPoint(around.left() - wide - GAP, around.top()),
            QPoint(around.left(), around.top() - high - GAP),
        )  # fmt: skip
        room = shell.rect().adjusted(8, 8, -8, -8 - shell.key_bar.height())  # the keys stay to be read
        for way in ways[1:3]:
            way.setY(max(room.top(), min(way.y(), room.bottom() - high)))
        for way in ways:
            if room.contains(QRect(way.x(), way.y(), wide, high)):
                return way
        return QPoint(shell.width() - wide - 16, shell.height() - high - 50)

    # ---- a real office --------------------------------------------------------------------------

    def _offer_training(self) -> None:
        action = ToastAction(tr("Mở sổ tập huấn"), "", open_training)
        self._shell.show_banner(
            BannerSpec(
                tr("Hướng dẫn chỉ chạy trên sổ tập huấn"),
                tr("Hồ sơ thật không bị đụng đến. Sổ tập huấn mở ở cửa sổ khác; ở đó bấm Ctrl+K, gõ tour."),
                tone=Tone.INFO,
                action=action,
            )
        )


def tour_of(shell: Shell) -> Tour:
    """The tour of a window, made when it is first asked for."""
    return shell.findChild(Tour) or Tour(shell)


def _kept(services: Services) -> int:
    """Ask behind the office's opening (desk pool)."""
    return services.house.tour_step()


def open_training() -> bool:
    """Start the program once more, on the training office of this person."""
    from desk.office.setup import training_folder

    frozen = bool(getattr(sys, "frozen", False))
    words = [*([] if frozen else ["-m", "ui"]), "--training", "--data", str(training_folder())]
    return bool(QProcess.startDetached(sys.executable, words)[0])
