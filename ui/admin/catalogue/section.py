"""Danh mục thủ tục as a section: the list, one procedure, its versions, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.catalogue import model
from ui.admin.catalogue.model import CatalogueState
from ui.admin.catalogue.presenter import CataloguePresenter
from ui.admin.catalogue.views import CatalogueList, EntryView
from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.i18n import tr
from ui.tokens import LayoutKind
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desk.importing import ImportReport
    from ui.admin.parts.offer import Offer
    from ui.admin.parts.sheet_panel import SheetPanel
    from ui.shell.screen import ScreenContext


class CatalogueSection(SectionPage):
    """Danh mục thủ tục. Enter opens a procedure, Esc goes back to the list, nothing typed is lost."""

    def __init__(self, context: ScreenContext) -> None:
        words = tr("Thủ tục, giấy tờ, lệ phí, thời hạn. Hồ sơ đã nhận luôn giữ theo bản cũ.")
        super().__init__(context, name="catalogue", title=tr("Danh mục thủ tục"), words=words)
        self.presenter = CataloguePresenter(context, self)
        self._settle = False
        views = self.add_views(self._view_words(None))
        views.chosen.connect(self.presenter.look)
        self.stack = FrontStack(self.content)
        self.list = CatalogueList(self.stack)
        self.entry = EntryView(self.stack)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.entry)
        self.body.addWidget(self.stack, 1)
        self.valid_from = self.add_dated("catalogue.from")
        self.add_files(self._flow())
        self._connect()
        self._show(self.presenter.state)

    @staticmethod
    def _view_words(draft: model.Draft | None) -> tuple[tuple[str, str], ...]:
        papers = len(draft.components.standing) if draft is not None else 0
        return (
            ("facts", tr("Thông tin")),
            ("components", tr("Thành phần hồ sơ ({count})", count=papers)),
            ("asks", tr("Hỏi thêm")),
            ("versions", tr("Phiên bản")),
        )

    def _flow(self) -> FileFlow:
        services = self.context.services

        def take(path: Path, dry: bool) -> ImportReport:
            return services.catalogue.import_file(path, dry_run=dry, new_units=flow.state.option)

        def give(path: Path) -> object:
            return services.catalogue.export_file(path)

        flow = FileFlow(
            self.context,
            importer=take,
            exporter=give,
            file_name=lambda: "danh-muc-thu-tuc.xlsx",
            option=tr("Nhận cả tên bộ phận chưa từng có trong danh mục"),
            parent=self,
        )
        flow.imported.connect(self.presenter.on_imported)
        flow.exported.connect(self.presenter.on_exported)
        return flow

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.state_changed.connect(self._show)
        self.list.searched.connect(presenter.search)
        self.list.opened.connect(lambda row: self.open(row.code))
        self.list.added.connect(lambda: self.open(""))
        self.list.switched.connect(presenter.switch)
        self.entry.leave.clicked.connect(self.back)
        self.entry.facts.edited.connect(presenter.put)
        self.valid_from.changed.connect(presenter.put_from)
        self.entry.versions.end.changed.connect(lambda: presenter.put_end(self.entry.versions.end.text))
        for panel in (self.entry.components, self.entry.asks):
            self._connect_panel(panel)

    def _connect_panel(self, panel: SheetPanel) -> None:
        presenter, table = self.presenter, panel.table
        first = table.sheet_model.cols[0].key

        def add() -> None:
            line = presenter.add_row()
            table.stand_on(line, first, edit=True)

        panel.add_asked.connect(add)
        table.edited.connect(lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text)))
        table.drop_asked.connect(lambda line: presenter.edit(lambda sheet: sheet.drop(line)))
        table.move_asked.connect(lambda line, step: presenter.edit(lambda sheet: sheet.move(line, step)))

    # ---- acts -----------------------------------------------------------------------------------

    def open_with(self, what: object) -> None:
        """Open the procedure another screen found."""
        if isinstance(what, str):
            self.open(what)

    def open(self, code: str) -> None:
        """Open a procedure, or a new one."""
        self._settle = True
        self.presenter.open(code)

    def _show(self, state: CatalogueState) -> None:
        opened = state.draft is not None
        self.list.show_state(state)
        self.entry.show_state(state)
        self.stack.setCurrentWidget(self.entry if opened else self.list)
        if self.views is not None:
            self.views.setVisible(opened)
            self.views.set_choices(self._view_words(state.draft), state.view)
        draft = state.draft
        if self._settle and draft is not None:
            self._settle = False
            self.start()
        self.valid_from.setVisible(draft is not None and draft.dirty and not draft.house_only)
        self.valid_from.set_text(draft.valid_from if draft is not None else "")
        self.say_failure(state.failure)
        self.refresh()

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the first place that hinders saving."""
        draft = self.presenter.state.draft
        if draft is None:
            return
        fields = model.field_problems(draft)
        tables = (
            ("components", self.entry.components, model.row_problems(draft)),
            ("asks", self.entry.asks, model.ask_problems(draft)),
        )
        if fields:
            self.presenter.look("facts")
            self.entry.facts.stand_on(next(iter(fields)))
            return
        for view, panel, problems in tables:
            if problems:
                self.presenter.look(view)
                panel.table.setFocus()
                panel.table.stand_on(problems[0].line, problems[0].column)
                return
        if self.presenter.state.view == "versions" and not draft.dirty:
            self.entry.versions.end.setFocus()
        elif draft.dirty:
            self.valid_from.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the list."""
        self.presenter.load()

    def start(self) -> None:
        """Search in the list; in a procedure the part in front."""
        if self.presenter.state.open is None:
            self.list.setFocus()
            return
        starts: dict[str, QWidget] = {
            "facts": self.entry.facts,
            "components": self.entry.components,
            "asks": self.entry.asks,
            "versions": self.entry.versions.table,
        }
        starts[self.presenter.state.view].setFocus()

    def undo(self) -> bool:
        """One step of the table in front back."""
        return self.presenter.undo()

    def back(self) -> bool:
        """Esc: from a procedure to the list; what was typed stays."""
        if not self.presenter.close():
            return False
        self.list.table.setFocus()
        return True

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (
            self.list.search, self.list.table, self.entry.facts.controls["name"], self.entry.components.table,
            self.entry.asks.table, self.entry.versions.table, self.valid_from.field.field,
        )  # fmt: skip

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the views the room there is."""
        super().lay_out(kind)
        compact = kind is LayoutKind.COMPACT
        self.list.table.set_row_height(42 if compact else 46)
        self.entry.uses.setVisible(not compact)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, CatalogueState):
            self.presenter.restore(kept)
