"""Hồ sơ đang gác: unfinished work in a list over the screen, walked by arrows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QWidget

from ui.drafts import parked_words as words
from ui.i18n import tr
from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.paint import box, focus_ring
from ui.widgets.text import draw_text, elided, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desk.rows.drafts import DraftRow

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
WIDE, ROW_HIGH, MOST_SHOWN = 620, 52, 6


class _Model(QAbstractListModel):
    """Drafts with how long they wait."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now
        self.rows: tuple[DraftRow, ...] = ()

    def set_rows(self, rows: Sequence[DraftRow]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Words for readers, row and age for the delegate."""
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        age = words.ago(row.saved_at, self._now())
        if role == ROW:
            return row, age
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{words.title(row)}, {words.second(row)}, {age}"
        return None


class _Delegate(QStyledItemDelegate):
    """Paints one in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high."""
        del option, index
        return QSize(300, math.ceil(current().px(ROW_HIGH)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        told = index.data(ROW)
        if told is None:
            return
        row, age = told
        theme, rect = current(), QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, rect.adjusted(1, 1, -1, -1), RADIUS_FIELD, fill=theme.colour("primary_tint"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                focus_ring(painter, rect.adjusted(1, 1, -1, -1), RADIUS_FIELD)
        left, right = rect.left() + theme.px(12), rect.right() - theme.px(12)
        wide = text_width(age, Role.MEDIUM) + 4
        when = QRectF(right - wide, rect.top(), wide, rect.height())
        draw_text(painter, when, age, Role.MEDIUM, theme.colour("text2"), align=Qt.AlignmentFlag.AlignRight)
        room = when.left() - left - theme.px(12)
        top = QRectF(left, rect.top() + theme.px(5), room, theme.px(22))
        draw_text(
            painter, top, elided(words.title(row), Role.STRONG, room), Role.STRONG, theme.colour("text")
        )
        low = QRectF(left, rect.top() + theme.px(27), room, theme.px(20))
        sub = elided(words.second(row), Role.BODY, room)
        ink = theme.colour("text2") if row.mine else theme.ink(Tone.WARN)
        draw_text(painter, low, sub, Role.BODY, ink)


class ParkedList(Card):
    """The list. Signals: `chosen(key)`, `dropped(key)`, `left()` when it was closed.

    Enter takes one up, Del does away with one, Esc or a click elsewhere closes; it stands over the screen and
    is gone as soon as the focus goes elsewhere.
    """

    chosen = Signal(str)
    dropped = Signal(str)
    left = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(name="parked", spacing=6, parent=parent)
        self.setAccessibleName(tr("Hồ sơ đang gác"))
        self.body.addWidget(SectionHead(tr("Hồ sơ đang gác"), role=Role.SUBSECTION, parent=self))
        self.list = _List(self)
        self._model = _Model(now, self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.entered_row.connect(self._choose)
        self.list.dropped_row.connect(self._drop)
        self.list.lost.connect(self.close_list)
        self.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        hints = (
            (tr("Lên/Xuống"), tr("chọn")),
            ("Enter", tr("mở lại")),
            ("Del", tr("bỏ")),
            ("Esc", tr("đóng")),
        )
        for cap, text in hints:
            foot.addWidget(KeyCap(cap, self))
            foot.addWidget(Label(text, Role.BODY, Tone.MUTED, parent=self))
            foot.addSpacing(8)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.set_current(True)  # it stands over other cards: its edge must be seen
        self.hide()

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        """What is listed."""
        return self._model.rows

    def open_list(self, rows: Sequence[DraftRow]) -> None:
        """Show these, the first one chosen, over the screen."""
        at = max(0, self.list.currentIndex().row()) if self.isVisible() else 0
        self._model.set_rows(rows)
        if not rows:
            self.close_list()
            return
        self.list.setCurrentIndex(self._model.index(min(at, len(rows) - 1), 0))
        self.place()
        self.show()
        self.raise_()
        self.list.setFocus()

    def refresh(self, rows: Sequence[DraftRow]) -> None:
        """Show these where the list is open: one was done away with, or taken up elsewhere."""
        if self.isVisible():
            self.open_list(rows)

    def place(self) -> None:
        """Stand at the top of the screen, as high as its rows need."""
        parent = self.parentWidget()
        if parent is None:
            return
        shown = min(len(self.rows), MOST_SHOWN)
        high = math.ceil(current().px(ROW_HIGH * shown)) + math.ceil(current().px(84))
        wide = min(math.ceil(current().px(WIDE)), parent.width() - 24)
        self.setGeometry((parent.width() - wide) // 2, 8, wide, min(high, parent.height() - 16))

    def close_list(self) -> None:
        """Take it away."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            key = self.rows[at].key
            self.close_list()
            self.chosen.emit(key)

    def _drop(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.dropped.emit(self.rows[at].key)


class _List(QListView):
    """The rows; Enter and Del are signals, and losing the focus is told."""

    entered_row = Signal(int)
    dropped_row = Signal(int)
    lost = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("parked.list")
        self.setAccessibleName(tr("Hồ sơ đang gác"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes up, Del drops; arrows walk; Esc is the screen's."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(row)
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped_row.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever works elsewhere does not need the list any more."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.lost.emit()
