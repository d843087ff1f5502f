"""The one field for scanning and searching, in the top bar of every screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal

from ui.icons import draw_icon
from ui.theme import current, scaled
from ui.tokens import RADIUS_WELL, Role
from ui.widgets.lines import PlainLine
from ui.widgets.paint import box, cap_width, draw_cap, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget


class ScanBar(PlainLine):
    """A field with a scan icon, a hint and the cap of its key.

    Signals: `submitted(text)` on Enter, `typed(text)` on every change by a person, `stepped(±1)` on the
    up and down arrows (the popup's choice), `left()` on Esc. It never completes in place: text changed
    while typing breaks the Vietnamese input methods.
    """

    submitted = Signal(str)
    typed = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(
        self,
        hint: str | tuple[str, ...],
        *,
        name: str,
        cap: str = "",
        icon: str = "scan-line",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._hints = (hint,) if isinstance(hint, str) else hint
        self.setAccessibleName(self._hints[0])
        self._cap, self._icon_name = cap, icon
        self.setFrame(False)
        self.setFont(current().font(Role.FIELD))
        self.setStyleSheet(f"#{name} {{ background: transparent; border: 0; padding: 0; }}")
        self.setTextMargins(scaled(42), 0, math.ceil(cap_width(cap)) + 16, 0)
        self.setMinimumWidth(scaled(220))
        self.setMinimumHeight(scaled(40))
        self.textEdited.connect(self.typed)

    def hint_for(self, room: float) -> str:
        """The fullest of the hints that stands whole in a width: half a hint says nothing."""
        whole = (one for one in self._hints if text_width(one, Role.FIELD) <= room)
        return next(whole, self._hints[-1])

    def sizeHint(self) -> QSize:
        """As wide as the bar allows, 40 high."""
        return QSize(480, math.ceil(current().px(40)))

    def event(self, event: QEvent) -> bool:
        """While nothing is typed, Ctrl+Z belongs to the window: it takes back the last act."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.text():
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits, arrows walk the popup, Esc leaves; all else types."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.submitted.emit(self.text().strip())
        elif key == Qt.Key.Key_Down:
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Up:
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the icon, the hint and the cap; Qt draws the text."""
        theme = current()
        painter = painter_for(self)
        focus = self.hasFocus()
        line = theme.colour("ring" if focus else "border")
        box(
            painter,
            QRectF(self.rect()),
            RADIUS_WELL,
            fill=theme.colour("surface"),
            line=line,
            width=2 if focus else 1,
        )
        middle = self.height() / 2
        side = theme.px(19)
        draw_icon(
            painter,
            self._icon_name,
            theme.px(12),
            middle - side / 2,
            side,
            theme.colour("primary" if focus else "text2"),
        )
        right = self.width() - 9.0
        if self._cap:
            right = draw_cap(
                painter,
                right,
                middle,
                self._cap,
                ink=theme.colour("text2"),
                line=theme.colour("border"),
                fill=None,
            )
        if not self.text():
            place = QRectF(theme.px(44), 0, right - theme.px(52), self.height())
            draw_text(painter, place, self.hint_for(place.width()), Role.FIELD, theme.colour("text3"))
        painter.end()
        super().paintEvent(event)
