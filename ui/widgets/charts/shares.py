"""Shares of named things as lying bars, each with its numbers in print, against one target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt

from ui.tokens import Role
from ui.widgets.charts.chart import Chart
from ui.widgets.paint import box
from ui.widgets.text import draw_text, line_height, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme

_THICK = 10.0


@dataclass(frozen=True, slots=True)
class Share:
    """One named share: its percent (None: nothing to count), the numbers behind it, words in full."""

    name: str
    value: float | None
    numbers: str
    said: str


class ShareBars(Chart):
    """One line a share, the lowest first; what does not fit is told in the last line."""

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, title=title, parent=parent)
        self._shares: tuple[Share, ...] = ()
        self._target: float | None = None
        self._more = ""

    def set(self, shares: Sequence[Share], *, target: float | None, more: str = "") -> None:
        """Show shares; `more` with `{n}` tells of lines there is no room for."""
        self._shares, self._target, self._more = tuple(shares), target, more
        self.renewed()

    def count(self) -> int:
        """Those that are drawn."""
        return self._fitting(self.area())

    def first_mark(self) -> int:
        """The lowest share."""
        return 0 if self._shares else -1

    def say(self, at: int) -> str:
        """The share in full."""
        return self._shares[at].said

    def mark_at(self, point: QPoint) -> int:
        """The line under a point."""
        at = int((point.y() - self.area().top()) / self._high())
        return at if 0 <= at < self.count() else -1

    # ---- drawing --------------------------------------------------------------------------------

    @staticmethod
    def _high() -> float:
        return line_height(Role.BODY) + 4

    def _fitting(self, rect: QRectF) -> int:
        room = int(rect.height() / self._high())
        return len(self._shares) if room >= len(self._shares) else max(1, room - 1)

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme, *, at: int = -1) -> None:
        """Name, bar, numbers on one line each."""
        shown, high = self._fitting(rect), self._high()
        numbers = max((text_width(one.numbers, Role.CODE) for one in self._shares[:shown]), default=0.0) + 12
        widest = max((text_width(one.name, Role.BODY) for one in self._shares[:shown]), default=0.0)
        names = min(max(widest + 18, rect.width() * 0.46), rect.width() * 0.6)
        right = Qt.AlignmentFlag.AlignRight
        for number, one in enumerate(self._shares[:shown]):
            line = QRectF(rect.left(), rect.top() + number * high, rect.width(), high)
            if number == at:
                box(painter, line, 4, fill=theme.colour("primary_tint"))
            name = QRectF(line.left() + 4, line.top(), names - 10, high)
            draw_text(painter, name, one.name, Role.BODY, theme.colour("text"))
            bar = QRectF(line.left() + names, line.top(), line.width() - names - numbers, high)
            self._bar(painter, bar, one.value, theme)
            draw_text(painter, line.adjusted(0, 0, -4, 0), one.numbers, Role.CODE, theme.colour("text"),
                      align=right)  # fmt: skip
        rest = len(self._shares) - shown
        if rest > 0:
            place = QRectF(rect.left() + 4, rect.top() + shown * high, rect.width() - 8, high)
            words = self._more.replace("{n}", str(rest))
            draw_text(painter, place, words, Role.CAPTION, theme.colour("text2"))

    def _bar(self, painter: QPainter, place: QRectF, value: float | None, theme: Theme) -> None:
        ground = QRectF(place.left(), round(place.center().y() - _THICK / 2), place.width(), _THICK)
        box(painter, ground, _THICK / 2, fill=theme.colour("sunken"), line=theme.edge)
        if value:
            length = max(_THICK, ground.width() * min(value, 100.0) / 100)
            box(painter, QRectF(ground.left(), ground.top(), length, _THICK), _THICK / 2,
                fill=theme.colour("primary"))  # fmt: skip
        if self._target is not None:
            x = min(ground.right() - 2, round(ground.left() + ground.width() * self._target / 100))
            painter.fillRect(QRectF(x - 1, ground.top() - 3, 2, _THICK + 6), theme.colour("target"))
