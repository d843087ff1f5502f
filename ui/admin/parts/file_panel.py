"""The panel of a file's way in or out: the path, what was found in it row by row, where to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.parts.fields import Tick
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, TextField
from ui.widgets.file_box import FileBox
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from desk.importing import RowError
    from ui.admin.parts.files import FileFlow, FileState

FILTER = "CSV, XLSX (*.csv *.xlsx)"


def row_cell(error: RowError) -> Cell:
    """The row as a spreadsheet numbers it; the whole file has none."""
    return Cell(str(error.row) if error.row else "–", number=True)


def column_cell(error: RowError) -> Cell:
    """The column's name."""
    return Cell(error.column or "–", strong=False)


def message_cell(error: RowError) -> Cell:
    """The sentence."""
    return Cell(error.message, strong=False, tone=Tone.BAD)


class FilePanel(Card):
    """Shows a `FileFlow`: type or choose a path, read the report. F9 and Esc belong to the section."""

    def __init__(self, flow: FileFlow, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, spacing=10, parent=parent)
        self._flow = flow
        self.title = Label("", Role.SUBSECTION, parent=self)
        self.body.addWidget(self.title)
        self.words = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.path = TextField(name=f"{name}.path", title=tr("Đường dẫn tệp"), parent=self)
        self.path.textChanged.connect(flow.set_path)
        self.path.installEventFilter(self)
        row.addWidget(Field(tr("Đường dẫn tệp"), self.path, parent=self), 1)
        self.choose = SecondaryButton(tr("Chọn tệp"), name=f"{name}.choose", icon="folder-open", parent=self)
        self.choose.clicked.connect(self.choose_file)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.option = Tick(flow.option or "-", name=f"{name}.option", parent=self)
        self.option.turned.connect(flow.set_option)
        self.option.setVisible(False)
        self.body.addWidget(self.option, 0, Qt.AlignmentFlag.AlignLeft)
        self.banner = Banner(name=f"{name}.banner", parent=self)
        self.body.addWidget(self.banner)
        self.table = DossierTable(
            (
                Column(tr("Dòng"), row_cell, share=0, least=64, right=True),
                Column(tr("Cột"), column_cell, share=1, least=130),
                Column(tr("Cần sửa"), message_cell, share=8, least=220),
            ),
            name=f"{name}.errors",
            title=tr("Lỗi trong tệp"),
            parent=self,
        )
        self.table.set_row_height(34)
        self.empty = EmptyState("file-search", "", name=f"{name}.empty", parent=self)
        self._stack = CalmStack(80, self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        self.body.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        self.leave = LinkButton(tr("Đóng, không đổi gì"), name=f"{name}.close", cap="Esc", parent=self)
        self.leave.clicked.connect(flow.close)
        foot.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(foot)
        flow.state_changed.connect(self.show_state)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Type the path."""
        self.path.setFocus(*reason)

    def choose_file(self) -> None:
        """Let the system's own window choose the file."""
        dialog = FileBox(self, tr("Chọn tệp"), self.path.text(), self._flow.kinds()[0] or FILTER)
        if self._flow.state.mode == "export":
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.path.setText)
        dialog.finished.connect(lambda _answer: self.path.setFocus())
        dialog.open()

    def show_state(self, state: FileState) -> None:
        """Paint where the file stands."""
        if not state.mode:
            return
        export = state.mode == "export"
        self.title.setText(tr("Xuất ra tệp") if export else tr("Nhập từ tệp"))
        table = tr("Tệp CSV (UTF-8) hoặc XLSX, dòng đầu là tên cột như tệp xuất. Sai một dòng là không nhập.")
        back = tr("Tệp xuất mở được bằng bảng tính, sửa xong nhập lại được.")
        self.words.setText(self._flow.kinds()[1] or (back if export else table))
        if self.path.text() != state.path:
            self.path.setText(state.path)
        if state.failure:
            self.banner.say(tr("Chưa xuất được") if export else tr("Chưa nhập được"), state.failure)
        else:
            self.banner.clear()
        self.option.setVisible(bool(self._flow.option) and not export)
        self.option.setChecked(state.option)
        self._show_report(state)

    def _show_report(self, state: FileState) -> None:
        report = state.report if state.report_holds else None
        if report is not None and report.errors:
            self.table.set_rows(report.errors)
            self._stack.setCurrentWidget(self.table)
            return
        self._stack.setCurrentWidget(self.empty)
        if report is None:
            words = tr("Kiểm tra tệp để xem trước: dòng nào mới, dòng nào sai, sai ở cột nào.")
            self.empty.say("file-search", "" if state.mode == "export" else words)
            return
        told = tr("{new} dòng sẽ được nhập, {same} dòng đã có sẵn.", new=report.imported, same=report.skipped)
        words = "\n".join((told, state.touched)) if state.touched else told
        self.empty.say("circle-check" if report.imported else "inbox", words, tone=Tone.OK)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the path does what F9 does, as long as that changes nothing on record."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            state = self._flow.state
            if enter and not state.clean and state.there != state.path:
                self._flow.commit()
                return True
        return super().eventFilter(watched, event)
