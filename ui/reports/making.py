"""What becomes of the report: kind of file, where it goes, how far it is, save, print, open the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.reports import words
from ui.reports.model import Job
from ui.tokens import Role, Tone
from ui.widgets.bars import BulletBar
from ui.widgets.buttons import CommitButton, SecondaryButton
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from ui.keys import KeyMap
    from ui.reports.model import ReportsState


class MakingBar(QWidget):
    """Widgets and setters only.

    Signals: `kind_chosen(str)`, `save_asked()`, `save_as_asked()`, `print_asked()`, `folder_asked()`,
    `stop_asked()`.
    """

    kind_chosen = Signal(str)
    save_asked = Signal()
    save_as_asked = Signal()
    print_asked = Signal()
    folder_asked = Signal()
    stop_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._compact = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(self._build_buttons())
        self.under = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        left.addWidget(self.under)
        self.bar = BulletBar(name="reports.done", parent=self)
        left.addWidget(self.bar)
        row.addLayout(left, 1)
        self.commit = CommitButton(
            "", name="reports.commit", icon="file-down", cap=keys.cap("reports.commit"), parent=self
        )
        self.commit.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.commit.clicked.connect(self.save_asked)
        row.addWidget(self.commit)

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.kind = Seg(((".xlsx", "XLSX"),), name="reports.kind", current=".xlsx", parent=self)
        self.kind.chosen.connect(self.kind_chosen)
        row.addWidget(self.kind)
        self.save_as = self._button(tr("Nơi khác"), "reports.save_as", "folder-open", tr("Lưu vào nơi khác"))
        self.save_as.clicked.connect(self.save_as_asked)
        self.print_button = self._button(tr("In"), "reports.print", "printer", tr("In báo cáo"))
        self.print_button.clicked.connect(self.print_asked)
        self.folder = self._button(tr("Thư mục"), "reports.folder", "folder", tr("Mở thư mục"))
        self.folder.clicked.connect(self.folder_asked)
        self.stop = SecondaryButton(
            tr("Dừng"), name="reports.stop", icon="x", cap=self._keys.cap("back"), parent=self
        )
        self.stop.clicked.connect(self.stop_asked)
        for button in (self.save_as, self.print_button, self.folder, self.stop):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, text: str, key: str, icon: str, said: str) -> SecondaryButton:
        made = SecondaryButton(text, name=key, icon=icon, cap=self._keys.cap(key), parent=self)
        made.setAccessibleName(said)
        made.setToolTip(said)
        return made

    def show_state(self, state: ReportsState) -> None:
        """Show what can be done now, or how far it is."""
        card, working = state.card, bool(state.job)
        kinds = card.kinds if card is not None else (state.kind,)
        self.kind.set_choices([(one, words.kind_name(one)) for one in kinds], state.kind)
        self.kind.setEnabled(not working)
        self.commit.say(words.commit_words(state))
        self.commit.setEnabled(state.ready)
        for button in (self.save_as, self.print_button, self.folder):
            button.setVisible(not working and not (self._compact and button is self.folder))
            button.setEnabled(state.ready or button is self.folder)
        self.stop.setVisible(working)
        self.under.setText(words.under_commit(state))
        self.under.setToolTip(self.under.text())
        self.bar.setVisible(working)
        self.bar.set(float(state.done), None)
        self.bar.setAccessibleName(words.commit_words(state) if state.job is not Job.NONE else "")

    def set_crowded(self, on: bool) -> None:
        """Leave to the keys what a sentence above needs the room of."""
        working = not self.stop.isHidden()
        for button in (self.save_as, self.print_button):
            button.setVisible(not on and not working)
        self.under.setVisible(not on)

    def lay_out(self, *, compact: bool) -> None:
        """Leave out what stands in the key bar where there is little room."""
        self._compact = compact
        self.folder.setVisible(not compact and self.stop.isHidden())
        for button, key in ((self.save_as, "reports.save_as"), (self.print_button, "reports.print")):
            button.say(button.text(), cap="" if compact else self._keys.cap(key))
        self.save_as.setAccessibleName(tr("Lưu vào nơi khác"))
        self.print_button.setAccessibleName(tr("In báo cáo"))
