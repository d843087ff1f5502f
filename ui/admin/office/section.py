"""Đơn vị và điểm tiếp nhận as a section: the profile and its history, the points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.admin.office import model
from ui.admin.office.model import OfficeState
from ui.admin.office.presenter import OfficePresenter
from ui.admin.parts.form import FormGrid
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.sheet_panel import SheetPanel
from ui.i18n import tr
from ui.tokens import LayoutKind
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.stack import FrontStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from desk.office.rows import ProfileCard
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class ProfileView(QWidget):
    """The profile as a form, and every profile by its day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: OfficeState | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        card = Card(name="office.profile.card", margins=(14, 10, 6, 10), parent=self)
        self.form = FormGrid(model.profile_specs(), name="office.profile", parent=card)
        card.body.addWidget(self.form)
        row.addWidget(card, 4)
        side = Card(name="office.history.card", margins=(1, 10, 1, 8), parent=self)
        head = SectionHead(tr("Tên và mã qua các thời kỳ"), parent=side)
        head.row.setContentsMargins(14, 0, 14, 0)
        side.body.addWidget(head)
        self.history = DossierTable(
            (
                Column(tr("Từ ngày"), model.from_cell, share=0, least=96),
                Column(tr("Đơn vị"), model.office_cell, share=4, least=120),
                Column(tr("Trạng thái"), self._status, share=0, least=120),
            ),
            name="office.history",
            title=tr("Tên và mã qua các thời kỳ"),
            parent=side,
        )
        side.body.addWidget(self.history, 1)
        row.addWidget(side, 3)
        self.side = side

    def _status(self, card: ProfileCard) -> Cell:
        if self._state is None:
            return Cell()
        holds = model.in_force(self._state.profiles, self._state.today)
        return model.status_cell(card, holds=holds, today=self._state.today)

    def show_state(self, state: OfficeState) -> None:
        """Paint a state."""
        self._state = state
        wrong = model.profile_problems(state.values) if state.changed else {}
        if state.gap in model.FIELDS:
            wrong[state.gap] = state.failure
        self.form.show_values(state.values, wrong)
        self.history.set_rows(tuple(reversed(state.profiles)), same=lambda row: row.valid_from)


class OfficeSection(SectionPage):
    """Đơn vị và điểm tiếp nhận. A new name or unit code holds from a day on; what was printed stays."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Đổi tên, sáp nhập hay mã mới: ghi từ ngày có hiệu lực, mã cũ vẫn tra được.")
        super().__init__(context, name="office", title=tr("Đơn vị và điểm tiếp nhận"), words=said)
        self.presenter = OfficePresenter(context, self)
        views = self.add_views((("profile", tr("Thông tin đơn vị")), ("points", tr("Điểm tiếp nhận"))))
        views.chosen.connect(self.presenter.look)
        self.stack = FrontStack(self.content)
        self.profile = ProfileView(self.stack)
        self.points = SheetPanel(
            model.point_cols(), name="office.points", title=tr("Điểm tiếp nhận, ngày lưu động"),
            add=tr("Thêm điểm"), none=tr("Chưa có điểm nào: mọi hồ sơ nhận tại trụ sở."), parent=self.stack,
        )  # fmt: skip
        self.here = SecondaryButton(
            tr("Máy này nhận tại đây"), name="office.here", icon="map-pin", parent=self.points
        )
        self.points.head.add(self.here)
        self.give_keys(self.here)
        self.stack.addWidget(self.profile)
        self.stack.addWidget(self.points)
        self.body.addWidget(self.stack, 1)
        self.valid_from = self.add_dated("office.from")
        self._connect()
        self._show(self.presenter.state)

    def _connect(self) -> None:
        presenter, table = self.presenter, self.points.table
        presenter.state_changed.connect(self._show)
        self.profile.form.edited.connect(presenter.put)
        self.valid_from.changed.connect(presenter.put_from)
        self.points.add_asked.connect(self._add)
        self.here.clicked.connect(self._use_here)
        table.edited.connect(lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text)))
        table.drop_asked.connect(lambda line: presenter.edit(lambda sheet: sheet.drop(line)))

    def _add(self) -> None:
        self.points.table.stand_on(self.presenter.add(), "code", edit=True)

    def _use_here(self) -> None:
        line = self.points.table.current_line
        if line is not None and not line.new:
            self.presenter.use_here(line.value("code"))

    def _show(self, state: OfficeState) -> None:
        self.profile.show_state(state)
        self.points.show_sheet(state.points, model.point_problems(state.points))
        self.here.setVisible(any(not line.new for line in state.points.lines))
        self.stack.setCurrentWidget(self.points if state.view == "points" else self.profile)
        if self.views is not None and self.views.value != state.view:
            self.views.set_value(state.view)
        self.valid_from.setVisible(state.view == "profile" and bool(state.changed))
        self.valid_from.set_text(state.valid_from)
        self.say_failure(state.failure)
        self.refresh()

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the first place that hinders saving."""
        state = self.presenter.state
        if state.view == "points":
            wrong = model.point_problems(state.points)
            if wrong:
                self.points.table.setFocus()
                self.points.table.stand_on(wrong[0].line, wrong[0].column)
            return
        if state.changed:
            fields = model.profile_problems(state.values)
            if not fields or not self.profile.form.stand_on(next(iter(fields))):
                self.valid_from.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the office."""
        self.presenter.load()

    def start(self) -> None:
        """Work in the view in front."""
        (self.points if self.presenter.state.view == "points" else self.profile.form).setFocus()

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (
            self.profile.form.controls["code"], self.profile.history, self.points.table,
            self.valid_from.field.field,
        )  # fmt: skip

    def lay_out(self, kind: LayoutKind) -> None:
        """In a compact window the form takes the room of the history."""
        super().lay_out(kind)
        self.profile.side.setVisible(kind is not LayoutKind.COMPACT)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, OfficeState):
            self.presenter.restore(kept)
