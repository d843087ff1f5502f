"""The editor's panes: forms, the texts of one, where a text is typed, the paper it makes, its versions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.templates import model
from ui.admin.templates.box import WordBox
from ui.admin.templates.forms_list import FormsList
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.slip import SlipPreview
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from ui.admin.templates.model import TemplatesState
    from ui.shell.screen import ScreenContext


class Palette(QWidget):
    """Chỗ điền of the text stood on, one press each. Signal `picked(words, instead)`."""

    picked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templates.palette")
        self._row = FlowLayout(self, gap=4)
        self._shown: object = None
        self.buttons: list[LinkButton] = []

    def show_spec(self, state: TemplatesState) -> None:
        """Offer what the text stood on may hold."""
        spec = model.spec_of(state)
        if spec == self._shown:
            return
        self._shown = spec
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        offered = (
            [(f"{{{one.name}}}", f"{{{one.name}}} {one.meaning}") for one in spec.placeholders]
            if spec
            else []
        )
        instead = bool(spec and spec.choices)
        if spec and spec.choices:
            offered = [(one, model.choice_said(one)) for one in spec.choices]
        self.buttons = []
        for words, said in offered:
            button = LinkButton(said, name=f"templates.place.{words.strip('{}')}", parent=self)
            button.clicked.connect(partial(self.picked.emit, words, instead))
            self._row.addWidget(button)
            button.show()
            self.buttons.append(button)
        self.setVisible(bool(self.buttons))


class TextsPane(Card):
    """The texts of a form, the box of the one stood on, its placeholders, and why it changes."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(name="templates.texts.card", margins=(1, 6, 1, 10), parent=parent)
        self.table = DossierTable(
            (
                Column(tr("Dòng"), model.line_cell, share=0, least=44, right=True),
                Column(tr("Chữ trên giấy"), model.text_cell, share=8, least=150),
                Column("", model.state_cell, share=0, least=112),  # whole, also in a line far down
            ),
            name="templates.texts",
            title=tr("Chữ trên giấy"),
            parent=self,
        )
        self.body.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.setSpacing(6)
        self.caption = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=2, parent=self)
        below.addWidget(self.caption)
        self.box = WordBox(model.PLACEHOLDER, name="templates.box", title=tr("Chữ của dòng này"), parent=self)
        below.addWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.palette_words = LinkButton(
            tr("Chèn chỗ điền"), name="templates.insert", cap=context.keys.cap("admin.place"), parent=self
        )
        row.addWidget(self.palette_words, 0, Qt.AlignmentFlag.AlignTop)
        self.places = Palette(self)
        row.addWidget(self.places, 1)
        below.addLayout(row)
        self.body.addLayout(below)
        self.places.picked.connect(self._put)

    def _put(self, words: str, instead: bool) -> None:
        self.box.put(words, instead=instead)
        self.box.setFocus()

    def show_state(self, state: TemplatesState) -> None:
        """Paint a state."""
        rows = model.rows(state)
        if self.table.rows_model.rows != rows:
            self.table.set_rows(rows, same=lambda row: row.spec.place)
        now = self.table.current_row
        if now is not None and now.spec.place != state.place:
            at = next((i for i, row in enumerate(rows) if row.spec.place == state.place), 0)
            self.table.selectRow(at)
        spec = model.spec_of(state)
        self.box.setEnabled(spec is not None)
        if spec is not None:
            self.box.ink.set_known(frozenset(one.name for one in spec.placeholders))
            self.box.set_text(state.text(spec.place))
            base = state.draft.base.get(spec.place, "") if state.draft else ""
            told = (
                tr("Đang in: {words}", words=base.replace("\n", " · ")) if spec.place in state.words else ""
            )
            lines = tr("mỗi dòng một mục") if spec.kind == "list" else ""
            most = tr("nhiều nhất {count} chữ", count=spec.most)
            wrong = next((one for one in state.faults if one.place == spec.place), None)
            told = wrong.message if wrong is not None else told or lines
            tone = Tone.MUTED if wrong is None else Tone.BAD if wrong.level == "error" else Tone.WARN
            self.caption.set_tone(tone)
            self.caption.setText(" · ".join(part for part in (spec.name, most, told) if part))
        self.places.show_spec(state)
        self.palette_words.setVisible(bool(self.places.buttons))


