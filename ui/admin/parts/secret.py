"""A secret as it is set: typed unseen, kept elsewhere, never shown again; said is only whether it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import TextField
from ui.widgets.label import Label

FORGET = "\x7f"  # no secret may hold it: what is kept is to be let go of


class SecretField(QWidget):
    """A masked line, whether a secret is kept, and a button that lets go of it.

    Signal `edited(text)`: what was typed, "" to leave what is kept, `FORGET` to let go of it.
    """

    edited = Signal(str)

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.line = TextField(name=f"{name}.line", title=title, code=True, parent=self)
        self.line.setEchoMode(TextField.EchoMode.Password)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.textChanged.connect(self._typed)
        row.addWidget(self.line, 1)
        self.drop = SecondaryButton(tr("Bỏ khóa"), name=f"{name}.drop", icon="trash-2", parent=self)
        self.drop.clicked.connect(self._dropped)
        row.addWidget(self.drop)
        column.addLayout(row)
        self.state = Label("", Role.CAPTION, Tone.MUTED, wraps=True, parent=self)
        column.addWidget(self.state)
        self.setFocusProxy(self.line)
        self._kept, self._gone, self._showing = False, False, False

    def _typed(self, text: str) -> None:
        if not self._showing:
            self.edited.emit(text)

    def _dropped(self) -> None:
        self.edited.emit("" if self._gone else FORGET)
        self.line.setFocus()

    def say(self, words: str, tone: Tone, *, kept: bool) -> None:
        """Say whether a secret is kept and where."""
        self._kept = kept
        self.state.setText(words)
        self.state.set_tone(tone)
        self.line.setAccessibleDescription(words)
        self._show_drop()

    def set_text(self, text: str) -> None:
        """Show what was typed as dots; the cursor of one who types stays where it is."""
        self._gone = text == FORGET
        shown = "" if self._gone else text
        self._showing = True
        if self.line.text() != shown:
            self.line.setText(shown)
        self._showing = False
        self.drop.setText(tr("Giữ khóa") if self._gone else tr("Bỏ khóa"))
        self._show_drop()

    def _show_drop(self) -> None:
        self.drop.setVisible(self._kept and not self.line.text())
