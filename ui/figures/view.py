"""The figures screen's widgets: four pictures, the span of the bars, pictures or tables, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.figures import model
from ui.figures.aims_pane import AimsPane
from ui.figures.card import ChartCard
from ui.figures.model import FiguresState, Kind, Span
from ui.figures.tables import table_of
from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import SecondaryButton
from ui.widgets.charts.bars import BarChart
from ui.widgets.charts.heat import HeatStrip
from ui.widgets.charts.shares import ShareBars
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.stack import CalmStack

if TYPE_CHECKING:
    from ui.figures.aims_detail import Guess
    from ui.keys import KeyMap
    from ui.widgets.charts.chart import Chart


class FiguresView(QWidget):
    """Widgets and setters only.

    Signals: `span_chosen(str)`, `tables_asked()`, `export_asked()`, `retry_asked()`.
    """

    span_chosen = Signal(str)
    tables_asked = Signal()
    export_asked = Signal()
    retry_asked = Signal()

    def __init__(self, keys: KeyMap, guess: Guess, parent: QWidget) -> None:
        super().__init__(parent)
        self._days = model.ALL_DAYS
        self._state = FiguresState()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._head = self._build_head(keys)
        column.addLayout(self._head)
        self._stack = CalmStack(200, self)
        self._stack.addWidget(self._build_grid())
        self.empty = EmptyState("chart-column", "", name="figures.empty", parent=self)
        self.empty.acted.connect(self.retry_asked)
        self._stack.addWidget(self.empty)
        self.aims = AimsPane(keys, guess, self)
        self._stack.addWidget(self.aims)
        self._head.insertWidget(1, self.aims.bar, 1)
        column.addWidget(self._stack, 1)

    def _build_head(self, keys: KeyMap) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.span = Seg(
            ((Span.MONTHS, tr("12 tháng")), (Span.DAYS, tr("12 ngày")), (Span.AIMS, tr("Chỉ tiêu"))),
            name="figures.span", current=Span.MONTHS, parent=self,
        )  # fmt: skip
        self.span.chosen.connect(self.span_chosen)
        row.addWidget(self.span)
        self.as_of = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        row.addWidget(self.as_of, 1)
        self.tables = SecondaryButton(
            tr("Bảng số"), name="figures.tables", icon="table", cap=keys.cap("figures.tables"), parent=self
        )
        self.tables.clicked.connect(self.tables_asked)
        self.export = SecondaryButton(
            tr("Lưu hình"),
            name="figures.export",
            icon="download",
            cap=keys.cap("figures.export"),
            parent=self,
        )
        self.export.clicked.connect(self.export_asked)
        row.addWidget(self.tables)
        row.addWidget(self.export)
        return row

    def _build_grid(self) -> QWidget:
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.online = BarChart(name="figures.online", title=model.title(Kind.ONLINE), parent=page)
        self.on_time = BarChart(name="figures.on_time", title=model.title(Kind.ON_TIME), parent=page)
        self.ahead = HeatStrip(name="figures.ahead", title=model.title(Kind.AHEAD), parent=page)
        self.digitised = ShareBars(name="figures.digitised", title=model.title(Kind.DIGITISED), parent=page)
        charts: dict[Kind, Chart] = {
            Kind.ONLINE: self.online,
            Kind.ON_TIME: self.on_time,
            Kind.AHEAD: self.ahead,
            Kind.DIGITISED: self.digitised,
        }
        self.cards = {
            kind: ChartCard(chart, name=f"{chart.objectName()}.card", parent=page)
            for kind, chart in charts.items()
        }
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // 2, at % 2)
        for at in (0, 1):
            self._grid.setColumnStretch(at, 1)
            self._grid.setRowStretch(at, 1)
        return page

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: FiguresState) -> None:
        """Show figures, or why there are none."""
        self._state = state
        self.span.set_value(state.span)
        self.tables.say(tr("Hình") if state.tables else tr("Bảng số"))
        found = state.trends
        ready = found is not None and not state.is_empty
        aims = state.span is Span.AIMS
        for button in (self.tables, self.export):
            button.setEnabled(ready)
            button.setVisible(not aims)
        self.as_of.setVisible(not aims)
        self.aims.bar.setVisible(aims)
        if aims:
            self._stack.setCurrentWidget(self.aims)
            return
        self._stack.setCurrentIndex(0 if ready else 1)
        if found is None or not ready:
            self._say_nothing(state)
            return
        moment = f"{say.clock(found.as_of)} {say.long_date(found.as_of.date())}"
        stale = f" · {state.failure}" if state.failure else ""
        self.as_of.setText(tr("Tính đến {moment}", moment=moment) + stale)
        self._show_bars(state, Kind.ONLINE, self.online)
        self._show_bars(state, Kind.ON_TIME, self.on_time)
        self._show_ahead(state)
        self._show_digitised(state)

    def _say_nothing(self, state: FiguresState) -> None:
        self.as_of.setText("")
        if state.failure:
            self.empty.say("triangle-alert", state.failure, tone=Tone.BAD, action=tr("Thử lại"))
        elif state.trends is None:
            self.empty.say("chart-column", tr("Đang tính số liệu…"))
        else:
            words = tr("Chưa có hồ sơ nào để tính. Tiếp nhận hồ sơ đầu tiên thì hình hiện ở đây.")
            self.empty.say("chart-column", words)

    def _show_bars(self, state: FiguresState, kind: Kind, chart: BarChart) -> None:
        if state.trends is None:
            return
        whole = model.share_of(kind, state.points[-1])
        chart.set(model.bars(state, kind), target=whole.target)
        period = model.period_words(state.points[-1], state.span)
        words = (  # the period last: where room is short it stands under the newest bar as well
            model.verdict_words(whole),
            model.parts_words(whole),
            model.target_words(whole.target),
            period,
        )
        card = self.cards[kind]
        card.say(model.rate_words(whole), " · ".join(one for one in words if one))
        card.bullet.setVisible(whole.target is not None)
        card.bullet.set(whole.rate, whole.target)
        card.show_table(state.tables, *table_of(state, kind))

    def _show_ahead(self, state: FiguresState) -> None:
        if state.trends is None:
            return
        rows = model.ahead_rows(state.trends, self._days)
        self.ahead.set(
            model.ahead_columns(state.trends, self._days), rows, more=tr("Còn {n} người giữ nữa, xem bảng số")
        )
        card = self.cards[Kind.AHEAD]
        running = sum(row.total for row in state.trends.holders)
        late = sum(row.late for row in state.trends.holders)
        words = tr("Đang xử lý {count} hồ sơ", count=running)
        card.say("", f"{words} · {tr('{count} quá hạn', count=late)}" if late else words)
        card.show_table(state.tables, *table_of(state, Kind.AHEAD))

    def _show_digitised(self, state: FiguresState) -> None:
        if state.trends is None:
            return
        total = state.trends.digitised_total
        more = tr("Còn {n} thủ tục nữa, xem bảng số")
        self.digitised.set(model.digitised_shares(state.trends), target=total.target, more=more)
        card = self.cards[Kind.DIGITISED]
        words = (model.parts_words(total), model.target_words(total.target), tr("12 tháng"))
        card.say(model.rate_words(total), " · ".join(words))
        card.show_table(state.tables, *table_of(state, Kind.DIGITISED))

    def lay_out(self, kind: LayoutKind) -> None:
        """Less air where there is little room."""
        tight = kind is LayoutKind.COMPACT
        days = model.FEW_DAYS if tight else model.ALL_DAYS
        if days != self._days:
            self._days = days
            self._show_ahead(self._state)
        self._grid.setSpacing(8 if tight else 12)
        self.aims.lay_out(kind)
        for card in self.cards.values():
            card.body.setContentsMargins(12, 4 if tight else 8, 12, 6 if tight else 10)
