"""A segmented choice: a radio group whose arrows move the choice, drawn as one well."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.theme import current
from ui.tokens import RADIUS_FIELD, RADIUS_WELL, Role
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


class _Segment(QRadioButton):
    """One choice of a `Seg`."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words and their air."""
        return QSize(
            math.ceil(text_width(self.text(), Role.STRONG) + current().px(22)), math.ceil(current().px(28))
        )

    def minimumSizeHint(self) -> QSize:
        """The words are never shortened."""
        return self.sizeHint()

    @property
    def shortened(self) -> bool:
        """Whether the words have too little room."""
        return text_width(self.text(), Role.STRONG) > self.width() + 1

    def hitButton(self, pos: QPoint) -> bool:
        """The whole segment is the target."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segment."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            line = theme.colour("border") if theme.edge else theme.colour("hairline")
            box(painter, rect, RADIUS_FIELD, fill=theme.colour("seg_on"), line=line)
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
        role = Role.STRONG if self.isChecked() else Role.MEDIUM
        ink = theme.colour("text" if self.isChecked() else "text2")
        if not self.isEnabled():
            ink = theme.colour("text3")
        draw_text(painter, rect, self.text(), role, ink, align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()


class Seg(QWidget):
    """A small set of choices, exactly one of them on; in a row too short for them they stand in several.

    Signal `chosen(key)` when the person changes it. Arrow keys move the choice, Tab leaves the group.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        name: str,
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._row = FlowLayout(self, gap=2, margin=1, squeeze=12)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._keys[at]))
        self.set_choices(choices, current)

    def set_choices(self, choices: Sequence[tuple[str, str]], current: str = "") -> None:
        """Replace the choices; the words may change while the keys stay."""
        keys = [key for key, _ in choices]
        if keys == self._keys:
            for at, (_, text) in enumerate(choices):
                button = self._group.button(at)
                button.setText(text)
                button.setAccessibleName(text)
                button.updateGeometry()
        else:
            for old in self._group.buttons():
                self._group.removeButton(old)
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._keys = keys
            for at, (key, text) in enumerate(choices):
                button = _Segment(text, self)
                button.setObjectName(f"{self.objectName()}.{key}")
                self._group.addButton(button, at)
                self._row.addWidget(button)
        wanted = current or self.value or (keys[0] if keys else "")
        if wanted in keys:
            self._group.button(keys.index(wanted)).setChecked(True)

    @property
    def value(self) -> str:
        """The key of the choice that is on."""
        at = self._group.checkedId()
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        """The choices as widgets, in order: for the order of Tab."""
        return tuple(self._group.buttons())

    def set_value(self, key: str) -> None:
        """Switch a choice on without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the choice that is on."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(*reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the well."""
        del event
        painter = painter_for(self)
        rows = self._row.used
        inner = QRectF(0, rows.top() - 1, self.width(), rows.height() + 2)
        box(painter, inner, RADIUS_WELL, fill=current().colour("sunken"), line=current().edge)
        painter.end()
