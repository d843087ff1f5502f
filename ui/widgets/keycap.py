"""Key caps and the key bar: every key is printed on the screen where it works."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from ui.i18n import tr
from ui.icons import draw_icon
from ui.theme import current, scaled
from ui.tokens import KEY_BAR, XL, XS, Role, Tone
from ui.widgets.label import Label
from ui.widgets.paint import CAP_HEIGHT, cap_width, draw_cap, hairline, painter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.key_rows import Key


HINT = 24  # px: below this the marks of capitals push the words under the middle of their cap


class KeyCap(QWidget):
    """One key as printed on the keyboard. Not interactive."""

    def __init__(self, caps: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps = caps
        self.setAccessibleName(caps)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Size of the cap."""
        return QSize(math.ceil(cap_width(self._caps)), math.ceil(current().px(CAP_HEIGHT)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        del event
        theme = current()
        painter = painter_for(self)
        draw_cap(
            painter,
            self.width(),
            self.height() / 2,
            self._caps,
            ink=theme.colour("text2"),
            line=theme.colour("border"),
            fill=theme.colour("surface"),
        )
        painter.end()


class KeyHint(QWidget):
    """A cap and what it does, as in the key bar."""

    def __init__(
        self, caps: str, text: str, parent: QWidget | None = None, *, tone: Tone = Tone.MUTED
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(KeyCap(caps, self))
        self._caps = caps
        self._words = Label(text, Role.BODY, tone, tall=True, parent=self)
        self._words.setMinimumHeight(scaled(HINT))
        row.addWidget(self._words)
        self.say(text)

    def say(self, text: str) -> None:
        """Say what the key does now."""
        self._words.setText(text)
        self.setAccessibleName(f"{self._caps} {text}")


class SavedMark(QWidget):
    """The quiet words at the right of the key bar: when work was last kept on this machine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.OK
        self._label = Label("", Role.BODY, Tone.MUTED, tall=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(22), 0, 0, 0)
        row.addWidget(self._label)
        self.hide()

    def say(self, text: str, *, tone: Tone = Tone.OK) -> None:
        """Show the words, or nothing when empty; WARN where something could not be kept."""
        self._tone = tone
        self._label.set_tone(Tone.MUTED if tone is Tone.OK else tone)
        self._label.setText(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the double tick."""
        del event
        painter = painter_for(self)
        icon = "check-check" if self._tone is Tone.OK else "triangle-alert"
        side = current().px(16)
        draw_icon(painter, icon, 0, (self.height() - side) / 2, side, current().ink(self._tone))
        painter.end()


class KeyBar(QWidget):
    """The bar under a screen: its keys on the left, the last saving time on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("key_bar")
        self.setFixedHeight(math.ceil(current().px(KEY_BAR)))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(XL + XS + 1, 0, XL + 2, 0)
        self._row.setSpacing(18)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._keys: tuple[Key, ...] = ()
        self._hints: list[KeyHint] = []
        self._row.addStretch(1)
        self.parked: KeyHint | None = None
        self.saved = SavedMark(self)
        self._row.addWidget(self.saved)

    def set_keys(self, keys: Sequence[Key]) -> None:
        """Show the keys of a screen; the same ones again cost nothing."""
        if tuple(keys) == self._keys:
            return
        self._keys = tuple(keys)
        for hint in self._hints:
            self._row.removeWidget(hint)
            hint.hide()
            hint.deleteLater()
        self._hints = [KeyHint(key.caps, tr(key.label), self) for key in keys]
        for at, hint in enumerate(self._hints):
            self._row.insertWidget(at, hint)
        self._fit()

    def set_parked(self, caps: str, text: str) -> None:
        """Say what is parked, with the key that takes it up again; nothing where the text is empty."""
        if self.parked is not None:
            self._row.removeWidget(self.parked)
            self.parked.hide()
            self.parked.deleteLater()
            self.parked = None
        if text:
            self.parked = KeyHint(caps, text, self, tone=Tone.WARN)
            self.parked.setObjectName("key_bar.parked")
            self._row.insertWidget(self._row.indexOf(self.saved), self.parked)
        self._fit()

    def _fit(self) -> None:
        """Hide hints that have no room, so that none is cut; the last, which tells all keys, stays."""
        room = self.width() - 40 - (self.saved.sizeHint().width() + 18 if self.saved.text else 0)
        room -= self.parked.sizeHint().width() + 18 if self.parked is not None else 0
        wide = [hint.sizeHint().width() + self._row.spacing() for hint in self._hints]
        kept = wide[-1] if sum(wide) > room else 0
        for at, hint in enumerate(self._hints):
            fits = sum(wide[: at + 1]) + kept <= room or (kept and at == len(wide) - 1)
            hint.setVisible(bool(fits) or self.width() < 200)

    def minimumSizeHint(self) -> QSize:
        """The bar never makes the window wider."""
        return QSize(200, self.height())

    def event(self, event: QEvent) -> bool:
        """What is said of the last saving takes room from the hints as soon as it is said."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        """Show as many hints as there is room for."""
        del event
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line above."""
        del event
        painter = painter_for(self)
        painter.fillRect(QRectF(self.rect()), current().colour("surface"))
        hairline(painter, 0, 0, self.width())
        painter.end()
