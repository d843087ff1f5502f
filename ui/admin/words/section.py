"""Mẫu biểu và câu mẫu as a section: the forms with one preview, the sentences by kind, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.parts.fields import Choice
from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.sheet_panel import SheetPanel
from ui.admin.words import model
from ui.admin.words.model import WordsState
from ui.admin.words.presenter import WordsPresenter
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.slip import SlipPreview
from ui.widgets.stack import FrontStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class TemplatesView(QWidget):
    """Every version of every form, and the form stood on as it prints today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        card = Card(name="words.templates.card", margins=(1, 6, 1, 8), parent=self)
        self.table = DossierTable(
            (
                Column(tr("Biểu mẫu, căn cứ"), model.title_cell, share=8, least=190),
                Column(tr("Từ ngày"), model.from_cell, share=0, least=104),
                Column(tr("Khuôn giấy"), model.layout_cell, share=0, least=130),
                Column(tr("Hiệu lực"), model.holds_cell, share=1, least=100),
            ),
            name="words.templates",
            title=tr("Biểu mẫu"),
            parent=card,
        )
        card.body.addWidget(self.table, 1)
        row.addWidget(card, 1)
        self.side = Card(name="words.preview.card", margins=(10, 8, 10, 10), parent=self)
        self.caption = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self.side)
        self.side.body.addWidget(self.caption)
        self.page = SlipPreview(tr("Xem trước biểu mẫu"), name="words.preview", parent=self.side)
        self.side.body.addWidget(self.page, 1)
        row.addWidget(self.side)
        self._shown: object = None

    def show_state(self, state: WordsState) -> None:
        """Paint a state."""
        rows = state.templates or ()
        if self.table.rows_model.rows != rows:
            self.table.set_rows(rows, same=model.key_of)
        template = state.template
        if template is not None:
            words = tr("Chưa thấy khuôn chính thức: giấy in ghi “Mẫu nội bộ”.") if template.unseen else ""
            self.caption.setText(words or tr("Bản in hôm nay, vẽ bằng chính bộ in."))
        if state.page is not self._shown or state.page is None:
            self._shown = state.page
            if state.page is not None:
                self.page.set_raster(state.page)
            else:
                self.page.say(state.page_said)


class PhrasesView(QWidget):
    """The sentences of one kind as an editable table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.panel = SheetPanel(
            model.phrase_cols(), name="words.phrases", title=tr("Các câu"), add=tr("Thêm câu"),
            none=tr("Chưa có câu mẫu loại này."), moves=True, parent=self,
        )  # fmt: skip
        column.addWidget(self.panel)

    def show_state(self, state: WordsState) -> None:
        """Paint a state."""
        self.panel.show_sheet(state.sheet, model.problems(state.kind, state.sheet))


class WordsSection(SectionPage):
    """Mẫu biểu và câu mẫu. Wording is dated data; what was printed keeps the words of its day."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Chữ trên giấy in theo ngày hiệu lực; câu mẫu dùng khi bổ sung, từ chối, hẹn lại.")
        super().__init__(context, name="words", title=tr("Mẫu biểu và câu mẫu"), words=said)
        self.presenter = WordsPresenter(context, self)
        views = self.add_views((("templates", tr("Biểu mẫu")), ("phrases", tr("Câu mẫu"))))
        views.chosen.connect(self.presenter.look)
        self.kinds = Choice(model.kind_choices(), name="words.kind", title=tr("Loại câu mẫu"), parent=self)
        self.kinds.setMinimumWidth(scaled(230))
        self.tools.addWidget(self.kinds)
        self.stack = FrontStack(self.content)
        self.templates = TemplatesView(self.stack)
        self.phrases = PhrasesView(self.stack)
        self.stack.addWidget(self.templates)
        self.stack.addWidget(self.phrases)
        self.body.addWidget(self.stack, 1)
        presenter = self.presenter
        flow = FileFlow(
            context, importer=presenter.take, exporter=presenter.give, file_name=presenter.file_name,
            kinds=presenter.file_kinds, parent=self,
        )  # fmt: skip
        flow.imported.connect(presenter.on_imported)
        flow.exported.connect(presenter.on_exported)
        self.add_files(flow)
        self._connect()
        self._show(presenter.state)

    def _connect(self) -> None:
        presenter, table = self.presenter, self.phrases.panel.table
        presenter.state_changed.connect(self._show)
        self.templates.table.current_changed.connect(presenter.stand_on)
        self.kinds.chosen.connect(presenter.choose_kind)
        self.phrases.panel.add_asked.connect(self._add)
        table.edited.connect(lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text)))
        table.drop_asked.connect(lambda line: presenter.edit(lambda sheet: sheet.drop(line)))
        table.move_asked.connect(lambda line, step: presenter.edit(lambda sheet: sheet.move(line, step)))

    def _add(self) -> None:
        self.phrases.panel.table.stand_on(self.presenter.add(), "code", edit=True)

    def _show(self, state: WordsState) -> None:
        self.templates.show_state(state)
        self.phrases.show_state(state)
        self.kinds.set_value(state.kind)
        self.kinds.setVisible(state.view == "phrases")
        self.stack.setCurrentWidget(self.phrases if state.view == "phrases" else self.templates)
        if self.views is not None and self.views.value != state.view:
            self.views.set_value(state.view)
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
        """Go to the first cell that hinders saving."""
        state = self.presenter.state
        wrong = model.problems(state.kind, state.sheet) if state.view == "phrases" else ()
        if wrong:
            self.phrases.panel.table.setFocus()
            self.phrases.panel.table.stand_on(wrong[0].line, wrong[0].column)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read forms and sentences."""
        self.presenter.load()

    def start(self) -> None:
        """Walk the forms, or work on the sentences."""
        (self.phrases.panel if self.presenter.state.view == "phrases" else self.templates.table).setFocus()

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.templates.table, self.kinds, self.phrases.panel.table)

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the preview the room there is."""
        super().lay_out(kind)
        compact = kind is LayoutKind.COMPACT
        self.templates.side.setFixedWidth(scaled(250 if compact else 520 if kind is LayoutKind.WIDE else 340))
        self.templates.table.set_row_height(42 if compact else 46)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, WordsState):
            self.presenter.restore(kept)
