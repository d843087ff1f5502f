"""Signs nobody sees, told at their field: how many, the key that takes them out, that they are out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton

from desk.lettering import hidden_signs
from ui.i18n import tr
from ui.icons import draw_icon
from ui.keys import cap_of
from ui.theme import current
from ui.tokens import RADIUS_TICK, Role, Tone
from ui.widgets.paint import box, cap_width, draw_cap, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

DROP = "hidden.drop"
_HEIGHT, _AIR, _ICON, _EDGE = 24.0, 7.0, 15.0, 4
_BESIDE = 14  # px between text and edge, text and mark


class HiddenMark(QAbstractButton):
    """Ký tự ẩn: at the right end of its field, only while there is something to say.

    A sign of no width, or one that turns the direction, looks like nothing and makes another name of a name.
    `read` gives the field's text, `drop` takes the signs out as if typed. Never takes the focus.
    """

    def __init__(self, field: QWidget, read: Callable[[], str], drop: Callable[[], object]) -> None:
        super().__init__(field)
        self._field, self._read = field, read
        self._there = self._gone = 0
        self._about = ""  # the text that was said to have lost signs
        self._described = ""
        self.words, self.with_cap = "", False  # what there is room for
        self.setObjectName(f"{field.objectName()}.hidden")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        self.clicked.connect(lambda: drop() if self._there else None)
        field.installEventFilter(self)

    @property
    def said(self) -> str:
        """The words, also for a screen reader; nothing while nothing is to be said."""
        if self._there:
            return tr("{count} ký tự ẩn: bỏ", count=self._there)
        return tr("Đã bỏ {count} ký tự ẩn", count=self._gone) if self._gone else ""

    def follow(self) -> None:
        """The text changed: it has hidden signs, or it has none and is not the text told of before."""
        text = self._read()
        self._there = hidden_signs(text)
        if self._there or text.strip() != self._about.strip():
            self._gone = 0
        self._show()

    def tell_gone(self, count: int) -> None:
        """Say that so many signs were left out of the text as it stands."""
        self._about = self._read()
        self._gone = count if self._about else 0
        self._show()

    def _show(self) -> None:
        said, field = self.said, self._field
        cap = f" ({cap_of(DROP)})" if self._there else ""
        if self.isHidden() and said:
            self._described = field.accessibleDescription()
        if said:
            field.setAccessibleDescription(f"{said}{cap}")
        elif not self.isHidden():
            field.setAccessibleDescription(self._described)
        self.setAccessibleName(said)
        self.setToolTip(f"{said}{cap}")
        self.setVisible(bool(said))
        self._fit()

    # ---- its place ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place, and show the key where it works."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        theme, field = current(), self._field
        high = min(round(theme.px(_HEIGHT)), field.height() - 6)
        air, icon = theme.px(2 * _AIR), theme.px(_ICON + 5)
        cap = cap_width(cap_of(DROP)) + theme.px(_AIR) if self._there and field.hasFocus() else 0
        text = field.fontMetrics().horizontalAdvance(self._read()) + 2 * theme.px(_BESIDE)
        most = min(field.width() * 0.6, field.width() - text)  # what was typed is not hidden for words
        count = str(self._there or self._gone)
        for words, with_cap in ((self.said, True), (count, True), (count, False)):
            wide = math.ceil(text_width(words, Role.BODY) + icon + air + (cap if with_cap else 0))
            self.words, self.with_cap = words, with_cap and cap > 0
            if wide <= most:
                break
        self.setGeometry(field.width() - wide - _EDGE, (field.height() - high) // 2, wide, max(0, high))
        self.update()

    def sizeHint(self) -> QSize:
        """The place it has taken."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a tint over the end of the text."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        tone = Tone.WARN if self._there else Tone.INFO
        ink, fill = theme.ink(tone), theme.colour("surface")
        box(painter, rect, RADIUS_TICK, fill=fill)
        box(painter, rect, RADIUS_TICK, fill=theme.tint(tone), line=ink)
        left, right = rect.left() + theme.px(_AIR), rect.right() - theme.px(_AIR)
        side = theme.px(_ICON)
        draw_icon(painter, "eye-off", left, rect.center().y() - side / 2, side, ink)
        left += side + theme.px(5)
        if self.with_cap:
            place = right + theme.px(4)
            right = draw_cap(painter, place, rect.center().y(), cap_of(DROP), ink=ink, line=ink, fill=fill)
        draw_text(
            painter, QRectF(left, rect.top(), right - left + 2, rect.height()), self.words, Role.BODY, ink
        )
        painter.end()
