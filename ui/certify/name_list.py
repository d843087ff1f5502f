"""Names of papers under the field they are typed into: a list that opens, nothing is completed inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.shell.command import Command, matching
from ui.theme import current
from ui.tokens import RADIUS_CARD
from ui.widgets.grouped import GroupedList, Line
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ui.widgets.fields import TextField

MOST = 8


class NameList(QFrame):
    """The list of one field at a time. Signal `picked(name)`.

    The focus stays in the field: arrows walk the list, Enter takes the chosen name, Esc closes it and keeps
    what was typed. Marks, Telex and VNI keys play no part; first letters find a name (gks).
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("certify.names")
        self._names: tuple[str, ...] = ()
        self._field: TextField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        self.list = GroupedList(name="certify.names.list", title=tr("Giấy tờ hay chứng thực"), parent=self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(self._take)
        column.addWidget(self.list)
        self.hide()

    def know(self, names: Sequence[str]) -> None:
        """The names that are offered."""
        self._names = tuple(names)

    def watch(self, field: TextField) -> None:
        """Serve a field: follow its text and its keys."""
        field.textEdited.connect(lambda text, field=field: self._follow(field, text))
        field.installEventFilter(self)

    def _follow(self, field: TextField, text: str) -> None:
        self._field = field
        self._show(text.strip(), everything=False)

    def _show(self, typed: str, *, everything: bool) -> None:
        found = matching([Command(name, self.hide) for name in self._names], typed)
        if (not typed and not everything) or not found or [one.text for one in found] == [typed]:
            self.hide()
            return
        self.list.set_lines([Line(one.text, what=one.text) for one in found[:MOST]])
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        field, parent = self._field, self.parentWidget()
        if field is None or parent is None:
            return
        high = self.list.content_height + 10
        below = field.mapTo(parent, QPoint(0, field.height() + 2))
        room = parent.height() - below.y() - 4
        top = below.y()
        if room < min(high, 120):  # no room below: stand above the field
            top = max(0, field.mapTo(parent, QPoint(0, 0)).y() - high - 2)
            room = high
        self.setGeometry(below.x(), top, max(field.width(), 240), min(high, room))

    def _take(self, line: Line) -> None:
        self.hide()
        self.picked.emit(str(line.what))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc of the field while the list is open; Down opens it."""
        if event.type() == QEvent.Type.FocusOut and watched is self._field:
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if not self.isVisible():
            if key == Qt.Key.Key_Down and not event.modifiers():
                self._field = watched  # type: ignore[assignment]  # only text fields are watched
                self._show("", everything=True)
                return True
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.open_chosen()
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface and its edge."""
        del event
        painter = painter_for(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        box(painter, rect, RADIUS_CARD, fill=current().colour("surface"), line=current().colour("border"))
        painter.end()
