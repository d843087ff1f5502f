"""A suggestion lying in an empty field: what a paper says stands there, and the key that takes it over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractButton

from ui.i18n import tr
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_TICK, Role, Tone
from ui.widgets.paint import box, cap_width, draw_cap, painter_for
from ui.widgets.text import draw_text, elided, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from ui.widgets.fields import TextField

_HEIGHT, _AIR, _ICON = 24.0, 7.0, 15.0
_CARET, _EDGE = 17, 4  # logical pixels of the field left free, at its caret and at its right end


class SuggestionChip(QAbstractButton):
    """Gợi ý từ giấy, inside the field it is for, so that it takes no room and moves nothing.

    Guarantees: shown only while its field is empty and nothing is being composed in it; the field is changed
    by `take` alone, as if the clerk had typed it. Never takes the focus: the key works where the caret is.
    """

    def __init__(self, field: TextField, cap: str) -> None:
        super().__init__(field)
        self.field = field
        self._cap = cap
        self._value = ""
        self.shown: tuple[str, bool, bool] = ("", False, False)  # words, icon, key: what there is room for
        self._described = field.accessibleDescription()
        self._coming = self._came = False  # a press is bringing the caret here, or has brought it
        self.setObjectName(f"{field.objectName()}.suggestion")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        self.clicked.connect(self._on_click)
        field.textChanged.connect(self._follow)
        field.composed.connect(self._follow)
        field.installEventFilter(self)

    @property
    def value(self) -> str:
        """What `take` would write, empty when nothing is offered now."""
        return self._value if not self.isHidden() else ""

    def offer(self, value: str) -> None:
        """Offer a value, or nothing."""
        if value != self._value:
            self._value = value
            self.update()
        self._follow()

    def take(self) -> bool:
        """Write what is offered into the field, as one step of Ctrl+Z; False where nothing is."""
        value = self.value
        if not value:
            return False
        self.field.insert(value)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press that brought the caret here may have meant the field beneath, and takes nothing."""
        self._came, self._coming = self._coming, False
        super().mousePressEvent(event)

    def _on_click(self) -> None:
        if not self._came:
            self.take()
        self._came = False

    def _follow(self) -> None:
        """Be there or not, and tell the screen reader of the field."""
        field = self.field
        there = bool(self._value) and not field.text() and not field.composing and field.isEnabled()
        words = tr("Gợi ý từ giấy: {value}", value=self._value) if there else ""
        said = f"{words} ({self._cap})" if there else ""
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._cap)
        self.setToolTip(said)
        field.setAccessibleDescription(said or self._described)
        field.hush(on=there)
        self.setVisible(there)
        self._fit()

    # ---- its place ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place in the field, and show the key where it works."""
        if isinstance(event, QFocusEvent):
            self._coming = event.gotFocus() and event.reason() is Qt.FocusReason.MouseFocusReason
            self._fit()
        elif event.type() is QEvent.Type.MouseButtonPress:
            self._coming = False  # the field's own press
        elif event.type() is QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        theme, field = current(), self.field
        high = min(round(theme.px(_HEIGHT)), field.height() - 6)
        self.shown, wide = self._choose(field.width() - _CARET - _EDGE)
        self.setGeometry(_CARET, (field.height() - high) // 2, max(0, wide), max(0, high))
        self.update()

    def sizeHint(self) -> QSize:
        """The place it has taken."""
        return self.size()

    def _choose(self, most: int) -> tuple[tuple[str, bool, bool], int]:
        """What there is room for (the words, whether the icon, whether the key), and how wide that is."""
        theme, value = current(), self._value
        icon, air = theme.px(_ICON + 5), theme.px(2 * _AIR)
        key = self.field.hasFocus()
        cap = cap_width(self._cap) + theme.px(_AIR) if key else 0
        wanted = (
            (tr("Gợi ý: {value}", value=value), True, key), (value, True, key), (value, False, key),
            (value, True, False), (value, False, False),
        )  # fmt: skip
        for words, with_icon, with_cap in wanted:
            used = math.ceil(text_width(words, Role.BODY) + icon * with_icon + cap * with_cap + air)
            if used <= most:
                return (words, with_icon, with_cap), used
        roomy = most - air - icon - cap > text_width(value, Role.BODY) / 2
        left = most - air - (icon + cap if roomy else 0)
        return (elided(value, Role.BODY, left), roomy, roomy and key), most

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dashed tint: to be taken over, not written yet."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        hover = self.underMouse()
        ink = theme.ink(Tone.PRIMARY)
        box(painter, rect, RADIUS_TICK, fill=theme.tint(Tone.PRIMARY), line=ink, dashed=not hover)
        words, icon, cap = self.shown
        left, right = rect.left() + theme.px(_AIR), rect.right() - theme.px(_AIR)
        if icon:
            side = theme.px(_ICON)
            draw_icon(painter, "file-text", left, rect.center().y() - side / 2, side, ink)
            left += side + theme.px(5)
        if cap:
            fill = theme.colour("surface")
            place = right + theme.px(4)
            right = draw_cap(painter, place, rect.center().y(), self._cap, ink=ink, line=ink, fill=fill)
        draw_text(painter, QRectF(left, rect.top(), right - left + 2, rect.height()), words, Role.BODY, ink)
        painter.end()
