"""The history of a dossier, newest first: what, who, when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.paint import box, painter_for
from ui.widgets.text import draw_text, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

_STEP, AIR = 58, 3  # from one moment to the next; room above the first for its tone marks
DISC, LINE, MOST = 28, 18, 2  # the mark; from line to line; so many lines has a title or a note


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
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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

    # ---- room -----------------------------------------------------------------------------------

    def _words(self, one: Moment, width: float) -> tuple[list[str], list[str]]:
        """Title and note in the lines they need: there is more room downwards than across."""
        wide = max(60.0, width - _left() - 2)
        stamp = text_width(one.at, Role.CAPTION_CODE) + 8 if one.at else 0.0
        title = wrap(one.title, Role.STRONG, max(60.0, wide - stamp), most=MOST)
        return title, _parts(one.note, wide)

    def _steps(self, width: float) -> list[float]:
        """How far it is from each moment to the next."""
        theme, found = current(), []
        for one in self._moments:
            title, note = self._words(one, width)
            found.append(theme.px(_STEP + LINE * (len(title) + len(note) - 2)))
        return found

    def hasHeightForWidth(self) -> bool:
        """A narrow history needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The steps, and room above the first."""
        return math.ceil(sum(self._steps(width)) or current().px(_STEP)) + math.ceil(current().px(AIR))

    def sizeHint(self) -> QSize:
        """As high as its words are at the width it has."""
        return QSize(260, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words fit into another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()

    # ---- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the marks and the words."""
        del event
        theme = current()
        painter = painter_for(self)
        disc, top = theme.px(DISC), theme.px(AIR)
        steps = self._steps(self.width())
        for at, (one, step) in enumerate(zip(self._moments, steps, strict=True)):
            middle = top + disc / 2 + 4
            if at < len(self._moments) - 1:
                painter.setPen(QPen(theme.colour("hairline"), 2))
                painter.drawLine(
                    QPointF(disc / 2, middle + disc / 2), QPointF(disc / 2, middle + step - disc / 2)
                )
            box(painter, QRectF(0, middle - disc / 2, disc, disc), disc / 2, fill=theme.tint(one.tone))
            side = theme.px(15)
            draw_icon(painter, one.icon, disc / 2 - side / 2, middle - side / 2, side, theme.ink(one.tone))
            self._say(painter, one, top)
            top += step
        painter.end()

    def _say(self, painter: QPainter, one: Moment, top: float) -> None:
        theme = current()
        left, wide, line = _left(), self.width() - _left() - 2, theme.px(20)
        title, note = self._words(one, self.width())
        stamp = QRectF(left, top, wide, line)
        right = Qt.AlignmentFlag.AlignRight
        draw_text(painter, stamp, one.at, Role.CAPTION_CODE, theme.colour("text2"), align=right)
        lines = [(text, Role.STRONG, "text") for text in title]
        lines += [(text, Role.CAPTION, "text2") for text in note]
        for down, (text, role, ink) in enumerate(lines):
            first = top + (theme.px(LINE) * down + (theme.px(20 - LINE) if role is Role.CAPTION else 0))
            draw_text(painter, QRectF(left, first, wide, line), text, role, theme.colour(ink))


def _parts(note: str, wide: float) -> list[str]:
    """A note in its lines: broken between its parts where they fit, for half a name is no name."""
    lines = wrap(note, Role.CAPTION, wide, most=MOST)
    head, dot, tail = note.rpartition(" · ")
    fit = dot and max(text_width(one, Role.CAPTION) for one in (head, tail)) <= wide
    return [head, tail] if len(lines) > 1 and fit else lines


def _left() -> float:
    return current().px(DISC + 12)
