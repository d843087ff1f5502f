"""Shares of months or days as bars against a target line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui.tokens import Role
from ui.widgets.charts.chart import Chart
from ui.widgets.paint import box, hairline
from ui.widgets.text import draw_text, line_height, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme


_PAST = 0.72  # how strong the ink of bars before the newest is; still 3:1 on the card


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its share in percent (None: nothing to count), words on top, words in full.

    `brief` stands on top of every bar where one of them is too narrow for its `on_top`.
    """

    label: str
    value: float | None
    on_top: str
    brief: str
    said: str


class BarChart(Chart):
    """Bars from 0 to 100 percent. One under the target is hatched, so that colour alone tells nothing."""

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, title=title, parent=parent)
        self._bars: tuple[Bar, ...] = ()
        self._target: float | None = None
        self._target_words = ""

    def set(self, bars: Sequence[Bar], *, target: float | None, target_words: str = "") -> None:
        """Show bars, oldest first, and the target they are measured by."""
        self._bars, self._target, self._target_words = tuple(bars), target, target_words
        self.renewed()

    def count(self) -> int:
        """As many as there are bars."""
        return len(self._bars)

    def say(self, at: int) -> str:
        """The bar's words in full."""
        return self._bars[at].said

    def mark_at(self, point: QPoint) -> int:
        """The bar of the column under a point."""
        plot = self._plot(self.area())
        if not self._bars or not plot.left() <= point.x() <= plot.right():
            return -1
        return min(len(self._bars) - 1, int((point.x() - plot.left()) / (plot.width() / len(self._bars))))

    # ---- drawing --------------------------------------------------------------------------------

    def _plot(self, rect: QRectF) -> QRectF:
        """The rectangle from 0 to 100 percent: words on top, labels below, the scale at the left."""
        line = line_height(Role.CAPTION)
        left = text_width("100%", Role.CAPTION) + 6
        return rect.adjusted(left, line, 0, -line)

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme, *, at: int = -1) -> None:
        """Scale, bars, target."""
        plot = self._plot(rect)
        self._scale(painter, rect, plot, theme)
        if not self._bars:
            return
        step = plot.width() / len(self._bars)
        wide = min(step - 6, 46.0)
        columns = [
            QRectF(plot.left() + step * number, rect.top(), step, rect.height())
            for number in range(len(self._bars))
        ]
        if 0 <= at < len(columns):
            box(painter, columns[at].adjusted(1, 0, -1, 0), 4, fill=theme.colour("primary_tint"))
        for column, bar in zip(columns, self._bars, strict=True):
            place = QRectF(column.center().x() - wide / 2, plot.top(), wide, plot.height())
            self._bar(painter, place, bar, theme, newest=bar is self._bars[-1])
        self._goal(painter, plot, theme)
        widest = max(text_width(bar.label, Role.CAPTION) for bar in self._bars)
        every = 1 if widest <= step - 3 else 2
        brief = max(text_width(bar.on_top, Role.CAPTION_CODE) for bar in self._bars) > step - 6
        for number, (column, bar) in enumerate(zip(columns, self._bars, strict=True)):
            self._on_top(painter, column, plot, bar, theme, brief=brief)
            if (len(columns) - 1 - number) % every:
                continue  # the newest is named, and every other one before it
            ink = theme.colour("text" if number == len(columns) - 1 else "text2")
            spare = step * (every - 1) / 2
            low = QRectF(
                column.left() - spare - 2, plot.bottom(), step * every + 4, line_height(Role.CAPTION)
            )
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_text(painter, low, bar.label, Role.CAPTION, ink, align=centre)

    @staticmethod
    def _scale(painter: QPainter, rect: QRectF, plot: QRectF, theme: Theme) -> None:
        high = line_height(Role.CAPTION)
        for share in (0, 50, 100):
            y = plot.bottom() - plot.height() * share / 100
            hairline(painter, plot.left(), y, plot.right(), theme.colour("hairline"))
            place = QRectF(rect.left(), y - high / 2, plot.left() - rect.left() - 6, high)
            right = Qt.AlignmentFlag.AlignRight
            draw_text(painter, place, f"{share}%", Role.CAPTION, theme.colour("text2"), align=right)

    def _bar(self, painter: QPainter, place: QRectF, bar: Bar, theme: Theme, *, newest: bool) -> None:
        ink = theme.colour("primary")
        ink.setAlphaF(1.0 if newest else _PAST)
        if bar.value is None:
            return  # the dash in its place says so
        tall = max(2.0, place.height() * min(bar.value, 100.0) / 100)
        shape = QRectF(round(place.left()), place.bottom() - tall, round(place.width()), tall)
        if self._target is None or bar.value >= self._target:
            box(painter, shape, 2, fill=ink)
            return
        box(painter, shape, 2, fill=theme.colour("surface"))
        self._hatch(painter, shape, ink)
        box(painter, shape, 2, line=ink, width=1.5)

    @staticmethod
    def _hatch(painter: QPainter, shape: QRectF, ink: QColor) -> None:
        """Slanting lines; Qt's own pattern is drawn in device pixels and vanishes on paper."""
        painter.save()
        painter.setClipRect(shape)
        painter.setPen(QPen(QBrush(ink), 1.2))
        x = shape.left() - shape.height()
        while x < shape.right():
            painter.drawLine(QPointF(x, shape.bottom()), QPointF(x + shape.height(), shape.top()))
            x += 6
        painter.restore()

    @staticmethod
    def _on_top(
        painter: QPainter, column: QRectF, plot: QRectF, bar: Bar, theme: Theme, *, brief: bool
    ) -> None:
        """The share above its bar, on ground of its own where the target's line would cross it."""
        role, high = Role.CAPTION_CODE, line_height(Role.CAPTION)
        words = bar.brief if brief else bar.on_top
        wide = text_width(words, role)
        tall = plot.height() * min(bar.value or 0.0, 100.0) / 100
        place = QRectF(column.center().x() - wide / 2, plot.bottom() - tall - high, wide, high)
        box(painter, place.adjusted(-4, 3, 4, -2), 2, fill=theme.colour("surface"))
        draw_text(painter, place.adjusted(0, 0, 1, 0), words, role, theme.colour("text"))

    def _goal(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        if self._target is None:
            return
        y = round(plot.bottom() - plot.height() * self._target / 100) + 0.5
        pen = QPen(theme.colour("target"), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
