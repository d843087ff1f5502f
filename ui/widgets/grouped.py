"""A list in groups: what a search or the command list found, walked by arrows, read by screen readers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role, Tone
from ui.widgets.paint import ChipSpec, box, chip_width, draw_cap, draw_chip, focus_ring
from ui.widgets.text import draw_text, line_height
from ui.widgets.whole_rows import cover_cut, step_by_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole + 1
_HEAD, _ONE, _TWO = 27, 36, 48


@dataclass(frozen=True, slots=True)
class Line:
    """One line: words, a second line, icon, chip and key cap; `what` is what it stands for.

    A `head` names a group: it is read but never chosen.
    """

    text: str
    sub: str = ""
    icon: str = ""
    chip: ChipSpec | None = None
    cap: str = ""
    what: object = None
    head: bool = False
    tone: Tone = Tone.PLAIN

    @property
    def said(self) -> str:
        """The whole line in words."""
        chip = self.chip.text if self.chip is not None else ""
        return ", ".join(part for part in (self.text, self.sub, chip, self.cap) if part)


class GroupedModel(QAbstractListModel):
    """Lines under heads; heads are not enabled, so that arrows pass over them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only what is no head may be chosen."""
        if not index.isValid() or self.lines[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's
        """The line itself, and its words for screen readers."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        return line.said if role == Qt.ItemDataRole.AccessibleTextRole else None


class GroupedDelegate(QStyledItemDelegate):
    """Paints heads and lines with the program's own strokes."""

    def sizeHint(self, option: Any, index: Index) -> QSize:  # noqa: ANN401 - Qt's option
        """A head is low; a line with a second line is taller."""
        del option
        line = index.data(LINE)
        high = _HEAD if line.head else _TWO if line.sub else _ONE
        return QSize(80, math.ceil(current().px(high)))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:  # noqa: ANN401 - Qt's option
        """Paint one line."""
        line = index.data(LINE)
        theme = current()
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        if line.head:
            words = rect.adjusted(theme.px(10), theme.px(4), -8, 0)
            draw_text(painter, words, line.text, Role.CAPTION, theme.colour("text2"))
        else:
            inner = rect.adjusted(2, 1, -2, -1)
            if option.state & QStyle.StateFlag.State_Selected:
                box(painter, inner, RADIUS_FIELD, fill=theme.colour("primary_tint"))
                if option.state & QStyle.StateFlag.State_HasFocus:
                    focus_ring(painter, inner, RADIUS_FIELD)
            self._line(painter, inner, line)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, rect: QRectF, line: Line) -> None:
        theme = current()
        middle, right = rect.center().y(), rect.right() - theme.px(10)
        if line.cap:
            right = draw_cap(
                painter, right, middle, line.cap, ink=theme.colour("text2"), line=theme.colour("border"),
                fill=None,
            ) - theme.px(10)  # fmt: skip
        if line.chip is not None:
            right -= chip_width(line.chip)
            draw_chip(painter, right, middle, line.chip)
            right -= theme.px(10)
        left = rect.left() + theme.px(10)
        if line.icon:
            side = theme.px(17)
            draw_icon(painter, line.icon, left, middle - side / 2, side, theme.ink(line.tone))
            left += theme.px(28)
        high = line_height(Role.BODY) * 0.88
        if not line.sub:
            words = QRectF(left, rect.top(), right - left, rect.height())
            draw_text(painter, words, line.text, Role.MEDIUM, theme.colour("text"))
            return
        top = QRectF(left, middle - high, right - left, high)
        draw_text(painter, top, line.text, Role.STRONG, theme.colour("text"))
        draw_text(painter, top.translated(0, high), line.sub, Role.CAPTION, theme.colour("text2"))


class GroupedList(QListView):
    """The list itself. Enter or a click opens a line.

    Signals: `opened(Line)`, `current_changed(Line or None)`, `left_up()` on Up in the first line.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    left_up = Signal()

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._lines = GroupedModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(GroupedDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        step_by_rows(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit(self.chosen))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines.lines

    @property
    def choices(self) -> tuple[Line, ...]:
        """What may be chosen."""
        return tuple(line for line in self.lines if not line.head)

    @property
    def chosen(self) -> Line | None:
        """The line that Enter opens."""
        at = self.currentIndex()
        line = at.data(LINE) if at.isValid() else None
        return line if isinstance(line, Line) and not line.head else None

    @property
    def content_height(self) -> int:
        """How high the list is with nothing scrolled away."""
        return sum(self.sizeHintForRow(at) for at in range(len(self.lines)))

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the first one that may be chosen is."""
        self._lines.set_lines(lines)
        self.step(1)
        self.scrollToTop()

    def step(self, by: int) -> None:
        """Move the choice, round at the ends."""
        open_rows = [at for at, line in enumerate(self.lines) if not line.head]
        if not open_rows:
            self.current_changed.emit(None)
            return
        now = self.currentIndex().row()
        if now in open_rows:
            target = open_rows[(open_rows.index(now) + by) % len(open_rows)]
        else:
            target = open_rows[0 if by > 0 else -1]
        self.setCurrentIndex(self._lines.index(target))
        if target == open_rows[0]:
            self.scrollToTop()  # with the head of its group

    def open_chosen(self) -> None:
        """Open the chosen line."""
        if self.chosen is not None:
            self.opened.emit(self.chosen)

    def _on_clicked(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, Line) and not line.head:
            self.opened.emit(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines there is whole room for."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        end = cover_cut(self, painter)
        last = self.indexAt(QPoint(0, end - 1)) if end < self.viewport().height() else QModelIndex()
        line = last.data(LINE)
        if isinstance(line, Line) and line.head:  # a head whose lines have no room says nothing
            top = self.visualRect(last).top()
            painter.fillRect(0, top, self.viewport().width(), end - top, current().colour("surface"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Up in the first line leaves the list."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.open_chosen()
            return
        first = next((at for at, line in enumerate(self.lines) if not line.head), -1)
        if key == Qt.Key.Key_Up and self.currentIndex().row() in (first, -1):
            self.left_up.emit()
            return
        super().keyPressEvent(event)
