"""Step 4, hẹn trả: the date the system states, how the result goes back, how the fee was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui import format as say
from ui.i18n import tr
from ui.reception import draft as rules
from ui.reception import fees, words
from ui.reception.fee_box import FeeBox
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, SectionHead, StepState
from ui.widgets.due import DueCard
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.slip import SlipPreview

if TYPE_CHECKING:
    from ui.reception.draft import Draft
    from ui.reception.state import ReceptionState


class DuePane(DueCard):
    """Signals: `return_chosen(str)`, `fee_chosen(str)`, `channel_chosen(str)`."""

    return_chosen = Signal(str)
    fee_chosen = Signal(str)
    channel_chosen = Signal(str)
    room_asked = Signal()  # the money was opened or closed

    def __init__(self, cap: str, fee_cap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(tr("Hẹn trả"), number=4, edit=tr("Vì sao?"), cap=cap, name="due", parent=parent)
        self.edit.setAccessibleName(tr("Vì sao hẹn ngày này"))
        self._compact = self._tight = False
        comes = (("direct", tr("Tại quầy")), ("postal", tr("Bưu chính")), ("online", tr("Trực tuyến")))
        self.channel = Seg(comes, name="due.channel", parent=self)
        self.channel.chosen.connect(self.channel_chosen)
        ways = (("counter", tr("Tại quầy")), ("postal", tr("Bưu chính")), ("electronic", tr("Điện tử")))
        self.return_by = Seg(ways, name="due.return_by", parent=self)
        self.return_by.chosen.connect(self.return_chosen)
        pays = (("cash", tr("Tiền mặt")), ("online", "QR"), ("exempt", tr("Miễn")))
        self.fee = Seg(pays, name="due.fee", parent=self)
        self.fee.chosen.connect(self._choose_fee)
        self._channel_row = self._row(Label(tr("Nộp qua"), Role.BODY, Tone.MUTED), self.channel)
        self._return_row = self._row(Label(tr("Nhận kết quả"), Role.BODY, Tone.MUTED), self.return_by)
        self.amount = LinkButton(tr("Lệ phí"), name="due.fee_open", cap=fee_cap, parent=self)
        self.amount.clicked.connect(self.open_fees)
        self._fee_row = self._row(self.amount, self.fee)
        self._chosen = False
        self.fees = FeeBox(self)
        self.body.addWidget(self.fees)
        self.fees.hide()
        self.fees.left.connect(self._leave_fees)
        self._draft: Draft | None = None
        self._open_for = ""  # the reception whose money the clerk looks at

    def _row(self, words_: QWidget, control: QWidget) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(words_)
        row.addStretch(1)
        row.addWidget(control)
        self.body.addWidget(box)
        return box

    def lay_out(self, kind: LayoutKind) -> None:
        """The small window shows fewer reasons."""
        self._compact = kind is LayoutKind.COMPACT

    def set_tight(self, *, on: bool) -> None:
        """While a sentence about a page needs room, a small window shows the date alone."""
        if on != self._tight:
            self._tight = on
            self._show_rows(chosen=self._chosen)

    def _show_rows(self, *, chosen: bool) -> None:
        self._chosen = chosen
        self._return_row.setVisible(chosen and not self._tight)
        self.reason.setVisible(bool(self.reason.text()) and not self._tight)

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        draft = state.draft
        reasons = words.due_reason(draft.promise, draft)
        supplement = rules.asks_supplement(draft)
        if supplement:
            missing = "; ".join(paper.name for paper in draft.missing)
            self.say(tr("Chờ bổ sung giấy tờ"), (tr("Còn thiếu: {names}", names=missing),), tone=Tone.WARN)
        else:
            warned = draft.promise is not None and bool(draft.promise.warnings)
            shown = reasons[:1] if self._compact else reasons[:4]
            self.say(
                words.due_date(draft.promise),
                shown,
                tone=Tone.MUTED if draft.promise is None else Tone.WARN if warned else None,
            )
        self.reason.setToolTip("\n".join(reasons))
        self.edit.setVisible(draft.promise is not None)
        self.date.set_role(Role.DUE if draft.promise is not None or supplement else Role.SUBSECTION)
        self.head.set_state(StepState.CURRENT if state.step == 4 and not supplement else StepState.AHEAD)
        chosen = draft.procedure
        self._show_rows(chosen=chosen is not None)
        self._channel_row.setVisible(chosen is not None and not self._compact)
        self.channel.set_value(draft.channel)
        self.return_by.set_value(draft.return_by)
        self._show_fee(draft)

    def _show_fee(self, draft: Draft) -> None:
        """The amount with how it is paid; the rest of the money only where it is asked for."""
        self._draft = draft
        owed, how = fees.amount(draft), fees.method(draft)
        told = not self._compact and (
            how == "exempt" or bool(draft.fee_typed)
        )  # in a small window: while open
        opened = self._open_for == draft.command_id or told
        said = tr("chưa có trong danh mục") if owed is None else say.money(owed)
        self.amount.setText(tr("Lệ phí {amount}", amount=said))
        self._fee_row.setVisible(draft.procedure is not None and (owed != 0 or opened))
        self.fee.setVisible(bool(owed))
        if owed:
            self.fee.set_value(how)
        opened = opened and draft.procedure is not None
        if opened:
            self.fees.show_draft(draft)
        if opened == self.fees.isHidden():
            self.fees.setVisible(opened)
            self.room_asked.emit()

    def _choose_fee(self, how: str) -> None:
        """An exemption asks for its reason at once."""
        if how == "exempt" and self._draft is not None:
            self._open_for = self._draft.command_id
        self.fee_chosen.emit(how)

    def open_fees(self) -> None:
        """Alt+5: open what belongs to the money and stand in it; again: close it."""
        draft, inside = self._draft, self.focusWidget()
        if draft is None or draft.procedure is None:
            return
        closing = inside is not None and self.fees.isVisible() and self.fees.isAncestorOf(inside)
        self._open_for = "" if closing else draft.command_id
        self._show_fee(draft)
        (self.return_by if closing else self.fees.first_field(draft)).setFocus()

    def _leave_fees(self) -> None:
        """The money is told: an exemption's reason stays in sight, the rest is folded away."""
        self._open_for = ""
        if self._draft is not None:
            self._show_fee(self._draft)
        self.return_by.setFocus()

    def close_fees(self) -> bool:
        """Esc: fold the money away, or leave it where an exemption keeps it in sight; False if shut."""
        inside = QApplication.focusWidget()
        within = inside is not None and self.fees.isAncestorOf(inside)
        if self.fees.isHidden() or not (self._open_for or within):
            return False
        self._leave_fees()
        return True

    def stand_in(self, gap: str) -> None:
        """Open the field that a gap is about."""
        if self._draft is not None:
            self._open_for = self._draft.command_id
            self._show_fee(self._draft)
            self.fees.field_of(gap).setFocus()


