"""Đầu đọc mã as a section: what a reader sends around a code, its port, and a try of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.admin.parts.form import FormGrid
from ui.admin.parts.frame import SectionPage
from ui.admin.readers import model
from ui.admin.readers.model import ReadersState
from ui.admin.readers.presenter import ReadersPresenter
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class ReadersSection(SectionPage):
    """Đầu đọc mã. What is set here holds for this machine only, so its clerk may set it."""

    guarded = False

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Đầu đọc ở chế độ USB-COM là tốt nhất: chữ có dấu không qua bộ gõ.")
        super().__init__(context, name="readers", title=tr("Đầu đọc mã"), words=said)
        self.presenter = ReadersPresenter(context, self)
        self.try_out = self._tool(tr("Quét thử"), "try", "scan-line")
        self.look_for = self._tool(tr("Tìm cổng"), "find", "search")
        row = QHBoxLayout()
        row.setSpacing(12)
        self.card = Card(name="readers.form.card", margins=(14, 10, 6, 10), parent=self.content)
        self.form = FormGrid(model.specs(), name="readers.form", parent=self.card)
        self.card.body.addWidget(self.form)
        row.addWidget(self.card, 4)
        row.addWidget(self._build_tried(), 4)
        self.body.addLayout(row, 1)
        self._connect()
        self._show(self.presenter.state)

    def _tool(self, words: str, name: str, icon: str) -> SecondaryButton:
        button = SecondaryButton(words, name=f"readers.{name}", icon=icon, parent=self)
        self.tools.addWidget(button)
        return button

    def _build_tried(self) -> QWidget:
        card = Card(name="readers.tried.card", margins=(1, 10, 1, 8), parent=self.content)
        head = SectionHead(tr("Vừa đọc được"), parent=card)
        head.row.setContentsMargins(14, 0, 14, 0)
        card.body.addWidget(head)
        self.tried = DossierTable(
            (
                Column(tr("Mã"), model.what_cell, share=4, least=150),
                Column(tr("Kết quả"), model.state_cell, share=0, least=160),
            ),
            name="readers.tried",
            title=tr("Vừa đọc được"),
            parent=card,
        )
        self.none = EmptyState("scan-line", "", name="readers.none", parent=card)
        self._stack = CalmStack(90, card)
        self._stack.addWidget(self.tried)
        self._stack.addWidget(self.none)
        card.body.addWidget(self._stack, 1)
        under = QHBoxLayout()
        under.setContentsMargins(14, 0, 14, 4)
        self.told = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=4, parent=card)
        under.addWidget(self.told, 1)
        self.wish = SecondaryButton("", name="readers.wish", icon="check", parent=card)
        under.addWidget(self.wish)
        card.body.addLayout(under)
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
        self.none.text.setText(self._none_words(state))
        self._stack.setCurrentWidget(self.tried if state.tried else self.none)
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
