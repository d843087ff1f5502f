"""Việc chứng thực: the kinds the fee table knows, a row each, with the key that chooses it."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui.certify import words
from ui.i18n import phrase, tr
from ui.theme import current
from ui.tokens import RADIUS_FIELD, LayoutKind, Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.label import Label
from ui.widgets.paint import box, cap_width, draw_cap, focus_ring, painter_for
from ui.widgets.text import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desk.certify.rows import ExpressKind
    from ui.certify.presenter import CertifyState
    from ui.keys import KeyMap

KEYED = 5  # so many kinds have a key


class KindRow(QRadioButton):
    """One kind: a radio mark, its name, its key."""

    def __init__(self, caps: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._caps = caps
        self.bare = False  # no room for the cap
        self.setAccessibleDescription(caps)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, math.ceil(current().px(30)))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few words."""
        return QSize(120, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """The whole row is the target."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark, name and cap."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            box(painter, rect, RADIUS_FIELD, fill=theme.colour("primary_tint"))
        if self.hasFocus():
            focus_ring(painter, rect, RADIUS_FIELD)
        side = theme.px(16)
        mark = QRectF(theme.px(8), rect.center().y() - side / 2, side, side)
        line = theme.colour("primary" if on else "border")
        box(painter, mark, side / 2, fill=theme.colour("surface"), line=line, width=1.5)
        if on:
            inner = mark.adjusted(side / 4, side / 4, -side / 4, -side / 4)
            box(painter, inner, side / 4, fill=theme.colour("primary"))
        right = rect.right() - theme.px(8)
        if self._caps and not self.bare:
            draw_cap(
                painter, right, rect.center().y(), self._caps, ink=theme.colour("text2"),
                line=theme.colour("border"), fill=theme.colour("surface"),
            )  # fmt: skip
            right -= cap_width(self._caps) + theme.px(8)
        room = QRectF(
            mark.right() + theme.px(8), rect.top(), right - mark.right() - theme.px(8), rect.height()
        )
        ink = theme.colour("text" if on else "text2")
        draw_text(painter, room, self.text(), Role.STRONG if on else Role.MEDIUM, ink)
        painter.end()


class KindPane(Card):
    """Signal `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="certify.kind", spacing=2, parent=parent)
        self._keys = keys
        self.head = StepHeader(2, tr("Việc chứng thực"), parent=self)
        self.change = LinkButton(tr("Đổi việc"), name="certify.kind.change", parent=self)
        self.change.clicked.connect(self._following)
        self.change.hide()
        self.head.add(self.change)
        self.body.addWidget(self.head)
        self._box = QWidget(self)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.body.addWidget(self._box)
        first, last = keys.cap("certify.kind.1"), keys.cap(f"certify.kind.{KEYED}")
        caps = f"{first}–{last[-1]}" if first[:-1] == last[:-1] else first
        self.other = LinkButton(tr("Đổi việc"), name="certify.kind.other", cap=caps, parent=self)
        self.other.clicked.connect(self._following)
        self.other.hide()
        self.body.addWidget(self.other)
        self.none = Label("", Role.BODY, Tone.WARN, wraps=True, parent=self)
        self.body.addWidget(self.none)
        self.body.addStretch(1)  # beside a taller card the chosen kind stays under its head
        self._group = QButtonGroup(self)
        self.rows: tuple[KindRow, ...] = ()
        self._shown: tuple[ExpressKind, ...] = ()
        self._compact = self._cramped = False

    def lay_out(self, kind: LayoutKind) -> None:
        """The small window shows the chosen kind only; the keys and a press still change it."""
        self._compact = kind is LayoutKind.COMPACT
        self.change.setVisible(self._compact)
        self._fold()

    def set_cramped(self, *, on: bool) -> None:
        """Leave out the head: the row says what it is, and the way to the others stands under it."""
        self._cramped = on
        self.head.setVisible(not on)
        self.other.setVisible(on)
        self._fold()

    def _fold(self) -> None:
        for row in self.rows:
            row.bare = self._cramped
            row.setVisible(row.isChecked() or not self._compact)

    def _following(self) -> None:
        """The kind after the chosen one, round at the end."""
        at = next((place for place, row in enumerate(self.rows) if row.isChecked()), -1)
        if self._shown:
            self.chosen.emit(self._shown[(at + 1) % len(self._shown)].procedure)

    def setFocus(self, *_reason: object) -> None:
        """Put the focus on the kind that is on."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        if state.kinds != self._shown:
            self._fill(state.kinds)
        for at, one in enumerate(state.kinds):
            if one.procedure == state.draft.kind:
                self.rows[at].setChecked(True)
        self._fold()
        self.none.setVisible(state.loaded and not state.kinds)
        self.none.setText(tr("Biểu phí chứng thực chưa có thủ tục nào đang hiệu lực. Thêm ở Thiết lập."))
        self.head.set_state(StepState.DONE if state.kind is not None else StepState.AHEAD)

    def _fill(self, kinds: tuple[ExpressKind, ...]) -> None:
        for old in self.rows:
            self._group.removeButton(old)
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        made = []
        for at, one in enumerate(kinds):
            caps = self._keys.cap(f"certify.kind.{at + 1}") if at < KEYED else ""
            row = KindRow(caps, self._box)
            row.setObjectName(f"certify.kind.{one.procedure}")
            row.setText(words.kind_short(one))
            row.setAccessibleName(row.text())
            row.setToolTip(phrase(one.name))
            row.clicked.connect(partial(self.chosen.emit, one.procedure))
            self._group.addButton(row)
            self._column.addWidget(row)
            made.append(row)
        self.rows, self._shown = tuple(made), kinds
