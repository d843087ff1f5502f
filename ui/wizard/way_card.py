"""One way to begin: an icon, what it is, what it takes, and the key that chooses it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_CARD, RADIUS_WELL, Role
from ui.widgets.buttons import PressButton
from ui.widgets.paint import box, cap_width, draw_cap, focus_ring, painter_for
from ui.widgets.text import draw_text, line_height, text_width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

AIR, DISC, WIDEST, LINES = 14, 40, 680, 2


class WayCard(PressButton):
    """Pressed as a whole, by Enter and Space as well; its second line is heard as its description."""

    def __init__(self, title: str, words: str, *, name: str, icon: str, cap: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self._words, self._icon_name, self._cap = words, icon, cap
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(math.ceil(current().px(WIDEST)))

    @property
    def shortened(self) -> bool:
        """Whether the words have too little room."""
        lines = wrap(self._words, Role.BODY, self._room(self.width()), most=9)
        return len(lines) > LINES or text_width(self.text(), Role.SUBSECTION) > self._room(self.width()) + 1

    def _room(self, width: float) -> float:
        """The width that the words have."""
        theme = current()
        return max(1.0, width - theme.px(3 * AIR + DISC) - cap_width(self._cap) - theme.px(AIR))

    def hasHeightForWidth(self) -> bool:
        """A narrow card needs a second line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Title, its words, and air around both."""
        lines = len(wrap(self._words, Role.BODY, self._room(width), most=LINES))
        words = line_height(Role.SUBSECTION) + lines * line_height(Role.BODY)
        return math.ceil(max(words, current().px(DISC)) + current().px(2 * AIR - 4))

    def sizeHint(self) -> QSize:
        """As wide as its words are in one line, up to a measure that reads well."""
        theme = current()
        longest = max(text_width(self.text(), Role.SUBSECTION), text_width(self._words, Role.BODY))
        wide = longest + theme.px(4 * AIR + DISC) + cap_width(self._cap) + 2
        wide = math.ceil(min(wide, theme.px(WIDEST)))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Two lines of words still say what it is."""
        wide = math.ceil(current().px(360))
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        loud = self.underMouse() or self.isDown()
        box(painter, rect, RADIUS_CARD, fill=theme.colour("surface2" if loud else "surface"),
            line=theme.colour("border"))  # fmt: skip
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_CARD)
        air, disc = theme.px(AIR), theme.px(DISC)
        well = QRectF(air, rect.center().y() - disc / 2, disc, disc)
        box(painter, well, RADIUS_WELL, fill=theme.colour("primary_tint"), line=theme.edge)
        side = theme.px(22)
        draw_icon(painter, self._icon_name, well.center().x() - side / 2, well.center().y() - side / 2, side,
                  theme.colour("primary"))  # fmt: skip
        draw_cap(painter, rect.right() - air, rect.center().y(), self._cap, ink=theme.colour("text"),
                 line=theme.colour("border"), fill=None)  # fmt: skip
        self._draw_words(painter, air + disc + air)
        painter.end()

    def _draw_words(self, painter: QPainter, left: float) -> None:
        theme = current()
        room = self._room(self.width())
        lines = wrap(self._words, Role.BODY, room, most=LINES)
        high, low = line_height(Role.SUBSECTION), line_height(Role.BODY)
        top = (self.height() - high - low * len(lines)) / 2
        draw_text(painter, QRectF(left, top, room, high), self.text(), Role.SUBSECTION, theme.colour("text"))
        for at, line in enumerate(lines):
            rect = QRectF(left, top + high + at * low, room, low)
            draw_text(painter, rect, line, Role.BODY, theme.colour("text2"))
