"""Bảng kê gửi đi: every day on its way with its reason, retry and receipt, under the mark in the top bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.sending import words
from ui.shell.lent_focus import LentFocus
from ui.theme import current
from ui.tokens import RADIUS_CARD, TOP_BAR, Role, Tone
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.chip import Chip
from ui.widgets.clearing import empty
from ui.widgets.label import Label
from ui.widgets.paint import box, hairline, painter_for
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desk.sending.rows import SendRow, TargetState
    from ui.sending.control import SendControl
    from ui.sending.words import Standing

WIDE, RIGHT = 500, 14
MOST = 12


class SendPanel(QFrame):
    """It holds the focus while shown and gives it back. Signal `settings_asked()`."""

    settings_asked = Signal()

    def __init__(self, control: SendControl, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("send_panel")
        self.setAccessibleName(tr("Bảng kê gửi đi"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._control = control
        self._focus = LentFocus()
        self._reading = ""  # the key of the row whose receipt is open
        self._made: list[QWidget] = []
        self._build()
        control.told.connect(self._on_told)
        self.hide()

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(8)
        scroll = QScrollArea(self)
        scroll.setObjectName("send_panel.scroll")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        around = QVBoxLayout(self)
        around.setContentsMargins(2, 2, 2, 2)
        around.addWidget(scroll)
        inner.installEventFilter(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.head = Label(tr("Bảng kê gửi đi"), Role.SECTION, tall=True, parent=self)
        self.chip = Chip(parent=self)
        head.addWidget(self.head, 1)
        head.addWidget(self.chip)
        self.why = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=6, parent=self)
        self.send = SecondaryButton("", name="sending.now", icon="cloud-upload", parent=self)
        self.send.clicked.connect(self._send_now)
        self._targets, self._rows = QVBoxLayout(), QVBoxLayout()
        self._targets.setSpacing(4)
        self._rows.setSpacing(10)
        self.more = Label("", Role.CAPTION, Tone.MUTED, parent=self)
        self.settings = LinkButton(tr("Thiết lập nơi nhận"), name="sending.settings", parent=self)
        self.settings.clicked.connect(self._to_settings)
        self._column.addLayout(head)
        self._column.addWidget(self.why)
        self._column.addLayout(self._targets)
        self._column.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.more)
        self._column.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    # ---- opening and closing --------------------------------------------------------------------

    def toggle(self) -> None:
        """Open, or close if it is open."""
        if self.isVisible():
            self.close_panel()
            return
        self._focus.borrow(self.parentWidget())
        self._reading = ""
        self._show(self._control.standing)
        self.show()
        self.raise_()
        self._first().setFocus()
        self._control.look()

    def close_panel(self) -> None:
        """Close and give the focus back to where it was."""
        if self.isVisible():
            self._focus.give_back()
            self.hide()

    def place(self) -> None:
        """Stand under the top bar at the right."""
        window = self.parentWidget()
        if window is None:
            return
        wide = min(round(current().px(WIDE)), window.width() - 40)
        high = self._column.heightForWidth(wide - 8) if self._column.hasHeightForWidth() else -1
        high = max(high, self._column.sizeHint().height()) + 6
        top = round(current().px(TOP_BAR)) + 4
        self.setGeometry(window.width() - wide - RIGHT, top, wide, min(high, window.height() - top - 12))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is shown."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def _to_settings(self) -> None:
        self.close_panel()
        self.settings_asked.emit()

    # ---- showing --------------------------------------------------------------------------------

    def _on_told(self, standing: Standing) -> None:
        if self.isVisible():
            self._show(standing)

    def _show(self, standing: Standing) -> None:
        focus = QApplication.focusWidget()
        held = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        state = standing.state
        told = words.mark(standing)
        self.chip.setVisible(told is not None)
        if told is not None:
            self.chip.set(told[0])
        self.why.setText(words.opening(standing))
        rows = state.rows if state is not None else ()
        again = state is not None and bool(state.refused)
        self.send.setText(tr("Gửi lại tất cả") if again else tr("Gửi ngay"))
        self.send.setEnabled(standing.may)  # never off during a turn: the focus would go; a wish waits
        self.send.setVisible(state is not None and bool(state.targets))
        empty(self._targets)
        for target in state.targets if state is not None else ():
            self._targets.addWidget(self._target(target, standing))
        empty(self._rows)
        self._made = [self._row(row, standing) for row in rows[:MOST]]
        for made in self._made:
            self._rows.addWidget(made)
            made.show()
        tab_after(self.send, [*self._buttons(), self.settings])
        rest = len(rows) - MOST
        self.more.setText(tr("và {n} dòng nữa", n=rest) if rest > 0 else "")
        self.more.setVisible(rest > 0)
        self.place()
        if (held and QApplication.focusWidget() is not focus) or (
            held and (focus is None or not focus.isEnabled() or not self.isAncestorOf(focus))
        ):
            self._focus_again(held)

    def _buttons(self) -> list[QAbstractButton]:
        """What can be pressed in the rows, from the top."""
        return [one for made in self._made for one in made.findChildren(QAbstractButton)]

    def _focus_again(self, held: str) -> None:
        """What had the focus was made anew, or is gone."""
        again = [one for made in self._made for one in made.findChildren(QWidget, held)]
        (again[0] if again else self._first()).setFocus()

    def _first(self) -> QWidget:
        return self.send if self.send.isVisibleTo(self) and self.send.isEnabled() else self.settings

    def _target(self, target: TargetState, standing: Standing) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(target.name, Role.STRONG, tall=True, parent=made))
        tone = Tone.BAD if target.refused else Tone.WARN if target.error else Tone.MUTED
        told = words.target(target, standing.now)
        row.addWidget(Label(told, Role.BODY, tone, shortens=True, tall=True, parent=made), 1)
        made.show()
        return made

    def _row(self, row: SendRow, standing: Standing) -> QWidget:
        """One day for one collector: how it stands, why, and what can be done."""
        made = _Line(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(words.title(row), Role.MEDIUM, shortens=True, tall=True, parent=made), 1)
        chip = Chip(parent=made)
        chip.set(words.chip(row))
        head.addWidget(chip)
        column.addLayout(head)
        told = words.times(row, standing.now)
        if told:
            column.addWidget(Label(told, Role.CAPTION, Tone.MUTED, shortens=True, parent=made))
        if row.error:
            reason = words.why(row.error, row.target)
            column.addWidget(Label(reason, Role.BODY, wraps=True, lines=6, parent=made))
        if row.error and row.told:
            said = tr("Nơi nhận nói: {told}", told=row.told)
            column.addWidget(Label(said, Role.CAPTION_CODE, Tone.MUTED, wraps=True, lines=6, parent=made))
        acts = self._acts(row, made)
        if acts.count() > 1:
            column.addLayout(acts)
        if self._reading == row.key:
            column.addWidget(Label(row.receipt, Role.CAPTION_CODE, wraps=True, lines=8, parent=made))
        return made

    def _acts(self, row: SendRow, made: QWidget) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        if row.state == "refused" or (row.state == "waiting" and row.error):
            again = SecondaryButton(
                tr("Gửi lại"), name=f"sending.retry.{row.key}", icon="rotate-cw", parent=made
            )
            again.setAccessibleName(tr("Gửi lại {row}", row=words.title(row)))
            again.clicked.connect(partial(self._retry, row.key))
            acts.addWidget(again)
        if row.receipt:
            open_now = self._reading == row.key
            receipt = LinkButton(
                tr("Ẩn biên nhận") if open_now else tr("Biên nhận"),
                name=f"sending.receipt.{row.key}",
                parent=made,
            )
            receipt.setAccessibleName(tr("Biên nhận của {row}", row=words.title(row)))
            receipt.clicked.connect(partial(self._read, row.key))
            acts.addWidget(receipt)
        acts.addStretch(1)
        return acts

    # ---- acting ---------------------------------------------------------------------------------

    def _send_now(self) -> None:
        state = self._control.standing.state
        self._control.send(retry=state is not None and bool(state.refused))

    def _retry(self, key: str, _checked: bool = False) -> None:
        self._control.send(scheduled=True, urgent=(key,))

    def _read(self, key: str, _checked: bool = False) -> None:
        self._reading = "" if self._reading == key else key
        self._show(self._control.standing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box over the window."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_CARD, fill=theme.colour("surface"), line=theme.colour("border"))
        painter.end()


class _Line(QWidget):
    """A block under a thin line."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above."""
        del event
        painter = painter_for(self)
        hairline(painter, 0, 0, self.width())
        painter.end()
