"""F1: every key valid here, grouped, over the window; letters narrow it, Esc or any other key closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from desk.catalogue.readings import readings
from desk.folding import fold
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
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_BARE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_CapsLock})


def _fits(key: Key, asked: str, wanted: tuple[str, ...]) -> bool:
    """Whether a key is meant by its cap or by words that begin as typed."""
    if key.caps.lower().startswith(asked) or asked in key.caps.lower().split("+"):
        return True
    words = fold(tr(key.label)).replace(",", " ").split()
    return any(all(any(one.startswith(part) for one in words) for part in way.split()) for way in wanted)


class KeyOverlay(QWidget):
    """A dim layer with groups of keys. It holds the focus while shown and gives it back after.

    What is typed narrows the keys by their words without marks, or by their caps; an input method may type.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._every: tuple[tuple[str, tuple[Key, ...]], ...] = ()
        self._groups: tuple[tuple[str, tuple[Key, ...]], ...] = ()
        self.typed = ""
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
        names = {
            "scan": tr("Trong dải trang"), "queue": tr("Số thứ tự"), "everywhere": tr("Mọi màn hình"),
        }  # fmt: skip
        own = tr("Màn hình này: {title}", title=title)
        self._every = tuple((names.get(name, own), keys) for name, keys in groups)
        self.setAccessibleName(tr("Phím tắt"))
        self.narrow("")
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

    def narrow(self, typed: str) -> None:
        """Show only what was asked for."""
        self.typed = typed
        asked, wanted = typed.strip().lower(), readings(typed)
        self._groups = tuple(
            (title, tuple(key for key in keys if not asked or _fits(key, asked, wanted)))
            for title, keys in self._every
        )
        self._groups = tuple(group for group in self._groups if group[1] or not asked)
        self.setAccessibleDescription("; ".join(self.lines) or tr("Không có phím nào như thế."))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits narrow, Backspace widens, every other key closes."""
        event.accept()
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace and self.typed:
            self.narrow(self.typed[:-1])
        elif text.isprintable() and text.strip() and not event.modifiers() & _HELD:
            self.narrow(self.typed + text)
        elif text == " " and self.typed:
            self.narrow(self.typed + " ")
        elif event.key() not in _BARE:
            self.close_overlay()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method committed narrows as well."""
        if event.commitString():
            self.narrow(self.typed + event.commitString())
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A screen whose answer comes late may not take the keys away from under the overlay."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() == Qt.FocusReason.OtherFocusReason:
            QTimer.singleShot(0, self._take_back)

    def _take_back(self) -> None:
        if self.isVisible() and self.isActiveWindow():
            self._focus.borrow(self.parentWidget())
            self.setFocus()

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
        line = min(line, (room - 100) / max(1, most))
        columns = max(2, len(self._groups))
        wide, high = min(410.0 * columns, self.width() - 60), most * line + 106
        wide = max(wide, 460.0)
        panel = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        box(painter, panel, RADIUS_CARD, fill=theme.colour("surface"), line=theme.colour("border"))
        column = (wide - 40) / columns
        self._draw_foot(painter, panel)
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

    def _draw_foot(self, painter: QPainter, panel: QRectF) -> None:
        """Under the keys: what is typed, or that one may type."""
        theme = current()
        rect = QRectF(panel.left() + 20, panel.bottom() - 32, panel.width() - 40, 24)
        if self.typed:
            words = tr("Tìm: {text}", text=self.typed)
            none = "" if any(keys for _, keys in self._groups) else tr("Không có phím nào như thế.")
            draw_text(painter, rect, f"{words}   {none}".strip(), Role.STRONG, theme.colour("primary"))
        else:
            words = tr("Gõ chữ để tìm phím · Esc đóng · Ctrl+K mở mọi lệnh")
            draw_text(painter, rect, words, Role.CAPTION, theme.colour("text2"))
