"""Khóa của đơn vị as a section: the keys on the left, what one does or what a change means beside."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Qt's signal hands it over
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desk.importing import ImportReport
from ui.admin.parts.device_section import DeviceSection, ListCard
from ui.admin.parts.files import FileFlow
from ui.admin.signing import model
from ui.admin.signing.model import KeyRow, SigningState
from ui.admin.signing.presenter import SigningPresenter
from ui.i18n import tr
from ui.shell.screen import ToastSpec
from ui.tokens import Role
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.read_area import ReadArea
from ui.widgets.table import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext

FILE = "khoa-cong-khai-{code}.pub"
PARAGRAPHS = 4


class SigningSection(DeviceSection):
    """Khóa của đơn vị. Everyone sees which keys there are; nobody sees a secret one."""

    guarded = True
    saves = False  # F9 answers the question that stands; its button says so

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Khóa làm mã kiểm trên giấy và ký bảng kê. Phần bí mật không hiện ở đâu cả.")
        super().__init__(context, name="signing", title=tr("Khóa của đơn vị"), words=said)
        self.presenter = SigningPresenter(context, self)
        self.change = self.tool(tr("Thay khóa"), "change", "key-round")
        self.give_keys(self.change)
        self.listed = self._build_list()
        self.table = self.listed.table
        self.side_by_side(self.listed, self._build_told())
        self._build_files()
        self._connect()
        self._show(self.presenter.state)

    def _build_list(self) -> ListCard:
        columns = (
            Column(tr("Khóa, dấu nhận"), model.name_cell, share=4, least=176),
            Column(tr("Thời gian dùng"), model.days_cell, share=2, least=132, spare=True),
            Column(tr("Trạng thái"), model.state_cell, share=0, least=124),
        )
        title = tr("Các khóa")
        card = ListCard(columns, name="signing.list", title=title, parent=self.content)
        card.told.hide()
        return card

    def _build_told(self) -> Card:
        card = Card(name="signing.told.card", margins=(14, 10, 6, 10), parent=self.content)
        self.over = SectionHead("", parent=card)
        card.body.addWidget(self.over)
        self.area = ReadArea(name="signing.told", title=tr("Về khóa này"), parent=card)
        column = QVBoxLayout(self.area.inner)
        column.setContentsMargins(0, 2, 8, 2)
        column.setSpacing(8)
        self.paragraphs = [
            Label("", Role.BODY, wraps=True, parent=self.area.inner) for _ in range(PARAGRAPHS)
        ]
        for one in self.paragraphs:
            column.addWidget(one)
        self.public_title = Label(tr("Khóa công khai"), Role.CAPTION, parent=self.area.inner)
        self.public = Label("", Role.CODE, wraps=True, parent=self.area.inner)
        column.addWidget(self.public_title)
        column.addWidget(self.public)
        column.addStretch(1)
        card.body.addWidget(self.area, 1)
        self.keep_it = LinkButton(tr("Giữ khóa đang dùng"), name="signing.keep", cap="Esc", parent=card)
        card.body.addWidget(self.keep_it, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_files(self) -> None:
        def never(_path: Path, _dry: bool) -> ImportReport:  # a key is never taken from a file here
            return ImportReport(0, 0)

        about = tr("Một dòng chữ để nơi nhận bảng kê kiểm chữ ký. Không có khóa bí mật trong tệp.")
        services = self.context.services

        def write(path: Path) -> str:
            return services.house.export_public_key(path)

        flow = FileFlow(
            self.context, importer=never, exporter=write,
            file_name=lambda: FILE.format(code=services.office().code),
            kinds=lambda: (tr("Khóa công khai (*.pub)"), about), parent=self,
        )  # fmt: skip
        self.add_files(flow, imports=False)
        self.export_button.say(tr("Xuất khóa công khai"))
        flow.exported.connect(self._on_exported)

    def _connect(self) -> None:
        self.presenter.state_changed.connect(self._show)
        self.change.clicked.connect(self._consider)
        self.keep_it.clicked.connect(self.back)
        self.table.current_changed.connect(lambda _row: self._tell(self.presenter.state))

    def _consider(self) -> None:
        self.presenter.consider()
        if self.presenter.state.asking:
            self.area.setFocus()  # read first: a key that bounces changes nothing there

    def _on_exported(self, path: Path, key_id: object) -> None:
        said = tr("{file} · dấu nhận {id}", file=path.name, id=model.fingerprint(str(key_id)))
        self.context.desktop.toast(ToastSpec(tr("Đã xuất khóa công khai"), said))

    # ---- showing --------------------------------------------------------------------------------

    def _show(self, state: SigningState) -> None:
        if self.table.rows_model.rows != state.rows:
            self.table.set_rows(state.rows, same=lambda row: row.key_id)
        none = tr("Chưa đọc được khóa nào.") if state.failure else tr("Đang đọc khóa…")
        self.listed.show_rows(any_there=state.read, none=none)
        self.change.setEnabled(self.presenter.may_change and not state.asking)
        if self.files is not None:
            self.export_button.setEnabled(state.read)
        self.keep_it.setVisible(state.asking and not state.busy)
        self.commit_button.setVisible(state.asking or state.busy)  # nothing is saved here but a changed key
        self._tell(state)
        self.say_failure(state.failure, title=state.failed)
        self.refresh()

    def _tell(self, state: SigningState) -> None:
        """The question where one stands, else what the key stood on does."""
        row = self.table.current_row
        row = row if isinstance(row, KeyRow) else None
        if state.asking:
            title, said = tr("Thay khóa mã kiểm?"), model.meaning(self.context.services.now().date())
        else:
            title = model.name_of(row) if row is not None else tr("Về khóa này")
            said = model.told(row) if row is not None else ()
        self.over.title.setText(title)
        for at, label in enumerate(self.paragraphs):
            label.setText(said[at] if at < len(said) else "")
            label.setVisible(at < len(said))
        public = row.public if row is not None and not state.asking else ""
        self.public.setText(public)
        for one in (self.public_title, self.public):
            one.setVisible(bool(public))
        self.area.setAccessibleName(title)
        self.area.setAccessibleDescription(" ".join(said))

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()
        self.start()

    def shown(self) -> None:
        """Read how the keys stand."""
        self.presenter.load()

    def start(self) -> None:
        """Walk the keys."""
        (self.table if self.presenter.state.read else self.change).setFocus()

    def to_gap(self) -> None:
        """F9 while nothing is asked: walk the keys."""
        self.start()

    def back(self) -> bool:
        """Esc: the key stays."""
        if not self.presenter.keep_key():
            return False
        self.start()
        return True

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.table, self.area, self.change)
