"""Bảng kê gửi đi: every day on its way with its reason, retry and receipt, under the mark in the top bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import tr
from ui.sending import words
from ui.shell.drop_panel import DropPanel, LinedBlock
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.chip import Chip
from ui.widgets.clearing import empty
from ui.widgets.label import Label
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from desk.sending.rows import SendRow, TargetState
    from ui.sending.control import SendControl
    from ui.sending.words import Standing

WIDE, MOST = 500, 12


class SendPanel(DropPanel):
    """It holds the focus while shown and gives it back. Signal `settings_asked()`."""

    settings_asked = Signal()

    def __init__(self, control: SendControl, parent: QWidget) -> None:
        super().__init__(name="send_panel", title=tr("Bảng kê gửi đi"), wide=WIDE, parent=parent)
        self._control = control
        self._reading = ""  # the key of the row whose receipt is open
        self._made: list[QWidget] = []
        self._build()
        control.told.connect(self._on_told)

    def _build(self) -> None:
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
        self.column.addLayout(head)
        self.column.addWidget(self.why)
        self.column.addLayout(self._targets)
        self.column.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.more)
        self.column.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignLeft)

    # ---- opening and closing --------------------------------------------------------------------

    def toggle(self) -> None:
        """Open, or close if it is open."""
        if self.isVisible():
            self.close_panel()
            return
        self._reading = ""
        self._show(self._control.standing)
        self.open_panel()
        self._control.look()

    def _to_settings(self) -> None:
        self.close_panel()
        self.settings_asked.emit()

    # ---- showing --------------------------------------------------------------------------------

    def _on_told(self, standing: Standing) -> None:
        if self.isVisible():
            self._show(standing)

    def _show(self, standing: Standing) -> None:
        held = self.held()
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
        self.stand_again(held, self._made)

    def _buttons(self) -> list[QAbstractButton]:
        """What can be pressed in the rows, from the top."""
        return [one for made in self._made for one in made.findChildren(QAbstractButton)]

    def first(self) -> QWidget:
        """To send, where that is possible."""
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
        made = LinedBlock(self)
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
