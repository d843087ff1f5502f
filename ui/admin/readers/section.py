"""Đầu đọc mã as a section: what a reader sends around a code, its port, and a try of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.parts.device_section import DeviceSection, ListCard
from ui.admin.readers import model
from ui.admin.readers.model import ReadersState
from ui.admin.readers.presenter import ReadersPresenter
from ui.i18n import tr
from ui.widgets.buttons import SecondaryButton
from ui.widgets.table import Column

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class ReadersSection(DeviceSection):
    """Đầu đọc mã. What is set here holds for this machine only, so its clerk may set it."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Đầu đọc ở chế độ USB-COM là tốt nhất: chữ có dấu không qua bộ gõ.")
        super().__init__(context, name="readers", title=tr("Đầu đọc mã"), words=said)
        self.presenter = ReadersPresenter(context, self)
        self.try_out = self.tool(tr("Quét thử"), "try", "scan-line")
        self.look_for = self.tool(tr("Tìm cổng"), "find", "search")
        self.card, self.form = self.form_card(model.specs())
        self.read = self._build_tried()
        self.tried, self.none, self.told = self.read.table, self.read.none, self.read.told
        self.side_by_side(self.card, self.read)
        self.give_keys(self.try_out, self.look_for, self.wish)
        self._connect()
        self._show(self.presenter.state)

    def _build_tried(self) -> ListCard:
        columns = (
            Column(tr("Mã"), model.what_cell, share=4, least=150),
            Column(tr("Kết quả"), model.state_cell, share=0, least=160),
        )
        card = ListCard(columns, name="readers.tried", title=tr("Vừa đọc được"), parent=self.content)
        self.wish = SecondaryButton("", name="readers.wish", icon="check", parent=card)
        card.under.addWidget(self.wish)
        return card

    def _connect(self) -> None:
        self.presenter.state_changed.connect(self._show)
        self.form.edited.connect(self.presenter.put)
        self.try_out.clicked.connect(self.presenter.turn_trying)
        self.look_for.clicked.connect(self.presenter.find_port)
        self.wish.clicked.connect(self.presenter.take_wished)

    def _show(self, state: ReadersState) -> None:
        self.form.set_choices("port", model.port_choices(state.ports))
        self.form.show_values(state.values)
        if self.tried.rows_model.rows != state.tried:
            self.tried.set_rows(state.tried)
        self.read.show_rows(any_there=bool(state.tried), none=self._none_words(state))
        self.try_out.say(tr("Thôi quét thử") if state.trying else tr("Quét thử"))
        self.look_for.setEnabled(not state.finding)
        wished = state.wished_gap
        self.told.setText(self._told_words(state, wished))
        self.wish.say(tr("Đặt {gap} ms", gap=wished or 0))
        self.wish.setVisible(wished is not None)
        self.say_failure(state.failure)
        self.refresh()

    @staticmethod
    def _told_words(state: ReadersState, wished: int | None) -> str:
        if wished is not None:
            return tr("Đầu đọc này gửi chậm hơn mức đang đặt; quét ở màn hình khác có thể bị gõ vào ô.")
        return state.told

    @staticmethod
    def _none_words(state: ReadersState) -> str:
        if state.trying:
            return tr("Quét thẻ căn cước hoặc giấy hẹn. Mã chỉ hiện ở đây, không mở hồ sơ nào.")
        if state.finding:
            return tr("Đang nghe mọi cổng. Quét một mã bất kỳ.")
        return tr("Bấm Quét thử rồi quét một mã để xem đầu đọc gửi gì, qua đường nào, nhanh hay chậm.")

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.changed

    def shown(self) -> None:
        """Read what is kept."""
        self.presenter.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """A try ends with the section: scans go their usual way on every other screen."""
        self.presenter.end_trying()
        super().hideEvent(event)

    def start(self) -> None:
        """Begin with what ends a code."""
        self.form.setFocus()

    def undo(self) -> bool:
        """Back to what is kept."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.form.controls["end"], self.tried)

    def keep(self) -> object:
        """What was typed and what was read."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, ReadersState):
            self.presenter.restore(kept)
