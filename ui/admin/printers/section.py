"""Máy in as a section: forms on the left, where each goes on the right, and a page to try it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.parts.device_section import DeviceSection, ListCard
from ui.admin.printers import model
from ui.admin.printers.model import FormRow, PrintersState
from ui.admin.printers.presenter import PrintersPresenter
from ui.i18n import tr
from ui.printing import words
from ui.tokens import Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class PrintersSection(DeviceSection):
    """Máy in. What is set here holds for this machine only, so its clerk may set it."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Mỗi mẫu in trên máy nào, khay nào, mấy bản; máy hỏng thì giấy chờ, hồ sơ vẫn lưu.")
        super().__init__(context, name="printers", title=tr("Máy in"), words=said)
        self.presenter = PrintersPresenter(context, self)
        self.test = self.tool(tr("In trang thử"), "test", "printer")
        self.look_for = self.tool(tr("Tìm máy in"), "find", "search")
        self.give_keys(self.test, self.look_for)
        self.side_by_side(self._build_forms(), self._build_form())
        self._connect()
        self._show(self.presenter.state)

    def _build_forms(self) -> ListCard:
        columns = (
            Column(tr("Mẫu giấy"), model.form_cell, share=4, least=170),
            Column(tr("Máy riêng"), model.own_cell, share=0, least=92),
        )
        card = ListCard(columns, name="printers.forms", title=tr("Mẫu giấy"), parent=self.content)
        card.told.hide()
        self.forms = card.table
        return card

    def _build_form(self) -> Card:
        self.over = SectionHead("", parent=self.content)
        self.chip = Chip(parent=self.over)
        self.over.add(self.chip)
        card, self.form = self.form_card(model.specs(), head=self.over)
        self.told = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=4, parent=card)
        card.body.addWidget(self.told)
        return card

    def _connect(self) -> None:
        self.presenter.state_changed.connect(self._show)
        self.form.edited.connect(self.presenter.put)
        self.test.clicked.connect(self.presenter.test)
        self.look_for.clicked.connect(self.presenter.find)
        self.forms.current_changed.connect(self._on_row)

    def _on_row(self, row: object) -> None:
        if isinstance(row, FormRow):
            self.presenter.stand_on(row.form)

    def _show(self, state: PrintersState) -> None:
        rows = model.rows(state)
        if self.forms.rows_model.rows != rows:
            self.forms.set_rows(rows, same=lambda row: row.form)
        here = next((one for one in rows if one.form == state.form), rows[0])
        self.over.title.setText(here.title)
        for key, offered in model.choices(state).items():
            self.form.set_choices(key, offered)
        self.form.show_values(model.values_of(state))
        there = state.printer
        self.chip.setVisible(there is not None)
        if there is not None:
            tone, icon = (Tone.OK, "circle-check") if there.ready else (Tone.BAD, "circle-alert")
            self.chip.set(ChipSpec(words.state(there), tone, icon))
        self.told.setText(state.told or model.warning(state))
        self.told.setVisible(bool(self.told.text()))
        self.test.setEnabled(there is not None)
        self.say_failure(state.failure)
        self.refresh()

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    @property
    def dirty(self) -> bool:
        """Whether something chosen is not saved."""
        return self.presenter.state.changed

    def shown(self) -> None:
        """Read what is kept and look for printers."""
        self.presenter.load()

    def start(self) -> None:
        """Choose a form first."""
        self.forms.setFocus()

    def undo(self) -> bool:
        """Back to what is kept."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.forms, self.form.controls["printer"])

    def keep(self) -> object:
        """What was chosen."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was chosen."""
        if isinstance(kept, PrintersState):
            self.presenter.restore(kept)
