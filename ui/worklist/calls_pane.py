"""Gọi điện: whom to call, the words to say, and what became of it, by three keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.card import SectionHead
from ui.widgets.label import Label
from ui.widgets.table import Column, DossierTable
from ui.worklist import model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desk.lists.rows import CallItem
    from ui.keys import KeyMap


class CallTable(DossierTable):
    """The calls. Signal `answered(outcome)` on 1, 2, 3 beside those of a list."""

    answered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 reached, 2 no answer, 3 wrong number; everything else as in a list."""
        text = event.text()
        if text in {"1", "2", "3"} and not event.isAutoRepeat():
            self.answered.emit(model.OUTCOMES[int(text) - 1][0])
            return
        super().keyPressEvent(event)


class CallsPane(QWidget):
    """Signals: `answered(CallItem, outcome)`, `opened(code)`, `export_asked()`."""

    answered = Signal(object, str)
    opened = Signal(str)
    export_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.table = CallTable(
            (
                Column(tr("Công dân, mã hồ sơ"), model.call_who, share=3, least=170),
                Column(tr("Báo việc gì"), model.call_kind, share=0, least=112),
                Column(tr("Điện thoại"), model.call_phone, share=1, least=112),
                Column(tr("Đã gọi"), model.call_tries, share=1, least=130),
            ),
            name="worklist.calls",
            title=tr("Gọi điện hôm nay"),
            parent=self,
        )
        self.table.answered.connect(self._on_answer)
        self.table.opened.connect(lambda row: self.opened.emit(row.code))
        self.table.current_changed.connect(self._on_row)
        column.addWidget(self.table, 1)
        column.addWidget(self._build_foot(keys))

    def _build_foot(self, keys: KeyMap) -> QWidget:
        foot = QWidget(self)
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(14, 4, 12, 2)
        inside.setSpacing(6)
        self.head = SectionHead(tr("Lời nhắn"), role=Role.SUBSECTION, parent=foot)
        self.head.note.set_role(Role.CODE_STRONG)
        inside.addWidget(self.head)
        self.script = Label("", Role.BODY, wraps=True, parent=foot)
        inside.addWidget(self.script)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons: dict[str, KeyButton] = {}
        for at, (key, text, icon) in enumerate(model.OUTCOMES):
            button = KeyButton(
                tr(text), name=f"worklist.call.{key}", icon=icon, cap=str(at + 1), parent=foot,
                kind=ButtonKind.SOFT if at == 0 else ButtonKind.SECONDARY,
            )  # fmt: skip
            button.clicked.connect(partial(self._on_answer, key))
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        self.export = KeyButton(
            tr("Xuất danh sách nhắn tin"), name="worklist.export", icon="download",
            cap=keys.cap("worklist.export"), parent=foot,
        )  # fmt: skip
        self.export.clicked.connect(self.export_asked)
        row.addWidget(self.export)
        inside.addLayout(row)
        return foot

    def show_rows(self, rows: Sequence[CallItem]) -> None:
        """Show the calls, staying on the same one."""
        self.table.set_rows(rows, same=lambda row: (row.code, row.kind))
        self._on_row(self.table.current_row)

    def _on_row(self, row: CallItem | None) -> None:
        self.script.setText(row.script if row is not None else "")
        self.head.say(model.spoken(row.phone) if row is not None else "", Tone.PRIMARY)
        for button in self.buttons.values():
            button.setEnabled(row is not None)

    def _on_answer(self, outcome: str, _checked: bool = False) -> None:
        row = self.table.current_row
        if row is not None:
            self.answered.emit(row, outcome)

    def lay_out(self, kind: LayoutKind) -> None:
        """Icons and long words go first where there is little room."""
        compact = kind is LayoutKind.COMPACT
        self.table.set_row_height(42 if compact else 46)
        for key, text, icon in model.OUTCOMES:
            self.buttons[key].say(tr(text), icon="" if compact else icon)
        words = tr("Xuất tin nhắn") if compact else tr("Xuất danh sách nhắn tin")
        self.export.say(words, icon="" if compact else "download")

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand in the list. A focus proxy would break the order of Tab."""
        self.table.setFocus(*reason)
