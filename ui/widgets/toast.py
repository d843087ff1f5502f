"""The toast: one at a time, confirms a commit, offers to take it back or print it again."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPropertyAnimation, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.icons import draw_icon
from ui.keys import KEYS, KeyMap
from ui.shell.screen import ToastAction
from ui.spoken import announce
from ui.theme import current, motion_ms, scaled
from ui.tokens import RADIUS_WELL, Role
from ui.widgets.buttons import ButtonKind, CommitButton, KeyButton
from ui.widgets.clearing import empty
from ui.widgets.paint import box, cap_width, draw_cap, focus_ring, painter_for
from ui.widgets.placing import GAP, place_in
from ui.widgets.text import draw_text, line_height, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from ui.shell.screen import ToastSpec

STAYS_MS = 10_000
LOOK_MS = 120
RISE = 10
AIR = 3  # above the first line, for its tone marks
# names of what no toast may lie over beside acts and focus: codes, and what is read before the next step
KEPT_CLEAR = ("dossier.code", "returns.code", "checklist", "day_table.total")


class _Words(QWidget):
    """Title and second line of a toast."""

    def __init__(self, spec: ToastSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec = spec
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Both lines whole."""
        wide = max(text_width(self._spec.title, Role.STRONG), text_width(self._spec.text, Role.BODY))
        lines = 2 if self._spec.text else 1
        high = math.ceil(line_height(Role.BODY) * 0.95) * lines
        return QSize(math.ceil(wide) + 2, high + math.ceil(current().px(AIR)))

    def minimumSizeHint(self) -> QSize:
        """Lines may be shortened on a narrow window."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines on the dark ground."""
        del event
        theme = current()
        painter = painter_for(self)
        air = theme.px(AIR)
        high = (self.height() - air) / (2 if self._spec.text else 1)
        top = QRectF(0, air, self.width(), high)
        draw_text(painter, top, self._spec.title, Role.STRONG, theme.colour("toast_text"))
        if self._spec.text:
            draw_text(
                painter, top.translated(0, high), self._spec.text, Role.BODY, theme.colour("toast_text2")
            )
        painter.end()


