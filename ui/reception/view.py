"""The reception laid out: person and procedure on the left, papers and scan in the middle, the date right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.reception.due_pane import DuePane, PreviewPane
from ui.reception.papers_pane import PapersPane
from ui.reception.person_pane import PersonPane
from ui.reception.procedure_pane import AskPane, NotePane, ProcedurePane
from ui.reception.search_pane import SearchPane
from ui.scan.pane import ScanPane
from ui.scan.strip_acts import PaperTag
from ui.scan.suggesting import Suggesting
from ui.theme import scaled
from ui.tokens import LayoutKind
from ui.widgets.banner import Banner
from ui.widgets.buttons import CommitButton
from ui.widgets.card import Card
from ui.widgets.clearing import release
from ui.widgets.column import PaneColumn
from ui.widgets.slip import SlipPreview
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.reception.state import ReceptionState
    from ui.shell.screen import ScreenContext

LEFT, RIGHT, GAP = 372, 352, 12
COMPACT_RIGHT, COMPACT_LEAST = 464, 400
ANY_WIDTH = 16777215


class ReceptionView(QWidget):
    """Widgets and layout only; every decision is the presenter's."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = context.keys
        self._kind = LayoutKind.STANDARD
        self._shown: tuple[ReceptionState, tuple[bool, bool]] | None = None
        self.person = PersonPane(keys, self)
        self.procedure = ProcedurePane(keys, self)
        self.ask = AskPane(self)
        self.note = NotePane(keys, self)
        self.search = SearchPane(keys, self)
        self.papers = PapersPane(self)
        self.scan = ScanPane(context, parent=self)
        cap = keys.cap("reception.suggestion")
        self.suggesting = Suggesting(self.scan.pages, self.person.suggested, cap=cap, parent=self)
        self.due = DuePane(keys.cap("reception.why"), keys.cap("reception.fee"), self)
        self.preview = PreviewPane(self)
        self.banner = Banner(name="reception_banner", parent=self)
        cap = keys.cap("reception.commit")
        self.commit = CommitButton("", name="reception.commit", icon="printer", cap=cap, parent=self)
        self.note.left.connect(self._paint_anew)
        self.banner.spoke.connect(self._paint_anew)  # what it takes room from gives way at once
        self.scan.room_asked.connect(lambda _on: self._give_room())
        self.due.room_asked.connect(self._give_room)
        self._build()
        self.lay_out(LayoutKind.STANDARD)

    def _build(self) -> None:
        self._left = PaneColumn(self)
        left = self._left_column = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP)
        for pane in (self.person, self.procedure, self.banner, self.ask):
            left.addWidget(pane)
        left.addWidget(self.note, 1)
        self._left_end = QWidget(self._left)
        left.addWidget(self._left_end, 1)
        self._work = QWidget(self)
        self._grid = QGridLayout(self._work)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._right = PaneColumn(self._work)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP)
        right.addWidget(self.due)
        right.addWidget(self.preview, 1)
        self._right_end = QWidget(self._right)
        right.addWidget(self._right_end, 1)
        right.addWidget(self.commit)
        self._stack = FrontStack(self)
        self._stack.addWidget(self._work)
        self._stack.addWidget(self.search)
        self._outer = QGridLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(GAP)

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is: three columns, or two with the done steps folded."""
        self._kind, self._shown = kind, None
        compact = kind is LayoutKind.COMPACT
        for layout in (self._outer, self._grid):
            release(layout)
        self.person.set_compact(on=compact)
        self.procedure.set_compact(on=compact)
        self.note.text.setMinimumHeight(scaled(54 if compact else 30))  # here only while it is written in
        for part in (self.papers, self.scan, self.due, self.search):
            part.lay_out(kind)
        if compact:
            self._lay_compact()
        else:
            self._lay_wide(kind)
        self.due.show()
        self._give_room()

    def _lay_wide(self, kind: LayoutKind) -> None:
        wide = kind is LayoutKind.WIDE
        self._stack.setMinimumWidth(0)
        self._stack.setMaximumWidth(ANY_WIDTH)
        self._left.setMinimumWidth(scaled(LEFT))
        self._left.setMaximumWidth(scaled(LEFT + 40 if wide else LEFT))
        self._right.setFixedWidth(scaled(RIGHT + 60 if wide else RIGHT))
        self._outer.addWidget(self._left, 0, 0)
        self._outer.addWidget(self._stack, 0, 1)
        self._outer.setColumnStretch(0, 0)
        self._outer.setColumnStretch(1, 1)
        self._outer.setRowStretch(0, 1)
        self._left_column.removeWidget(self.papers)
        self._grid.addWidget(self.papers, 0, 0)
        self._grid.addWidget(self.scan, 1, 0)
        self._grid.addWidget(self._right, 0, 1, 2, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0)
        self._grid.setRowStretch(0, 10)
        self._grid.setRowStretch(1, 11)

    def _lay_compact(self) -> None:
        self._left.setMinimumWidth(0)
        self._left.setMaximumWidth(ANY_WIDTH)
        self._right.setMinimumWidth(0)
        self._right.setMaximumWidth(ANY_WIDTH)
        self._stack.setMinimumWidth(scaled(COMPACT_LEAST))
        self._stack.setMaximumWidth(scaled(COMPACT_RIGHT))
        self._left_column.insertWidget(self._left_column.indexOf(self.note), self.papers, 3)
        self._outer.addWidget(self._left, 0, 0)
        self._outer.addWidget(self._stack, 0, 1)
        self._outer.setColumnStretch(0, 11)
        self._outer.setColumnStretch(1, 10)
        self._grid.addWidget(self.scan, 0, 0)
        self._grid.addWidget(self._right, 1, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0)
        self._grid.setRowStretch(0, 1)
        self._grid.setRowStretch(1, 0)

    def _give_room(self) -> None:
        """Scanning a stack, or a sentence about a page, takes room from what is read less meanwhile."""
        roomy = self.scan.roomy
        paying = not self.due.fees.isHidden() and self._kind is not LayoutKind.WIDE
        if not self.compact:
            self.scan.show()
        self.preview.setVisible(not self.compact and not paying)
        if self.compact:
            dated = self._shown is None or self._shown[0].draft.procedure is not None
            self.due.setVisible(not self.scan.scanning and (dated or not roomy))  # back with camera and date
            self.due.set_tight(on=roomy and not paying)
            alone = paying and not self.scan.scanning
            self.scan.setVisible(not alone)  # F9 stays in view while money is told
            self._grid.setRowStretch(0, 0 if alone else 1)
            self._grid.setRowStretch(1, 1 if alone else 0)
            self._right_end.setVisible(alone)
        else:
            self._right_end.setVisible(paying)
            self._grid.setRowStretch(0, 5 if roomy else 10)
            self._grid.setRowStretch(1, 12 if roomy else 11)

    @property
    def compact(self) -> bool:
        """Whether the done steps are folded and the preview is behind Ctrl+P."""
        return self._kind is LayoutKind.COMPACT

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state; while one types a search nothing but the search is painted anew."""
        around = (self.banner.isVisibleTo(self), self.person.typing)
        before, self._shown = self._shown, (state, around)
        if (
            before is not None
            and state.searching
            and before == (replace(state, choice=before[0].choice), around)
        ):
            self.search.show_state(state)
        else:
            self._show_all(state)

    def _show_all(self, state: ReceptionState) -> None:
        told = self.banner.isVisibleTo(self)
        crowded = (state.draft.acting != "self" or told) and self._kind is not LayoutKind.WIDE
        self.procedure.set_compact(on=self.compact or crowded)
        for pane in (self.person, self.procedure, self.ask, self.note, self.papers, self.due, self.preview):
            pane.show_state(state)
        # what is typed on would go to whatever got the keys instead
        writing = self.note.text.hasFocus() and not self.note.isHidden()
        if not writing and (told or self.person.typing or crowded):
            self.note.hide()  # the sentence that must be read takes its place
        self.papers.setVisible(not self.compact or not self.person.typing)
        if self.person.typing and self._kind is not LayoutKind.WIDE:
            self.ask.hide()  # the open fields need the room
        if self.compact:
            self._give_room()
            asks = state.draft.procedure is not None and not state.draft.purpose
            self.ask.setVisible(asks and not self.person.typing and not writing)
            self.note.setVisible(writing)
        searching = state.searching
        self.search.show_state(state)
        self._stack.setCurrentWidget(self.search if searching else self._work)
        empty = state.draft.procedure is None or not self.note.isVisibleTo(self._left)
        self._left_end.setVisible(empty and not (self.compact and self.papers.isVisibleTo(self)))
        papers = state.draft.papers
        target = papers[state.draft.selected].no if papers else None
        tags = [
            PaperTag(paper.no, paper.name, ticked=paper.received)
            for paper in papers
            if not paper.from_database
        ]
        self.scan.pages.set_papers(tags, target)
        self.scan.want_card(on=not state.draft.person.complete)
        self.commit.setEnabled(not state.saving)
        self.commit.say(tr("Đang lưu…") if state.saving else state.commit_label)

    def write_note(self) -> None:
        """Ctrl+N: the note, also where it has no room of its own; left again, it makes room."""
        if self._shown is not None and self._shown[0].draft.procedure is not None:
            self.note.show()
            self.note.text.setFocus()
            self._show_all(self._shown[0])

    def _paint_anew(self) -> None:
        if self._shown is not None:
            self._show_all(self._shown[0])

    def show_slip(self) -> bool:
        """Ctrl+P in the small window: the receipt in a window of its own; False where it is seen anyway."""
        if self.compact:
            self.slip = SlipWindow(self.preview.page, self)
            self.slip.show()
        return self.compact


class SlipWindow(QWidget):
    """The receipt as it will be printed, for windows too small to show it beside the papers."""

    def __init__(self, page: SlipPreview, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Xem trước giấy hẹn"))
        self.setObjectName("slip_window")
        row = QHBoxLayout(self)
        card = Card(name="slip_window.card", parent=self)
        self.page = SlipPreview(tr("Xem trước giấy hẹn"), name="slip_window.page", parent=card)
        if page.has_page:
            self.page.set_image(page.image())
        else:
            self.page.say(tr("Giấy hẹn hiện ở đây khi đã chọn thủ tục."))
        card.body.addWidget(self.page, 1)
        row.addWidget(card)
        self.resize(420, 480)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; a bare window with a title would keep it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
