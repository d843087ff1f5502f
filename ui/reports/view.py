"""The reports screen's widgets: list, period, numbers with the definitions they follow, kind of file, F9."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.reports import words
from ui.reports.making import MakingBar
from ui.reports.model import ReportsState, Span
from ui.reports.numbers import NumbersCard
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.table import Column, DossierTable
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from ui.keys import KeyMap

LIST, LIST_COMPACT = 320, 196
_DAY = "%d/%m/%Y"


class ReportsView(QWidget):
    """Widgets and setters only.

    Signals: `chosen(name)`, `span_chosen(str)`, `moved(±1)`, `days_typed(first, last)`, `folder_asked()`,
    `again_asked()` for another place; `numbers` and `making` have their own.
    """

    chosen = Signal(str)
    span_chosen = Signal(str)
    moved = Signal(int)
    days_typed = Signal(str, str)
    folder_asked = Signal()
    again_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._showing = self._failed = self._compact = self._low = False
        self._state: ReportsState | None = None
        self._order: tuple[QWidget, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._card = self._build_list()
        row.addWidget(self._card)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(self._build_period())
        self.numbers = NumbersCard(keys, self)
        right.addWidget(self.numbers, 1)
        self.banner = Banner(name="reports.banner", parent=self)
        self.banner.acted.connect(self._on_banner)
        right.addWidget(self.banner)
        self.making = MakingBar(keys, self)
        right.addWidget(self.making)
        row.addLayout(right, 1)

    # ---- building -------------------------------------------------------------------------------

    def _build_list(self) -> Card:
        card = Card(name="reports.list.card", margins=(1, 6, 1, 6), spacing=0, parent=self)
        column = Column(tr("Báo cáo và sổ"), words.card_cell, share=1, least=120, wraps=1)
        self.list = DossierTable((column,), name="reports.list", title=tr("Báo cáo và sổ"), parent=card)
        self.list.current_changed.connect(self._on_row)
        card.body.addWidget(self.list)
        return card

    def _build_period(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        choices = (
            (Span.MONTH, tr("Tháng này")),
            (Span.LAST_MONTH, tr("Tháng trước")),
            (Span.QUARTER, tr("Quý này")),
            (Span.YEAR, tr("Năm nay")),
            (Span.CUT, tr("Tháng 15–14")),
            (Span.CUT_QUARTER, tr("Quý 15–14")),
            (Span.FREE, tr("Tự chọn ngày")),
        )
        self.span = Seg(choices, name="reports.span", current=Span.MONTH, parent=self)
        self.span.chosen.connect(self.span_chosen)
        column.addWidget(self.span)
        self._days = QWidget(self)
        row = QHBoxLayout(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.first = self._day_field("reports.first", tr("Từ ngày"))
        self.last = self._day_field("reports.last", tr("Đến ngày"))
        for caption, field in ((tr("Từ ngày"), self.first), (tr("đến"), self.last)):
            row.addWidget(Label(caption, Role.BODY, Tone.MUTED, parent=self._days))
            row.addWidget(field)
        self.before = LinkButton(
            tr("Kỳ trước"), name="reports.previous", cap=self._keys.cap("reports.previous"), parent=self._days
        )
        self.before.clicked.connect(lambda: self.moved.emit(-1))
        self.after = LinkButton(
            tr("Kỳ sau"), name="reports.next", cap=self._keys.cap("reports.next"), parent=self._days
        )
        self.after.clicked.connect(lambda: self.moved.emit(1))
        row.addSpacing(6)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addStretch(1)
        column.addWidget(self._days)
        return column

    def _day_field(self, name: str, title: str) -> TextField:
        field = TextField(name=name, title=title, hint=tr("ngày/tháng/năm"), code=True, parent=self._days)
        field.setFixedWidth(scaled(128))
        field.textEdited.connect(lambda _text: self.days_typed.emit(self.first.text(), self.last.text()))
        return field

    # ---- showing --------------------------------------------------------------------------------

    def show_state(self, state: ReportsState) -> None:
        """Paint a state."""
        self._state, self._showing = state, True
        if self.list.rows_model.rows != state.cards:
            self.list.set_rows(state.cards, same=lambda card: card.name)
        at = next((at for at, card in enumerate(state.cards) if card.name == state.chosen), -1)
        if at >= 0 and self.list.currentIndex().row() != at:
            self.list.selectRow(at)
        self._showing = False
        self.span.set_value(Span.FREE if state.typed is not None else state.span)
        typed = state.typed or (f"{state.first:{_DAY}}", f"{state.last:{_DAY}}")
        for field, text in zip((self.first, self.last), typed, strict=True):
            if field.text() != text and not (field.hasFocus() and state.typed is None and field.isModified()):
                field.setText(text)
            field.set_tone(Tone.WARN if state.typed is not None else None)
        for one in (self.list, self.span, self.first, self.last, self.before, self.after):
            one.setEnabled(not state.job)
        self.numbers.show_state(state)
        self.making.show_state(state)
        self._show_banner(state)
        self._fit(state)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Tab goes as one reads, whatever was made anew meanwhile."""
        numbers, making = self.numbers, self.making
        table = (numbers.grid,) if numbers.grid is not None else ()
        parts = (
            numbers.empty.action, *numbers.tables.buttons, *table, numbers.notes, self.banner.action,
            *making.kind.buttons, making.save_as, making.print_button, making.folder, making.stop,
            making.commit,
        )  # fmt: skip
        if parts != self._order:
            self._order = parts
            tab_after(self.after, parts)

    def _show_banner(self, state: ReportsState) -> None:
        if state.failure:
            act, cap = tr("Lưu vào nơi khác"), self._keys.cap("reports.save_as")
            self.banner.say(tr("Báo cáo chưa xong"), state.failure, action=act, cap=cap)
        elif state.stopped:
            self.banner.say(tr("Đã dừng theo yêu cầu. Chưa ghi tệp nào, số liệu không đổi."), tone=Tone.INFO)
        elif state.saved is not None:
            title = tr("Đã lưu {name}", name=state.saved.name)
            cap = self._keys.cap("reports.folder")
            self.banner.say(title, str(state.saved.parent), tone=Tone.OK, action=tr("Mở thư mục"), cap=cap)
        else:
            self.banner.clear()
        self._failed = bool(state.failure)

    def _on_banner(self) -> None:
        (self.again_asked if self._failed else self.folder_asked).emit()

    def _on_row(self, card: object) -> None:
        if not self._showing and card is not None:
            self.chosen.emit(card.name)  # type: ignore[attr-defined]

    def lay_out(self, kind: LayoutKind) -> None:
        """Less for the list where there is little room."""
        compact = self._compact = kind is LayoutKind.COMPACT
        self._low = compact or kind is LayoutKind.DENSE
        self._card.setFixedWidth(scaled(LIST_COMPACT if compact else LIST))
        self.list.set_row_height(38 if compact else 44)
        self.numbers.lay_out(compact=compact)
        self.making.lay_out(compact=compact)
        if self._state is not None:
            self._fit(self._state)

    def _fit(self, state: ReportsState) -> None:
        """In little room the days are shown where they are typed; definitions give way to what went wrong."""
        free = state.typed is not None or state.span is Span.FREE
        self._days.setVisible(not self._compact or free)
        told = not self.banner.isHidden()
        self.numbers.set_crowded((self._compact and free) or (self._low and told))
        self.making.set_crowded(self._compact and told)
