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
    from PySide6.QtGui import QPaintEvent


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
    def shortened(self) -> bool:
        """Whether the caption has too little room."""
        return text_width(self._caption, Role.MEDIUM) > self.width() - 30 - cap_width(self._cap) - 6

    def sizeHint(self) -> QSize:
        """Room for caption and cap."""
        theme = current()
        wide = text_width(self._caption, Role.MEDIUM) + cap_width(self._cap) + theme.px(38)
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
        hover = self.underMouse()
        line = theme.colour("border" if hover else "hairline")
        box(painter, rect, RADIUS_CARD, fill=theme.colour("surface"), line=line)
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_CARD)
        left, right = rect.left() + theme.px(15), rect.right() - theme.px(12)
        top = theme.px(19 if self._compact else 23)
        if self._cap:
            edge = draw_cap(
                painter,
                right,
                theme.px(18 if self._compact else 20),
                self._cap,
                ink=theme.colour("text2"),
                line=theme.colour("border"),
                fill=None,
            )
        else:
            edge = right
        draw_text(
            painter,
            QRectF(left, top - 12, edge - left - 4, 24),
            self._caption,
            Role.MEDIUM,
            theme.colour("text2"),
        )
        middle = theme.px(46 if self._compact else 54)
        wide = text_width(self._number, Role.COUNTER)
        draw_text(
            painter,
            QRectF(left, middle - 20, wide + 1, 40),
            self._number,
            Role.COUNTER,
            theme.ink(self._tone),
        )
        note_left = left + wide + theme.px(10)
        draw_text(
            painter,
            QRectF(note_left, middle - 12, right - note_left, 24),
            self._note,
            Role.BODY,
            theme.colour("text2"),
        )
        painter.end()