class _Action(QAbstractButton):
    """One action of a toast with its cap."""

    def __init__(self, action: ToastAction, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._cap = keys.cap(action.key)
        self.setText(action.text)
        self.setObjectName(f"toast.{action.key}")
        self.setAccessibleName(action.text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Words, then the cap."""
        wide = text_width(self.text(), Role.STRONG) + cap_width(self._cap) + 16
        return QSize(math.ceil(wide), math.ceil(current().px(30)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the action."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        ink = theme.colour("toast_text")
        edge = draw_cap(painter, rect.right() - 4, rect.center().y(), self._cap, ink=ink, line=ink, fill=None)
        draw_text(painter, QRectF(4, 0, edge - 8, rect.height()), self.text(), Role.STRONG, ink)
        if self.hasFocus():
            focus_ring(painter, rect, 5, theme.colour("toast_ok"))
        painter.end()


class Toast(QFrame):
    """Shows one `ToastSpec` at a time over a window, for ten seconds, or until dismissed where it `stays`.

    Signals: `acted(key id)`, `gone()`. It never covers the widget that has the focus, nor the main
    act, nor what is named `KEPT_CLEAR`, nor another act where there is a place without: it moves
    aside or up. `room` tells where it may stand.
    """

    acted = Signal(str)
    gone = Signal()

    def __init__(self, parent: QWidget, *, keys: KeyMap = KEYS, stays: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._keys = keys
        self.room: Callable[[], QRect] | None = None
        self.stays = stays
        self._spec: ToastSpec | None = None
        self._covered: list[QRect] = []  # acts it could not leave free
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 10, 8)
        self._row.setSpacing(10)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._look = QTimer(self)  # a page that is read later lays its button out later
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_under)
        self._motion = QPropertyAnimation(self, b"pos", self)
        self.hide()

    @property
    def spec(self) -> ToastSpec | None:
        """What is shown, or None."""
        return self._spec

    def show_spec(self, spec: ToastSpec) -> None:
        """Show a confirmation in place of the one before."""
        empty(self._row)
        self._spec = spec
        self._row.addSpacing(scaled(30))
        words = QVBoxLayout()
        said = _Words(spec, self)
        words.addWidget(said)
        said.show()  # Qt does it later where a toast stands already, and the new one came out too narrow
        self._row.addLayout(words, 1)
        self._row.addSpacing(28)
        for action in spec.actions:
            button = _Action(action, self._keys, self)
            button.clicked.connect(lambda _=False, key=action.key: self.run(key))
            self._row.addWidget(button)
            button.show()
        if self.stays:
            close = _Action(ToastAction(tr("Đóng"), "back", self.dismiss), self._keys, self)
            close.clicked.connect(self.dismiss)
            self._row.addWidget(close)
            close.show()
        self.setAccessibleName(f"{spec.title} {spec.text}".strip())
        announce(self, self.accessibleName())
        self.show()
        self.place()
        self.raise_()
        self._rise()
        self._timer.stop()
        if not self.stays:
            self._timer.start(STAYS_MS)

    def wait(self, covered: bool) -> None:
        """What lies under the help is not read: its time begins anew once it is seen again."""
        if self._spec is None:
            return
        self._timer.stop()
        if not covered:
            self.place()
            self.raise_()
            if not self.stays:
                self._timer.start(STAYS_MS)

    def _rise(self) -> None:
        """Come up from below, where things may move."""
        lasts = motion_ms()
        if not lasts:
            return
        end = self.pos()
        self._motion.setDuration(lasts)
        self._motion.setStartValue(end + QPoint(0, RISE))
        self._motion.setEndValue(end)
        self._motion.start()

    def run(self, key: str) -> bool:
        """Do the action of a key, if the toast shown has it; the toast goes."""
        for action in self._spec.actions if self._spec is not None else ():
            if action.key == key:
                self.dismiss()
                action.act()
                self.acted.emit(key)
                return True
        return False

    def dismiss(self) -> None:
        """Take the toast away."""
        self._timer.stop()
        if self._spec is not None:
            self._spec = None
            self.hide()
            self.gone.emit()

    def place(self) -> None:
        """Stand low in the room between the bars, where neither the focus nor the main act lies under it."""
        parent = self.parentWidget()
        if parent is None or self._spec is None:
            return
        self._row.activate()
        room = self.room() if self.room is not None else parent.rect().adjusted(0, 68, 0, -38)
        wide = min(max(self.sizeHint().width(), 420), room.width() - 2 * GAP)
        high = max(self.sizeHint().height(), math.ceil(current().px(56)))
        self._motion.stop()
        buttons = self._buttons(parent)
        self.setGeometry(place_in(room, QSize(wide, high), self._kept_clear(parent), buttons))
        self._covered = [one for one in buttons if self.geometry().intersects(one)]

    def _buttons(self, parent: QWidget) -> list[QRect]:
        """What may be pressed next, as far as it is in sight."""
        found = [one for one in parent.findChildren(QAbstractButton) if not self.isAncestorOf(one)]
        seen = ((one, one.visibleRegion().boundingRect()) for one in found if one.isVisible())
        return [QRect(one.mapTo(parent, part.topLeft()), part.size()) for one, part in seen if part.isValid()]

    def showEvent(self, event: QShowEvent) -> None:
        """Look from now on at what lies under it."""
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing lies under it any more."""
        super().hideEvent(event)
        self._look.stop()

    def _look_under(self) -> None:
        """Make way for what came to lie under it; otherwise it stays where it is read."""
        parent, moves = self.parentWidget(), QPropertyAnimation.State.Running
        if parent is None or self._motion.state() == moves:
            return
        lies = self.geometry()
        under = [one for one in self._buttons(parent) if lies.intersects(one)]
        if under != self._covered or any(lies.intersects(one) for one in self._kept_clear(parent)):
            self.place()

    def _kept_clear(self, parent: QWidget) -> list[QRect]:
        """What stays to be seen: the focus, the button F9 presses, a part's usual act, the screen's code."""
        usual = [one for one in parent.findChildren(KeyButton) if one.kind is ButtonKind.SOFT]
        codes = [one for name in KEPT_CLEAR for one in parent.findChildren(QWidget, name)]
        always = [*parent.findChildren(CommitButton), *usual, *codes]
        places = (self._focus_rect(parent), *_places(always, parent))
        return [one for one in places if not one.isEmpty()]

    def _focus_rect(self, parent: QWidget) -> QRect:
        focus = QApplication.focusWidget()
        if focus is None or not parent.isAncestorOf(focus) or self.isAncestorOf(focus):
            return QRect()
        inner = focus.rect()
        find = getattr(focus, "current_rect", None)
        if callable(find):
            inner = find()
        return QRect(focus.mapTo(parent, QPoint(inner.x(), inner.y())), inner.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark box and the tick."""
        del event
        theme = current()
        painter = painter_for(self)
        box(painter, QRectF(self.rect()), RADIUS_WELL, fill=theme.colour("toast"))
        side = theme.px(20)
        draw_icon(
            painter, "circle-check", theme.px(14), (self.height() - side) / 2, side, theme.colour("toast_ok")
        )
        painter.end()


def _places(widgets: Iterable[QWidget], parent: QWidget) -> list[QRect]:
    """Where those that are seen lie in the window."""
    return [QRect(one.mapTo(parent, QPoint(0, 0)), one.size()) for one in widgets if one.isVisible()]
