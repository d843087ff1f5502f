"""A few weeks as boxes: which days count, which are skipped, where the term ends, in words too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_TICK, Role, Tone
from ui.widgets.paint import box, painter_for
from ui.widgets.text import draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

WEEK, CELL, HEAD = 7, 50, 20


@dataclass(frozen=True, slots=True)
class DayBox:
    """One day: its date, a word under it, its tone; `strong` fills the box."""

    day: date
    word: str
    tone: Tone = Tone.MUTED
    strong: bool = False


class DayStrip(QWidget):
    """Weeks from Monday to Sunday. Not interactive; its whole text is its accessible name."""

    def __init__(self, *, name: str, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._heads = tuple(heads)
        self._boxes: tuple[DayBox, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, boxes: Sequence[DayBox]) -> None:
        """Show other days."""
        self._boxes = tuple(boxes)
        self.setAccessibleName("; ".join(f"{one.day:%d/%m} {one.word}" for one in self._boxes))
        self.updateGeometry()
        self.update()

    @property
    def weeks(self) -> int:
        """How many rows there are."""
        if not self._boxes:
            return 0
        return (self._boxes[0].day.weekday() + len(self._boxes) + WEEK - 1) // WEEK

    def sizeHint(self) -> QSize:
        """Room for every week."""
        theme = current()
        return QSize(math.ceil(theme.px(7 * 78)), math.ceil(theme.px(HEAD + self.weeks * CELL)))

    def minimumSizeHint(self) -> QSize:
        """No week is cut."""
        return QSize(420, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heads and boxes."""
        del event
        theme = current()
        painter = painter_for(self)
        wide, high, head = self.width() / WEEK, theme.px(CELL), theme.px(HEAD)
        middle = Qt.AlignmentFlag.AlignHCenter
        for at, text in enumerate(self._heads):
            rect = QRectF(at * wide, 0, wide, head)
            draw_text(painter, rect, text, Role.THUMB, theme.colour("text2"), align=middle)
        first = self._boxes[0].day.weekday() if self._boxes else 0
        for at, one in enumerate(self._boxes):
            row, column = divmod(first + at, WEEK)
            rect = QRectF(column * wide + 2, head + row * high + 2, wide - 4, high - 4)
            fill = theme.tint(one.tone) if one.tone is not Tone.PLAIN else theme.colour("surface")
            line = theme.ink(one.tone) if one.strong else theme.colour("hairline")
            box(painter, rect, RADIUS_TICK + 2, fill=fill, line=line, width=2 if one.strong else 1)
            ink = theme.ink(one.tone)
            top = QRectF(rect.left(), rect.top() + theme.px(3), rect.width(), theme.px(20))
            low = QRectF(rect.left() + 2, rect.top() + theme.px(23), rect.width() - 4, theme.px(18))
            draw_text(painter, top, f"{one.day:%d/%m}", Role.CODE_STRONG, ink, align=middle)
            draw_text(painter, low, one.word, Role.THUMB, ink, align=middle)
        painter.end()
