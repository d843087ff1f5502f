"""Form controls: a day, a choice, a tick, a few lines of text; all named, all worked by keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui import format as say
from ui.admin.parts.reading import day_of, day_text
from ui.i18n import tr
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_FIELD, RADIUS_TICK, Role, Tone
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text, text_width
from ui.widgets.undo_keys import TextBox as LinesBox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent, QWheelEvent


class Tick(QAbstractButton):
    """A yes or no with its words. Signal `turned(on)` when the person changes it."""

    turned = Signal(bool)

    def __init__(self, text: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.turned)

    def sizeHint(self) -> QSize:
        """A square and its words."""
        theme = current()
        return QSize(math.ceil(text_width(self.text(), Role.BODY) + theme.px(38)), math.ceil(theme.px(30)))

    def minimumSizeHint(self) -> QSize:
        """The words are never shortened."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the square, the tick, the words."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        side = theme.px(18)
        square = QRectF(4, round(rect.center().y() - side / 2), side, side)
        on = self.isChecked()
        fill = theme.colour(
            "primary" if on and self.isEnabled() else "surface" if self.isEnabled() else "sunken"
        )
        box(painter, square, RADIUS_TICK, fill=fill, line=theme.colour("primary" if on else "border"))
        if on:
            at = theme.px(2)
            ink = theme.colour("on_primary" if self.isEnabled() else "text2")
            draw_icon(painter, "check", square.left() + at, square.top() + at, side - 2 * at, ink)
        words = rect.adjusted(side + theme.px(12), 0, 0, 0)
        draw_text(
            painter, words, self.text(), Role.BODY, theme.colour("text" if self.isEnabled() else "text3")
        )
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
        painter.end()


class Choice(QComboBox):
    """One of several; the wheel never changes it by accident. Signal `chosen(value)` when the person does."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        name: str,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_choices(choices)
        self.activated.connect(lambda _at: self.chosen.emit(self.value))

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the choices and stay on the same value where it is still there."""
        kept = self.value
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(kept)

    @property
    def value(self) -> str:
        """The value chosen."""
        found = self.currentData()
        return found if isinstance(found, str) else ""

    def set_value(self, value: str) -> None:
        """Choose without telling anyone; a value the list lacks is added as it is."""
        at = self.findData(value)
        if at < 0 and value:
            self.addItem(value, value)
            at = self.count() - 1
        self.setCurrentIndex(max(0, at))

    def shown_words(self, option: QStyleOptionComboBox) -> str:
        """The choice as it fits beside the arrow, its end never cut without being said so."""
        within = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, within, self)
        room = min(field.width() - 2, math.floor(self.width() - current().px(40)))
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, and the arrow that says it opens."""
        del event
        theme = current()
        side = theme.px(16)
        left = self.width() - side - theme.px(8)
        field = QStylePainter(self)
        shown = QStyleOptionComboBox()
        self.initStyleOption(shown)
        field.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, shown)
        shown.currentText = self.shown_words(shown)
        field.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, shown)
        field.end()
        painter = painter_for(self)
        draw_icon(painter, "chevron-down", left, (self.height() - side) / 2, side, theme.colour("text2"))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class DayField(QWidget):
    """A day typed as `1/5/2027`, with its weekday beside it. Signal `changed()` at every letter."""

    changed = Signal()

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.field = TextField(name=name, title=title, hint=tr("ngày/tháng/năm"), code=True, parent=self)
        self.field.setFixedWidth(math.ceil(current().px(152)))
        self.field.textChanged.connect(self._read)
        row.addWidget(self.field)
        self.weekday = Label("", Role.BODY, Tone.MUTED, tall=True, parent=self)
        row.addWidget(self.weekday)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def day(self) -> date | None:
        """The day typed, None where it is none."""
        return day_of(self.field.text())

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Show a text without moving the cursor of one who types."""
        if self.field.text() != text:
            self.field.setText(text)

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        if self.day != day or day is None:
            self.set_text(day_text(day))

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Type here."""
        self.field.setFocus(*reason)

    def _read(self) -> None:
        day = self.day
        bad = day is None and bool(self.field.text().strip())
        self.field.set_tone(Tone.BAD if bad and len(self.field.text().strip()) >= 8 else None)
        self.weekday.setText(say.weekday(day) if day is not None else "")
        self.changed.emit()


class TextBox(LinesBox):
    """A few lines of text; Tab leaves it. Signal `edited(text)`."""

    edited = Signal(str)

    def __init__(self, *, name: str, title: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setTabChangesFocus(True)
        self.setFixedHeight(math.ceil(current().px(20 * lines + 16)))
        self.textChanged.connect(lambda: self.edited.emit(self.toPlainText()))

    def set_text(self, text: str) -> None:
        """Show a text without moving the cursor of one who types."""
        if self.toPlainText() != text:
            self.setPlainText(text)
