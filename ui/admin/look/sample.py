"""A small piece of the window, to judge a look by: name, code, chips, buttons, a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import format as say
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.keycap import KeyHint
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec
from ui.widgets.paper_row import PaperRow, PaperSpec

NAME = "NGUYỄN THỊ MẪU"


class Sample(Card):
    """What the choices do, at a glance. Nothing in it can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="look.sample", parent=parent)
        self.body.addWidget(SectionHead(tr("Trông sẽ như thế này"), parent=self))
        self.body.addWidget(Label(NAME, Role.NAME, parent=self))
        self.body.addWidget(Label(say.grouped_id("999190000001"), Role.CODE_STRONG, parent=self))
        self.body.addWidget(Label(tr("Hẹn trả trước 16:30"), Role.DUE, shortens=True, parent=self))
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for words, tone, icon in (
            (tr("Đúng hạn"), Tone.OK, "circle-check"),
            (tr("Chờ bổ sung"), Tone.WARN, "timer"),
            (tr("Quá hạn"), Tone.BAD, "clock-alert"),
        ):
            chips.addWidget(Chip(words, tone, icon, self))
        chips.addStretch(1)
        self.body.addLayout(chips)
        for number, on in ((1, True), (2, False)):
            row = PaperRow(
                PaperSpec(number, tr("Tờ khai") if on else tr("Giấy tờ kèm theo"),
                          chip=ChipSpec(tr("Đã nhận"), Tone.OK, "check") if on else None),
                name=f"look.sample.{number}", parent=self,
            )  # fmt: skip
            row.setChecked(on)
            row.set_current(not on)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.body.addWidget(row)
        keys = QHBoxLayout()
        keys.addWidget(KeyHint("F9", tr("Lưu và in giấy hẹn"), self))
        keys.addStretch(1)
        self.body.addLayout(keys)
        self.body.addStretch(1)
