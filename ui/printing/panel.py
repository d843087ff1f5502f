"""Giấy chờ in: what has not come out yet, each with what can be done about it, under the printer's mark."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.i18n import tr
from ui.printing import words
from ui.shell.drop_panel import DropPanel, LinedBlock
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.chip import Chip
from ui.widgets.clearing import empty
from ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.printing.rows import JobRow, PrinterInfo, PrintState
    from ui.printing.control import PrintControl

WIDE, MOST = 460, 8
_FIRST = {"unsure": 0, "failed": 1}  # what needs a hand stands on top


class PrintPanel(DropPanel):
    """It holds the focus while shown and gives it back.

    Signals: `looked(job)` to see a paper, `settings_asked()`.
    """

    looked = Signal(int)
    settings_asked = Signal()

    def __init__(self, control: PrintControl, parent: QWidget) -> None:
        super().__init__(name="print_panel", title=tr("Giấy chờ in"), wide=WIDE, parent=parent)
        self._control = control
        self._choosing = 0
        self._printers: tuple[PrinterInfo, ...] = ()
        self._made: list[QWidget] = []
        self.head = Label("", Role.SECTION, tall=True, parent=self)
        self.why = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=4, parent=self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.more = Label("", Role.CAPTION, Tone.MUTED, parent=self)
        self.settings = LinkButton(tr("Thiết lập máy in"), name="print.settings", parent=self)
        self.settings.clicked.connect(self._to_settings)
        for part in (self.head, self.why):
            self.column.addWidget(part)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.more)
        self.column.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignLeft)
        control.listed.connect(self._on_listed)
        self._state: PrintState | None = None

    # ---- opening and closing --------------------------------------------------------------------

    def toggle(self) -> None:
        """Open, or close if it is open."""
        if self.isVisible():
            self.close_panel()
            return
        self._choosing = 0
        self._show()
        self.open_panel()
        self._control.look()

    def _to_settings(self) -> None:
        self.close_panel()
        self.settings_asked.emit()

    # ---- showing --------------------------------------------------------------------------------

    def _on_listed(self, _jobs: object, state: PrintState) -> None:
        self._state = state
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        held, before = self.held(), bool(self._made)
        jobs = sorted(self._control.jobs, key=lambda row: _FIRST.get(row.state, 2))
        state = self._state
        count = len(jobs)
        self.head.setText(tr("{n} giấy chưa in xong", n=count) if count else tr("Không có giấy nào chờ in"))
        self.why.setText(words.mark(state)[2] if state is not None and not count else "")
        self.why.setVisible(bool(self.why.text()))
        empty(self._rows)
        self._made = [self._job(row) for row in jobs[:MOST]]
        for made in self._made:
            self._rows.addWidget(made)
            made.show()
        self.more.setText(tr("và {n} giấy nữa", n=count - MOST) if count > MOST else "")
        self.more.setVisible(count > MOST)
        self.place()
        if held and self._made and not before:  # there was nothing to do until now
            self.first().setFocus()
        else:
            self.stand_again(held, self._made)

    def first(self) -> QWidget:
        """The first thing that can be done about a paper."""
        return next((one for made in self._made for one in made.findChildren(SecondaryButton)), self.settings)

    def _job(self, row: JobRow) -> QWidget:
        """One paper: what it is, how it stands, why, and what can be done."""
        made = LinedBlock(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(row.code, Role.CODE, shortens=True, tall=True, parent=made), 1)
        chip = Chip(parent=made)
        chip.set(words.chip(row))
        head.addWidget(chip)
        column.addLayout(head)
        told = f"{words.title(row)} · {say.clock(row.created_at)}"
        column.addWidget(Label(told, Role.CAPTION, Tone.MUTED, shortens=True, parent=made))
        if row.reason:
            column.addWidget(Label(words.why(row.reason), Role.BODY, wraps=True, lines=4, parent=made))
        column.addLayout(self._acts(row, made))
        if self._choosing == row.id:
            column.addLayout(self._places(row, made))
        return made

    def _acts(self, row: JobRow, made: QWidget) -> QHBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        control = self._control
        if row.state == "unsure":
            self._button(acts, row, ("seen", tr("Đã in"), "check"), partial(control.came_out, row.id))
        if row.state in ("failed", "unsure") or row.stale:
            self._button(acts, row, ("retry", tr("In lại"), "rotate-cw"), partial(control.retry, row.id))
        if row.state != "unsure":
            self._button(acts, row, ("other", tr("Máy khác"), "printer"), partial(self._choose, row.id))
        view = LinkButton(tr("Xem"), name=f"print.view.{row.id}", parent=made)
        view.setAccessibleName(tr("Xem giấy của {code}", code=row.code))
        view.clicked.connect(partial(self._look, row.id))
        acts.addWidget(view)
        drop = LinkButton(tr("Bỏ lệnh in"), name=f"print.cancel.{row.id}", parent=made)
        drop.setAccessibleName(tr("Không in giấy của {code} nữa", code=row.code))
        drop.clicked.connect(lambda _on=False: control.cancel(row.id))
        acts.addWidget(drop)
        acts.addStretch(1)
        return acts

    def _button(
        self, acts: QHBoxLayout, row: JobRow, look: tuple[str, str, str], act: Callable[[], object]
    ) -> None:
        name, text, icon = look
        button = SecondaryButton(text, name=f"print.{name}.{row.id}", icon=icon, parent=acts.parentWidget())
        button.setAccessibleName(f"{text}: {row.code}")
        button.clicked.connect(lambda _on=False: act())
        acts.addWidget(button)

    # ---- acting ---------------------------------------------------------------------------------

    def _look(self, job: int, _checked: bool = False) -> None:
        self.looked.emit(job)

    def _choose(self, job: int) -> None:
        self._choosing = 0 if self._choosing == job else job
        self._show()
        if self._choosing:
            self._control.ask_printers(self._on_printers)

    def _on_printers(self, printers: tuple[PrinterInfo, ...]) -> None:
        self._printers = printers
        if self.isVisible():
            self._show()

    def _places(self, row: JobRow, made: QWidget) -> QVBoxLayout:
        """The printers this paper could go to instead."""
        column = QVBoxLayout()
        column.setSpacing(4)
        if row.state == "printing":
            said = tr("Lấy lại từ máy đang giữ rồi mới gửi. Nếu máy đã in dở, bản mới ghi “Bản in lại”.")
            column.addWidget(Label(said, Role.BODY, Tone.MUTED, wraps=True, parent=made))
        if not self._printers:
            column.addWidget(
                Label(tr("Máy này chưa thấy máy in nào khác."), Role.BODY, Tone.MUTED, parent=made)
            )
        for at, one in enumerate(self._printers):
            go = SecondaryButton(
                words.printer(one), name=f"print.to.{row.id}.{at}", icon="arrow-right", parent=made
            )
            go.clicked.connect(partial(self._send, row.id, one.key))
            column.addWidget(go)
        return column

    def _send(self, job: int, key: str, _checked: bool = False) -> None:
        self._choosing = 0
        self._control.retry(job, key)
