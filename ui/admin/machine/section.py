"""Máy quét của quầy as a section: the watched folder, typed addresses, and which scanners answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.admin.machine import model
from ui.admin.machine.model import Answered, MachineState
from ui.admin.machine.presenter import MachinePresenter
from ui.admin.parts.device_section import DeviceSection, ListCard
from ui.i18n import tr
from ui.widgets.file_box import FileBox
from ui.widgets.table import Column

if TYPE_CHECKING:
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class MachineSection(DeviceSection):
    """Máy quét của quầy. What is set here holds for this machine only, so its clerk may set it."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Máy quét mạng nhập bằng địa chỉ, và thư mục mà máy photo gửi bản quét tới.")
        super().__init__(context, name="machine", title=tr("Máy quét của quầy"), words=said)
        self.presenter = MachinePresenter(context, self)
        self._build_tools()
        self.card, self.form = self.form_card(model.specs())
        self.answers = self._build_found()
        self.found, self.none, self.told = self.answers.table, self.answers.none, self.answers.told
        self.side_by_side(self.card, self.answers)
        self._connect()
        self._show(self.presenter.state)

    def _build_tools(self) -> None:
        self.choose = self.tool(tr("Chọn thư mục"), "choose", "folder")
        self.look_for = self.tool(tr("Tìm máy quét"), "find", "search")
        self.trust = self.tool(tr("Tin máy này"), "trust", "shield-check")
        self.give_keys(self.choose, self.look_for, self.trust)

    def _build_found(self) -> ListCard:
        columns = (
            Column(tr("Máy quét"), model.name_cell, share=4, least=130),
            Column(tr("Trạng thái"), model.state_cell, share=0, least=152),
        )
        title = tr("Máy quét trả lời")
        return ListCard(columns, name="machine.found", title=title, lines=7, parent=self.content)

    def _connect(self) -> None:
        self.presenter.state_changed.connect(self._show)
        self.form.edited.connect(self.presenter.put)
        self.choose.clicked.connect(self._choose)
        self.look_for.clicked.connect(self.presenter.find)
        self.trust.clicked.connect(self._trust)
        self.found.current_changed.connect(lambda _row: self._tell_row())

    def _choose(self) -> None:
        start = self.presenter.state.values.get("folder", "")
        dialog = FileBox(self, tr("Chọn thư mục chờ"), start, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.presenter.put("folder", chosen))
        dialog.open()

    def _trust(self) -> None:
        row = self.found.current_row
        if isinstance(row, Answered):
            self.presenter.trust(row)

    def _tell_row(self) -> None:
        """Under the list: all there is to say of the row one stands on, and what can be done about it."""
        row = self.found.current_row
        self.told.setText(row.told if isinstance(row, Answered) else "")
        self.told.setVisible(isinstance(row, Answered))
        self.trust.setVisible(isinstance(row, Answered) and row.code == model.NOT_TRUSTED)

    def _show(self, state: MachineState) -> None:
        self.form.show_values(state.values)
        if self.found.rows_model.rows != state.found:
            self.found.set_rows(state.found)
        self.answers.show_rows(any_there=bool(state.found), none=self._none_words(state))
        self.look_for.setEnabled(not state.looking)
        self._tell_row()
        self.say_failure(state.failure)
        self.refresh()

    @staticmethod
    def _none_words(state: MachineState) -> str:
        if state.looking:
            return tr("Đang tìm máy quét…")
        if state.asked:
            return tr("Chưa thấy máy quét nào. Bật máy, kiểm tra dây mạng rồi tìm lại, hoặc nhập địa chỉ.")
        return tr("Bấm Tìm máy quét để xem máy nào trả lời. Địa chỉ vừa nhập cũng được thử, chưa cần lưu.")

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.changed

    def shown(self) -> None:
        """Read what is kept."""
        self.presenter.load()

    def start(self) -> None:
        """Type the folder."""
        self.form.setFocus()

    def undo(self) -> bool:
        """Back to what is kept."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.form.controls["folder"], self.found)

    def keep(self) -> object:
        """What was typed and what answered."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, MachineState):
            self.presenter.restore(kept)
