"""Waits for the new key of one act: takes whatever is pressed, Esc gives up, Tab leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.keymap import portable
from ui.theme import current
from ui.tokens import RADIUS_CARD, XL, Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.label import Label
from ui.widgets.paint import box, focus_ring, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent


class KeyCatcher(QFrame):
    """A field that is filled by pressing a key. Signals: `caught(sequence)`, `given_up()`, `swap_asked()`."""

    caught = Signal(str)
    given_up = Signal()
    swap_asked = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(XL, 10, XL, 10)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label("", Role.STRONG, wraps=True, parent=self)
        self.text = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addLayout(words, 1)
        self.swap = SecondaryButton(
            tr("Đổi phím cho nhau"), name=f"{name}.swap", icon="arrow-left-right", parent=self
        )
        self.swap.clicked.connect(self.swap_asked)
        row.addWidget(self.swap)
        self.hide()

    def ask(self, act: str) -> None:
        """Wait for the key of an act."""
        self.title.setText(tr("Bấm phím mới cho “{act}”", act=act))
        self.say(tr("Esc: giữ phím cũ."))
        self.show()
        self.setFocus()

    def say(self, words: str, tone: Tone = Tone.MUTED, *, swap: bool = False) -> None:
        """Say why a key was not taken, and whether the two may change places."""
        self.text.setText(words)
        self.text.set_tone(tone)
        self.swap.setVisible(swap)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(words)

    def event(self, event: QEvent) -> bool:
        """Every key comes here first, not to the shortcut it may have now; Tab walks on as ever."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key pressed."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif not event.isAutoRepeat() and (sequence := portable(event)):
            self.caught.emit(sequence)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that it waits."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it waits no longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, ringed while it waits."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_CARD, fill=theme.colour("primary_tint"), line=theme.colour("primary"))
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_CARD)
        painter.end()
