"""Người ký chứng thực: who signs, written into the book; stays for the citizens after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.fields import TextField
from ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.certify.presenter import CertifyState


class SignerPane(Card):
    """Signal `typed(text)`."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="certify.signer", spacing=4, parent=parent)
        self.body.addWidget(SectionHead(tr("Người ký chứng thực"), role=Role.SUBSECTION, parent=self))
        self.field = TextField(
            name="certify.signer.field", title=tr("Người ký chứng thực"), hint=tr("Họ tên, chức danh")
        )
        self.field.setMaxLength(120)
        self.field.textEdited.connect(self.typed)
        self.body.addWidget(self.field)
        told = tr("Ghi vào sổ cho các lượt sau, đến khi đổi.")
        self.body.addWidget(Label(told, Role.CAPTION, Tone.MUTED, wraps=True, parent=self))

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        if not self.field.hasFocus() and self.field.text() != state.draft.signer:
            self.field.setText(state.draft.signer)
        self.field.setPlaceholderText(state.signer or tr("Họ tên, chức danh"))
