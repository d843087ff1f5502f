"""A strip of days for each of several people: how much falls due when, darker for more, always a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt

from ui.tokens import Role, Tone
from ui.widgets.charts.chart import Chart
from ui.widgets.paint import box
from ui.widgets.text import draw_text, line_height, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme

_STEPS = (0.18, 0.36, 0.56)  # how strong a tint says few, some, many
_AIR = 8  # between two dates


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One column: a head with a line under it, or a head that may break in two, and what its numbers mean."""

    head: str
    sub: str = ""
    brief: str = ""  # in place of `sub` where it is too wide
    tone: Tone = Tone.PRIMARY


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One person or unit: a name and a number for every column."""

    name: str
    numbers: tuple[int, ...]


class HeatStrip(Chart):
    """Rows of numbers on tints. Arrows walk cells; rows that do not fit are told in the last line."""

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, title=title, parent=parent)
        self._columns: tuple[HeatColumn, ...] = ()
        self._rows: tuple[HeatRow, ...] = ()
        self._more = ""

    def set(self, columns: Sequence[HeatColumn], rows: Sequence[HeatRow], *, more: str = "") -> None:
        """Show rows, the most pressed first; `more` with `{n}` tells of rows there is no room for."""
        self._columns, self._rows, self._more = tuple(columns), tuple(rows), more
        self.renewed()

    def count(self) -> int:
        """Every cell."""
        return len(self._rows) * len(self._columns)

    def first_mark(self) -> int:
        """The most pressed row, its first column."""
        return 0 if self.count() else -1

    def neighbour(self, at: int, across: int, down: int) -> int:
        """One cell further; the edges hold."""
        row, column = divmod(at, len(self._columns))
        shown = self._fitting(self.area())
        row = min(max(row + down, 0), max(0, shown - 1))
        column = min(max(column + across, 0), len(self._columns) - 1)
        return row * len(self._columns) + column

    def say(self, at: int) -> str:
        """Who, when, how many."""
        row, column = divmod(at, len(self._columns))
        head = self._columns[column]
        when = f"{head.head} {head.sub}".strip()
        return f"{self._rows[row].name} · {when}: {self._rows[row].numbers[column]}"

    def mark_at(self, point: QPoint) -> int:
        """The cell under a point."""
        rect = self.area()
        for row in range(self._fitting(rect)):
            for column in range(len(self._columns)):
                if self._cell(rect, row, column).contains(point.toPointF()):
                    return row * len(self._columns) + column
        return -1

    # ---- drawing --------------------------------------------------------------------------------

    @staticmethod
    def _high() -> float:
        return line_height(Role.BODY) + 4

    def _names(self, rect: QRectF) -> float:
        widest = max((text_width(row.name, Role.BODY) for row in self._rows), default=0.0)
        spare = rect.width() - 1.1 * sum(_need(one) for one in self._columns)
        return min(widest + 10, max(rect.width() * 0.3, spare))

    def _head(self) -> float:
        return line_height(Role.CAPTION) * 2

    def _fitting(self, rect: QRectF) -> int:
        """How many rows are drawn; where not all fit, one line is kept for saying so."""
        room = int((rect.height() - self._head()) / self._high())
        return len(self._rows) if room >= len(self._rows) else max(1, room - 1)

    def _cell(self, rect: QRectF, row: int, column: int) -> QRectF:
        """Columns get the room of their widest word, and an equal part of what is left."""
        left = rect.left() + self._names(rect)
        needs = [_need(one) for one in self._columns]
        spare = (rect.right() - left - sum(needs)) / max(1, len(needs))
        top = rect.top() + self._head() + row * self._high()
        left += sum(needs[:column]) + spare * column
        return QRectF(left, top, needs[column] + spare, self._high())

    def draw(self, painter: QPainter, rect: QRectF, theme: Theme, *, at: int = -1) -> None:
        """Heads, names, cells."""
        line, centre = line_height(Role.CAPTION), Qt.AlignmentFlag.AlignHCenter
        cells = [self._cell(rect, 0, number) for number in range(len(self._columns))]
        brief = any(_runs_on(one, cell.width()) for one, cell in zip(self._columns, cells, strict=True))
        for column, cell in zip(self._columns, cells, strict=True):
            ink = theme.ink(column.tone if column.tone is not Tone.PRIMARY else Tone.MUTED)
            for below, words in enumerate(_lines(column, cell.width(), brief=brief)):
                place = QRectF(cell.left(), rect.top() + below * line, cell.width(), line)
                draw_text(painter, place, words, Role.CAPTION, ink, align=centre)
        most = max((max(row.numbers, default=0) for row in self._rows), default=0)
        shown = self._fitting(rect)
        for number, row in enumerate(self._rows[:shown]):
            self._row(painter, rect, theme, number, row, most, at)
        rest = len(self._rows) - shown
        if rest > 0:
            low = self._cell(rect, shown, 0)
            place = QRectF(rect.left(), low.top(), rect.width(), low.height())
            words = self._more.replace("{n}", str(rest))
            draw_text(painter, place, words, Role.CAPTION, theme.colour("text2"))

    def _row(
        self, painter: QPainter, rect: QRectF, theme: Theme, number: int, row: HeatRow, most: int, at: int
    ) -> None:
        first = self._cell(rect, number, 0)
        name = QRectF(rect.left(), first.top(), first.left() - rect.left() - 8, first.height())
        draw_text(painter, name, row.name, Role.BODY, theme.colour("text"))
        for column, value in enumerate(row.numbers):
            cell = self._cell(rect, number, column).adjusted(1.5, 1.5, -1.5, -1.5)
            self._paint(painter, cell, theme, value, most, self._columns[column].tone)
            if number * len(self._columns) + column == at:
                box(painter, cell.adjusted(-1.5, -1.5, 1.5, 1.5), 4, line=theme.colour("ring"), width=2)

    @staticmethod
    def _paint(painter: QPainter, cell: QRectF, theme: Theme, value: int, most: int, tone: Tone) -> None:
        fill = theme.colour("sunken")
        ink = theme.colour("text" if value else "text3")
        if value and tone is not Tone.PRIMARY:
            fill, ink = theme.tint(tone), theme.ink(tone)
        box(painter, cell, 3, fill=fill)
        if value and tone is Tone.PRIMARY:
            strength = theme.colour("primary")
            strength.setAlphaF(_STEPS[min(2, int(3 * (value - 1) / max(1, most)))])
            box(painter, cell, 3, fill=strength)
        words, centre = str(value) if value else "–", Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, cell, words, Role.CODE_STRONG if value else Role.CODE, ink, align=centre)


def _need(column: HeatColumn) -> float:
    words = (*column.head.split(" "), column.brief or column.sub, "00")
    return max(text_width(word, Role.CAPTION) for word in words) + 6


def _runs_on(column: HeatColumn, width: float) -> bool:
    """Whether a whole date would touch the next one."""
    return bool(column.sub and column.brief) and text_width(column.sub, Role.CAPTION) > width - _AIR


def _lines(column: HeatColumn, width: float, *, brief: bool) -> tuple[str, str]:
    """The two lines of a head: every date is made shorter where one is, two words are broken before a cut."""
    if column.sub:
        return column.head, column.brief if brief and column.brief else column.sub
    if text_width(column.head, Role.CAPTION) <= width - 2 or " " not in column.head:
        return "", column.head
    first, second = column.head.split(" ", 1)
    return first, second
