"""The list of procedures found: names with the matched letters standing out, use, term and fee right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ui.i18n import phrase, tr
from ui.reception import words
from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role
from ui.widgets.paint import box
from ui.widgets.text import draw_marked, draw_text, elided
from ui.widgets.whole_rows import cover_cut, step_by_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desk.rows import ProcedureHit

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole + 1
NAME_LEAST = 220


class HitsModel(QAbstractListModel):
    """Procedure hits as a list; `hit_at` gives one back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[ProcedureHit, ...] = ()

    def set_hits(self, hits: Sequence[ProcedureHit]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def hit_at(self, at: int) -> ProcedureHit | None:
        """The hit of a row, or None."""
        return self._hits[at] if 0 <= at < len(self._hits) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many hits."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Words for readers, the hit for the delegate."""
        hit = self.hit_at(index.row()) if index.isValid() else None
        if hit is None:
            return None
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (phrase(hit.card.name), words.term(hit.card), words.known_fee(hit.card), hit.card.code)
            return ", ".join(part for part in parts if part)
        return None


class _HitDelegate(QStyledItemDelegate):
    """Paints one hit in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high."""
        del option, index
        return QSize(300, math.ceil(current().px(52)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hit."""
        hit = index.data(HIT)
        if hit is None:
            return
        theme = current()
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, rect.adjusted(1, 1, -1, -1), RADIUS_FIELD, fill=theme.colour("primary_tint"))
        left, right = rect.left() + theme.px(10), rect.right() - theme.px(10)
        wide, high = theme.px(112), theme.px(21)
        first, second = rect.top() + theme.px(6), rect.top() + theme.px(28)
        term = QRectF(right - wide, first, wide, high)
        end = Qt.AlignmentFlag.AlignRight
        draw_text(painter, term, words.term(hit.card), Role.MEDIUM, theme.colour("text2"), align=end)
        fee = QRectF(right - wide, second, wide, theme.px(18))
        draw_text(painter, fee, words.known_fee(hit.card), Role.CAPTION, theme.colour("text2"), align=end)
        uses = QRectF(term.left() - theme.px(130), first, theme.px(118), high)
        told = bool(hit.uses) and uses.left() - left > theme.px(NAME_LEAST)  # the name comes first
        if told:
            count = tr("{count} lượt", count=hit.uses)
            draw_text(painter, uses, count, Role.BODY, theme.colour("text2"), align=end)
        room = (uses if told else term).left() - left - theme.px(12)
        top = QRectF(left, first, room, high)
        name = phrase(hit.card.name)
        shown = elided(name, Role.SUBSECTION, room)
        if name == hit.card.name and hit.marks:
            marks = [(start, end) for start, end in hit.marks if end < len(shown)]
            draw_marked(
                painter, top, shown, Role.FIELD, theme.colour("text"),
                marks=marks, mark_role=Role.SUBSECTION, mark_colour=theme.colour("primary"),
            )  # fmt: skip
        else:
            draw_text(painter, top, name, Role.FIELD, theme.colour("text"))
        low = QRectF(left, second, room, theme.px(18))
        sub = f"{hit.card.code} · {phrase(hit.card.field)}"
        draw_text(painter, low, sub, Role.CAPTION, theme.colour("text2"))


class HitList(QListView):
    """The hits under the search field; it never takes the focus from it. Signal `picked(ProcedureHit)`."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("procedure.hits")
        self.setAccessibleName(tr("Thủ tục tìm thấy"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        step_by_rows(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._model = HitsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_HitDelegate(self))
        self.clicked.connect(lambda index: self.pick(index.row()))

    def set_hits(self, hits: Sequence[ProcedureHit]) -> None:
        """Show hits; the first is chosen."""
        self._model.set_hits(hits)
        self.step_to(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hits there is whole room for."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        cover_cut(self, painter)
        painter.end()

    @property
    def chosen(self) -> ProcedureHit | None:
        """The hit that Enter would use."""
        return self._model.hit_at(self.currentIndex().row())

    def step(self, by: int) -> None:
        """Move the choice."""
        self.step_to(max(0, self.currentIndex().row()) + by)

    def step_to(self, row: int) -> None:
        """Choose a row, kept inside the list."""
        count = self._model.rowCount()
        if count:
            self.setCurrentIndex(self._model.index(min(max(row, 0), count - 1), 0))

    def pick(self, row: int = -1) -> None:
        """Use the chosen hit, or one by its row."""
        hit = self._model.hit_at(row if row >= 0 else self.currentIndex().row())
        if hit is not None:
            self.picked.emit(hit)
