"""States in the top bar: a chip with a word for each thing that is not as it should be, and its way out."""

from __future__ import annotations

import enum
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import Tone
from ui.widgets.paint import CHIP_HEIGHT, ChipSpec, chip_width, draw_chip, focus_ring, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.shell.screen import StateMark


_WEIGHT = {Tone.BAD: 3, Tone.WARN: 2, Tone.INFO: 1}


class Fold(enum.Enum):
    """Which chips leave their icon alone in sight."""

    NONE = "none"
    QUIET = "quiet"  # all but the weightiest
    ALL = "all"


class MarkButton(QAbstractButton):
    """A chip that opens its way out when pressed, by Enter or Space as well."""

    def __init__(self, name: str, mark: StateMark, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"mark.{name}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.mark, self.short = mark, False
        self.clicked.connect(self._act)
        self.set(mark)

    def set(self, mark: StateMark) -> None:
        """Show another state."""
        self.mark = mark
        self.setText(mark.chip.text)
        self.setAccessibleName(mark.chip.text)
        self.setAccessibleDescription(mark.said)
        self.setToolTip(mark.said)
        acts = mark.act is not None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if acts else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def _act(self) -> None:
        if self.mark.act is not None:
            self.mark.act()

    def sizeHint(self) -> QSize:
        """The chip, never shortened, high enough to hit."""
        high = max(28, math.ceil(current().px(CHIP_HEIGHT)))
        return QSize(self.width_at(short=self.short), high)

    def width_at(self, *, short: bool) -> int:
        """How wide the chip is with its words, or with its icon alone."""
        bare = short and bool(self.mark.chip.icon)
        return math.ceil(chip_width(replace(self.mark.chip, text="") if bare else self.mark.chip)) + 2

    def shorten(self, *, on: bool) -> None:
        """Leave the icon alone in sight; the words stay in the tip and for screen readers."""
        if self.short != (on and bool(self.mark.chip.icon)):
            self.short = not self.short
            self.updateGeometry()
            self.update()

    @property
    def _chip(self) -> ChipSpec:
        return replace(self.mark.chip, text="") if self.short else self.mark.chip

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        del event
        painter = painter_for(self)
        rect = draw_chip(painter, 1, self.height() / 2, self._chip)
        if self.hasFocus():
            focus_ring(painter, QRectF(rect).adjusted(-1, -1, 1, 1), rect.height() / 2)
        painter.end()


class StateMarks(QWidget):
    """The states shown now, by name, in the order they came. Hidden while there is none.

    Signal `counted(int)`: how many there are now.
    """

    counted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("state_marks")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._buttons: dict[str, MarkButton] = {}
        self._fold_now = Fold.NONE
        self.hide()

    def set(self, name: str, mark: StateMark | None) -> None:
        """Show a state under its name, or take it away."""
        held = self._buttons.get(name)
        if mark is not None and held is not None:
            held.set(mark)
        elif mark is not None:
            self._buttons[name] = MarkButton(name, mark, self)
            self._row.addWidget(self._buttons[name])
        elif held is not None:
            del self._buttons[name]
            self._row.removeWidget(held)
            held.hide()
            held.deleteLater()
        self.setVisible(bool(self._buttons))
        self._fold()
        self.counted.emit(len(self._buttons))

    def set_fold(self, fold: Fold) -> None:
        """Let words give way where there is little room."""
        self._fold_now = fold
        self._fold()

    def _fold(self) -> None:
        for button, short in self._folded(self._fold_now):
            button.shorten(on=short)

    def _folded(self, fold: Fold) -> list[tuple[MarkButton, bool]]:
        """Which chips leave their icon alone: of several the weightiest keeps its words."""
        buttons = list(self._buttons.values())
        loud = max(buttons, key=lambda one: _WEIGHT.get(one.mark.chip.tone, 0), default=None)
        found = []
        for one in buttons:
            quiet = one.mark.chip.tone not in _WEIGHT  # all is well: little room is for what is not
            short = fold is Fold.ALL or (fold is Fold.QUIET and (quiet or one is not loud))
            found.append((one, short))
        return found

    def width_at(self, fold: Fold) -> int:
        """How wide the states would be, so folded."""
        wide = sum(one.width_at(short=short) for one, short in self._folded(fold))
        return wide + self._row.spacing() * max(0, len(self._buttons) - 1)

    @property
    def shown(self) -> dict[str, str]:
        """The words of each state, by name."""
        return {name: button.mark.chip.text for name, button in self._buttons.items()}

    def press(self, name: str) -> None:
        """Do what a press on a state does."""
        if name in self._buttons:
            self._buttons[name].click()
