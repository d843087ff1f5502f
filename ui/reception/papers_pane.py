"""Step 3, giấy tờ đã nhận: the checklist, ticked and counted with the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.i18n import phrase, tr
from ui.reception import words
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec
from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ui.reception.draft import Paper
    from ui.reception.state import ReceptionState


class PapersPane(Card):
    """The checklist.

    Signals: `selected(index)`, `ticked(index)`, `more(index, ±1)`, `kind_asked(index)`, `keep_asked(index)`,
    `reuse_asked(index)`. Arrows walk, Space ticks, + and − count, T turns the kind, G keeps the original, U
    uses again what was digitised before, 1–9 tick a line; all only while a line has the focus.
    """

    selected = Signal(int)
    ticked = Signal(int)
    more = Signal(int, int)
    kind_asked = Signal(int)
    keep_asked = Signal(int)
    reuse_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="papers", margins=(12, 10, 12, 8), parent=parent)
        self.head = StepHeader(3, tr("Giấy tờ đã nhận"), parent=self)
        self.head.row.setContentsMargins(4, 0, 4, 0)
        self.body.addWidget(self.head)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("papers.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        self._hint = Label(
            tr("Giấy tờ cần nộp hiện ở đây khi đã chọn thủ tục."),
            Role.BODY,
            Tone.MUTED,
            wraps=True,
            parent=inner,
        )
        self._column.insertWidget(0, self._hint)
        self.rows: list[PaperRow] = []
        self._dense = False
        self._selected = -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line at work stays in view when a sentence takes room."""
        super().resizeEvent(event)
        if 0 <= self._selected < len(self.rows):
            QTimer.singleShot(0, self, self._show_selected)  # once the rows stand

    def _show_selected(self) -> None:
        if 0 <= self._selected < len(self.rows):
            self._scroll.ensureWidgetVisible(self.rows[self._selected])

    def lay_out(self, kind: LayoutKind) -> None:
        """One line for each paper when the room is small."""
        self._dense = kind is LayoutKind.COMPACT
        for row in self.rows:
            row.set_dense(self._dense)

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        papers = state.draft.papers
        if len(papers) != len(self.rows) or any(
            row.spec.name != phrase(paper.name) for row, paper in zip(self.rows, papers, strict=False)
        ):
            self._rebuild(papers)
        for row, paper in zip(self.rows, papers, strict=True):
            row.set(paper_spec(paper, asked=state.draft.applies(paper)))
            row.setChecked((paper.received or paper.reuse) and not paper.from_database)
        self._selected = state.draft.selected
        for at, row in enumerate(self.rows):
            row.set_current(at == self._selected)
        self._hint.setVisible(not papers)
        summary = words.papers_summary(state.draft) if papers else ""
        self.head.say(summary, Tone.WARN if state.draft.missing else Tone.OK)
        ready = bool(papers) and not state.draft.missing
        current = state.step == 3 or (state.step == 4 and self.isAncestorOf(self.focusWidget() or self))
        self.head.set_state(
            StepState.CURRENT if state.step == 3 else StepState.DONE if ready else StepState.AHEAD
        )
        self.set_current(current or state.step >= 3)

    def focus_row(self, index: int = -1) -> None:
        """Stand on a line: the selected one, or one by index."""
        at = index if index >= 0 else self._selected
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus()
            self._scroll.ensureWidgetVisible(self.rows[at])

    def _rebuild(self, papers: tuple[Paper, ...]) -> None:
        gone, self.rows = self.rows, []
        for row in gone:
            row.blockSignals(True)  # a row hidden hands its focus on, and that must choose no line of these
            row.clearFocus()
        for row in gone:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, paper in enumerate(papers):
            row = PaperRow(paper_spec(paper), name=f"paper.{paper.no}", parent=self._scroll.widget())
            row.set_dense(self._dense)
            row.clicked.connect(partial(self._on_tick, at))
            row.more.connect(partial(self.more.emit, at))
            row.kind_asked.connect(partial(self.kind_asked.emit, at))
            row.keep_asked.connect(partial(self.keep_asked.emit, at))
            row.reuse_asked.connect(partial(self.reuse_asked.emit, at))
            row.stepped.connect(partial(self._on_step, at))
            row.entered.connect(partial(self.selected.emit, at))
            self._column.insertWidget(at, row)
            self.rows.append(row)
        tab_after(self, self.rows)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand on the selected line. A focus proxy would break the order of Tab."""
        del reason
        self.focus_row(max(0, self._selected))

    def _on_tick(self, at: int, checked: bool = False) -> None:
        del checked
        self.ticked.emit(at)

    def _on_step(self, at: int, step: int) -> None:
        self.focus_row(min(max(at + step, 0), len(self.rows) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–9 tick a line while the pane has the focus."""
        text = event.text()
        if text.isdigit() and text != "0" and int(text) <= len(self.rows):
            self.focus_row(int(text) - 1)
            self.ticked.emit(int(text) - 1)
            return
        super().keyPressEvent(event)


def paper_spec(paper: Paper, *, asked: bool = True) -> PaperSpec:
    """What a line shows for a paper; `asked` False: its condition is not met here."""
    if paper.from_database:
        chip = ChipSpec(tr("Đã có trong CSDL"), Tone.INFO)
    elif paper.reuse:
        chip = ChipSpec(tr("Dùng lại bản đã số hóa"), Tone.OK, "badge-check")
    elif paper.pages:
        chip = ChipSpec(tr("{count} trang", count=len(paper.pages)), Tone.OK, "scan-line")
    elif paper.received and paper.kind == "electronic":
        chip = ChipSpec(tr("Điện tử"), Tone.INFO)
    elif paper.received:
        chip = ChipSpec(tr("Chưa quét"), Tone.WARN, "scan-line")
    elif paper.offer is not None:
        chip = ChipSpec(tr("Có bản số hóa · U"), Tone.INFO, "scan-line")
    elif paper.mandatory and asked:
        chip = ChipSpec(tr("Còn thiếu"), Tone.BAD, "circle-alert")
    else:
        chip = ChipSpec(tr("Không có"), Tone.MUTED, "minus")
    return PaperSpec(
        no=paper.no,
        name=phrase(paper.name),
        note=words.paper_note(paper, asked=asked),
        count=str(paper.copies) if paper.received else "",
        kind=words.kind(paper.kind) if paper.received else "",
        chip=chip,
        info=paper.from_database,
    )
