"""F1: every key valid here, grouped, over the window until any key is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.shell.lent_focus import LentFocus
from ui.theme import current
from ui.tokens import RADIUS_CARD, Role
from ui.widgets.paint import box, draw_cap, painter_for
from ui.widgets.text import draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.keys import Key

_LINE = 29


class KeyOverlay(QWidget):
    """A dim layer with two groups of keys. It holds the focus while shown and gives it back after."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._groups: tuple[tuple[str, tuple[Key, ...]], ...] = ()
        self._focus = LentFocus()
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is written, one line for each key."""
        return tuple(f"{key.caps} {tr(key.label)}" for _, keys in self._groups for key in keys)

    def toggle(self, title: str, groups: Sequence[tuple[str, tuple[Key, ...]]]) -> None:
        """Show the keys, or close if they are shown."""
        if self.isVisible():
            self.close_overlay()
            return
        names = {"scan": tr("Trong dải trang"), "everywhere": tr("Mọi màn hình")}
        own = tr("Màn hình này: {title}", title=title)
        self._groups = tuple((names.get(name, own), keys) for name, keys in groups)
        self.setAccessibleName(tr("Phím tắt"))
        self.setAccessibleDescription("; ".join(self.lines))
        window = self.parentWidget()
        self._focus.borrow(window)
        if window is not None:
            self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_overlay(self) -> None:
        """Close and give the focus back to where it was."""
        self._focus.give_back()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes."""
        event.accept()
        self.close_overlay()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press closes."""
        del event
        self.close_overlay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the layer and the two columns."""
        del event
        theme = current()
        painter = painter_for(self)
        shade = QColor("#0B111A")
        shade.setAlpha(120)
        painter.fillRect(self.rect(), shade)
        line = theme.px(_LINE)
        most = max((len(keys) for _, keys in self._groups), default=0)
        room = self.height() - 80
        line = min(line, (room - 70) / max(1, most))
        columns = max(2, len(self._groups))
        wide, high = min(410.0 * columns, self.width() - 60), most * line + 76
        panel = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        box(painter, panel, RADIUS_CARD, fill=theme.colour("surface"), line=theme.colour("border"))
        column = (wide - 40) / columns
        for at, (title, keys) in enumerate(self._groups):
            left = panel.left() + 20 + at * column
            head = QRectF(left, panel.top() + 14, column - 20, 28)
            draw_text(painter, head, title, Role.SECTION, theme.colour("text"))
            for row, key in enumerate(keys):
                middle = panel.top() + 58 + row * line + line / 2
                draw_cap(
                    painter,
                    left + theme.px(92),
                    middle,
                    key.caps,
                    ink=theme.colour("text2"),
                    line=theme.colour("border"),
                    fill=None,
                )
                words = QRectF(left + theme.px(104), middle - line / 2, column - theme.px(124), line)
                draw_text(painter, words, tr(key.label), Role.BODY, theme.colour("text"))
        painter.end()
