"""The head of an open dossier: its QR, code, chips, who and what, and the reprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.rows import State
from ui.i18n import tr
from ui.returns import posting, words
from ui.tokens import Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.qr import SIDE, QrMark

if TYPE_CHECKING:
    from datetime import datetime

    from ui.keys import KeyMap
    from ui.returns.state import ReturnState

SIDE_SMALL = 50
CHIPS = 3


class HeadPane(Card):
    """Signal `print_asked()` for the receipt."""

    print_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.head", margins=(16, 6, 16, 6), parent=parent)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.qr = QrMark(name="returns.qr", said=tr("Mã QR của giấy hẹn"), parent=self)
        row.addWidget(self.qr)
        column = QVBoxLayout()
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.code = Label("", Role.HEAD_CODE, tall=True, parent=self)
        self.code.setObjectName("returns.code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        top.addWidget(self.code)
        self.chips = tuple(Chip(parent=self) for _ in range(CHIPS))
        for chip in self.chips:
            top.addWidget(chip)
        top.addStretch(1)
        column.addLayout(top)
        self.subject = Label("", Role.BODY, Tone.MUTED, shortens=True, parent=self)
        self.subject.setObjectName("returns.subject")
        column.addWidget(self.subject)
        row.addLayout(column, 1)
        self.again = SecondaryButton(
            tr("In lại giấy hẹn"), name="returns.print", icon="printer", cap=keys.cap("print"), parent=self
        )
        self.again.clicked.connect(self.print_asked)
        row.addWidget(self.again)
        self.body.addLayout(row)

    def set_compact(self, *, on: bool) -> None:
        """Take less height in the small window."""
        self.qr.set_side(SIDE_SMALL if on else SIDE)
        self.body.setContentsMargins(10 if on else 16, 3 if on else 6, 12 if on else 16, 3 if on else 6)

    def show_state(self, state: ReturnState, now: datetime) -> None:
        """Paint a state."""
        view = state.draft.dossier
        if view is None:
            return
        self.code.setText(view.code)
        asked = view.state is State.SUPPLEMENT
        usual = tr("In phiếu gửi bưu chính") if posting.goes(state) else tr("In lại giấy hẹn")
        self.again.say(tr("In lại phiếu bổ sung") if asked else usual)
        self.subject.setText(words.subject(view))
        self.subject.setToolTip(words.subject(view))
        self.qr.set(state.qr or ())
        specs = words.chips(view, now)
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < len(specs))
            if at < len(specs):
                chip.set(specs[at])
