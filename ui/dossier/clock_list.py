"""The countdowns of a dossier: what runs, until when, by which rule, and how close it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.paint import ChipSpec, chip_width, draw_chip, hairline, painter_for
from ui.widgets.text import draw_text, line_height, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

_ROW = 48


@dataclass(frozen=True, slots=True)
class CountdownLine:
    """One line: what runs, how long is left as a chip, until when, and the legal basis."""

    title: str
    left: ChipSpec
    until: str
    basis: str
    icon: str = "timer"


class CountdownList(QWidget):
    """Draws countdowns from the most pressing down. Not interactive; readers get the whole list as text."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._lines: tuple[CountdownLine, ...] = ()
        self._dense = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_dense(self, *, on: bool) -> None:
        """One line of caption where there is little room; the whole of it stays in the tool tip."""
        self._dense = on
        self.updateGeometry()
        self.update()

    @property
    def lines(self) -> tuple[CountdownLine, ...]:
        """What is shown."""
        return self._lines

    def set(self, lines: Sequence[CountdownLine]) -> None:
        """Show these countdowns."""
        self._lines = tuple(lines)
        said = "; ".join(f"{one.title}: {one.left.text}, {one.until}, {one.basis}" for one in lines)
        self.setAccessibleDescription(said)
        self.setToolTip("\n".join(f"{one.title}: {one.until} · {one.basis}" for one in lines))
        self.updateGeometry()
        self.update()

    def _captions(self, line: CountdownLine) -> list[str]:
        """Until when and by which law, in one line or two."""
        said = " · ".join(part for part in (line.until, line.basis) if part)
        room = max(120.0, self.width() - current().px(27))
        return wrap(said, Role.CAPTION, room, most=1 if self._dense else 2)

    def _high(self, line: CountdownLine) -> float:
        return current().px(_ROW) + (len(self._captions(line)) - 1) * line_height(Role.CAPTION) * 0.9

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words fit into another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row for each."""
        return QSize(260, math.ceil(sum(self._high(line) for line in self._lines)))

    def minimumSizeHint(self) -> QSize:
        """Words may be shortened, rows may not."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        del event
        theme = current()
        painter = painter_for(self)
        row, high = theme.px(_ROW), line_height(Role.BODY) * 0.9
        top = 0.0
        for at, line in enumerate(self._lines):
            if at:
                hairline(painter, 0, top, self.width())
            middle = top + row / 2
            top += self._high(line)
            side = theme.px(18)
            ink = theme.ink(Tone.MUTED if line.left.tone is Tone.INFO else line.left.tone)
            draw_icon(painter, line.icon, 1, middle - side / 2, side, ink)
            left = side + theme.px(9)
            chip = chip_width(line.left)
            draw_chip(painter, self.width() - chip, middle - high / 2, line.left)
            words = QRectF(left, middle - high, self.width() - left - chip - 8, high)
            draw_text(painter, words, line.title, Role.STRONG, theme.colour("text"))
            for down, said in enumerate(self._captions(line)):
                first = middle + 1 + down * line_height(Role.CAPTION) * 0.9
                low = QRectF(left, first, self.width() - left, high)
                draw_text(painter, low, said, Role.CAPTION, theme.colour("text2"))
        painter.end()
