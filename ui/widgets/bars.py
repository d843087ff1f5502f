"""Indicators: a bullet bar with its target tick, and the bars of the last days."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import Role
from ui.widgets.paint import box, painter_for
from ui.widgets.text import draw_text, line_height, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


class BulletBar(QWidget):
    """A share from 0 to 100 against a target tick with its caption under it. Not interactive."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._value: float | None = None
        self._target: float | None = None
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, value: float | None, target: float | None, caption: str = "") -> None:
        """Show a share, its target and the target's words."""
        self._value, self._target, self._caption = value, target, caption
        self.setAccessibleName(caption)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Bar, and the caption's line where there is one."""
        low = line_height(Role.CAPTION) if self._caption else 4
        return QSize(160, math.ceil(current().px(14) + low))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        theme = current()
        painter = painter_for(self)
        wide, thick, top = float(self.width()), theme.px(10), theme.px(3)
        box(painter, QRectF(0, top, wide, thick), thick / 2, fill=theme.colour("sunken"), line=theme.edge)
        if self._value:
            length = max(thick, wide * min(self._value, 100.0) / 100)
            box(painter, QRectF(0, top, length, thick), thick / 2, fill=theme.colour("primary"))
        if self._target is None:
            low = QRectF(0, top + thick, wide, line_height(Role.CAPTION))
            draw_text(painter, low, self._caption, Role.CAPTION, theme.colour("text2"))
        else:
            x = min(wide - 2, round(wide * self._target / 100))
            painter.fillRect(QRectF(x - 1, top - 3, 2, thick + 6), theme.colour("target"))
            words = text_width(self._caption, Role.CAPTION)
            left = min(max(0.0, x - words / 2), wide - words - 2)
            draw_text(
                painter,
                QRectF(left, top + thick, words + 2, line_height(Role.CAPTION)),
                self._caption,
                Role.CAPTION,
                theme.colour("text2"),
            )
        painter.end()


class MiniBars(QWidget):
    """The last days as bars, the newest in full colour; a day without a figure is a dot. Not interactive."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._values: tuple[float | None, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, values: Sequence[float | None], said: str = "") -> None:
        """Show the days, oldest first; `said` is what a screen reader says."""
        self._values = tuple(values)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Twelve bars of six with two between."""
        return QSize(96, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, scaled so that differences show."""
        del event
        theme = current()
        painter = painter_for(self)
        painter.setPen(Qt.PenStyle.NoPen)
        known = [value for value in self._values if value is not None]
        if known:
            low, high = min(known), max(known)
            floor = max(0.0, low - (high - low or high or 1) * 0.8)
            step = self.width() / len(self._values)
            for at, value in enumerate(self._values):
                share = 0.06 if value is None else (value - floor) / ((high - floor) or 1)
                tall = max(2.0, share * (self.height() - 2))
                last = at == len(self._values) - 1 and value is not None
                rect = QRectF(at * step + 1, self.height() - tall, step - 2, tall)
                box(painter, rect, 1, fill=theme.colour("primary" if last else "bar"))
        painter.end()


class StackBar(QWidget):
    """A row of shares in several tones, each at least visible. Not interactive."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._parts: tuple[tuple[int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, parts: Sequence[tuple[int, str]], said: str = "") -> None:
        """Show counts, each with the name of a colour token."""
        self._parts = tuple((count, colour) for count, colour in parts if count > 0)
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        """A thick line."""
        return QSize(160, math.ceil(current().px(14)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts."""
        del event
        theme = current()
        painter = painter_for(self)
        total = sum(count for count, _ in self._parts)
        x, room = 0.0, self.width() - 2.0 * max(0, len(self._parts) - 1)
        if not total:
            box(
                painter,
                QRectF(0, 1, self.width(), self.height() - 2),
                3,
                fill=theme.colour("sunken"),
                line=theme.edge,
            )
        for count, colour in self._parts:
            wide = max(6.0, room * count / total)
            box(
                painter,
                QRectF(x, 1, min(wide, self.width() - x), self.height() - 2),
                3,
                fill=theme.colour(colour),
            )
            x += wide + 2
        painter.end()
