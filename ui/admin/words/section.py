"""Câu mẫu as a section: the standard sentences by kind, and files of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.admin.parts.fields import Choice
from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.sheet_panel import SheetPanel
from ui.admin.words import model
from ui.admin.words.model import WordsState
from ui.admin.words.presenter import WordsPresenter
from ui.i18n import tr
from ui.theme import scaled

if TYPE_CHECKING:
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


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
    """Câu mẫu: what a clerk writes often, each reason with its law."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Lý do, ghi chú, lời gọi dùng khi bổ sung, từ chối, hẹn lại, nhắn tin.")
        super().__init__(context, name="words", title=tr("Câu mẫu"), words=said)
        self.presenter = WordsPresenter(context, self)
        self.kinds = Choice(model.kind_choices(), name="words.kind", title=tr("Loại câu mẫu"), parent=self)
        self.kinds.setMinimumWidth(scaled(230))
        self.tools.insertWidget(0, self.kinds)
        self.phrases = PhrasesView(self.content)
        self.body.addWidget(self.phrases, 1)
        presenter = self.presenter
        flow = FileFlow(
            context, importer=presenter.take, exporter=presenter.give, file_name=lambda: "cau-mau.xlsx",
            parent=self,
        )  # fmt: skip
        flow.imported.connect(presenter.on_imported)
        flow.exported.connect(presenter.on_exported)
        self.add_files(flow)
        self._connect()
        self._show(presenter.state)

    def _connect(self) -> None:
        presenter, table = self.presenter, self.phrases.panel.table
        presenter.state_changed.connect(self._show)
        self.kinds.chosen.connect(presenter.choose_kind)
        self.phrases.panel.add_asked.connect(self._add)
        table.edited.connect(lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text)))
        table.drop_asked.connect(lambda line: presenter.edit(lambda sheet: sheet.drop(line)))
        table.move_asked.connect(lambda line, step: presenter.edit(lambda sheet: sheet.move(line, step)))

    def _add(self) -> None:
        self.phrases.panel.table.stand_on(self.presenter.add(), "code", edit=True)

    def _show(self, state: WordsState) -> None:
        self.phrases.show_state(state)
        self.kinds.set_value(state.kind)
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
        wrong = model.problems(state.kind, state.sheet)
        if wrong:
            self.phrases.panel.table.setFocus()
            self.phrases.panel.table.stand_on(wrong[0].line, wrong[0].column)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the sentences."""
        self.presenter.load()

    def start(self) -> None:
        """Work on the sentences."""
        self.phrases.panel.setFocus()

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.kinds, self.phrases.panel.table)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, WordsState):
            self.presenter.restore(kept)
