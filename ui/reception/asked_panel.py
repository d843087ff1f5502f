"""Yêu cầu của thủ tục (Ctrl+I): what a procedure asks, read over a reception that stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import phrase, tr
from ui.keys import KEYS, KeyMap
from ui.reception import requirements
from ui.shell.drop_panel import DropPanel
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.clearing import empty
from ui.widgets.keycap import KeyHint
from ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desk.rows import ProcedureCard

WIDE, TOP_FREE, STEP = 520, 8, 48


class AskedPanel(DropPanel):
    """It holds the focus while shown and gives it back. Signal `print_asked()` for the blank form."""

    print_asked = Signal()

    def __init__(self, keys: KeyMap = KEYS, *, parent: QWidget) -> None:
        super().__init__(name="asked_panel", title=tr("Yêu cầu của thủ tục"), wide=WIDE, parent=parent)
        self._keys = keys
        self.name = Label("", Role.SECTION, wraps=True, lines=3, parent=self)
        self.code = Label("", Role.CAPTION, Tone.MUTED, wraps=True, lines=2, parent=self)
        self.state = Label("", Role.MEDIUM, Tone.WARN, wraps=True, lines=2, parent=self)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        keys_row = QHBoxLayout()
        keys_row.setSpacing(10)
        cap = keys.cap("reception.blank_form")
        self.print = SecondaryButton(
            tr("In tờ khai"), name="asked.print", icon="printer", cap=cap, parent=self
        )
        self.print.clicked.connect(lambda _on=False: self.print_asked.emit())
        keys_row.addWidget(self.print)
        keys_row.addStretch(1)
        keys_row.addWidget(KeyHint(tr("Lên/Xuống"), tr("cuộn"), self))
        keys_row.addWidget(KeyHint("Esc", tr("đóng"), self))
        for part in (self.name, self.code, self.state):
            self.column.addWidget(part)
        self.column.addLayout(keys_row)  # above what scrolls away
        self.column.addLayout(self._parts)

    def show_card(self, card: ProcedureCard, *, chosen: bool) -> None:
        """Open with a procedure; only the chosen one's form can be printed."""
        self.name.setText(phrase(card.name))
        level = tr("Cấp xã") if card.level == "xã" else phrase(card.level)
        self.code.setText(" · ".join(part for part in (card.code, phrase(card.field), level) if part))
        self.state.setText(requirements.state(card))
        self.state.setVisible(bool(self.state.text()))
        self.print.setVisible(chosen)
        self.setAccessibleName(f"{tr('Yêu cầu của thủ tục')}: {phrase(card.name)}")
        self.setAccessibleDescription(requirements.read_aloud(card))
        empty(self._parts)
        for part in requirements.parts(card):
            self._parts.addSpacing(scaled(4))
            self._parts.addWidget(Label(part.title, Role.STRONG, tall=True, parent=self))
            for line in part.lines:
                self._parts.addWidget(Label(line.text, Role.BODY, wraps=True, lines=6, parent=self))
                if line.note:
                    note = Label(line.note, Role.CAPTION, Tone.MUTED, wraps=True, lines=6, parent=self)
                    self._parts.addWidget(note)
        self._scroll.verticalScrollBar().setValue(0)
        self.open_panel()

    def place(self) -> None:
        """Stand over the page at the right, as high as it needs and the page has."""
        super().place()
        page = self.parentWidget()
        if page is not None:
            wide = self.width() - 8
            high = self.column.heightForWidth(wide) if self.column.hasHeightForWidth() else -1
            high = max(high, self.column.sizeHint().height()) + 6
            self.setGeometry(self.x(), TOP_FREE, self.width(), min(high, page.height() - 2 * TOP_FREE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Page keys scroll; Esc closes."""
        bar = self._scroll.verticalScrollBar()
        page = self._scroll.viewport().height() - STEP
        step = {
            Qt.Key.Key_Down: STEP, Qt.Key.Key_Up: -STEP, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
            return
        bar.setValue(bar.value() + step)
