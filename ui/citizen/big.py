"""Words to be read from a metre away: sizes are given for 1920 × 1080 and fitted to the monitor there is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_CARD, Tone, Type
from ui.widgets.label import Label
from ui.widgets.paint import box, painter_for
from ui.widgets.text import cap_height, draw_line, line_height, text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.citizen.words import Both

ROOM = (1920, 1080)


def unit_for(width: int, height: int) -> float:
    """How much smaller than on the reference monitor everything is drawn."""
    return max(0.35, min(width / ROOM[0], height / ROOM[1]))


def step(px: float, unit: float, *, weight: int = 400, code: bool = False) -> Type:
    """A size on this monitor; the clerk's own text size does not change what the citizen reads."""
    return Type(max(9, round(px * unit / current().scale)), weight, code=code)


class Big(Label):
    """A label whose size follows the monitor; `fit` is told how large it is."""

    def __init__(
        self,
        px: float,
        *,
        weight: int = 400,
        code: bool = False,
        tone: Tone | None = None,
        wraps: bool = False,
        lines: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._px, self._weight, self._as_code = px, weight, code
        super().__init__(
            "", step(px, 1.0, weight=weight, code=code), tone, wraps=wraps, shortens=not wraps, lines=lines,
            align=align, parent=parent,
        )  # fmt: skip
        if name:
            self.setObjectName(name)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        self.set_role(step(self._px, unit, weight=self._weight, code=self._as_code))


class Pair(QWidget):
    """Vietnamese with English under it, or beside it where `inline`; or one of them alone."""

    def __init__(
        self,
        px: float,
        *,
        weight: int = 600,
        tone: Tone | None = None,
        wraps: bool = False,
        lines: int = 0,
        inline: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._inline = inline
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.first = Big(px, weight=weight, tone=tone, wraps=wraps, lines=lines, align=align, parent=self)
        self.second = Big(
            max(26, px * 0.58), tone=Tone.MUTED, wraps=wraps, lines=lines, align=align, parent=self
        )
        column.addWidget(self.first)
        column.addWidget(self.second)

    def say(self, words: Both, mode: str) -> None:
        """Show words; the same in both languages stand once."""
        first = words.en if mode == "en" else words.vi
        second = words.en if mode == "vi_en" and words.en != words.vi else ""
        if self._inline and second:
            first, second = f"{first} · {second}", ""
        self.first.setText(first)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.setAccessibleName(f"{first}. {second}" if second else first)


class BigButton(QAbstractButton):
    """A button for a finger: an icon over or beside words in both languages. At least 60 px high."""

    touched = Signal()

    def __init__(
        self, *, name: str, icon: str = "", px: float = 34, tall: float = 110, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon, self._px, self._tall = icon, px, tall
        self._unit = 1.0
        self._second = ""
        self._loud = False
        self._on = False
        self._fellows = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.touched)

    def say(self, words: Both, mode: str) -> None:
        """Change the words."""
        self.setText(words.en if mode == "en" else words.vi)
        self._second = words.en if mode == "vi_en" and words.en != words.vi else ""
        self.setAccessibleName(f"{self.text()}. {self._second}" if self._second else self.text())
        self.updateGeometry()
        self.update()

    def set_loud(self, on: bool) -> None:
        """Fill it with the main colour: the one thing to press."""
        self._loud = on
        self.update()

    def set_on(self, on: bool) -> None:
        """Mark it as chosen."""
        self._on = on
        self.update()

    def begin_with(self, fellows: Sequence[BigButton]) -> None:
        """Stand under others of its kind: icons and words of all begin at the same place."""
        self._fellows = max((one.words_width() for one in fellows), default=0.0)
        self.update()

    def words_width(self) -> float:
        """How wide its words are on this monitor."""
        first, second = self._steps
        return max(text_width(self.text(), first), text_width(self._second, second))

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        self._unit = unit
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words."""
        wide = self.words_width()
        side = self._px * 2.2 * self._unit if self._icon else 0
        high = max(60.0, self._tall * self._unit)
        return QSize(math.ceil(wide + side + 2 * self._px * self._unit), math.ceil(high))

    @property
    def _steps(self) -> tuple[Type, Type]:
        return step(self._px, self._unit, weight=600), step(max(26, self._px * 0.6), self._unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the icon and the words in its middle."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        loud = self._loud or self.isDown()
        fill = theme.colour("primary" if loud else "primary_tint" if self._on else "surface")
        line = theme.colour("primary" if self._on or loud else "border")
        box(painter, rect, RADIUS_CARD, fill=fill, line=line, width=2)
        ink = theme.colour("on_primary" if loud else "text")
        quiet = theme.colour("on_primary" if loud else "text2")
        first, second = self._steps
        side = self._px * 1.4 * self._unit if self._icon else 0.0
        gap = side * 0.45
        room = rect.width() - side - gap - self._px * self._unit
        lines = [(one, first, ink) for one in wrap(self.text(), first, room, most=2)]
        if self._second:
            lines += [(one, second, quiet) for one in wrap(self._second, second, room, most=1)]
        high = sum(line_height(kind) for _, kind, _ in lines)
        wide = max((text_width(text, kind) for text, kind, _ in lines), default=0.0)
        wide = min(max(wide, self._fellows), room)
        left = rect.center().x() - (wide + side + gap) / 2
        if self._icon:
            draw_icon(painter, self._icon, left, rect.center().y() - side / 2, side, ink)
        y = rect.center().y() - high / 2
        for text, kind, colour in lines:
            tall = line_height(kind)
            draw_line(
                painter, left + side + gap, round(y + tall / 2 + cap_height(kind) / 2), text, kind, colour
            )
            y += tall
        painter.end()