class PreviewPane(Card):
    """The receipt as it will be printed. Signal `paper_chosen(str)`."""

    paper_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="slip", margins=(10, 8, 10, 10), parent=parent)
        self.head = SectionHead(tr("Xem trước giấy hẹn"), role=Role.SUBSECTION, parent=self)
        papers = (("k80", "80 mm"), ("a5", "A5"), ("a4", "A4"))
        self.paper = Seg(papers, name="slip.paper", parent=self)
        self.paper.chosen.connect(self.paper_chosen)
        self.head.add(self.paper)
        self.body.addWidget(self.head)
        self.page = SlipPreview(tr("Xem trước giấy hẹn"), name="slip.page", parent=self)
        self.body.addWidget(self.page, 1)
        self._shown: object = None

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        self.paper.set_value(state.draft.paper_format)
        asks = rules.asks_supplement(state.draft)
        self.head.title.setText(tr("Xem trước phiếu bổ sung") if asks else tr("Xem trước giấy hẹn"))
        if state.preview is None:
            self._shown = None
            chosen = state.draft.procedure is not None
            self.page.say(tr("Đang vẽ…") if chosen else tr("Giấy hẹn hiện ở đây khi đã chọn thủ tục."))
        elif state.preview is not self._shown:
            self._shown = state.preview
            self.page.set_raster(state.preview)
