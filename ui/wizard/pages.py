"""The pages of the wizard: three ways to begin, two forms, the folder, the review."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.parts.form import FormGrid
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.clearing import empty
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.read_area import ReadArea
from ui.widgets.text import text_width
from ui.wizard import model
from ui.wizard.way_card import WayCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.admin.parts.spec import Spec
    from ui.wizard.model import WizardState

NEEDED = ("code", "name", "full_name", "username")
WAYS = (
    ("new", "Lập sổ cho đơn vị của tôi", "Khai tên, mã đơn vị, người dùng; khoảng hai phút.",
     "building-2"),
    ("training", "Tập thử trước", "Sổ tập huấn với dữ liệu giả, ở thư mục riêng; xóa lúc nào cũng được.",
     "graduation-cap"),
    ("open", "Mở sổ đã có", "Chọn thư mục dữ liệu của đơn vị, ví dụ khi cài lại máy.", "folder-open"),
)  # fmt: skip


class StartPage(QWidget):
    """Signal `chosen(way)` with new, training or open; 1–3 and arrows work."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        self.buttons: list[WayCard] = []
        for at, (way, title, words, icon) in enumerate(WAYS):
            button = WayCard(
                tr(title), tr(words), name=f"wizard.{way}", icon=icon, cap=str(at + 1), parent=self
            )
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–3 choose, arrows walk."""
        text, key = event.text(), event.key()
        if text in ("1", "2", "3") and not event.isAutoRepeat():
            self.buttons[int(text) - 1].click()
            return
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            at = next((i for i, one in enumerate(self.buttons) if one.hasFocus()), 0)
            step = 1 if key == Qt.Key.Key_Down else -1
            self.buttons[(at + step) % len(self.buttons)].setFocus()
            return
        super().keyPressEvent(event)

    def start(self) -> None:
        """The first way."""
        self.buttons[0].setFocus()

    def show_state(self, state: WizardState) -> None:
        """Nothing here changes."""


class FormPage(FormGrid):
    """A step that is a form."""

    def __init__(self, specs: Sequence[Spec], *, name: str, parent: QWidget) -> None:
        super().__init__(specs, name=name, parent=parent)
        self.end_with_card()

    def start(self) -> None:
        """Stand in the first field that is wrong or must be filled, else in the first."""
        for key, control in self.controls.items():
            bare = key in NEEDED and isinstance(control, TextField) and not control.text()
            if bare or control.accessibleDescription():
                self.stand_on(key)
                return
        self.setFocus()

    def show_state(self, state: WizardState) -> None:
        """Paint what was typed and what is wrong with it."""
        self.show_values(state.values, state.wrong)


class FolderPage(QWidget):
    """Where the data lies. Signal `edited(path)`."""

    edited = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.path = TextField(name="wizard.path", title=tr("Thư mục dữ liệu"), code=True, parent=self)
        self.path.textEdited.connect(self.edited)
        row.addWidget(self.path, 1)
        self.choose = SecondaryButton(tr("Chọn thư mục"), name="wizard.choose", icon="folder", parent=self)
        self.choose.clicked.connect(self.ask)
        row.addWidget(self.choose)
        column.addLayout(row)
        self.words = Label("", Role.MEDIUM, wraps=True, lines=4, parent=self)
        column.addWidget(self.words)
        said = tr(
            "Nên để trên ổ đĩa trong máy, có sao lưu. Không để trên USB và không để trong thư mục đồng bộ "
            "(OneDrive, Google Drive)."
        )
        column.addWidget(Label(said, Role.BODY, Tone.MUTED, wraps=True, lines=3, parent=self))
        column.addStretch(1)

    def ask(self) -> None:
        """Choose with the system's own dialog."""
        chosen = QFileDialog.getExistingDirectory(self, tr("Chọn thư mục dữ liệu"), self.path.text())
        if chosen:
            self.edited.emit(chosen)

    def start(self) -> None:
        """Type the path."""
        self.path.setFocus()

    def show_state(self, state: WizardState) -> None:
        """Paint the path and how it stands."""
        text = state.values.get("folder", "")
        if self.path.text() != text:
            self.path.setText(text)
        words, tone = model.folder_words(state.look)
        self.words.setText(words)
        self.words.set_tone(tone)
        self.path.set_tone(Tone.BAD if tone is Tone.BAD else None)
        self.path.setAccessibleDescription(words)


class ReviewPage(ReadArea):
    """Everything that will be made, before it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(name="wizard.review", title=tr("Xem lại"), parent=parent)
        self._column = QVBoxLayout(self.inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: tuple[tuple[str, str], ...] = ()

    def start(self) -> None:
        """Nothing to type here: the window's button has the focus."""

    def show_state(self, state: WizardState) -> None:
        """Paint the rows."""
        rows = model.review_rows(state)
        if rows == self._shown:
            return
        self._shown = rows
        empty(self._column)
        wide = math.ceil(max((text_width(title, Role.BODY) for title, _text in rows), default=0)) + 4
        for title, text in rows:
            line = QHBoxLayout()
            line.setSpacing(12)
            caption = Label(title, Role.BODY, Tone.MUTED, parent=self.inner)
            caption.setFixedWidth(wide)
            line.addWidget(caption)
            line.addWidget(Label(text, Role.MEDIUM, wraps=True, lines=2, parent=self.inner), 1)
            self._column.addLayout(line)
        self._column.addStretch(1)
        self.setAccessibleDescription("; ".join(f"{title}: {text}" for title, text in rows))
