"""Phím tắt as a section: every key of the program in one table, changed by pressing the new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path  # noqa: TC003 - Qt's signal hands it over
from typing import TYPE_CHECKING

from desk.catalogue.readings import holds
from ui.admin.look import keys_file
from ui.admin.look.catching import KeyCatcher
from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.offer import Offer
from ui.i18n import tr
from ui.key_rows import Key
from ui.keymap import Refusal, fixed, judge, pretty, sound
from ui.keys import KEYS, KeyMap
from ui.shell.screen import ToastSpec
from ui.tokens import Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chip import ChipSpec
from ui.widgets.fields import TextField
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desk.importing import ImportReport
    from ui.shell.screen import ScreenContext

SCOPES = {
    "everywhere": "Mọi màn hình",
    "home": "Bàn làm việc",
    "reception": "Tiếp nhận",
    "certify": "Chứng thực",
    "search": "Tra cứu",
    "scan": "Trong dải trang",
    "queue": "Số thứ tự",
    "dossier": "Hồ sơ",
    "returns": "Trả kết quả",
    "worklist": "Theo hạn",
    "handover": "Bàn giao",
    "closing": "Chốt ngày",
    "figures": "Số liệu",
    "reports": "Báo cáo",
    "tour": "Hướng dẫn năm phút",
    "admin": "Thiết lập",
}


@dataclass(frozen=True, slots=True)
class KeysKept:
    """Where one stood, through a window built anew."""

    typed: str
    row: str


class KeyTable(DossierTable):
    """The rows; Delete gives a row its usual key back."""

    def __init__(self, columns: tuple[Column, ...], section: KeysSection) -> None:
        super().__init__(columns, name="keys.table", title=tr("Phím tắt"), parent=section)
        self._section = section

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a change back; everything else as in a list."""
        if self._section.context.keys.pressed(event, "admin.drop"):
            self._section.give_back()
        else:
            super().keyPressEvent(event)


