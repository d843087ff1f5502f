"""Mẫu giấy tờ as a section: word a form, see it printed, publish it from a day on, go back, carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.admin.parts.fields import Choice
from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.admin.templates import model
from ui.admin.templates.model import TemplatesState
from ui.admin.templates.presenter import TemplatesPresenter
from ui.admin.templates.reads import file_said, give_file, take_file
from ui.admin.templates.views import ReasonRow, VersionsView, WordsView
from ui.changes import Kind
from ui.i18n import tr
from ui.shell.screen import ToastSpec
from ui.theme import current, scaled
from ui.tokens import LARGE_TEXT, LayoutKind, Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.templates.rows import FormText, VersionRow
    from ui.admin.parts.offer import Offer
    from ui.admin.templates.model import FaultRow, TextRow
    from ui.shell.screen import ScreenContext


class TemplatesSection(SectionPage):
    """Mẫu giấy tờ. Words are versions with a first day; what was printed keeps the words of its day."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Sửa chữ, xem ngay giấy in ra, rồi ban hành từ một ngày. Giấy cũ giữ chữ cũ.")
        super().__init__(context, name="templates", title=tr("Mẫu giấy tờ"), words=said)
        self.presenter = TemplatesPresenter(context, self)
        views = self.add_views((("words", tr("Soạn chữ")), ("versions", tr("Các bản"))))
        views.chosen.connect(self.presenter.look_at)
        self.form_choice = Choice((), name="templates.form", title=tr("Mẫu giấy"), parent=self)
        self.form_choice.setMinimumWidth(scaled(140 if current().scale > LARGE_TEXT else 240))
        self.tools.addWidget(self.form_choice)
        self.drop = LinkButton(tr("Bỏ bản nháp"), name="templates.drop", parent=self)
        self.tools.addWidget(self.drop)
        self.stack = FrontStack(self.content)
        self.words_view = WordsView(context, self.stack)
        self.versions_view = VersionsView(self.stack)
        self.stack.addWidget(self.words_view)
        self.stack.addWidget(self.versions_view)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(self._build_told())
        self.reason = ReasonRow(self)
        self.add_dated("templates.begins")
        self._add_flow()
        self._connect()
        self._show(self.presenter.state)

    def _build_told(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.told = Label("", Role.BODY, Tone.WARN, wraps=True, lines=2, parent=self.content)
        row.addWidget(self.told, 1)
        self.follow = LinkButton(tr("Lấy chữ mới về"), name="templates.follow", parent=self.content)
        row.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_flow(self) -> None:
        services = self.context.services
        flow = FileFlow(
            self.context,
            importer=lambda path, dry: take_file(services, path, dry=dry, replace=self._replaces()),
            exporter=lambda path: give_file(services, self.presenter.state.form, path),
            file_name=lambda: "mau-giay-to.json",
            option=tr("Thay cả bản chưa đến ngày dùng ở đây"),
            kinds=lambda: (
                tr("Mẫu giấy tờ") + " (*.json *.toml)",
                tr("Tệp .json: mọi chữ riêng của đơn vị, có chữ ký. Tệp .toml: một mẫu, sửa tay được."),
            ),
            touches=lambda path: file_said(services, path),
            parent=self,
        )
        flow.imported.connect(self._on_imported)
        flow.exported.connect(self._on_exported)
        self.add_files(flow)

    def _replaces(self) -> bool:
        return self.files is not None and self.files.state.option

    def _on_imported(self, report: ImportReport) -> None:
        self.presenter.load()
        self.presenter.read_draft()
        self.presenter.read_versions()
        self.presenter.told(Kind.WORDS, tr("Đã nhập {count} mục", count=report.imported))

    def _on_exported(self, path: Path, _answer: object) -> None:
        self.context.desktop.toast(ToastSpec(tr("Đã xuất tệp"), str(path)))

    def _connect(self) -> None:
        presenter, view = self.presenter, self.words_view
        presenter.state_changed.connect(self._show)
        view.forms.current_changed.connect(self._on_form)
        view.forms.opened.connect(lambda _row: view.texts.table.setFocus())
        self.form_choice.chosen.connect(presenter.choose_form)
        view.texts.table.current_changed.connect(self._on_text)
        view.texts.table.opened.connect(lambda _row: self._type())
        view.texts.box.edited.connect(lambda text: presenter.type(presenter.state.place, text))
        view.texts.box.next_asked.connect(self._next)
        view.texts.palette_words.clicked.connect(self.place)
        view.paper.papers.chosen.connect(presenter.choose_paper)
        view.paper.faults.opened.connect(self._mend)
        self.versions_view.table.current_changed.connect(self._on_version)
        self.drop.clicked.connect(presenter.drop)
        self.follow.clicked.connect(presenter.follow)
        self.reason.field.textChanged.connect(lambda text: presenter.put("reason", text))
        if self.dated is not None:
            self.dated.changed.connect(lambda text: presenter.put("begins", text))

    def _on_form(self, row: FormText | None) -> None:
        if row is not None and self.presenter.state.forms is not None:
            self.presenter.choose_form(row.form)

    def _on_text(self, row: TextRow | None) -> None:
        if row is not None:
            self.presenter.stand_on(row.spec.place)

    def _on_version(self, row: VersionRow | None) -> None:
        if row is not None:
            self.presenter.stand_on_version(row.no)

    def _type(self) -> None:
        box = self.words_view.texts.box
        box.setFocus()
        box.stand_at(len(box.toPlainText()))

    def _next(self) -> None:
        table = self.words_view.texts.table
        at = min(table.currentIndex().row() + 1, len(table.rows_model.rows) - 1)
        table.selectRow(at)
        self._type()

    def _mend(self, row: FaultRow | None) -> None:
        """Jump to where a fault is: its line, its letter."""
        if row is None or not row.line:
            return
        self.words_view.texts.table.selectRow(row.line - 1)
        self.words_view.texts.box.setFocus()
        self.words_view.texts.box.stand_at(row.fault.at)

    def place(self) -> None:
        """Insert a placeholder: the only one at once, else the arrows and Enter choose."""
        buttons = self.words_view.texts.places.buttons
        if len(buttons) == 1:
            buttons[0].click()
        elif buttons:
            buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, state: TemplatesState) -> None:
        self.words_view.show_state(state)
        self.versions_view.show_state(state)
        choices = tuple((one.form, model.form_cell(one).text) for one in state.forms or ())
        if self.form_choice.count() != len(choices):
            self.form_choice.set_choices(choices)
        self.form_choice.set_value(state.form)
        self.form_choice.setVisible(state.view == "versions" or self.kind is LayoutKind.COMPACT)
        self.drop.setVisible(state.view == "words" and state.dirty)
        self.stack.setCurrentWidget(self.versions_view if state.view == "versions" else self.words_view)
        if self.views is not None and self.views.value != state.view:
            self.views.set_value(state.view)
        self._show_told(state)
        if self.reason.field.text() != state.reason:
            self.reason.field.setText(state.reason)
        if self.dated is not None:
            self.dated.set_text(state.begins)
        self.say_failure(state.failure)
        self.refresh()

    def _show_told(self, state: TemplatesState) -> None:
        draft = state.draft
        overtaken = model.overtaken_said(draft.overtaken) if draft is not None else ""
        others = model.others_said(draft.others) if draft is not None else ""
        self.told.setText(overtaken or state.told or others)
        self.told.setVisible(bool(self.told.text()) and state.view == "words")
        self.follow.setVisible(bool(overtaken) and state.view == "words")
        changing = state.dirty if state.view == "words" else state.row is not None and not state.row.in_force
        self.reason.setVisible(changing)
        if self.dated is not None:
            self.dated.setVisible(changing)

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to what hinders publishing: the first fault, the day, the reason."""
        state = self.presenter.state
        if state.view == "words" and state.errors:
            self._mend(next(row for row in model.fault_rows(state) if row.fault.level == "error"))
        elif self.reason.isVisible() and state.day is None and self.dated is not None:
            self.dated.setFocus()
        elif self.reason.isVisible():
            self.reason.field.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed here is not published."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the forms."""
        self.presenter.load()

    def open_with(self, what: object) -> None:
        """Open a form by its key."""
        if isinstance(what, str):
            self.presenter.choose_form(what)

    def start(self) -> None:
        """Walk the forms, or the versions."""
        if self.presenter.state.view == "versions":
            self.versions_view.table.setFocus()
        elif self.words_view.forms_card.isHidden():
            self.words_view.texts.table.setFocus()
        else:
            self.words_view.forms.setFocus()

    def back(self) -> bool:
        """Esc: from the box to the list of texts."""
        box = self.words_view.texts.box
        if box.hasFocus() or any(one.hasFocus() for one in self.words_view.texts.places.buttons):
            self.words_view.texts.table.setFocus()
            return True
        return False

    def turn(self, step: int) -> None:
        """Alt+←→: another page of the preview."""
        self.presenter.turn(step)

    def undo(self) -> bool:
        """One text back."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        view = self.words_view
        return (
            view.forms, view.texts.table, view.texts.box, view.paper.faults, self.versions_view.table,
            self.versions_view.changes, self.reason.field,
        )  # fmt: skip

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the paper the room there is; in a small window a form is chosen above."""
        super().lay_out(kind)
        compact, wide = kind is LayoutKind.COMPACT, kind is LayoutKind.WIDE
        view = self.words_view
        self.form_choice.setMinimumWidth(scaled(176 if compact else 330))
        view.forms_card.setVisible(not compact)
        view.forms_card.setFixedWidth(scaled(300 if wide else 232))
        view.paper.lay_out(compact=compact, wide=wide)
        view.texts.box.setFixedHeight(scaled(57 if compact else 76))
        self._place_reason(compact=compact)
        view.texts.table.set_row_height(
            38 if compact and current().scale > LARGE_TEXT else 40 if compact else 44
        )
        self._show(self.presenter.state)

    def _place_reason(self, *, compact: bool) -> None:
        """The reason stands with the tools, or in a line of its own in a small window."""
        self.tools.removeWidget(self.reason)
        self.column.removeWidget(self.reason)
        large = current().scale > LARGE_TEXT
        if self.dated is not None:
            self.dated.set_compact(on=compact)
        if compact and self.dated is not None:
            self.reason.take(self.dated)
        if compact or large:
            self.column.insertWidget(self.column.indexOf(self.bodies) + 1, self.reason)
        else:
            self.tools.insertWidget(1, self.reason, 1)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, TemplatesState):
            self.presenter.restore(kept)
