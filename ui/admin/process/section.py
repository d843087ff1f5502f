"""Quy trình nội bộ as a section: procedures, the steps of one, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.picker import Picker
from ui.admin.parts.sheet_panel import SheetPanel
from ui.admin.process import model
from ui.admin.process.model import ProcessState
from ui.admin.process.presenter import ProcessPresenter
from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.stack import FrontStack
from ui.widgets.table import Column

if TYPE_CHECKING:
    from pathlib import Path

    from desk.importing import ImportReport
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class StepsView(QWidget):
    """The steps of one procedure, their sum against the term."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.leave = LinkButton(tr("Các thủ tục"), name="process.back", cap="Esc", parent=self)
        self.name = Label("", Role.SUBSECTION, shortens=True, tall=True, parent=self)
        self.sum = Chip(parent=self)
        head.addWidget(self.leave)
        head.addWidget(self.name, 1)
        head.addWidget(self.sum, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self.since = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        column.addWidget(self.since)
        self.panel = SheetPanel(
            model.step_cols(), name="process.steps", title=tr("Các bước"), add=tr("Thêm bước"),
            none=tr("Chưa có bước nào. Không có bước thì dùng quy trình mặc định."), moves=True, parent=self,
        )  # fmt: skip
        column.addWidget(self.panel, 1)

    def show_state(self, state: ProcessState) -> None:
        """Paint a state."""
        steps = state.steps
        if steps is None:
            return
        self.name.setText(steps.name)
        self.sum.set(model.sum_chip(steps))
        warned = " ".join(note.message for note in steps.plan.warnings)
        self.since.setText(" ".join(part for part in (model.plan_words(steps), warned) if part))
        self.panel.show_sheet(steps.sheet, model.problems(steps) if steps.dirty else ())


class ProcessSection(SectionPage):
    """Quy trình nội bộ. Enter opens a procedure's steps, Esc goes back, nothing typed is lost."""

    def __init__(self, context: ScreenContext) -> None:
        words = tr("Mỗi thủ tục qua bộ phận nào, bao nhiêu giờ; tổng so với thời hạn.")
        super().__init__(context, name="process", title=tr("Quy trình nội bộ"), words=words)
        self.presenter = ProcessPresenter(context, self)
        self._settle = False
        self.stack = FrontStack(self.content)
        self.list = Picker(
            (
                Column(tr("Thủ tục"), model.name_cell, share=5, least=230),
                Column(tr("Thời hạn, bộ phận giải quyết"), model.term_cell, share=2, least=200),
            ),
            name="process.list",
            title=tr("Thủ tục có quy trình nội bộ"),
            hint=tr("Tìm theo tên, chữ đầu, mã hoặc tên gọi khác"),
            parent=self.stack,
        )
        self.steps = StepsView(self.stack)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.steps)
        self.body.addWidget(self.stack, 1)
        self.valid_from = self.add_dated("process.from")
        self.add_files(self._flow())
        self._connect()
        self._show(self.presenter.state)

    def _flow(self) -> FileFlow:
        services = self.context.services

        def take(path: Path, dry: bool) -> ImportReport:
            return services.process.import_file(path, dry_run=dry, new_units=flow.state.option)

        def give(path: Path) -> object:
            return services.process.export_file(path)

        flow = FileFlow(
            self.context,
            importer=take,
            exporter=give,
            file_name=lambda: "quy-trinh-noi-bo.xlsx",
            option=tr("Nhận cả tên bộ phận chưa từng có trong danh mục"),
            parent=self,
        )
        flow.imported.connect(self.presenter.on_imported)
        flow.exported.connect(self.presenter.on_exported)
        return flow

    def _connect(self) -> None:
        presenter, table = self.presenter, self.steps.panel.table
        presenter.state_changed.connect(self._show)
        self.list.searched.connect(presenter.search)
        self.list.opened.connect(self.open)
        self.steps.leave.clicked.connect(self.back)
        self.valid_from.changed.connect(presenter.put_from)
        self.steps.panel.add_asked.connect(self._add)
        table.edited.connect(presenter.put)
        table.drop_asked.connect(lambda line: presenter.edit(lambda sheet: sheet.drop(line)))
        table.move_asked.connect(lambda line, step: presenter.edit(lambda sheet: sheet.move(line, step)))

    def open(self, entry: object) -> None:
        """Open a procedure's steps."""
        self._settle = True
        self.presenter.open(entry)  # type: ignore[arg-type]

    def _add(self) -> None:
        self.steps.panel.table.stand_on(self.presenter.add(), "name", edit=True)

    def _show(self, state: ProcessState) -> None:
        if self.list.search.text() != state.text:
            self.list.search.setText(state.text)
        none = tr("Không thủ tục nào hợp với “{text}”. Thử vài chữ đầu của tên, hoặc mã.", text=state.text)
        words = tr("Đang đọc danh mục.") if state.rows is None else none
        self.list.show_rows(state.rows or (), same=lambda row: row.code, none=words)
        self.steps.show_state(state)
        self.stack.setCurrentWidget(self.steps if state.steps is not None else self.list)
        self.valid_from.setVisible(state.steps is not None and state.steps.dirty)
        self.valid_from.set_text(state.steps.valid_from if state.steps is not None else "")
        if self._settle and state.steps is not None:
            self._settle = False
            self.start()
        self.say_failure(state.failure)
        self.refresh()

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the first place that hinders saving."""
        steps = self.presenter.state.steps
        if steps is None or not steps.dirty:
            return
        wrong = model.problems(steps)
        if wrong:
            self.steps.panel.table.setFocus()
            self.steps.panel.table.stand_on(wrong[0].line, wrong[0].column)
        else:
            self.valid_from.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the list."""
        self.presenter.load()

    def start(self) -> None:
        """Search, or work on the steps."""
        (self.list if self.presenter.state.open is None else self.steps.panel).setFocus()

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def back(self) -> bool:
        """Esc: from the steps to the list; what was typed stays."""
        if not self.presenter.close():
            return False
        self.list.table.setFocus()
        return True

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.list.search, self.list.table, self.steps.panel.table, self.valid_from.field.field)

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the rows the room there is."""
        super().lay_out(kind)
        self.list.table.set_row_height(42 if kind is LayoutKind.COMPACT else 46)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, ProcessState):
            self.presenter.restore(kept)
