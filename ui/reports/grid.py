"""The numbers of a report as a table: headings in several lines under the names of their groups."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt

from ui.theme import current
from ui.tokens import Role
from ui.widgets.paint import hairline
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.table_head import TableHead
from ui.widgets.table_model import RowsModel
from ui.widgets.text import draw_text, text_width, wrap

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from desk.rows.reports import ReportTable

LINE, MOST, FEW = 16, 4, 3
NUMBER, WORDS, WIDEST = 60, 90, 230  # the least a column has, and the most that words ask for
_AIR = 17


class GridHead(TableHead):
    """Each heading in a few lines, none of them cut; a group's name stands once over all its columns."""

    def __init__(self, groups: tuple[str, ...], names: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._groups, self._names = groups, names
        self._most = MOST

    def set_most(self, lines: int) -> None:
        """Let headings have so many lines."""
        self._most = lines
        self.geometriesChanged.emit()

    def sizeHint(self) -> QSize:
        """As high as the tallest heading at the widths there are."""
        lines = max((len(self._lines_of(at)) for at in range(len(self._names))), default=1)
        rows = lines + any(self._groups)
        return QSize(super().sizeHint().width(), math.ceil(current().px(LINE * rows + 14)))

    def least(self, at: int) -> float:
        """The width at which a heading stands whole in its lines."""
        words = self._names[at].split()
        low = max((text_width(word, Role.CAPTION) for word in words), default=0.0)
        while len(wrap(self._names[at], Role.CAPTION, low)) > self._most:
            low += 4
        return low

    def _lines_of(self, at: int) -> list[str]:
        return wrap(
            self._names[at],
            Role.CAPTION,
            max(20.0, self.sectionSize(at) - current().px(_AIR)),
            most=self._most,
        )

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw a heading from the bottom up, and its part of the group's name."""
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        theme = current()
        right = model.columns[logicalIndex].right
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        line = theme.px(LINE)
        lines = self._lines_of(logicalIndex)
        top = rect.bottom() - theme.px(5) - line * len(lines)
        for at, text in enumerate(lines):
            place = QRectF(rect.left() + theme.px(9), top + line * at, rect.width() - theme.px(_AIR), line)
            draw_text(painter, place, text, Role.CAPTION, theme.colour("text2"), align=align)
        self._paint_group(painter, rect, logicalIndex)
        hairline(painter, rect.left(), rect.bottom(), rect.right() + 1)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, at: int) -> None:
        name = self._groups[at]
        if not name:
            return
        first = last = at
        while first > 0 and self._groups[first - 1] == name:
            first -= 1
        while last + 1 < len(self._groups) and self._groups[last + 1] == name:
            last += 1
        theme = current()
        left = rect.left() - sum(self.sectionSize(one) for one in range(first, at))
        wide = sum(self.sectionSize(one) for one in range(first, last + 1))
        inner = QRectF(left + theme.px(6), rect.top() + theme.px(4), wide - theme.px(12), theme.px(LINE))
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, inner, name, Role.MEDIUM, theme.colour("text2"), align=centre)
        low = inner.bottom() + theme.px(2)
        hairline(painter, max(inner.left(), rect.left()), low, min(inner.right(), rect.right() + 1))


class ReportGrid(DossierTable):
    """One table of a report, walked row by row; wide ones scroll sideways."""

    def __init__(self, table: ReportTable, *, title: str, parent: QWidget) -> None:
        parts = [heading.rpartition("|") for heading in table.columns]
        columns = tuple(
            Column(heading.replace("|", ": "), partial(_cell, at=at, words=words), share=3 if words else 1,
                   least=WORDS if words else NUMBER, right=not words)
            for at, (heading, words) in enumerate(zip(table.columns, table.words, strict=True))
        )  # fmt: skip
        super().__init__(columns, name="reports.table", title=title, parent=parent)
        self._names = tuple(part[2] for part in parts)
        self.head = self.titles = GridHead(tuple(part[0] for part in parts), self._names, self)
        self.setHorizontalHeader(self.head)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.set_row_height(30)

    def set_compact(self, *, on: bool) -> None:
        """Fewer lines of headings where rows would have no room."""
        self.titles.set_most(FEW if on else MOST)
        self._share_width()

    def _give_way(self, room: int) -> None:
        """Headings are broken into lines; nothing is left out."""
        del room

    def _squeezed(self, least: list[int], room: int) -> list[int]:
        """A wide table scrolls: a code or a day cut short says nothing."""
        del room
        return least

    def _whole(self, at: int) -> int:
        """The width at which numbers and their heading, in the lines it may have, are shown whole."""
        column = self.rows_model.columns[at]
        widest = self.titles.least(at)
        role = Role.CODE_STRONG if column.right else Role.BODY
        cells = {column.cell(row).text for row in self.rows_model.rows[:60]}
        told = max((text_width(text, role) for text in cells), default=0.0)
        widest = max(widest, told if column.right else min(told, current().px(WIDEST)))
        return math.ceil(widest + current().px(_AIR + 1))

    def _share_width(self) -> None:
        super()._share_width()
        if self.head.height() != self.head.sizeHint().height():
            self.updateGeometries()


def _cell(line: tuple[str, ...], *, at: int, words: bool) -> Cell:
    return Cell(line[at], number=not words, strong=False)