class PaperPane(Card):
    """The example as it prints with the words typed, the paper chosen, and what must be mended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="templates.paper.card", margins=(10, 8, 10, 10), parent=parent)
        row = QHBoxLayout()
        self.papers = Seg((("a5", "A5"),), name="templates.papers", parent=self)
        row.addWidget(self.papers)
        row.addStretch(1)
        self.count = Label("", Role.BODY, Tone.MUTED, tall=True, parent=self)
        row.addWidget(self.count)
        self.body.addLayout(row)
        self.page = SlipPreview(tr("Xem trước giấy in"), name="templates.preview", parent=self)
        self.body.addWidget(self.page, 1)
        self.faults = DossierTable(
            (
                Column(tr("Dòng"), model.fault_line_cell, share=0, least=44, right=True),
                Column(tr("Cần sửa"), model.fault_cell, share=8, least=150),
            ),
            name="templates.faults",
            title=tr("Cần sửa"),
            parent=self,
        )
        self.faults.set_row_height(34)
        self.body.addWidget(self.faults)
        self._shown: object = None

    def lay_out(self, *, compact: bool, wide: bool) -> None:
        """Give the page the room there is."""
        self.setFixedWidth(scaled(262 if compact else 560 if wide else 372))
        self.count.setVisible(not compact)
        self.faults.setFixedHeight(scaled(70 if compact else 104))

    def show_state(self, state: TemplatesState) -> None:
        """Paint a state."""
        form = state.shown_form
        papers = form.papers if form is not None else ("a5",)
        self.papers.set_choices([(one, model.PAPERS[one]) for one in papers], state.paper)
        self.papers.setVisible(len(papers) > 1)
        pages = tr("Trang {page}/{pages} · hồ sơ ví dụ", page=state.page_no + 1, pages=state.pages)
        self.count.setText(pages if state.pages else "")
        if state.page is not self._shown or state.page is None:
            self._shown = state.page
            if state.page is not None:
                self.page.set_raster(state.page)
            else:
                self.page.say(state.page_said)
        rows = model.fault_rows(state)
        if self.faults.rows_model.rows != rows:
            self.faults.set_rows(rows, same=lambda row: (row.line, row.fault.code))
        self.faults.setVisible(bool(rows))


class WordsView(QWidget):
    """Forms, texts and paper side by side."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.forms_card = Card(name="templates.forms.card", margins=(1, 6, 1, 8), parent=self)
        self.forms = FormsList(self.forms_card)
        self.forms_card.body.addWidget(self.forms, 1)
        row.addWidget(self.forms_card)
        self.texts = TextsPane(context, self)
        row.addWidget(self.texts, 1)
        self.paper = PaperPane(self)
        row.addWidget(self.paper)

    def show_state(self, state: TemplatesState) -> None:
        """Paint a state."""
        forms = state.forms or ()
        if self.forms.rows_model.rows != forms:
            self.forms.set_rows(forms, same=lambda row: row.form)
        now = self.forms.current_row
        if now is not None and state.form and now.form != state.form:
            self.forms.selectRow(next((i for i, one in enumerate(forms) if one.form == state.form), 0))
        self.texts.show_state(state)
        self.paper.show_state(state)


class VersionsView(QWidget):
    """Every version of the form, and how the one stood on differs from what prints today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        card = Card(name="templates.versions.card", margins=(1, 6, 1, 8), parent=self)
        self.table = DossierTable(
            (
                Column(tr("Bản"), model.version_cell, share=3, least=110),
                Column(tr("Từ ngày"), model.since_cell, share=0, least=104),
                Column(tr("Ai làm"), model.maker_cell, share=1, least=100, spare=True),
                Column("", model.holds_cell, share=0, least=104),
            ),
            name="templates.versions",
            title=tr("Các bản của mẫu"),
            parent=card,
        )
        card.body.addWidget(self.table, 1)
        row.addWidget(card, 1)
        side = Card(name="templates.changes.card", margins=(1, 6, 1, 8), parent=self)
        self.changes = DossierTable(
            (
                Column(tr("Mục"), model.change_cell, share=1, least=90),
                Column(tr("Bản đang in"), model.before_cell, share=3, least=120),
                Column(tr("Bản này"), model.after_cell, share=3, least=120),
            ),
            name="templates.changes",
            title=tr("Khác bản đang in"),
            parent=side,
        )
        same = tr("Không khác bản đang in chữ nào.")
        self.same = EmptyState("circle-check", same, name="templates.same", parent=side)
        self._stack = CalmStack(90, side)
        self._stack.addWidget(self.changes)
        self._stack.addWidget(self.same)
        side.body.addWidget(self._stack, 1)
        row.addWidget(side, 1)

    def show_state(self, state: TemplatesState) -> None:
        """Paint a state."""
        if self.table.rows_model.rows != state.versions:
            self.table.set_rows(state.versions, same=lambda row: row.no)
        if self.changes.rows_model.rows != state.changes:
            self.changes.set_rows(state.changes)
        self._stack.setCurrentWidget(self.changes if state.changes else self.same)


class ReasonRow(QWidget):
    """Why the words change; the log keeps it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(tr("Lý do sửa mẫu"), Role.STRONG, tall=True, parent=self))
        self.field = TextField(name="templates.reason", title=tr("Lý do sửa mẫu"), parent=self)
        self.field.setMinimumWidth(scaled(140))
        row.addWidget(self.field, 1)
        self._row = row

    def take(self, day: QWidget) -> None:
        """Let the day stand in this line too, where a small window has no room for two."""
        self._row.insertWidget(0, day)
