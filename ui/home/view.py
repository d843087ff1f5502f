"""The desk's widgets: five counters, the work list, the month's indicators, online dossiers waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.home import model
from ui.home.indicator import IndicatorBlock
from ui.home.model import HomeState, Phase
from ui.i18n import tr
from ui.theme import current, scaled
from ui.tokens import LARGE_TEXT, LayoutKind, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.counter import CounterCard
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import ChipSpec
from ui.widgets.seg import Seg
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desk.rows import WorkRow
    from ui.keys import KeyMap

LEAST_FOR_ONLINE, LEAST_FOR_LISTS = 480, 440
COUNTERS = (
    ("received", "Đã tiếp nhận hôm nay", "all"),
    ("due_today", "Đến hạn hôm nay", "due_today"),
    ("overdue", "Quá hạn", "overdue"),
    ("supplement", "Chờ bổ sung", "supplement"),
    ("pickup", "Chờ công dân nhận", "pickup"),
)


class HomeView(QWidget):
    """Widgets and setters only.

    Signals: `filter_chosen(kind)`, `opened(code)`, `receive_asked()`, `retry_asked()`, `list_asked(kind)`.
    """

    filter_chosen = Signal(str)
    opened = Signal(str)
    receive_asked = Signal()
    retry_asked = Signal()
    list_asked = Signal(str)

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._state = HomeState()
        self._compact = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._build_counters())
        self._strip = QWidget(self)
        self._strip.setLayout(self._build_lists())
        column.addWidget(self._strip)
        low = QHBoxLayout()
        low.setSpacing(12)
        low.addWidget(self._build_work(), 1)
        self._side = QWidget(self)
        self._build_side(self._side)
        low.addWidget(self._side)
        column.addLayout(low, 1)

    # ---- building -------------------------------------------------------------------------------

    def _build_counters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.counters: list[CounterCard] = []
        for at, (name, caption, kind) in enumerate(COUNTERS):
            cap = self._keys.cap(f"home.counter.{at + 1}")
            card = CounterCard(tr(caption), name=f"counter.{name}", cap=cap, parent=self)
            card.clicked.connect(lambda _=False, kind=kind: self.choose(kind))
            row.addWidget(card, 1)
            self.counters.append(card)
        return row

    def _build_lists(self) -> FlowLayout:
        row = FlowLayout(gap=8)
        self.lists: dict[str, KeyButton] = {}
        for key, text, icon in model.LISTS:
            cap = self._keys.cap(f"home.list.{key}")
            button = KeyButton(
                tr(text), name=f"home.list.{key}", kind=ButtonKind.SOFT, icon=icon, cap=cap, parent=self
            )
            button.clicked.connect(lambda _=False, kind=key: self.list_asked.emit(kind))
            self.lists[key] = button
            row.addWidget(button)
        self.every = KeyButton(
            tr("Mọi danh sách"), name="home.list.every", kind=ButtonKind.LINK,
            cap=self._keys.cap("go.worklist"), parent=self,
        )  # fmt: skip
        self.every.clicked.connect(lambda: self.list_asked.emit(""))
        row.addWidget(self.every)
        return row

    def _build_work(self) -> Card:
        card = self._work = Card(name="work", margins=(1, 10, 1, 10), spacing=4, parent=self)
        head = SectionHead(tr("Việc cần làm"), note=tr("Hạn gần nhất trước"), parent=card)
        head.row.setContentsMargins(16, 0, 16, 0)
        self.filter = Seg(model.filter_words(None), name="work_filter", parent=card)
        self.filter.chosen.connect(self.filter_chosen)
        head.row.insertWidget(1, self.filter)
        self._note = head
        card.body.addWidget(head)
        self.table = DossierTable(
            (
                Column(tr("Công dân, mã hồ sơ"), model.who_cell, share=12, least=176),
                Column(tr("Thủ tục"), model.what_cell, share=26, least=150),
                Column(tr("Hạn"), self._chip_cell, share=2, least=96),
                Column(tr("Đang xử lý"), model.holder_cell, share=6, least=120, spare=True),
            ),
            name="work_table",
            title=tr("Việc cần làm"),
            parent=card,
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.code))
        self.empty = EmptyState("inbox", "", name="work_empty", parent=card)
        self.empty.acted.connect(self._on_empty_act)
        self._stack = CalmStack(120, card)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.body.addWidget(self._stack, 1)
        return card

    def _build_side(self, side: QWidget) -> None:
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._indicators = Card(name="indicators", margins=(14, 10, 14, 8), spacing=4, parent=side)
        self._month = SectionHead("", note=tr("đến hôm nay"), parent=self._indicators)
        self._indicators.body.addWidget(self._month)
        self.online_share = IndicatorBlock(
            tr("Hồ sơ trực tuyến"), name="online_share", parent=self._indicators
        )
        self.on_time = IndicatorBlock(
            tr("Giải quyết đúng và trước hạn"), name="on_time", parent=self._indicators
        )
        self._indicators.body.addWidget(self.online_share)
        self._indicators.body.addWidget(self.on_time)
        self._indicators.body.addStretch(1)
        column.addWidget(self._indicators)
        self._online = Card(name="online", margins=(1, 10, 1, 10), spacing=2, parent=side)
        head = SectionHead(tr("Nộp trực tuyến, chờ tiếp nhận"), parent=self._online)
        head.row.setContentsMargins(15, 0, 15, 0)
        self._online_head = head
        self._online_count = Chip("0", Tone.INFO, parent=head)
        head.add(self._online_count)
        self._online.body.addWidget(head)
        self.online_table = DossierTable(
            (
                Column(tr("Người nộp"), model.online_cell, share=1, least=140),
                Column(tr("Chờ"), model.waited_cell, share=0, least=70, right=True),
            ),
            name="online_table",
            title=tr("Nộp trực tuyến, chờ tiếp nhận"),
            parent=self._online,
        )
        self.online_table.opened.connect(lambda row: self.opened.emit(row.code))
        self._online_none = EmptyState(
            "circle-check", tr("Không hồ sơ trực tuyến nào đang chờ."), name="online_empty"
        )
        self._online_stack = CalmStack(60, self._online)
        self._online_stack.addWidget(self.online_table)
        self._online_stack.addWidget(self._online_none)
        self._online.body.addWidget(self._online_stack, 1)
        column.addWidget(self._online, 1)

    def _chip_cell(self, row: WorkRow) -> Cell:
        return Cell(chip=model.work_chip(row, self._state.now))

    # ---- showing --------------------------------------------------------------------------------

    def choose(self, kind: str) -> None:
        """Choose a list, as its counter's key does, and stand in it."""
        self.filter.set_value(kind)
        self.filter_chosen.emit(kind)
        if self._stack.currentWidget() is self.table:
            self.table.setFocus()

    def show_state(self, state: HomeState) -> None:
        """Paint a state."""
        self._state = state
        for card, words in zip(self.counters, model.counters(state.home), strict=True):
            card.set(words.number, words.note, words.tone)
        self.filter.set_choices(model.filter_words(state.home), state.chosen)
        self.table.set_rows(state.rows, same=lambda row: row.code)
        for key, said in model.list_words(state):
            self.lists[key].say(said)
        self._show_note(state)
        self._show_empty(state)
        if state.home is None:
            return
        home = state.home
        if state.now is not None:
            self._month.title.setText(tr("Chỉ tiêu tháng {month}", month=state.now.month))
        self.online_share.set(home.online_share, home.online_bars)
        self.on_time.set(home.on_time, home.on_time_bars)
        self.online_table.set_rows(home.online_waiting, same=lambda row: row.code)
        self._online_count.set(ChipSpec(str(len(home.online_waiting)), Tone.INFO))
        self._online_stack.setCurrentIndex(0 if home.online_waiting else 1)

    def _show_note(self, state: HomeState) -> None:
        if state.failure and state.loaded_at is not None:
            clock = say.clock(state.loaded_at)
            self._note.say(tr("Số liệu lúc {clock}, chưa đọc lại được", clock=clock), Tone.WARN)
        elif state.stale and state.loaded_at is not None:
            self._note.say(tr("Số liệu lúc {clock}", clock=say.clock(state.loaded_at)), Tone.WARN)
        else:
            self._note.say("" if self._compact else tr("Hạn gần nhất trước"))

    def _show_empty(self, state: HomeState) -> None:
        cap = self._keys.cap("go.reception")
        if state.phase is Phase.READY:
            self._stack.setCurrentWidget(self.table)
            return
        if state.phase is Phase.LOADING:
            self.empty.say("hourglass", tr("Đang đọc sổ hồ sơ."))
        elif state.phase is Phase.EMPTY:
            words = tr("Chưa có hồ sơ. Bấm F2 hoặc quét thẻ để bắt đầu.")
            self.empty.say("inbox", words, action=tr("Tiếp nhận"), cap=cap)
        elif state.phase is Phase.CLEAR:
            self.empty.say("circle-check", tr("Không còn việc nào chờ trong danh sách này."), tone=Tone.OK)
        else:
            self.empty.say("circle-alert", state.failure, tone=Tone.BAD, action=tr("Đọc lại"), cap="Enter")
        self._stack.setCurrentWidget(self.empty)

    def _on_empty_act(self) -> None:
        if self._state.phase is Phase.FAILED:
            self.retry_asked.emit()
        else:
            self.receive_asked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On the least window the online list gives its room to the indicators, the further lists theirs."""
        super().resizeEvent(event)
        self._strip.setVisible(self.height() >= scaled(LEAST_FOR_LISTS))
        self._online.setVisible(self.height() >= scaled(LEAST_FOR_ONLINE))

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the side column and the rows the room there is."""
        compact = kind is LayoutKind.COMPACT
        low = compact or kind is LayoutKind.DENSE  # ten rows of work on an old monitor
        self._side.setFixedWidth(scaled(268 if compact else 440 if kind is LayoutKind.WIDE else 352))
        for card in self.counters:
            card.set_compact(low)
        self.every.setVisible(not compact)
        for key, _text, icon in model.LISTS:
            self.lists[key].say(self.lists[key].text(), icon="" if compact else icon)
        for block in (self.online_share, self.on_time):
            block.bars.setVisible(not compact)
        self._compact = compact
        large = compact and current().scale > LARGE_TEXT  # the choices need the line; the first says as much
        self._note.title.setVisible(not large)
        self._show_note(self._state)
        self._online_head.title.setText(
            tr("Trực tuyến đang chờ") if compact else tr("Nộp trực tuyến, chờ tiếp nhận")
        )
        self.table.set_row_height(38 if low else 42)
        self._work.body.setContentsMargins(1, 6 if low else 10, 1, 8 if low else 10)  # clear of the corners
        self.layout().setSpacing(8 if low else 12)  # type: ignore[union-attr]
