"""The hand-over laid out: what was scanned on the left, where it goes on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.handover import model
from ui.i18n import tr
from ui.keys import in_force
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import CommitButton, LinkButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import Field, TextField
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.handover.presenter import HandoverState
    from ui.keys import KeyMap

RIGHT, RIGHT_COMPACT = 372, 320


class BatchTable(DossierTable):
    """The scanned dossiers. Signal `dropped(code)` on Delete beside those of a list."""

    dropped = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the row out; everything else as in a list."""
        if in_force().pressed(event, "handover.remove") or event.key() == Qt.Key.Key_Backspace:
            if self.current_row is not None:
                self.dropped.emit(self.current_row.code)
            return
        super().keyPressEvent(event)


class HandoverView(QWidget):
    """Widgets and setters only. Signals: `unit_typed(str)`, `holder_typed(str)`, `find_asked()`."""

    unit_typed = Signal(str)
    holder_typed = Signal(str)
    find_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._units: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._build_list(), 1)
        row.addWidget(self._build_right())

    def _build_list(self) -> Card:
        card = Card(name="handover.card", margins=(1, 10, 1, 8), spacing=4, parent=self)
        self.head = SectionHead(tr("Hồ sơ bàn giao"), parent=card)
        self.head.row.setContentsMargins(14, 0, 14, 0)
        card.body.addWidget(self.head)
        self.table = BatchTable(
            (
                Column(tr("Công dân, mã hồ sơ"), model.who_cell, share=10, least=180),
                Column(tr("Thủ tục"), model.what_cell, share=18, least=160, wraps=1),
                Column(tr("Trạng thái"), model.state_cell, share=2, least=130),
            ),
            name="handover.table",
            title=tr("Hồ sơ bàn giao"),
            parent=card,
        )
        self.empty = EmptyState("scan-line", "", name="handover.empty", parent=card)
        self.empty.acted.connect(self.find_asked)
        self._say_empty(0)
        self._stack = CalmStack(120, card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.body.addWidget(self._stack, 1)
        return card

    def _say_empty(self, waiting: int) -> None:
        """What to do with an empty batch: scan, or take all that wait at once."""
        told = tr("Quét lần lượt giấy hẹn của từng hồ sơ giấy, mỗi lần quét thêm một dòng.")
        if waiting:
            act, key = tr("Lấy {count} hồ sơ chờ bàn giao", count=waiting), "handover.waiting"
        else:
            act, key = tr("Quét, tra cứu"), "find"
        self.empty.say("scan-line", told, action=act, cap=self._keys.cap(key))

    def _build_right(self) -> QWidget:
        self._right = QWidget(self)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(name="handover.to.card", spacing=8, parent=self._right)
        head = SectionHead(tr("Nơi nhận"), parent=card)
        head.add(KeyCap(self._keys.cap("handover.to"), head))
        card.body.addWidget(head)
        self.unit = ChoiceBox(card)
        self.unit.setObjectName("handover.unit")
        self.unit.setAccessibleName(tr("Bộ phận nhận"))
        self.unit.set_hint(tr("Gõ, hoặc chọn bằng Alt+↓"))
        self.unit.editTextChanged.connect(self.unit_typed)
        self.holder = TextField(name="handover.holder", title=tr("Người nhận"), hint=tr("Nếu biết"))
        self.holder.setMaxLength(200)
        self.holder.textEdited.connect(self.holder_typed)
        card.body.addWidget(Field(tr("Bộ phận nhận"), self.unit, parent=card))
        card.body.addWidget(Field(tr("Người nhận"), self.holder, parent=card))
        column.addWidget(card)
        self.count = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self._right)
        column.addWidget(self.count)
        column.addStretch(1)
        self.banner = Banner(name="handover_banner", parent=self._right)
        self.banner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column.addWidget(self.banner)
        self.commit = CommitButton(
            "", name="handover.commit", icon="printer", cap=self._keys.cap("handover.commit"),
            parent=self._right,
        )  # fmt: skip
        self.drop = LinkButton(
            tr("Bỏ dòng đang chọn"), name="handover.drop", cap=self._keys.cap("handover.remove"),
            parent=self._right,
        )  # fmt: skip
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.drop)
        column.addLayout(foot)
        column.addWidget(self.commit)
        return self._right

    def show_state(self, state: HandoverState) -> None:
        """Paint a state."""
        batch = state.batch
        if state.units != self._units:
            self._units = state.units
            self.unit.blockSignals(True)
            self.unit.clear()
            self.unit.addItems(list(state.units))
            self.unit.blockSignals(False)
            self.unit.setEditText(batch.to)
        if self.unit.currentText() != batch.to:
            self.unit.setEditText(batch.to)
        if self.holder.text() != batch.holder:
            self.holder.setText(batch.holder)
        if batch.rows != self.table.rows_model.rows:
            grown = len(batch.rows) > len(self.table.rows_model.rows)
            self.table.set_rows(batch.rows, same=None if grown else lambda row: row.code)
        self._stack.setCurrentIndex(0 if batch.rows else 1)
        self._say_empty(len(state.waiting))
        ready, held = len(batch.codes), len(batch.rows) - len(batch.codes)
        self.head.say(
            tr("{count} hồ sơ", count=ready) if batch.rows else "", Tone.OK if ready else Tone.MUTED
        )
        self.count.setText(tr("{count} hồ sơ không bàn giao được, F9 bỏ qua.", count=held) if held else "")
        self.count.setVisible(bool(held))
        self.drop.setVisible(bool(batch.rows))
        self.commit.setEnabled(not state.saving)
        label = tr("Bàn giao {count} hồ sơ và in phiếu", count=ready) if ready else tr("Bàn giao và in phiếu")
        self.commit.say(tr("Đang lưu…") if state.saving else label)

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the columns the room there is."""
        compact = kind is LayoutKind.COMPACT
        self._right.setFixedWidth(
            scaled(RIGHT_COMPACT if compact else RIGHT + 60 if kind is LayoutKind.WIDE else RIGHT)
        )
        self.table.set_row_height(42 if compact else 46)
