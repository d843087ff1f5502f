"""Việc làm được: the acts that `desk` allows now, each with the key that begins it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_FIELD, Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.paint import box, draw_cap, focus_ring, painter_for
from ui.widgets.taborder import tab_after
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from ui.keys import KeyMap


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act as shown: its verb, words, icon, key and tone."""

    verb: str
    text: str
    icon: str
    cap: str
    tone: Tone = Tone.PLAIN
    note: str = ""


class ActRow(QAbstractButton):
    """One act. Enter and Space begin it; `stepped(±1)` on the arrows."""

    stepped = Signal(int)

    def __init__(self, line: ActLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self.setObjectName(f"dossier.act.{line.verb}")
        self.setText(line.text)
        self.setAccessibleName(line.text)
        self.setAccessibleDescription(", ".join(part for part in (line.cap, line.note) if part))
        self.setToolTip(line.note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shortened(self) -> bool:
        """Whether the words have too little room."""
        room = self.width() - current().px(46) - text_width(self.line.cap, Role.KEY) - current().px(26)
        return text_width(self.text(), Role.MEDIUM) > room

    def sizeHint(self) -> QSize:
        """A line one can hit."""
        return QSize(260, math.ceil(current().px(31)))

    def minimumSizeHint(self) -> QSize:
        """The height is never given up."""
        return QSize(180, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins the act, arrows walk."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, words and cap."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.hasFocus() or self.underMouse():
            tint = "primary_tint" if self.hasFocus() else "surface2"
            box(painter, rect, RADIUS_FIELD, fill=theme.colour(tint))
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
        ink = theme.ink(self.line.tone)
        side, middle = theme.px(18), rect.center().y()
        draw_icon(painter, self.line.icon, rect.left() + theme.px(10), middle - side / 2, side, ink)
        right = rect.right() - theme.px(8)
        if self.line.cap:
            right = draw_cap(
                painter,
                right,
                middle,
                self.line.cap,
                ink=theme.colour("text2"),
                line=theme.colour("border"),
                fill=theme.colour("surface"),
            )
        left = rect.left() + theme.px(38)
        words = QRectF(left, rect.top(), right - left - theme.px(8), rect.height())
        draw_text(painter, words, self.text(), Role.MEDIUM, ink)
        painter.end()


class ActsPane(Card):
    """The list of allowed acts; a digit begins the act that shows it while the list has the focus.

    Signal `chosen(verb)`.
    """

    chosen = Signal(str)

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="dossier.acts", margins=(8, 10, 8, 8), spacing=4, parent=parent)
        self.head = SectionHead(tr("Việc làm được"), parent=self)
        self.head.row.setContentsMargins(6, 0, 6, 0)
        self.head.add(KeyCap(keys.cap("commands"), self.head))
        self.body.addWidget(self.head)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("dossier.acts.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._column.addStretch(1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        words = tr("Hồ sơ đã xong, không còn việc nào phải làm.")
        self.nothing = Label(words, Role.BODY, Tone.MUTED, wraps=True, parent=inner)
        self._column.insertWidget(0, self.nothing)
        self._lines: tuple[ActLine, ...] = ()
        self.rows: tuple[ActRow, ...] = ()

    def set_acts(self, lines: Sequence[ActLine]) -> None:
        """Show what is allowed now; who stood in the list stands in it still."""
        self.nothing.setVisible(not lines)
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        old, made = self.rows, []
        held = next((row.line.verb for row in old if row.hasFocus()), None)
        for at, line in enumerate(lines):
            row = ActRow(line, self._inner)
            row.clicked.connect(partial(self._press, line.verb))
            row.stepped.connect(partial(self._step, at))
            self._column.insertWidget(at, row)
            row.show()
            made.append(row)
        self.rows = tuple(made)
        tab_after(self, self.rows)
        if held is not None:
            self.focus_verb(held)
        for row in old:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _press(self, verb: str, _checked: bool = False) -> None:
        self.chosen.emit(verb)

    def _step(self, at: int, by: int) -> None:
        if self.rows:
            self._focus(min(max(at + by, 0), len(self.rows) - 1))

    def _focus(self, at: int) -> None:
        self.rows[at].setFocus()
        self._scroll.ensureWidgetVisible(self.rows[at])

    def focus_verb(self, verb: str) -> None:
        """Stand on an act, the first one where it is not there any more."""
        if self.rows:
            self._focus(next((at for at, row in enumerate(self.rows) if row.line.verb == verb), 0))

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand on the first act. A focus proxy would break the order of Tab."""
        del reason
        self.focus_verb("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–9 begin the act that shows the digit."""
        row = next((one for one in self.rows if event.text() and one.line.cap == event.text()), None)
        if row is not None:
            row.click()
            return
        super().keyPressEvent(event)
