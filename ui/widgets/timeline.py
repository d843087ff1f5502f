"""The history of a dossier, newest first: what, who, when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.paint import box, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP, AIR = 58, 3  # from one moment to the next; room above the first for its tone marks


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the history."""

    title: str
    note: str
    at: str
    icon: str = "circle-check"
    tone: Tone = Tone.MUTED


class Timeline(QWidget):
    """Draws moments from top to bottom. Not interactive; screen readers get the whole list as text."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._moments: tuple[Moment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set(self, moments: Sequence[Moment]) -> None:
        """Show a history, newest first."""
        self._moments = tuple(moments)
        self.setAccessibleDescription("; ".join(f"{one.at} {one.title}, {one.note}" for one in moments))
        self.updateGeometry()
        self.update()

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What is shown."""
        return self._moments

    def sizeHint(self) -> QSize:
        """A step for each moment."""
        high = math.ceil(current().px(_STEP)) * max(1, len(self._moments))
        return QSize(260, high + math.ceil(current().px(AIR)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the marks and the words."""
        del event
        theme = current()
        painter = painter_for(self)
        step, disc = theme.px(_STEP), theme.px(28)
        for at, one in enumerate(self._moments):
            top = at * step + theme.px(AIR)
            middle = top + disc / 2 + 4
            if at < len(self._moments) - 1:
                painter.setPen(QPen(theme.colour("hairline"), 2))
                painter.drawLine(
                    QPointF(disc / 2, middle + disc / 2), QPointF(disc / 2, middle + step - disc / 2)
                )
            box(painter, QRectF(0, middle - disc / 2, disc, disc), disc / 2, fill=theme.tint(one.tone))
            side = theme.px(15)
            draw_icon(painter, one.icon, disc / 2 - side / 2, middle - side / 2, side, theme.ink(one.tone))
            left, wide = disc + theme.px(12), self.width() - disc - theme.px(14)
            stamp = text_width(one.at, Role.CAPTION_CODE)
            line = theme.px(20)
            draw_text(
                painter,
                QRectF(left, top, wide - stamp - 8, line),
                one.title,
                Role.STRONG,
                theme.colour("text"),
            )
            draw_text(
                painter,
                QRectF(left, top, wide, line),
                one.at,
                Role.CAPTION_CODE,
                theme.colour("text2"),
                align=Qt.AlignmentFlag.AlignRight,
            )
            draw_text(
                painter, QRectF(left, top + line, wide, line), one.note, Role.CAPTION, theme.colour("text2")
            )
        painter.end()
