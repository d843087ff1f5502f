"""Buttons that say their key: the one commit button, and the quieter ones beside it."""

from __future__ import annotations

import enum
import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import BUTTON, COMMIT, RADIUS_FIELD, RADIUS_WELL, Role, Tone
from ui.widgets.paint import box, cap_width, draw_cap, focus_ring, painter_for
from ui.widgets.text import draw_text, text_width

TARGET = 28  # the least a finger or a shaking hand is given to hit


class ButtonKind(enum.Enum):
    """How loud a button is."""

    COMMIT = "commit"
    SECONDARY = "secondary"
    SOFT = "soft"
    LINK = "link"
    DANGER = "danger"


class PressButton(QAbstractButton):
    """A button that Enter presses too, and that shows where the pointer is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does; a repeat of a held key does nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is on it."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Show that the pointer left."""
        del event
        self.update()


class KeyButton(PressButton):
    """A button with an icon, words and the cap of the key that does the same.

    Enter and Space press it; its words are its accessible name and never shortened, but where it `shortens`
    (names from the record), and then its tool tip has them whole.
    """

    def __init__(
        self,
        text: str,
        *,
        name: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str = "",
        cap: str = "",
        shortens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.kind = kind
        self.may_shorten = shortens
        self._icon_name = icon
        self._bare: str | None = None  # the icon left out
        self._cap = cap
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(cap)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        loose = kind is ButtonKind.COMMIT or shortens
        across = QSizePolicy.Policy.Preferred if loose else QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def say(self, text: str, *, icon: str | None = None, cap: str | None = None) -> None:
        """Change what the button will do."""
        self.setText(text)
        self.setAccessibleName(text)
        if self.may_shorten:
            self.setToolTip(text)
        if icon is not None:
            self._icon_name = icon
        if cap is not None:
            self._cap = cap
            self.setAccessibleDescription(cap)
        self.updateGeometry()
        self.update()

    def set_bare(self, *, on: bool) -> None:
        """Leave the icon out where the room is for words and key alone."""
        if on != (self._bare is not None):
            self._icon_name, self._bare = ("", self._icon_name) if on else (self._bare or "", None)
            self.updateGeometry()
            self.update()

    @property
    def _role(self) -> Role:
        return Role.BUTTON if self.kind is ButtonKind.COMMIT else Role.STRONG

    def sizeHint(self) -> QSize:
        """Room for icon, words and cap."""
        theme = current()
        wide = text_width(self.text(), self._role)
        if self._icon_name:
            wide += theme.px(28)
        if self._cap:
            wide += cap_width(self._cap) + theme.px(11)
        link = self.kind is ButtonKind.LINK
        wide += theme.px(4 if link else 60 if self.kind is ButtonKind.COMMIT else 28)
        high = {ButtonKind.COMMIT: COMMIT, ButtonKind.LINK: 28}.get(self.kind, BUTTON)
        if self.kind in (ButtonKind.SOFT, ButtonKind.DANGER):
            high = 32
        return QSize(max(math.ceil(wide), TARGET), math.ceil(theme.px(high)))

    def minimumSizeHint(self) -> QSize:
        """The words are never shortened; in too little room the icon goes first."""
        hint, theme = self.sizeHint(), current()
        cap = cap_width(self._cap) + theme.px(10) if self._cap else 0
        if self.may_shorten:
            return QSize(math.ceil(cap + theme.px(80)), hint.height())
        if self.kind is ButtonKind.COMMIT:
            wide = text_width(self.text(), self._role) + cap + theme.px(30)
            return QSize(math.ceil(wide), hint.height())
        return hint

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, line and ink for the present state."""
        theme = current()
        hover = self.underMouse() and self.isEnabled()
        if not self.isEnabled() and self.kind is not ButtonKind.LINK:
            return theme.colour("sunken"), theme.colour("hairline"), theme.colour("text3")
        if self.kind is ButtonKind.COMMIT:
            return theme.colour("primary_hover" if hover else "primary"), None, theme.colour("on_primary")
        if self.kind is ButtonKind.SOFT:
            line = theme.colour("primary") if theme.edge else None
            return theme.colour("primary_tint"), line, theme.colour("primary")
        if self.kind is ButtonKind.LINK:
            return None, None, theme.colour("primary" if self.isEnabled() else "text3")
        tone = Tone.BAD if self.kind is ButtonKind.DANGER else Tone.PLAIN
        line = theme.colour("bad" if self.kind is ButtonKind.DANGER else "border")
        return theme.colour("surface2" if hover or self.isDown() else "surface"), line, theme.ink(tone)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        commit = self.kind is ButtonKind.COMMIT
        radius = RADIUS_WELL if commit else RADIUS_FIELD
        fill, line, ink = self._colours()
        if fill is not None or line is not None:
            box(painter, rect, radius, fill=fill, line=line)
        if self.hasFocus():
            self._ring(rect, radius, painter)
        right = rect.right() - theme.px(13 if not self._link else 0)
        if self._cap:
            right = self._draw_cap(painter, right, rect.center().y(), ink, fill) - theme.px(10)
        self._draw_words(painter, rect, right, ink)
        painter.end()

    @property
    def _link(self) -> bool:
        return self.kind is ButtonKind.LINK

    def _ring(self, rect: QRectF, radius: float, painter: QPainter) -> None:
        theme = current()
        if self.kind is ButtonKind.COMMIT:
            inner = rect.adjusted(2, 2, -2, -2)
            focus_ring(painter, rect, radius)
            box(painter, inner, radius - 1, line=theme.colour("on_primary"), width=2)
        else:
            focus_ring(painter, rect, radius)

    def _draw_cap(
        self, painter: QPainter, right: float, middle: float, ink: QColor, fill: QColor | None
    ) -> float:
        theme = current()
        loud = self.kind is ButtonKind.COMMIT
        line = QColor(ink)
        if loud:
            line.setAlpha(150)
            fill = QColor(ink)
            fill.setAlpha(28)
        elif self.kind is ButtonKind.SECONDARY and self.isEnabled():
            line = theme.colour("border")
        return draw_cap(painter, right, middle, self._cap, ink=ink, line=line, fill=fill)

    def _draw_words(self, painter: QPainter, rect: QRectF, right: float, ink: QColor) -> None:
        theme = current()
        side = theme.px(18)
        text = text_width(self.text(), self._role) + 1
        icon = theme.px(28) if self._icon_name else 0
        first = rect.left() + theme.px(2 if self._link else 14)
        if self._icon_name and text + icon > right - first:
            icon = 0
        left = first
        if self.kind is ButtonKind.COMMIT or (not self._cap and not self._link):
            left = max(first, min(rect.center().x() - (text + icon) / 2, right - text - icon))
        if icon:
            draw_icon(painter, self._icon_name, left, rect.center().y() - side / 2, side, ink)
            left += icon
        room = right - left if self.may_shorten else max(text, right - left)
        words = QRectF(left, rect.top(), room, rect.height())
        draw_text(painter, words, self.text(), self._role, ink)


class CommitButton(KeyButton):
    """The one button of a screen that F9 presses, bottom right, saying what it will do."""

    def __init__(
        self, text: str, *, name: str, icon: str = "", cap: str = "F9", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name=name, kind=ButtonKind.COMMIT, icon=icon, cap=cap, parent=parent)


class SecondaryButton(KeyButton):
    """A quieter act of a screen, with its key."""

    def __init__(
        self, text: str, *, name: str, icon: str = "", cap: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name=name, kind=ButtonKind.SECONDARY, icon=icon, cap=cap, parent=parent)


class LinkButton(KeyButton):
    """Words that act, beside what they change."""

    def __init__(self, text: str, *, name: str, cap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, name=name, kind=ButtonKind.LINK, cap=cap, parent=parent)
