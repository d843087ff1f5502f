"""Words in the lists that Qt opens by itself: with room for every tone mark, in the program's own strokes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ui.theme import current
from ui.tokens import RADIUS_TICK, Role
from ui.widgets.paint import box
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QAbstractItemView

ROW, SIDE = 32, 10


class WordDelegate(QStyledItemDelegate):
    """One line of words in the popup list of a combo box or of a field's offers."""

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ANN401
        """High enough for stacked marks and for a finger."""
        del option
        theme = current()
        wide = text_width(str(index.data() or ""), Role.BODY) + theme.px(2 * SIDE)
        return QSize(math.ceil(wide), math.ceil(theme.px(ROW)))

    def paint(
        self,
        painter: QPainter,
        option: Any,  # noqa: ANN401 - Qt's option
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the words; the chosen line is tinted and marked at its left, never by colour alone."""
        theme = current()
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        painter.fillRect(rect, theme.colour("surface"))
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, rect.adjusted(2, 1, -2, -1), RADIUS_TICK, fill=theme.colour("primary_tint"))
            bar = QRectF(rect.left() + 2, rect.center().y() - theme.px(8), 3, theme.px(16))
            box(painter, bar, 1.5, fill=theme.colour("primary"))
        inner = rect.adjusted(theme.px(SIDE), 0, -theme.px(SIDE) / 2, 0)
        draw_text(painter, inner, str(index.data(Qt.ItemDataRole.DisplayRole) or ""), Role.BODY,
                  theme.colour("text"))  # fmt: skip
        painter.restore()


def dress(view: QAbstractItemView) -> None:
    """Let a popup list of Qt's show its words so."""
    view.setObjectName("words")
    view.setItemDelegate(WordDelegate(view))
