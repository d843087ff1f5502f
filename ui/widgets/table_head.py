"""The titles over the columns of a list; where one line each is too wide they stand in two."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QHeaderView

from ui.theme import current
from ui.tokens import Role
from ui.widgets.paint import hairline
from ui.widgets.table_model import RowsModel
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

HEAD, SECOND = 32, 18  # the height of a head, and of a second line in it


def in_two(title: str) -> tuple[str, str]:
    """The title broken where its longer half is shortest; a single word stays whole, as the lower line."""
    words = title.split()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words))]
    return min(halves, key=lambda pair: max(text_width(one, Role.MEDIUM) for one in pair), default=("", ""))


def title_width(title: str, *, lines: int) -> float:
    """How wide a title is, in one line or two."""
    parts = in_two(title) if lines > 1 else (title,)
    return max(text_width(one, Role.MEDIUM) for one in parts)


class TableHead(QHeaderView):
    """Column titles in the captions' face, with room above every tone mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self._lines = 1

    @property
    def lines(self) -> int:
        """In how many lines a title may stand."""
        return self._lines

    def set_lines(self, lines: int) -> None:
        """Let titles stand in one line, or in two."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.geometriesChanged.emit()
            self.viewport().update()

    def sizeHint(self) -> QSize:
        """Height of the head."""
        high = HEAD + SECOND * (self._lines > 1 and self._breaks())
        return QSize(super().sizeHint().width(), math.ceil(current().px(high)))

    def _breaks(self) -> bool:
        """Whether a title is too wide for its column as the widths are now."""
        model = self.model()
        columns = model.columns if isinstance(model, RowsModel) else ()
        air = current().px(17)
        return any(
            text_width(one.title, Role.MEDIUM) > self.sectionSize(at) - air
            for at, one in enumerate(columns)
            if not self.isSectionHidden(at)
        )

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Draw one title."""
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        theme = current()
        column = model.columns[logicalIndex]
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        inner = QRectF(rect).adjusted(theme.px(9), 0, -theme.px(8), -1)
        lower, second, title = inner, theme.px(SECOND), column.title
        if self._lines > 1 and self._breaks():
            middle = inner.center().y()
            lower = QRectF(inner.left(), middle, inner.width(), second)
            if text_width(title, Role.MEDIUM) > inner.width():
                upper, title = in_two(title)
                top = QRectF(inner.left(), middle - second, inner.width(), second)
                draw_text(painter, top, upper, Role.MEDIUM, theme.colour("text2"), align=align)
        draw_text(painter, lower, title, Role.MEDIUM, theme.colour("text2"), align=align)
        hairline(painter, rect.left(), rect.bottom(), rect.right() + 1)
        painter.restore()
