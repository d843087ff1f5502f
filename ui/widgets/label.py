"""The one label: sets Vietnamese without cutting a tone mark, numbers in tabular figures, colour by role."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.paint import painter_for
from ui.widgets.text import (
    RISE,
    Step,
    balanced,
    cap_height,
    draw_line,
    elided,
    line_height,
    text_width,
    type_of,
    wrap,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_QUIET = {Role.CAPTION, Role.CAPTION_CODE}


class Label(QLabel):
    """Words on a surface, by `role` (type scale) and `tone` (meaning).

    Guarantees: no tone mark is clipped; a wrapped label tells its height for a width; a label that may
    be shortened keeps its whole text for screen readers. A `tall` label takes the
    height of its row and centres its capitals in it, as buttons and chips do.
    """

    def __init__(
        self,
        text: str = "",
        role: Step = Role.BODY,
        tone: Tone | None = None,
        *,
        wraps: bool = False,
        shortens: bool = False,
        lines: int = 0,
        tall: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self._tone = tone
        self._wraps = wraps
        self._shortens = shortens
        self._lines = lines
        self._align = align
        self.setProperty("role", str(role))
        across = QSizePolicy.Policy.Preferred if wraps or shortens else QSizePolicy.Policy.Minimum
        upright = QSizePolicy.Policy.Fixed
        if wraps or tall:
            upright = QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, upright)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Change the words."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone | None) -> None:
        """Change the meaning."""
        self._tone = tone
        self.update()

    def set_role(self, role: Step) -> None:
        """Change the step of the type scale."""
        self._role = role
        self.setProperty("role", str(role))
        self.updateGeometry()
        self.update()

    @property
    def may_shorten(self) -> bool:
        """Whether the words may be shown in part: those that stand whole somewhere else, or a tool tip."""
        return self._shortens or bool(self._lines)

    @property
    def shortened(self) -> bool:
        """Whether the words are not shown wholly at the present size."""
        if self._wraps:
            return self.height() + 1 < self.heightForWidth(self.width())
        return elided(self.text(), self._role, self.width()) != self.text()

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows from the width."""
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        """Height of the wrapped words."""
        if not self._wraps:
            return int(line_height(self._role))
        count = len(wrap(self.text(), self._role, max(1, width), most=self._lines))
        return math.ceil(count * line_height(self._role))

    def sizeHint(self) -> QSize:
        """Size at which nothing is shortened."""
        widest = max((text_width(line, self._role) for line in self.text().split("\n")), default=0)
        if self._wraps:
            widest = min(widest, 420)
            return QSize(math.ceil(widest), self.heightForWidth(math.ceil(widest)))
        return QSize(math.ceil(widest), int(line_height(self._role)))

    def minimumSizeHint(self) -> QSize:
        """Size below which the label may not go."""
        hint = self.sizeHint()
        if self._wraps:
            return QSize(60, int(line_height(self._role)))
        return QSize(24, hint.height()) if self._shortens else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        del event
        theme = current()
        if self._tone is not None:
            ink = theme.ink(self._tone)
        else:
            ink = theme.colour("text2" if self._role in _QUIET else "text")
        painter = painter_for(self)
        rect = QRectF(self.rect())
        if self._wraps:
            centred = self._align == Qt.AlignmentFlag.AlignHCenter
            lines = (balanced if centred else wrap)(self.text(), self._role, rect.width(), most=self._lines)
        else:
            lines = [elided(self.text(), self._role, rect.width())]
        high = line_height(self._role)
        em = type_of(self._role).px * theme.scale
        first = em * RISE
        if not self._wraps:
            first = max(first, rect.height() / 2 + cap_height(self._role) / 2)
        for at, line in enumerate(lines):
            x = rect.left()
            if self._align != Qt.AlignmentFlag.AlignLeft:
                spare = rect.width() - text_width(line, self._role)
                x += spare if self._align == Qt.AlignmentFlag.AlignRight else spare / 2
            draw_line(painter, x, round(first + at * high), line, self._role, ink)
        painter.end()
