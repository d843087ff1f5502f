"""Cards and section heads: the white surfaces a screen is laid out on."""

from __future__ import annotations

import enum
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_CARD, RING, XL, Role, Tone
from ui.widgets.label import Label
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Card(QFrame):
    """A white box with a hairline; `set_current` frames the step at work while the focus is in it.

    `body` is its vertical layout.
    """

    def __init__(
        self,
        *,
        name: str = "",
        margins: tuple[int, int, int, int] = (XL, 10, XL, 12),
        spacing: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if name:
            self.setObjectName(name)
        self._current = self._ringed = self._follows = False
        self._tone: Tone | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)

    def set_current(self, on: bool) -> None:
        """Frame the card as the step at work, for as long as the keys go into it."""
        self._current = on
        app = QApplication.instance()
        if on and not self._follows and isinstance(app, QApplication):
            self._follows = True
            app.focusChanged.connect(self._on_focus)
        self.update()

    def set_ringed(self, on: bool) -> None:
        """Draw the focus ring of what lies in the card, where that has no edge of its own."""
        self._ringed = on
        self.update()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._current and self._holds(before) != self._holds(now):
            self.update()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def set_tone(self, tone: Tone | None) -> None:
        """Tint the whole card with a meaning, as a banner does."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        if self._tone is not None:
            fill, line = theme.tint(self._tone), theme.ink(self._tone)
        else:
            fill, line = theme.colour("surface"), theme.colour("hairline")
        box(painter, rect, RADIUS_CARD, fill=fill, line=line)
        if self._ringed:
            focus_ring(painter, rect, RADIUS_CARD)
        elif self._current and self._holds(QApplication.focusWidget()):
            box(painter, rect, RADIUS_CARD, line=theme.colour("primary"), width=RING)
        painter.end()


class SectionHead(QWidget):
    """The head of a card: its title on the left, anything on the right (`row`)."""

    def __init__(
        self, title: str, *, role: Role = Role.SECTION, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        self.title = Label(title, role, tall=True, parent=self)
        self.row.addWidget(self.title)
        self.row.addStretch(1)
        self.note = Label(note, Role.BODY, Tone.MUTED, tall=True, parent=self)
        self.row.addWidget(self.note)
        self.note.setVisible(bool(note))

    def say(self, note: str, tone: Tone = Tone.MUTED) -> None:
        """Change the words on the right."""
        self.note.setText(note)
        self.note.set_tone(tone)
        self.note.setVisible(bool(note))

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self.row.addWidget(widget)


class StepState(enum.Enum):
    """Where a numbered step stands."""

    AHEAD = "ahead"
    CURRENT = "current"
    DONE = "done"


class _StepMark(QWidget):
    """The circle of a step: outline, filled number, or green tick."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.state = StepState.AHEAD
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A circle of 24."""
        side = math.ceil(current().px(24))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        del event
        theme = current()
        painter = painter_for(self)
        side = min(self.width(), self.height())  # a circle, also where a row is too low
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        if self.state is StepState.DONE:
            box(painter, rect, rect.height() / 2, fill=theme.colour("ok"))
            tick = side * 0.62
            left, top = (self.width() - tick) / 2, (self.height() - tick) / 2
            draw_icon(painter, "check", left, top, tick, theme.colour("surface"))
        else:
            on = self.state is StepState.CURRENT
            fill = theme.colour("primary") if on else None
            line = theme.colour("primary" if on else "text3")
            box(painter, rect, rect.height() / 2, fill=fill, line=line, width=1.5)
            ink = theme.colour("on_primary" if on else "text2")
            draw_text(
                painter, rect, str(self.number), Role.CODE_STRONG, ink, align=Qt.AlignmentFlag.AlignHCenter
            )
        painter.end()


class StepHeader(SectionHead):
    """The head of a numbered step: its mark says todo, at work or done."""

    def __init__(self, number: int, title: str, *, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, note=note, parent=parent)
        self._mark = _StepMark(number, self)
        self.row.insertWidget(0, self._mark)
        self.row.setSpacing(10)
        self.set_state(StepState.AHEAD)

    @property
    def state(self) -> StepState:
        """Where the step stands."""
        return self._mark.state

    def set_state(self, state: StepState) -> None:
        """Show where the step stands."""
        self._mark.state = state
        self._mark.update()
