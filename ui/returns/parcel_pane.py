"""Gửi bưu chính: the slip that goes with the parcel, and the number the post gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.keys import KeyMap
    from ui.returns.draft import ReturnDraft


class ParcelPane(QWidget):
    """The parcel's number, scanned or typed, and its slip with the label, printed before the parcel goes.

    Signals: `numbered(text)`, `slip_asked()`.
    """

    numbered = Signal(str)
    slip_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        title = tr("Số hiệu bưu gửi")
        self.number = TextField(
            name="returns.parcel", title=title, hint=tr("Quét hoặc gõ, nếu đã có"), code=True
        )
        self.number.setMaxLength(40)
        self.number.textEdited.connect(self.numbered)
        column.addWidget(Field(title, self.number, parent=self))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(tr("Phiếu gửi và nhãn dán"), Role.BODY, Tone.MUTED, parent=self))
        row.addStretch(1)
        cap = keys.cap("returns.slip_to_sign")
        self.slip = LinkButton(tr("In phiếu gửi"), name="returns.parcel.slip", cap=cap, parent=self)
        self.slip.clicked.connect(lambda _on=False: self.slip_asked.emit())
        row.addWidget(self.slip)
        column.addLayout(row)

    def show_draft(self, draft: ReturnDraft) -> None:
        """Paint what is to be sent; a field being typed in is left alone."""
        self.setVisible(draft.by == "postal")
        if not self.number.hasFocus() and self.number.text() != draft.parcel:
            self.number.setText(draft.parcel)
