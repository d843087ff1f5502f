"""The return laid out: history on the left, what goes back in the middle, who takes it on the right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.returns import words
from ui.returns.draft import scans_slip
from ui.returns.files_pane import FilesPane
from ui.returns.head_pane import HeadPane
from ui.returns.notice_pane import NoticePane
from ui.returns.panes import DonePane, HistoryPane, ItemsPane
from ui.returns.rating_pane import RatingPane
from ui.returns.receiver_pane import ReceiverPane
from ui.returns.result_pane import PromisePane, ResultPane
from ui.scan.pane import ScanPane
from ui.scan.suggesting import Suggesting
from ui.theme import scaled
from ui.tokens import LayoutKind, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import CommitButton
from ui.widgets.card import Card
from ui.widgets.clearing import release
from ui.widgets.column import PaneColumn
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ui.returns.draft import Stage
    from ui.returns.files import FilesState
    from ui.returns.presenter import ReturnState
    from ui.shell.screen import ScreenContext

LEFT, RIGHT, GAP = 340, 372, 12
COMPACT_RIGHT = 348


class ReturnsView(QWidget):
    """Widgets and layout only; every decision is the presenter's."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = context.keys
        self._kind = LayoutKind.STANDARD
        self._find = keys.cap("find")
        self._stage: Stage = "none"
        self._slip = False  # the slip signed on paper may be scanned
        self.head = HeadPane(keys, self)
        self.history = HistoryPane(self)
        self.items = ItemsPane(self)
        self.files = FilesPane(self)
        self.receiver = ReceiverPane(keys, self)
        self.notice = NoticePane(self)
        self.result = ResultPane(self)
        self.scan = ScanPane(context, title=tr("Quét kết quả"), screen="returns", parent=self)
        cap = keys.cap("returns.suggestion")
        self.suggesting = Suggesting(self.scan.pages, self.result.suggested, cap=cap, parent=self)
        self.promise = PromisePane(self)
        self.done = DonePane(keys, self)
        self.rating = RatingPane(self)
        self.banner = Banner(name="returns_banner", parent=self)
        cap = keys.cap("returns.commit")
        self.commit = CommitButton("", name="returns.commit", icon="check", cap=cap, parent=self)
        self.nothing = Card(name="returns.none", parent=self)
        self.empty = EmptyState(
            "hand-helping", "", name="returns.empty", action=tr("Quét, tra cứu"), parent=self.nothing
        )
        self.nothing.body.addWidget(self.empty)
        self._build()
        self._arrange()
        self.items.rebuilt.connect(self._order)

    def _build(self) -> None:
        self._right = PaneColumn(self)
        self._column = QVBoxLayout(self._right)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._work = QWidget(self)
        self._grid = QGridLayout(self._work)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._stack = FrontStack(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # ---- arranging ------------------------------------------------------------------------------

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is: three columns, or two without the history."""
        self._kind = kind
        compact = kind is LayoutKind.COMPACT
        self.head.set_compact(on=compact)
        for part in (self.items, self.receiver, self.result, self.scan, self.promise):
            part.lay_out(kind)
        self._arrange()

    def _arrange(self) -> None:
        """Put every pane where this stage and this room want it."""
        compact, waiting = self._kind is LayoutKind.COMPACT, self._stage == "waiting"
        release(self._grid)
        release(self._column)
        gap = 10 if compact else GAP
        self._grid.setSpacing(gap)
        self._column.setSpacing(gap)
        wide = self._kind is LayoutKind.WIDE
        middle = 0 if compact else 1
        self._grid.addWidget(self.head, 0, 0, 1, middle + 2)
        if not compact:
            self._grid.addWidget(self.history, 1, 0, 2, 1)
            self.history.setFixedWidth(scaled(LEFT + 60 if wide else LEFT))
        top = self.result if waiting else self.items
        rest = self.scan if waiting or self._slip else self.files
        if self._stage in ("returned", "closed"):
            self._grid.addWidget(self.files, 1, middle, 2, 1)
        else:
            self._grid.addWidget(top, 1, middle)
            self._grid.addWidget(rest, 2, middle)
        self._grid.addWidget(self._right, 1, middle + 1, 2, 1)
        self._right.setFixedWidth(scaled(COMPACT_RIGHT if compact else RIGHT + 60 if wide else RIGHT))
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column == middle else 0)
        self._grid.setRowStretch(2, 1)
        self._fill_right(waiting=waiting, compact=compact)
        self.files.lay_out(self._kind, narrow=waiting)
        self._show_parts(waiting=waiting, compact=compact)

    def _order(self) -> None:
        """Tab goes as one reads: what goes back, who takes it, the button, then the pages to look at."""
        receiver, files = self.receiver, self.files
        people = (*receiver.kind.buttons, *receiver.way.buttons, receiver.name, receiver.number, receiver.pad)
        lost = (*receiver.slip.buttons, receiver.post, receiver.lost_number, receiver.lost_note)
        parcel = receiver.parcel
        people = (*people[:-1], *lost, receiver.pad, parcel.number, parcel.slip)
        signing = (receiver.refusal, *receiver.how.buttons, receiver.again, receiver.print_slip)
        pages = (*files.group.buttons, files.page)
        for first, then in pairwise(
            (*self.items.rows, *people, *signing, self.commit, *pages, self.head.again)
        ):
            QWidget.setTabOrder(first, then)

    def _fill_right(self, *, waiting: bool, compact: bool) -> None:
        if waiting:
            self._column.addWidget(self.promise)
            if not compact:
                self._column.addWidget(self.files, 1)
        elif self._stage == "ready":
            self._column.addWidget(self.receiver)
            self._column.addWidget(self.notice, 1)
        else:
            self._column.addWidget(self.done)
            self._column.addWidget(self.rating)
        if (compact and waiting) or self._stage not in ("waiting", "ready"):
            self._column.addStretch(1)
        self._column.addWidget(self.banner)
        self._column.addWidget(self.commit)

    def _show_parts(self, *, waiting: bool, compact: bool) -> None:
        ready = self._stage == "ready"
        self.history.setVisible(not compact)
        self.items.setVisible(ready)
        self.receiver.setVisible(ready)
        self.notice.setVisible(ready)
        self.result.setVisible(waiting)
        self.scan.setVisible(waiting or self._slip)
        self.scan.head.title.setText(tr("Quét kết quả") if waiting else tr("Quét phiếu đã ký"))
        self.promise.setVisible(waiting)
        self.files.setVisible(not self._slip and not (waiting and compact))
        self.done.setVisible(self._stage in ("returned", "closed"))
        self.rating.setVisible(self._stage == "returned")
        self.commit.setVisible(ready or waiting)

    # ---- painting -------------------------------------------------------------------------------

    def show_state(self, state: ReturnState, *, names: Mapping[str, str], now: datetime) -> None:
        """Paint a state."""
        slip = scans_slip(state.draft)
        if (state.stage, slip) != (self._stage, self._slip):
            self._stage, self._slip = state.stage, slip
            self._arrange()
        opened = state.draft.dossier is not None
        self._stack.setCurrentWidget(self._work if opened else self.nothing)
        if not opened:
            if state.loading:
                self.say_empty(tr("Đang mở…"))
            return
        self.head.show_state(state, now)
        self.history.show_state(state, names)
        self.done.show_state(state, names)
        if state.stage == "ready":
            self.items.show_state(state)
            self.receiver.show_state(state)
            self.notice.show_state(state)
            if self._slip:
                self.scan.pages.set_papers(words.slip_tag(), 1)
        elif state.stage == "waiting":
            self.result.show_state(state)
            self.promise.show_state(state, now)
            self.suggesting.look_at(state.draft.result.pages)
            self.scan.pages.set_papers(words.result_tags(state.draft), state.draft.chosen + 1)
        self.commit.setEnabled(not state.saving and not state.loading)
        self.commit.say(tr("Đang lưu…") if state.saving else state.commit_label)

    def panes(self, state: ReturnState) -> tuple[QWidget, ...]:
        """What F6 walks through at this stage, in the order of the work."""
        receiver, stage = self.receiver, state.stage
        if stage == "waiting":
            return (self.result, self.scan, self.commit)
        if stage == "ready":
            if state.draft.by != "counter":
                parcel = (receiver.parcel.number,) if receiver.parcel.isVisible() else ()
                return (self.items, receiver.way, *parcel, self.files, self.commit)
            signing = next((one for one in (receiver.pad, receiver.refusal) if one.isVisible()), receiver.how)
            pages = self.scan if self._slip else self.files
            return (self.items, receiver.kind, signing, receiver.how, pages, self.commit)
        rating = (self.rating,) if stage == "returned" else ()
        return () if stage == "none" else (self.files, *rating, self.head.again)

    def show_files(self, state: FilesState) -> None:
        """Paint the viewer."""
        self.files.show_state(state)

    def say_empty(self, text: str = "", *, bad: bool = False) -> None:
        """Say what to do where no dossier is open, or why the one asked for is not."""
        usual = tr("Quét giấy hẹn, hoặc gõ mã hồ sơ (F3)")
        icon, tone = ("search-x", Tone.WARN) if bad else ("hand-helping", Tone.MUTED)
        self.empty.say(icon, text or usual, tone=tone, action=tr("Quét, tra cứu"), cap=self._find)
