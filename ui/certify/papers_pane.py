"""Giấy tờ: name × pages × copies, a row each, walked by Enter."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.certify.name_list import NameList
from ui.certify.paper_line import NUMBER_WIDE, PaperLine
from ui.i18n import tr
from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.certify.presenter import CertifyState
    from ui.keys import KeyMap


BAR = 10  # room for the scroll bar, there or not, so that the columns stand still


class PapersPane(Card):
    """The rows of papers.

    Signals: `typed(row, field, text)`, `name_picked(row, name)`, `add_asked()`, `remove_asked(row)`,
    `kind_asked(row)`.
    """

    typed = Signal(int, str, str)
    name_picked = Signal(int, str)
    add_asked = Signal()
    remove_asked = Signal(int)
    kind_asked = Signal(int)

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="certify.papers", spacing=2, parent=parent)
        self.head = StepHeader(3, tr("Giấy tờ"), parent=self)
        self.add = LinkButton(
            tr("Thêm giấy tờ"), name="certify.add", cap=keys.cap("certify.add"), parent=self
        )
        self.add.clicked.connect(self.add_asked)
        self.head.add(self.add)
        self.body.addWidget(self.head)
        self.body.addLayout(self._titles())
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area.setWidget(inside)
        self.body.addWidget(self._area, 1)
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._make_room(0, 0)
        self.names = NameList(self)
        self.names.picked.connect(self._on_picked)
        self.lines: list[PaperLine] = []
        self._row = 0
        self.marked: tuple[int, str] = (-1, "")
        self.cramped = False  # no room for the count in the head

    def _titles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, BAR, 0)
        row.setSpacing(8)
        px = current().px
        row.addSpacing(math.ceil(px(18)) + 8)
        row.addWidget(Label(tr("Tên giấy tờ, văn bản"), Role.CAPTION, parent=self), 1)
        for text, wide in ((tr("Số trang"), NUMBER_WIDE), (tr("Số bản"), NUMBER_WIDE), (tr("Phí"), 86)):
            right = text == tr("Phí")
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            label = Label(text, Role.CAPTION, align=side, parent=self)
            label.setFixedWidth(math.ceil(px(wide)))
            row.addWidget(label)
        return row

    @property
    def row(self) -> int:
        """The row at work."""
        return min(self._row, len(self.lines) - 1)

    def _make_room(self, _least: int, most: int) -> None:
        """Where the scroll bar stands, or would."""
        self._column.setContentsMargins(0, 0, 0 if most else BAR, 0)
        if most and self.lines:
            self._area.ensureWidgetVisible(self.lines[self.row], 0, 4)

    def stand(self, row: int, what: str) -> None:
        """Stand in a field of a row, wholly seen."""
        if 0 <= row < len(self.lines):
            self._row = row
            self.lines[row].stand(what)
            self._area.ensureWidgetVisible(self.lines[row], 0, 4)

    def setFocus(self, *_reason: object) -> None:
        """Stand where typing goes on: the first name that is missing, else the pages of the first row."""
        for row, line in enumerate(self.lines):
            if not line.name.text().strip():
                self.stand(row, "name")
                return
        self.stand(0, "pages")

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        self.names.know(state.usual)
        papers = state.draft.papers
        while len(self.lines) < len(papers):
            self._grow()
        while len(self.lines) > len(papers):
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        quoted = list(state.quote.lines) if state.quote is not None else []
        for row, (line, paper) in enumerate(zip(self.lines, papers, strict=True)):
            counted = paper.counted and (row == 0 or not paper.blank)
            price = quoted.pop(0) if counted and quoted else None
            marked = self.marked[1] if self.marked[0] == row else ""
            line.show_paper(row, paper, price, only=len(papers) == 1, marked=marked)
        gap = state.draft.gap
        ready = gap is None or gap.where != "papers"
        done = ready and not papers[0].blank
        self.head.set_state(
            StepState.DONE
            if done
            else StepState.CURRENT
            if gap and gap.where == "papers"
            else StepState.AHEAD
        )
        self.set_current(gap is not None and gap.where == "papers")
        told = state.draft.told
        copies = sum(int(one.copies) for one in told if one.counted)
        note = tr("{papers} giấy tờ · {copies} bản", papers=len(told), copies=copies)
        self.head.say(note if done and not self.cramped else "", Tone.MUTED)

    def _grow(self) -> None:
        row = len(self.lines)
        line = PaperLine(row, self)
        line.typed.connect(partial(self.typed.emit, row))
        line.done.connect(partial(self._after, row))
        line.kind_asked.connect(partial(self.kind_asked.emit, row))
        line.remove_asked.connect(partial(self.remove_asked.emit, row))
        line.entered.connect(partial(self._on_entered, row))
        line.stepped.connect(partial(self._step, row))
        line.name.returnPressed.connect(partial(self._after_name, row))
        self.names.watch(line.name)
        self._column.insertWidget(row, line)
        self.lines.append(line)
        before = self.lines[row - 1].remove if row else self.add
        QWidget.setTabOrder(before, line.name)
        for first, second in (
            (line.name, line.pages),
            (line.pages, line.copies),
            (line.copies, line.kind),
            (line.kind, line.remove),
        ):
            QWidget.setTabOrder(first, second)

    def _after_name(self, row: int) -> None:
        if row < len(self.lines) and self.lines[row].name.text().strip():
            self.lines[row].stand("pages")

    def _after(self, row: int) -> None:
        """Enter in the last field: the next row, or a new one."""
        if row + 1 < len(self.lines):
            self.stand(row + 1, "name")
        else:
            self.add_asked.emit()

    def _on_picked(self, name: str) -> None:
        row = self.row
        self.lines[row].name.setText(name)
        self.name_picked.emit(row, name)
        self.lines[row].stand("pages")

    def _on_entered(self, row: int, _what: str) -> None:
        self._row = row

    def _step(self, row: int, by: int) -> None:
        focus = self.lines[row].focusWidget()
        what = "copies" if focus is self.lines[row].copies else "pages"
        self.stand(row + by, what)
