"""Chỉ tiêu: every indicator of a period, one of them close up, the dossiers behind it as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ui import format as say
from ui.figures import aims_model
from ui.figures.aims_detail import NEXT_YEAR, AimDetail
from ui.figures.aims_model import AimSpan, AimsState
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows.aims import Aim, PlanCard
    from ui.figures.aims_detail import Guess
    from ui.keys import KeyMap

DETAIL, DETAIL_COMPACT = 400, 344


class AimsPane(QWidget):
    """Widgets and setters only.

    Signals: `span_chosen(str)`, `behind_asked(key, counted)`, `opened(code)`, `retry_asked()`,
    `target_set(key, percent or None, next_year)`, `plan_chosen(key, next_year)`, `plans_asked()`.
    """

    span_chosen = Signal(str)
    behind_asked = Signal(str, bool)
    opened = Signal(str)
    retry_asked = Signal()
    target_set = Signal(str, object, bool)
    plan_chosen = Signal(str, bool)
    plans_asked = Signal()

    def __init__(self, keys: KeyMap, guess: Guess, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = AimsState()
        self._settle = self._compact = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = self._build_head()
        body = QHBoxLayout()
        body.setSpacing(12)
        self._card = Card(name="figures.aims.card", margins=(1, 6, 1, 6), spacing=4, parent=self)
        self._stack = CalmStack(120, self._card)
        self.table = self._build_table()
        self.table.current_changed.connect(self._on_row)
        self.table.opened.connect(lambda aim: self.behind_asked.emit(aim.key, False))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._build_list())
        self.empty = EmptyState("chart-column", "", name="figures.aims.empty", parent=self)
        self.empty.acted.connect(self.retry_asked)
        self._stack.addWidget(self.empty)
        self._card.body.addWidget(self._stack, 1)
        body.addWidget(self._card, 1)
        self.detail = AimDetail(keys, guess, self)
        self.detail.behind_asked.connect(self._ask_behind)
        self.detail.target_set.connect(self._set_target)
        body.addWidget(self.detail)
        column.addLayout(body, 1)
        self.lay_out(LayoutKind.STANDARD)

    def _build_head(self) -> QWidget:
        """The period and the plans; the view sets them beside its own choice."""
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.span = Seg(
            (
                (AimSpan.MONTH, tr("Tháng này")),
                (AimSpan.QUARTER, tr("Quý này")),
                (AimSpan.YEAR, tr("Năm nay")),
            ),
            name="figures.aims.span",
            current=AimSpan.YEAR,
            parent=self,
        )
        self.span.chosen.connect(self.span_chosen)
        self.words = Label("", Role.CAPTION, Tone.MUTED, wraps=True, lines=2, parent=self)
        self.plans = SecondaryButton(
            tr("Chỉ tiêu theo kế hoạch"), name="figures.plans", icon="list", parent=self
        )
        self.plans.clicked.connect(self.plans_asked)
        row.addWidget(self.span)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.plans)
        return bar

    def _build_table(self) -> DossierTable:
        columns = (
            Column(tr("Chỉ số"), aims_model.name_cell, share=1, least=220, wraps=1),
            Column(tr("Đạt/tổng"), aims_model.parts_cell, share=0, least=96, right=True, spare=True),
            Column(tr("Tỷ lệ"), aims_model.rate_cell, share=0, least=72, right=True),
            Column(tr("Chỉ tiêu"), aims_model.target_cell, share=0, least=76, right=True),
            Column(tr("So với chỉ tiêu"), aims_model.verdict_cell, share=0, least=126, right=True),
        )
        title = tr("Các chỉ số và chỉ tiêu")
        table = DossierTable(columns, name="figures.aims.table", title=title, parent=self)
        table.set_row_height(42)
        return table

    def _build_list(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.head = SectionHead("", parent=page)
        self.head.row.setContentsMargins(13, 0, 12, 0)
        self.note = Label("", Role.CAPTION, Tone.MUTED, wraps=True, parent=page)
        note = QHBoxLayout()
        note.setContentsMargins(13, 0, 12, 0)
        note.addWidget(self.note)
        self.list = DossierTable(
            (
                Column(tr("Mã hồ sơ"), aims_model.code_cell, share=0, least=190),
                Column(tr("Thủ tục, lĩnh vực"), aims_model.procedure_cell, share=1, least=160, wraps=1),
                Column(tr("Ngày nhận"), aims_model.received_cell, share=0, least=104, right=True, spare=True),
                Column(tr("Hẹn trả"), aims_model.due_cell, share=0, least=104, right=True),
            ),
            name="figures.behind",
            title=tr("Hồ sơ đằng sau con số"),
            parent=page,
        )
        self.list.set_row_height(42)
        self.list.opened.connect(lambda row: self.opened.emit(row.code))
        column.addWidget(self.head)
        column.addLayout(note)
        column.addWidget(self.list, 1)
        return page

    def settle(self) -> None:
        """Put the keys into the indicators as soon as they are there."""
        self._settle = self._stack.currentWidget() is self.empty
        if not self._settle:
            self.front.setFocus()

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: AimsState) -> None:
        """Show the indicators, the dossiers behind one of them, or why there is neither."""
        was_behind, self._state = self._state.behind is not None, state
        self.span.set_value(state.span)
        sheet = state.sheet
        self.words.setText("" if sheet is None else aims_model.period_words(sheet, brief=self._compact))
        if sheet is None or state.failure:
            self._say_nothing(state)
            return
        self.table.set_rows(sheet.aims, same=lambda aim: aim.key)
        self._on_row(self.table.current_row)
        if state.behind is not None:
            self.head.title.setText(aims_model.behind_title(state.aim(state.behind.key), state.behind))
            shown, total = len(state.behind.rows), state.behind.total
            cut = tr(
                "Hiện {count} hồ sơ mới nhất trên {total}.", count=say.number(shown), total=say.number(total)
            )
            self.note.setText(cut if shown < total else "")
            self.note.setVisible(shown < total)
            self.list.set_rows(state.behind.rows, same=lambda row: row.code)
        self._stack.setCurrentIndex(1 if state.behind is not None else 0)
        if (state.behind is not None) != was_behind or self._settle:
            self._settle = False
            self.front.setFocus()

    def _say_nothing(self, state: AimsState) -> None:
        self.detail.show_aim(None, 0)
        if state.failure:
            self.empty.say("triangle-alert", state.failure, tone=Tone.BAD, action=tr("Thử lại"))
        else:
            self.empty.say("chart-column", tr("Đang tính số liệu…"))
        self._stack.setCurrentWidget(self.empty)

    def show_plans(self, plans: Sequence[PlanCard]) -> None:
        """Offer the published plans under their button; each says where it stands."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for plan in plans:
            act = menu.addAction(f"{plan.name} ({len(plan.targets)})")
            act.setToolTip(plan.source)
            act.triggered.connect(lambda _=False, key=plan.key: self.plan_chosen.emit(key, self._next_year))
        menu.popup(self.plans.mapToGlobal(QPoint(0, self.plans.height())))

    @property
    def front(self) -> QWidget:
        """Where the keys work: the indicators, the dossiers, or the way out."""
        if self._stack.currentWidget() is self.empty:
            return self.empty.action
        return self.list if self._stack.currentIndex() == 1 else self.table

    def panes(self) -> tuple[QWidget, ...]:
        """The table, then what is typed about the indicator, then the period."""
        if not self.detail.isVisible():
            return (self.front, self.span)
        return (self.front, self.detail.good, self.span)

    @property
    def _next_year(self) -> bool:
        return self.detail.since.value == NEXT_YEAR

    @property
    def key(self) -> str:
        """The indicator that is chosen."""
        behind = self._state.behind
        if behind is not None:
            return behind.key
        aim: Aim | None = self.table.current_row
        return "" if aim is None else aim.key

    def _on_row(self, aim: Aim | None) -> None:
        """The close-up is of the chosen indicator, or of the one whose dossiers are listed."""
        behind = self._state.behind
        year = self._state.sheet.first.year if self._state.sheet is not None else 0
        self.detail.show_aim(aim if behind is None else self._state.aim(behind.key), year)

    def _ask_behind(self, counted: bool) -> None:
        if self.key:
            self.behind_asked.emit(self.key, counted)

    def _set_target(self, percent: float | None) -> None:
        if self.key:
            self.target_set.emit(self.key, percent, self._next_year)

    def lay_out(self, kind: LayoutKind) -> None:
        """Less for the close-up where there is little room."""
        compact = self._compact = kind is LayoutKind.COMPACT
        self.detail.setFixedWidth(scaled(DETAIL_COMPACT if compact else DETAIL))
        self.detail.lay_out(compact=compact)
