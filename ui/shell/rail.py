"""The rail: one button for each screen, with its icon and key; the current one is marked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_WELL, RAIL, RAIL_COMPACT, Role
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ui.keys import KeyMap
    from ui.shell.screen import ScreenEntry

HEIGHTS = (66, 60, 54, 49)  # of a button with words, the first that fits
BARE = (50, 44, 38, 34, 30)  # of a button with icon and key alone, the first that fits


class RailButton(QAbstractButton):
    """Opens a screen. Checked while the screen is in front."""

    def __init__(self, entry: ScreenEntry, caps: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry, self._caps = entry, caps
        self._compact = False
        self._high = HEIGHTS[0]
        self.setObjectName(f"rail.{entry.name}")
        self.setText(tr(entry.title))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(caps)
        self.setToolTip(f"{self.text()} ({caps})")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, on: bool, high: int = BARE[0]) -> None:
        """Leave the words out, keep icon and key; or be `high` with all three."""
        self._compact, self._high = on, high
        self.updateGeometry()
        self.update()

    @property
    def shortened(self) -> bool:
        """Whether the words have too little room."""
        return not self._compact and text_width(self.text(), Role.RAIL_ON) > self.width()

    def sizeHint(self) -> QSize:
        """Icon, words, key."""
        return QSize(60, math.ceil(current().px(self._high)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button on the rail."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        ink = theme.colour("rail_on" if on else "rail_text")
        if on or self.underMouse():
            box(painter, rect, RADIUS_WELL, fill=theme.colour("rail_current" if on else "rail_hover"))
        if on:
            high = theme.px(24)
            box(
                painter, QRectF(0, rect.center().y() - high / 2, 3, high), 1.5, fill=theme.colour("rail_mark")
            )
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_WELL, theme.colour("rail_mark"))
        tight = (BARE if self._compact else HEIGHTS)[0] - self._high  # the icon gives first, then the air
        side = theme.px(22 - tight * (0.45 if self._compact else 1 / 6))
        top = theme.px(7 - tight / 3)
        draw_icon(painter, self._entry.icon, rect.center().x() - side / 2, top, side, ink)
        middle = Qt.AlignmentFlag.AlignHCenter
        if not self._compact:
            words = QRectF(0, theme.px(29 - tight * 0.6), rect.width(), theme.px(18))
            draw_text(painter, words, self.text(), Role.RAIL_ON if on else Role.THUMB, ink, align=middle)
        below = 32 - tight * 0.9 if self._compact else 46 - tight * 0.75
        low = QRectF(0, theme.px(below), rect.width(), theme.px(15))
        draw_text(painter, low, self._caps, Role.RAIL_KEY, ink, align=middle)
        painter.end()


class Rail(QWidget):
    """The dark strip at the left. Signal `asked(name)` when a screen is wanted."""

    asked = Signal(str)

    def __init__(self, entries: Sequence[ScreenEntry], keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 50, 6, 8)
        self._column.setSpacing(4)
        self._buttons: dict[str, RailButton] = {}
        self._compact = False
        stretched = False
        for entry in entries:
            button = RailButton(entry, keys.cap(entry.key), self)
            button.clicked.connect(lambda _=False, name=entry.name: self.asked.emit(name))
            if entry.foot and not stretched:
                stretched = True
                self._column.addStretch(1)
            self._column.addWidget(button)
            self._buttons[entry.name] = button
        if not stretched:
            self._column.addStretch(1)
        self.set_compact(False)

    def set_compact(self, on: bool) -> None:
        """88 px with words, 60 px without."""
        self._compact = on
        self.setFixedWidth(math.ceil(current().px(RAIL_COMPACT if on else RAIL)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words out where large text needs more height than there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = (self.height() - 58) / max(1, len(self._buttons))
        high = next((one for one in HEIGHTS if math.ceil(current().px(one)) + 4 <= room), 0)
        bare = self._compact or not high
        least = next((one for one in BARE if math.ceil(current().px(one)) <= room), BARE[-1])
        self._column.setSpacing(4 if not bare or room >= current().px(least) + 4 else 0)
        for button in self._buttons.values():
            button.set_compact(bare, least if bare else high)

    def set_current(self, name: str) -> None:
        """Mark the screen in front."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    @property
    def buttons(self) -> tuple[RailButton, ...]:
        """The buttons, from the top."""
        return tuple(self._buttons.values())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the stamp."""
        del event
        theme = current()
        painter = painter_for(self)
        painter.fillRect(self.rect(), theme.colour("rail"))
        draw_icon(painter, "stamp", (self.width() - 26) / 2, 10, 26, theme.colour("rail_on"))
        if theme.edge is not None:  # there the rail is as black as the page
            painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), theme.edge)
        painter.end()
