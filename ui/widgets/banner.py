"""Banners and empty states: sentences that stay until solved, placed beside their cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.icons import draw_icon
from ui.spoken import announce
from ui.theme import current, scaled
from ui.tokens import XL, Role, Tone
from ui.widgets.buttons import ButtonKind, KeyButton, LinkButton
from ui.widgets.card import Card
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.paint import painter_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

LEAST_FOR_ICON, BESIDE = 110, 600
LINE_MOST = 560  # px: a longer line of a sentence is hard to follow back
_ICONS = {Tone.BAD: "circle-alert", Tone.WARN: "triangle-alert", Tone.INFO: "info", Tone.OK: "circle-check"}


class Banner(Card):
    """What happened, what is safe, what to do, with the one action that does it.

    Signals: `acted()`, `shut()` of a banner that may be put away, `spoke(bool)` when it comes and when it
    goes. Hidden until `say`; its whole text is the accessible name.
    """

    acted = Signal()
    shut = Signal()
    spoke = Signal(bool)

    def __init__(self, *, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(name=name, margins=(XL, 8, XL, 10), spacing=2, parent=parent)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._icon = IconBox("circle-alert", Tone.BAD, self)
        head.addWidget(self._icon)
        self.title = Label("", Role.STRONG, Tone.BAD, wraps=True, parent=self)
        head.addWidget(self.title, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        self.text = Label("", Role.BODY, Tone.PLAIN, wraps=True, parent=self)
        under = QHBoxLayout()  # the sentence begins where its title does
        under.setSpacing(0)
        under.addSpacing(self._icon.width() + head.spacing())
        under.addWidget(self.text, 1)
        words.addLayout(under)
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self._row.addLayout(words, 1)
        self.body.addLayout(self._row)
        self._acts = QWidget(self)
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(8)
        self.action = KeyButton("", name=f"{name}.action", kind=ButtonKind.DANGER, parent=self._acts)
        self.action.clicked.connect(self.acted)
        self.away = LinkButton("", name=f"{name}.away", parent=self._acts)
        self.away.clicked.connect(lambda _on=False: self.shut.emit())
        acts.addWidget(self.action)
        acts.addWidget(self.away)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._acts)
        self._foot.addStretch(1)
        self.body.addLayout(self._foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(
        self,
        title: str,
        text: str = "",
        *,
        tone: Tone = Tone.BAD,
        action: str = "",
        cap: str = "",
        shuts: str = "",
    ) -> None:
        """Show the sentences; an action without words has no button, `shuts` is the key that ends it."""
        self.set_tone(tone)
        self._icon.set(_ICONS.get(tone, "info"), tone)
        self.title.setText(title)
        self.title.set_tone(tone)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.action.setVisible(bool(action))
        if action:
            self.action.kind = ButtonKind.DANGER if tone is Tone.BAD else ButtonKind.SECONDARY
            self.action.say(action, cap=cap)
        self.away.setVisible(bool(shuts))
        self.away.say(tr("Đóng"), cap=shuts)
        self._acts.setVisible(bool(action or shuts))
        said = f"{title} {text}".strip()
        if said != self.accessibleName() or not self.isVisible():
            announce(self, said, now=tone is Tone.BAD)
        self.setAccessibleName(said)
        came = self.isHidden()
        self.show()
        if came:
            self.spoke.emit(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The act stands beside the words where there is room, else under them."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()  # another width may need another line
        beside = self.width() >= current().px(BESIDE)
        if beside != (self._row.indexOf(self._acts) >= 0):
            (self._foot if beside else self._row).removeWidget(self._acts)
            if beside:
                self._row.addWidget(self._acts, 0, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._foot.insertWidget(0, self._acts)
        self._foot.setContentsMargins(0, 0 if beside else 4, 0, 0)

    def clear(self) -> None:
        """Take the banner away."""
        went = not self.isHidden()
        self.hide()
        if went:
            self.spoke.emit(False)

    def sizeHint(self) -> QSize:
        """As high as its sentences are at the width it has: a layout lets it be no higher than this."""
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))


class IconBox(QWidget):
    """An icon in a tone. Not interactive."""

    def __init__(self, name: str, tone: Tone, parent: QWidget | None = None, *, side: int = 18) -> None:
        super().__init__(parent)
        self._name, self._tone, self._side = name, tone, scaled(side)
        self.setFixedSize(self._side + 2, self._side + 4)

    def set(self, name: str, tone: Tone) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        del event
        painter = painter_for(self)
        top = (self.height() - self._side) / 2
        draw_icon(painter, self._name, 1, top, self._side, current().ink(self._tone))
        painter.end()


class EmptyState(QWidget):
    """An icon, one sentence and the key to press, where a list has nothing to show.

    Signal `acted()` when its button is pressed.
    """

    acted = Signal()

    def __init__(
        self,
        icon: str,
        text: str,
        *,
        name: str,
        caps: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        self._icon = IconBox(icon, Tone.MUTED, self, side=40)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self.text = Label(
            text, Role.MEDIUM, Tone.MUTED, wraps=True, align=Qt.AlignmentFlag.AlignHCenter, parent=self
        )
        self.text.setMaximumWidth(scaled(LINE_MOST))
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addStretch(1)
        line.addWidget(self.text, 1000)  # as wide as it may be, what is left on both sides alike
        line.addStretch(1)
        column.addLayout(line)
        self.action = KeyButton(action, name=f"{name}.action", cap=caps, parent=self)
        self.action.clicked.connect(self.acted)
        self.action.setVisible(bool(action))
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        if caps and not action:
            column.addWidget(KeyCap(caps, self), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setAccessibleName(text)

    def say(self, icon: str, text: str, *, tone: Tone = Tone.MUTED, action: str = "", cap: str = "") -> None:
        """Show another state."""
        self._icon.set(icon, tone)
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setVisible(bool(action))
        if action:
            self.action.say(action, cap=cap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the sentence comes before the icon."""
        super().resizeEvent(event)
        self._icon.setVisible(self.height() >= LEAST_FOR_ICON)

    def on_act(self, act: Callable[[], object]) -> None:
        """Connect the button."""
        self.acted.connect(act)
