"""F1: every key valid here, grouped, over the window; letters narrow it, Esc or any other key closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desk.catalogue.readings import readings
from desk.folding import fold
from ui.i18n import tr
from ui.shell.lent_focus import LentFocus
from ui.theme import current
from ui.tokens import RADIUS_CARD, Role
from ui.widgets.paint import box, cap_width, draw_cap, painter_for
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import (
        QFocusEvent,
        QInputMethodEvent,
        QKeyEvent,
        QMouseEvent,
        QPainter,
        QPaintEvent,
    )

    from ui.key_rows import Key

_LINE, _LEAST_LINE = 29, 20  # a cap is 18 high
_AROUND, _EDGE, _GAP = 96, 24, 26  # above and below the keys; around the panel; between columns
_FACTORS = (1.0, 0.9, 0.8, 0.7, 0.6)
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
    Signal `covered(bool)`: whether it lies over everything else now.
    """

    covered = Signal(bool)

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
        self.covered.emit(True)

    def close_overlay(self) -> None:
        """Close and give the focus back to where it was."""
        self._focus.give_back()
        self.hide()
        self.covered.emit(False)

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
        painter.fillRect(self.rect(), theme.shade)
        factor, columns = self.laid_out()
        painter.scale(factor, factor)
        most = max((len(keys) for _, keys in columns), default=0)
        room = QRectF(0, 0, self.width() / factor, self.height() / factor)
        line = min(theme.px(_LINE), (room.height() - _EDGE - _AROUND) / max(1, most))
        widths = [self._wide(title, keys) for title, keys in columns]
        wide = max(460.0, sum(widths) + _GAP * (len(widths) + 1))
        high = most * line + _AROUND
        panel = QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high)
        box(painter, panel, RADIUS_CARD, fill=theme.colour("surface"), line=theme.colour("border"))
        self._draw_foot(painter, panel)
        left = panel.left() + _GAP
        for (title, keys), column in zip(columns, widths, strict=True):
            head = QRectF(left, panel.top() + 14, column + _GAP, 28)
            draw_text(painter, head, title, Role.SECTION, theme.colour("text"))
            self._draw_keys(painter, QRectF(left, panel.top() + 54, column, line), keys)
            left += column + _GAP
        painter.end()

    def laid_out(self) -> tuple[float, list[tuple[str, tuple[Key, ...]]]]:
        """How much smaller everything is drawn, and the columns: no cap touches the next, no word is cut."""
        for factor in _FACTORS:
            columns = self._columns(self.height() / factor)
            wide = sum(self._wide(title, keys) + _GAP for title, keys in columns) + _GAP
            if wide <= self.width() / factor - _EDGE:
                break
        return factor, columns

    def _columns(self, high: float) -> list[tuple[str, tuple[Key, ...]]]:
        """The groups, a long one in several columns of like height."""
        rows = max(1, int((high - _EDGE - _AROUND) / current().px(_LEAST_LINE)))
        found = []
        for title, keys in self._groups:
            parts = max(1, -(-len(keys) // rows))
            each = -(-len(keys) // parts)
            found += [(title if not at else "", keys[at * each : (at + 1) * each]) for at in range(parts)]
        return found

    @staticmethod
    def _wide(title: str, keys: Sequence[Key]) -> float:
        caps = max((cap_width(key.caps) for key in keys), default=0.0)
        words = max((text_width(tr(key.label), Role.BODY) for key in keys), default=0.0)
        return max(caps + current().px(10) + words, text_width(title, Role.SECTION)) + 2

    @staticmethod
    def _draw_keys(painter: QPainter, rect: QRectF, keys: Sequence[Key]) -> None:
        """The keys of a column; `rect` is the place of the first."""
        theme = current()
        caps = max((cap_width(key.caps) for key in keys), default=0.0)
        for row, key in enumerate(keys):
            place = rect.translated(0, row * rect.height())
            draw_cap(
                painter, place.left() + caps, place.center().y(), key.caps, ink=theme.colour("text2"),
                line=theme.colour("border"), fill=None,
            )  # fmt: skip
            words = place.adjusted(caps + theme.px(10), 0, 0, 0)
            draw_text(painter, words, tr(key.label), Role.BODY, theme.colour("text"))

    def _draw_foot(self, painter: QPainter, panel: QRectF) -> None:
        """Under the keys: what is typed, or that one may type."""
        theme = current()
        rect = QRectF(panel.left() + _GAP, panel.bottom() - 32, panel.width() - 2 * _GAP, 24)
        if self.typed:
            words = tr("Tìm: {text}", text=self.typed)
            none = "" if any(keys for _, keys in self._groups) else tr("Không có phím nào như thế.")
            draw_text(painter, rect, f"{words}   {none}".strip(), Role.STRONG, theme.colour("primary"))
        else:
            words = tr("Gõ chữ để tìm phím · Esc đóng · Ctrl+K mở mọi lệnh")
            draw_text(painter, rect, words, Role.CAPTION, theme.colour("text2"))
