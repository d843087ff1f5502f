"""Cán bộ as a section: everybody who works or worked at the counter, as one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.parts.frame import SectionPage
from ui.admin.parts.sheet_panel import SheetPanel
from ui.admin.staff import model
from ui.admin.staff.model import LEFT, StaffState
from ui.admin.staff.presenter import StaffPresenter
from ui.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class StaffSection(SectionPage):
    """Cán bộ. Nobody is removed: who leaves the counter stays in every history and may come back."""

    guarded = False  # its own presenter knows who may: an office without a head is not stuck

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Ai làm việc tại quầy. Người rời quầy không bị xóa, vẫn còn trong hồ sơ đã làm.")
        super().__init__(context, name="staff", title=tr("Cán bộ"), words=said)
        self.presenter = StaffPresenter(context, self)
        self.panel = SheetPanel(
            model.staff_cols(), name="staff.people", title=tr("Cán bộ của đơn vị"), add=tr("Thêm cán bộ"),
            none=tr("Đang đọc danh sách cán bộ."), parent=self.content,
        )  # fmt: skip
        self.body.addWidget(self.panel, 1)
        self._connect()
        self._show(self.presenter.state)

    def _connect(self) -> None:
        presenter, table = self.presenter, self.panel.table
        presenter.state_changed.connect(self._show)
        self.panel.add_asked.connect(self._add)
        table.edited.connect(lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text)))
        table.drop_asked.connect(presenter.turn_state)
        table.current_changed.connect(self._name_act)

    def _add(self) -> None:
        if self.presenter.state.open:
            self.panel.table.stand_on(self.presenter.add(), "full_name", edit=True)

    def _show(self, state: StaffState) -> None:
        if not state.read and state.failure:
            self.panel.say_none(tr("Chưa đọc được danh sách cán bộ."))
        self.panel.show_sheet(state.sheet, model.problems(state.sheet))
        self.panel.table.set_frozen(on=not state.open)
        self.panel.add.setVisible(state.open)
        self.panel.drop.setVisible(state.open)
        self.panel.empty.action.setVisible(state.open)
        self._name_act()
        self.say_failure(state.failure, title="" if state.read else tr("Chưa đọc được cán bộ"))
        self.refresh()

    def _name_act(self) -> None:
        """The button beside the table says what it does with the person stood on."""
        line = self.panel.table.current_line
        back = line is not None and line.value("state") == LEFT
        words = tr("Xóa dòng") if line is not None and line.new else tr("Cho rời quầy")
        self.panel.drop.say(tr("Cho làm lại") if back else words, icon="undo-2" if back else "log-out")

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the first cell that hinders saving."""
        wrong = model.problems(self.presenter.state.sheet)
        if wrong:
            self.panel.table.setFocus()
            self.panel.table.stand_on(wrong[0].line, wrong[0].column)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.sheet.dirty

    def shown(self) -> None:
        """Read the staff."""
        self.presenter.load()

    def start(self) -> None:
        """Work in the table."""
        self.panel.setFocus()

    def keyed(self) -> frozenset[str]:
        """Del takes no row out here; what it does stands on its button."""
        return super().keyed() - (
            {"admin.drop"} if self.presenter.state.open else {"admin.add", "admin.drop"}
        )

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.panel.table,)

    def keep(self) -> object:
        """What was typed."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, StaffState):
            self.presenter.restore(kept)