class KeysSection(SectionPage):
    """Phím tắt. A new key works at once, on every screen, and its caps follow; F9 has nothing to do."""

    guarded = False

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Enter rồi bấm phím mới. Phím đổi dùng được ngay, nhãn phím đổi theo.")
        super().__init__(context, name="keys", title=tr("Phím tắt"), words=said)
        self.keys: KeyMap = context.keys
        self._asked: tuple[Key, str] | None = None
        self.search = TextField(
            name="keys.search", title=tr("Tìm phím"), hint=tr("Tìm việc, phím"), parent=self
        )
        self.search.textChanged.connect(lambda _text: self._fill())
        self.tools.insertWidget(0, self.search, 1)
        self.usual = SecondaryButton(tr("Phím lúc đầu"), name="keys.usual", icon="undo-2",
                                     cap=context.keys.cap("admin.drop"), parent=self)  # fmt: skip
        self.usual.clicked.connect(self.give_back)
        self.tools.addWidget(self.usual)
        self.every = SecondaryButton(tr("Mọi phím lúc đầu"), name="keys.every", icon="undo-2", parent=self)
        self.every.clicked.connect(lambda: self._wear({}))
        self.tools.addWidget(self.every)
        self.give_keys(self.every)
        card = Card(name="keys.card", margins=(1, 4, 1, 8), parent=self.content)
        self.table = KeyTable(self._columns(), self)
        self.table.set_row_height(38)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.catcher = KeyCatcher(name="keys.catcher", parent=self.content)
        self.body.addWidget(self.catcher)
        self._connect()
        self.add_files(
            FileFlow(
                context, importer=self._import, exporter=lambda path: keys_file.write(path, self._changes),
                file_name=lambda: keys_file.NAME,
                kinds=lambda: (
                    "JSON (*.json)", tr("Tệp JSON chỉ chứa phím đã đổi, mang sang máy khác được."),
                ),
                parent=self,
            )
        )  # fmt: skip
        if self.files is not None:
            self.files.imported.connect(self._on_imported)
            self.files.exported.connect(self._on_exported)
        self.commit_button.hide()
        self._fill()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(tr("Việc"), lambda row: Cell(tr(row.label)), share=4, least=190),
            Column(
                tr("Ở đâu"), lambda row: Cell(tr(SCOPES.get(row.scope, row.scope)), strong=False), share=2
            ),
            Column(tr("Phím"), lambda row: Cell(row.caps, number=True), share=1, least=110),
            Column(tr("Trạng thái"), self._state, share=1, least=150),
        )

    @staticmethod
    def _state(row: Key) -> Cell:
        usual = KEYS.key(row.id)
        if fixed(usual):
            return Cell(chip=ChipSpec(tr("Giữ nguyên"), Tone.MUTED, "lock"))
        if row.sequence != usual.sequence:
            words = tr("Lúc đầu {key}", key=pretty(usual.sequence))
            return Cell(chip=ChipSpec(words, Tone.INFO, "pencil"))
        return Cell()

    def _connect(self) -> None:
        self.table.opened.connect(self._ask)
        self.table.current_changed.connect(lambda _row: self._tell_row())
        self.catcher.caught.connect(self._on_caught)
        self.catcher.given_up.connect(self._give_up)
        self.catcher.swap_asked.connect(self._swap)

    @property
    def _changes(self) -> dict[str, str]:
        return dict(self.context.desktop.look.keys)

    def _fill(self) -> None:
        typed = self.search.text()
        rows = [
            row
            for row in self.keys.rows
            if holds(typed, f"{tr(row.label)} {tr(SCOPES.get(row.scope, row.scope))} {row.caps}")
        ]
        self.table.set_rows(rows, same=lambda row: row.id)
        self._tell_row()

    def _tell_row(self) -> None:
        row = self.table.current_row
        changed = isinstance(row, Key) and row.sequence != KEYS.key(row.id).sequence
        self.usual.setEnabled(changed)
        self.every.setEnabled(bool(self._changes))

    # ---- changing -------------------------------------------------------------------------------

    def _ask(self, row: Key) -> None:
        self._asked = None
        self.catcher.ask(tr(row.label))
        if fixed(KEYS.key(row.id)):
            self.catcher.say(keys_file.why_not(Refusal.FIXED, row.sequence), Tone.WARN)

    def _on_caught(self, sequence: str) -> None:
        row = self.table.current_row
        if not isinstance(row, Key):
            return
        verdict = judge(self.keys, KEYS, row, sequence)
        if verdict.refusal is None:
            self._wear({**self._changes, row.id: sequence})
            return
        other = tr(verdict.other.label) if verdict.other is not None else ""
        self._asked = (verdict.other, sequence) if verdict.other is not None else None
        swap = self._swapped(row) is not None
        words = keys_file.why_not(verdict.refusal, pretty(sequence), other)
        if verdict.refusal is Refusal.TAKEN and not swap:
            words = tr("{key} đang là phím của “{act}”. Bấm phím khác.", key=pretty(sequence), act=other)
        self.catcher.say(words, Tone.BAD, swap=swap)

    def _swapped(self, row: Key) -> dict[str, str] | None:
        """The changes after which two acts have each other's key, where both may."""
        if self._asked is None:
            return None
        other, sequence = self._asked
        wanted = {**self._changes, row.id: sequence, other.id: row.sequence}
        return wanted if sound(KEYS, wanted) == wanted else None

    def _swap(self) -> None:
        row = self.table.current_row
        wanted = self._swapped(row) if isinstance(row, Key) else None
        if wanted is not None:
            self._wear(wanted)

    def give_back(self) -> None:
        """Give the row one stands on its usual key."""
        row = self.table.current_row
        if isinstance(row, Key) and row.id in self._changes:
            kept = {name: key for name, key in self._changes.items() if name != row.id}
            self._wear(kept)

    def _wear(self, changes: dict[str, str]) -> None:
        usual = {row.id: row.sequence for row in KEYS.rows}
        good = {name: key for name, key in sound(KEYS, changes).items() if usual[name] != key}
        self.catcher.hide()
        self.table.setFocus()
        self.context.desktop.look_asked.emit(replace(self.context.desktop.look, keys=good))

    def _give_up(self) -> None:
        self.catcher.hide()
        self.table.setFocus()

    # ---- files ----------------------------------------------------------------------------------

    def _import(self, path: Path, dry: bool) -> ImportReport:
        changes = keys_file.read(path)
        found = keys_file.report(changes, self._changes)
        if not dry and not found.errors:
            self._taken = changes
        return found

    def _on_imported(self, _report: object) -> None:
        self._wear(self._taken)

    def _on_exported(self, path: Path, _answer: object) -> None:
        self.context.desktop.toast(ToastSpec(tr("Đã xuất phím tắt"), path.name))

    # ---- what the frame asks --------------------------------------------------------------------

    def keyed(self) -> frozenset[str]:
        """Del gives a key back here; it drops no row."""
        return frozenset()

    def offer(self) -> Offer:
        """Nothing waits to be saved here."""
        return Offer(tr("Đang dùng"), enabled=False)

    def refresh(self) -> None:
        """The button is there only while a file is at work."""
        super().refresh()
        self.commit_button.setVisible(self.files_open)
        self.note.setVisible(self.files_open)

    def start(self) -> None:
        """Walk the rows."""
        self.table.setFocus()

    def to_gap(self) -> None:
        """F9: there is nothing to save, so walk the rows."""
        self.start()

    def back(self) -> bool:
        """Esc: keep the old key."""
        if not self.catcher.isVisible():
            return False
        self._give_up()
        return True

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.table, self.search)

    def keep(self) -> object:
        """Where one stood."""
        row = self.table.current_row
        return KeysKept(self.search.text(), row.id if isinstance(row, Key) else "")

    def restore(self, kept: object) -> None:
        """Stand there again."""
        if isinstance(kept, KeysKept):
            self.search.setText(kept.typed)
            rows = self.table.rows_model.rows
            at = next((i for i, row in enumerate(rows) if row.id == kept.row), 0)
            self.table.selectRow(at)
