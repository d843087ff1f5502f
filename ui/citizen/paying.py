"""Lệ phí on the citizen's monitor: how much, how, and the QR a bank's app reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.citizen import words
from ui.citizen.big import Big, Pair
from ui.citizen.views import MIDDLE, View
from ui.citizen.words import both
from ui.tokens import Tone
from ui.widgets.qr import QrMark
from ui.widgets.text import RISE

if TYPE_CHECKING:
    from desk.paying.transfer import TransferCode
    from ui.citizen.faces import Fee

QUIET = 4
CAPTION, VALUE = 26, 32
SIDE, AMOUNT, AMOUNT_BESIDE = 620, 190, 104


def payment_mark(parent: QWidget) -> QrMark:
    """A payment QR with the white around it that a phone needs."""
    said = both("Mã QR chuyển khoản lệ phí")
    return QrMark(name="citizen.transfer", said=f"{said.vi} · {said.en}", quiet=QUIET, parent=parent)


class FeeView(View):
    """Lệ phí: the amount alone, or beside the QR with what the bank's app will show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("fee_due", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.mark = payment_mark(self)
        row.addStretch(1)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._gap = QWidget(self)
        row.addWidget(self._gap)
        column = QVBoxLayout()
        column.setSpacing(10)
        self.head = Pair(60, align=MIDDLE, parent=self)
        self.amount = Big(AMOUNT, weight=700, code=True, align=MIDDLE, name="citizen.amount", parent=self)
        self.amount_beside = Big(
            AMOUNT_BESIDE, weight=700, code=True, align=MIDDLE, name="citizen.amount.beside", parent=self
        )
        self.how = Pair(48, weight=500, align=MIDDLE, wraps=True, parent=self)
        self.parts = _Parts(self)
        column.addStretch(2)
        for widget in (self.head, self.amount, self.amount_beside, self.how, self.parts):
            column.addWidget(widget)
        column.addStretch(3)
        row.addLayout(column)
        row.addStretch(1)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        self.mark.set_side(round(SIDE * unit))
        self._gap.setFixedWidth(round(70 * unit))
        self.parts.fit(unit)

    def show_face(self, face: Fee) -> None:
        """Show the amount, and the code where there is one."""
        code = face.code
        for widget in (self.mark, self._gap, self.amount_beside, self.parts):
            widget.setVisible(code is not None)
        self.amount.setVisible(code is None)
        self.head.say(both("Lệ phí"), self.mode)
        self.amount.setText(words.money(face.amount))
        self.amount_beside.setText(words.money(face.amount))
        self.how.say(words.method(face.method if code is None else "transfer"), self.mode)
        self.mark.set(code.matrix if code is not None else ())
        self.parts.show_code(code, self.mode)


class _Parts(QWidget):
    """What the bank's app will show, to be compared before the citizen agrees."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        self.rows = tuple(
            (
                Pair(CAPTION, weight=400, tone=Tone.MUTED, inline=True, parent=self),
                Big(VALUE, weight=600, code=code, wraps=True, lines=2, parent=self),
            )
            for code in (False, True, False, True)
        )
        for at, (label, value) in enumerate(self.rows):
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)

    def fit(self, unit: float) -> None:
        """Let the smaller words of a row stand on the line of its larger ones."""
        down = round(RISE * (VALUE - CAPTION) * unit)
        for label, _value in self.rows:
            label.setContentsMargins(0, down, 0, 0)

    def show_code(self, code: TransferCode | None, mode: str) -> None:
        """Show the parts; a missing one leaves no gap."""
        told = code.transfer if code is not None else None
        values = (told.bank_name, told.account, told.holder, told.purpose) if told is not None else ("",) * 4
        heads = (
            both("Ngân hàng"),
            both("Số tài khoản"),
            both("Tên tài khoản"),
            both("Nội dung chuyển khoản"),
        )
        for (label, widget), head, value in zip(self.rows, heads, values, strict=True):
            label.say(head, mode)
            widget.setText(value)
            label.setVisible(bool(value))
            widget.setVisible(bool(value))
