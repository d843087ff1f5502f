"""A counter of the desk: a number with its meaning, opened by its key."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_CARD, Role, Tone
from ui.widgets.paint import box, cap_width, draw_cap, focus_ring, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent


class CounterCard(QAbstractButton):
    """Caption, big number, note and key cap. A press opens the list behind the number."""

    def __init__(
        self,
        caption: str,
        *,
        name: str,
        cap: str = "",
        tone: Tone = Tone.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._caption = caption
        self._cap = cap
        self._tone = tone
        self._note = ""
        self._number = "–"
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rename()

    def set(self, number: str, note: str, tone: Tone | None = None) -> None:
        """Show a number and the words beside it."""
        self._number, self._note = number, note
        if tone is not None:
            self._tone = tone
        self._rename()
        self.updateGeometry()
        self.update()

    def set_compact(self, on: bool) -> None:
        """Take less height."""
        self._compact = on
        self.updateGeometry()
        self.update()

    def _rename(self) -> None:
        name = f"{self._caption}: {self._number}"
        self.setAccessibleName(f"{name}, {self._note}" if self._note else name)
        self.setToolTip(self._note)

    @property
    def number(self) -> str:
        """The number shown."""
        return self._number

    @property
    def _role(self) -> Role:
        return Role.CAPTION if self._compact else Role.MEDIUM

    @property
    def shortened(self) -> bool:
        """Whether the caption has too little room."""
        beside = 0 if self._compact or not self._cap else cap_width(self._cap) + 6
        return text_width(self._caption, self._role) > self.width() - current().px(24) - beside + 1

    def sizeHint(self) -> QSize:
        """Room for caption and cap; in a compact card the cap stands beside the number."""
        theme = current()
        beside = 0 if self._compact else cap_width(self._cap) + theme.px(14)
        wide = text_width(self._caption, self._role) + beside + theme.px(25)
        return QSize(math.ceil(wide), math.ceil(theme.px(68 if self._compact else 84)))

    def minimumSizeHint(self) -> QSize:
        """The caption is never shortened."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        line = theme.colour("border" if self.underMouse() else "hairline")
        box(painter, rect, RADIUS_CARD, fill=theme.colour("surface"), line=line)
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_CARD)
        side = theme.px(12 if self._compact else 15)
        left, right = rect.left() + side, rect.right() - theme.px(12)
        middle = theme.px(46 if self._compact else 54)
        edge = self._draw_cap(painter, right, middle if self._compact else theme.px(20))
        top = theme.px(17 if self._compact else 23)
        words = QRectF(left, top - theme.px(12), (right if self._compact else edge) - left, theme.px(24))
        draw_text(painter, words, self._caption, self._role, theme.colour("text2"))
        wide = text_width(self._number, Role.COUNTER)
        high = theme.px(20)
        number = QRectF(left, middle - high, wide + 1, 2 * high)
        draw_text(painter, number, self._number, Role.COUNTER, theme.ink(self._tone))
        note_left, end = left + wide + theme.px(10), edge if self._compact else right
        note = QRectF(note_left, middle - theme.px(12), max(0.0, end - note_left), theme.px(24))
        if not self._compact or text_width(self._note, Role.BODY) <= note.width():  # whole or not at all
            draw_text(painter, note, self._note, Role.BODY, theme.colour("text2"))
        painter.end()

    def _draw_cap(self, painter: QPainter, right: float, middle: float) -> float:
        """Draw the key's cap, if there is one; return where the words beside it must end."""
        if not self._cap:
            return right
        theme = current()
        ink, line = theme.colour("text2"), theme.colour("border")
        return draw_cap(painter, right, middle, self._cap, ink=ink, line=line, fill=None) - theme.px(6)
