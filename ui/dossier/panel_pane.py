"""The panel of an act: what it is, what it asks, which papers, the standard sentences that fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.dossier.fields_pane import FieldsPane
from ui.dossier.tick_list import TickList
from ui.i18n import phrase, tr
from ui.reception import words as said
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec
from ui.widgets.paper_row import PaperSpec
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from desk.paper.rows import PhraseCard
    from ui.dossier.draft import ActDraft
    from ui.dossier.state import DossierState
    from ui.reception.papers import Paper

HALF_ROW = 40  # px more than short sentences would take, before one fewer is in sight
PHRASE_ROWS = 3


class PanelPane(Card):
    """Signals: `typed(key, text)`, `phrase_chosen(at)`, and those of the checklist.

    The checklist stands on the left; on the right the standard sentences and the fields they fill.
    """

    typed = Signal(str, str)
    phrase_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="dossier.panel", spacing=6, parent=parent)
        self.set_current(True)
        self.head = SectionHead("", parent=self)
        self.body.addWidget(self.head)
        self.note = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.note)
        self.papers = TickList(name="dossier.asked", parent=self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.papers, 1)
        self._right = QWidget(self)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row.addWidget(self._right, 1)
        self.body.addLayout(row, 4)
        self.phrases = DossierTable(
            (Column(tr("Câu mẫu (Enter để dùng)"), _phrase, share=1, least=200, wraps=2),),
            name="dossier.phrases",
            title=tr("Câu mẫu"),
            parent=self,
        )
        self.phrases.opened.connect(self._on_phrase)
        column.addWidget(self.phrases)
        self.fields = FieldsPane()
        self.fields.setObjectName("scrolled")
        self.fields.typed.connect(self.typed)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("dossier.fields.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.fields, 1)
        self._scroll.setWidget(inner)
        column.addWidget(self._scroll, 1)
        self._end = QWidget(self)
        self.body.addWidget(self._end, 1)
        self._kind = LayoutKind.STANDARD
        self._offered: tuple[PhraseCard, ...] = ()
        self.phrases.verticalHeader().sectionResized.connect(lambda *_sizes: self._fit())

    def lay_out(self, kind: LayoutKind) -> None:
        """One line a paper, fewer sentences where there is little room."""
        self._kind = kind
        compact = kind is LayoutKind.COMPACT
        self.papers.set_dense(on=compact)
        self.phrases.set_row_height(42 if compact else 44)
        self._fit()

    def _fit(self) -> None:
        """As many whole sentences in sight as there is room for so many short ones."""
        rows, compact = self.phrases.verticalHeader(), self._kind is LayoutKind.COMPACT
        shown = min(2 if compact else PHRASE_ROWS, max(1, len(self._offered)))
        room = high = rows.defaultSectionSize() * shown
        if self._offered:
            sizes = [rows.sectionSize(at) for at in range(shown)]
            whole = next((at for at in range(shown, 1, -1) if sum(sizes[:at]) <= room + scaled(HALF_ROW)), 1)
            high = sum(sizes[:whole])
        head = self.phrases.horizontalHeader().sizeHint().height()
        self.phrases.setFixedHeight(head + high + 2)

    def show_state(self, state: DossierState) -> None:
        """Paint the open panel."""
        draft = state.draft
        if draft is None:
            return
        spec = draft.spec
        self.head.title.setText(tr(spec.title))
        self.note.setText(tr(spec.note) if spec.note else "")
        self.note.set_tone(Tone.WARN if spec.twice else Tone.MUTED)
        self.note.setVisible(bool(spec.note))
        self._show_papers(draft)
        if state.offer.phrases != self._offered:
            self._offered = state.offer.phrases
            self.phrases.set_rows(self._offered)
            self._fit()
        self.phrases.setVisible(bool(self._offered))
        self.fields.build(spec)
        self.fields.show_draft(draft, state.offer.units)
        lines = any(one.kind == "lines" for one in spec.fields)
        self._right.setVisible(bool(spec.fields))
        self._end.setVisible(not lines and not spec.papers)

    def _show_papers(self, draft: ActDraft) -> None:
        handed = draft.spec.papers == "handed"
        self.papers.setVisible(bool(draft.spec.papers))
        specs = [_handed(one) if handed else _asked(one) for one in draft.papers]
        self.papers.set_rows(specs, [one.received for one in draft.papers], draft.selected)
        self.papers.mark(draft.selected if handed else -1)
        count = sum(one.received for one in draft.papers)
        if draft.spec.papers:
            words = tr("{count} giấy đã nhận", count=count) if handed else tr("{count} giấy", count=count)
            self.head.say(words, Tone.OK if count else Tone.MUTED)
        else:
            self.head.say("")

    def order(self) -> None:
        """Tab goes as one reads: papers, sentences, fields."""
        tab_after(self.phrases, self.fields.order)

    def _on_phrase(self, row: PhraseCard) -> None:
        if row in self._offered:
            self.phrase_chosen.emit(self._offered.index(row))

    def focus_start(self, draft: ActDraft) -> None:
        """Stand where the work begins: the papers, else the sentences, else the first empty field."""
        if draft.spec.papers and self.papers.rows:
            self.papers.focus_row(draft.selected)
        elif self._offered and draft.verb != "note":
            self.phrases.setFocus()
        elif draft.spec.fields:
            asked = [one for one in draft.spec.fields if one.required] or list(draft.spec.fields)
            first = next((one.key for one in asked if not draft.value(one.key)), draft.spec.fields[0].key)
            if draft.verb == "correct":
                first = draft.spec.fields[0].key
            self.fields.focus_field(first)

    def focus_gap(self, key: str) -> None:
        """Stand where something is missing."""
        if key == "papers":
            self.papers.focus_row(0)
        elif key == "set":
            self.fields.focus_field(next(iter(self.fields.controls), ""))
        else:
            self.fields.focus_field(key)
        self.fields.mark(key)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand on the first thing of the panel. A focus proxy would break the order of Tab."""
        del reason
        if self.papers.isVisible() and self.papers.rows:
            self.papers.setFocus()
        elif self.fields.order:
            self.fields.order[0].setFocus()


def _phrase(row: PhraseCard) -> Cell:
    return Cell(row.text, row.basis, strong=False)


def _asked(paper: Paper) -> PaperSpec:
    chip = ChipSpec(tr("Cần bổ sung"), Tone.WARN, "file-exclamation-point") if paper.received else None
    return PaperSpec(paper.no, phrase(paper.name), said.paper_note(paper), chip=chip)


def _handed(paper: Paper) -> PaperSpec:
    if paper.from_database:
        chip = ChipSpec(tr("Đã có trong CSDL"), Tone.INFO)
    elif paper.pages:
        chip = ChipSpec(tr("{count} trang", count=len(paper.pages)), Tone.OK, "scan-line")
    elif paper.received:
        chip = ChipSpec(tr("Chưa quét"), Tone.WARN, "scan-line")
    elif paper.mandatory:
        chip = ChipSpec(tr("Đã yêu cầu"), Tone.BAD, "circle-alert")
    else:
        chip = ChipSpec(tr("Không có"), Tone.MUTED, "minus")
    return PaperSpec(
        paper.no,
        phrase(paper.name),
        count=str(paper.copies) if paper.received else "",
        kind=said.kind(paper.kind) if paper.received else "",
        chip=chip,
        info=paper.from_database,
    )
