"""A chip: icon, word and colour together, so that colour never speaks alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import Tone
from ui.widgets.paint import CHIP_HEIGHT, ChipSpec, chip_width, draw_chip, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

__all__ = ["Chip", "ChipSpec"]


class Chip(QWidget):
    """A small coloured state. Not interactive; its text is its accessible name."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.MUTED, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._spec = ChipSpec(text, tone, icon)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def spec(self) -> ChipSpec:
        """What the chip shows."""
        return self._spec

    def set(self, spec: ChipSpec) -> None:
        """Show another state."""
        self._spec = spec
        self.setAccessibleName(spec.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Size of the chip; its words are never shortened."""
        return QSize(math.ceil(chip_width(self._spec)), math.ceil(current().px(CHIP_HEIGHT)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        del event
        painter = painter_for(self)
        draw_chip(painter, 0, self.height() / 2, self._spec)
        painter.end()
