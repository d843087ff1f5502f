"""Ctrl+K: everything that can be done now, found by a few letters without marks; Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.shell.command import Command, matching
from ui.shell.lent_focus import LentFocus
from ui.theme import current, scaled
from ui.tokens import RADIUS_CARD, Role, Tone
from ui.widgets.grouped import GroupedList, Line
from ui.widgets.label import Label
from ui.widgets.paint import box, painter_for
from ui.widgets.scanbar import ScanBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

WIDE, TOP, FOOT = 620, 74, 30


def lines_of(commands: Sequence[Command]) -> tuple[Line, ...]:
    """Commands as lines under the heads of their groups; a group is headed where it begins."""
    found: list[Line] = []
    group = ""
    for one in commands:
        if one.group != group:
            group = one.group
            found.append(Line(group, head=True))
        found.append(Line(one.text, one.note, one.icon or "chevron-right", cap=one.cap, what=one))
    return tuple(found)


class CommandList(QFrame):
    """A field and a grouped list over the window. It holds the focus while shown and gives it back.

    Signal `looked_up(text)` when the clerk asks for what was typed to be looked up in the record.
    """

    looked_up = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("command_list")
        self._commands: tuple[Command, ...] = ()
        self._focus = LentFocus()
        self._pushed = False  # the focus was taken away by no hand
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(6)
        self.field = ScanBar(
            tr("Gõ tên lệnh, không cần dấu"), name="command_field", icon="search", parent=self
        )
        column.addWidget(self.field)
        self.list = GroupedList(name="command_lines", title=tr("Lệnh"), parent=self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.list, 1)
        self.foot = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        foot = QHBoxLayout()  # its words begin where those of the heads do
        foot.setContentsMargins(scaled(10), 0, scaled(10), 0)
        foot.addWidget(self.foot)
        column.addLayout(foot)
        self.field.textChanged.connect(self._show)
        self.field.stepped.connect(self.list.step)
        self.field.submitted.connect(lambda _text: self._run_chosen())
        self.field.left.connect(self.close_list)
        self.list.opened.connect(self._run)
        self.list.current_changed.connect(self._tell)
        self.field.installEventFilter(self)
        self.hide()

    # ---- opening and closing --------------------------------------------------------------------

    def toggle(self, commands: Callable[[], Sequence[Command]]) -> None:
        """Open over the window, or close if it is open."""
        if self.isVisible():
            self.close_list()
            return
        self._focus.borrow(self.parentWidget())
        self._commands = tuple(commands())
        self.field.clear()
        self._show("")
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_list(self) -> None:
        """Close and give the focus back to where it was."""
        if not self.isVisible():
            return
        self._focus.give_back()  # before hiding, which would send it somewhere else
        self.hide()

    def dismiss(self) -> None:
        """Close because something else came to the front: the focus is its affair."""
        self._focus.forget()
        self.hide()

    def lose_focus(self) -> None:
        """The focus went elsewhere: a hand that put it there closes the list.

        A screen whose answer comes late takes it without a hand; it has it back once the list is closed, and
        what is typed meanwhile goes on into the list.
        """
        if self._pushed:
            QTimer.singleShot(0, self._take_back)
        else:
            self.dismiss()

    def _take_back(self) -> None:
        if self.isVisible() and self.isActiveWindow() and not self.field.hasFocus():
            self._focus.borrow(self.parentWidget())
            self.field.setFocus()

    def place(self) -> None:
        """Stand in the upper middle, as high as the lines need and the window allows."""
        window = self.parentWidget()
        if window is None:
            return
        theme = current()
        wide = min(int(theme.px(WIDE)), window.width() - 40)
        needed = self.list.content_height + self.field.sizeHint().height() + int(theme.px(FOOT)) + 34
        top = min(TOP, window.height() // 10)
        high = max(220, min(needed, window.height() - top - 46))
        self.setGeometry((window.width() - wide) // 2, top, wide, high)

    # ---- what is shown --------------------------------------------------------------------------

    @property
    def shown(self) -> tuple[str, ...]:
        """The words of every line that may be chosen."""
        return tuple(line.text for line in self.list.choices)

    def _show(self, text: str) -> None:
        lines = lines_of(matching(self._commands, text))
        if len(text.strip()) > 1:
            asked = Line(tr("Tra cứu “{text}” trong sổ", text=text.strip()), icon="search", what=text.strip())
            lines = (*lines, Line(tr("Sổ hồ sơ"), head=True), asked)
        self.list.set_lines(lines)
        if self.isVisible():
            self.place()

    def _tell(self, line: Line | None) -> None:
        """A screen reader hears the chosen line while the focus stays in the field."""
        self.field.setAccessibleDescription(line.said if line is not None else "")
        count = len(self.list.choices)
        self.foot.setText(tr("Lên/Xuống chọn · Enter làm · Esc đóng · {count} lệnh", count=count))

    # ---- doing ----------------------------------------------------------------------------------

    def _run_chosen(self) -> None:
        self.list.open_chosen()

    def _run(self, line: Line) -> None:
        self.close_list()
        if isinstance(line.what, Command):
            line.what.act()
        elif isinstance(line.what, str):
            self.looked_up.emit(line.what)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the empty field does the chosen command too; PgUp and PgDn walk further."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self._pushed = event.reason() == Qt.FocusReason.OtherFocusReason  # type: ignore[attr-defined]
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.field.text().strip():
                self._run_chosen()
                return True
            if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                for _ in range(6):
                    self.list.step(1 if key == Qt.Key.Key_PageDown else -1)
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.list.step(1 if key == Qt.Key.Key_Tab else -1)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_CARD, fill=theme.colour("surface"), line=theme.colour("border"))
        painter.end()
