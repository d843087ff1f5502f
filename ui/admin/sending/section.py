"""Nơi nhận bảng kê as a section: the list on the left, the fields of the chosen kind on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.admin.parts.device_section import DeviceSection, ListCard
from ui.admin.parts.form import FormGrid
from ui.admin.parts.secret import SecretField
from ui.admin.sending import model, telling
from ui.admin.sending.model import Draft, SendingState
from ui.admin.sending.presenter import SendingPresenter
from ui.i18n import tr
from ui.keys import cap_of
from ui.tokens import Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.stack import FrontStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


class SendingSection(DeviceSection):
    """Nơi nhận bảng kê. Only the head and the administrator say where the office's numbers go."""

    guarded = True

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Ngày đã chốt được ký rồi gửi tới từng nơi này, mỗi nơi đúng một lần.")
        super().__init__(context, name="targets", title=tr("Nơi nhận bảng kê"), words=said)
        self.setObjectName("admin.sending")
        self.presenter = SendingPresenter(context, self)
        self.add = self._keyed(tr("Thêm nơi nhận"), "add", "plus", cap_of("admin.add"))
        self.drop = self._keyed(tr("Bỏ nơi nhận"), "drop", "trash-2", cap_of("admin.drop"))
        self.test = self.tool(tr("Thử kết nối"), "test", "cable")
        self.give_keys(self.test)
        self.side_by_side(self._build_list(), self._build_forms())
        self._connect()
        self._show(self.presenter.state)

    def _keyed(self, words: str, name: str, icon: str, cap: str) -> SecondaryButton:
        button = SecondaryButton(words, name=f"targets.{name}", icon=icon, cap=cap, parent=self)
        self.tools.addWidget(button)
        return button

    def _build_list(self) -> ListCard:
        columns = (
            Column(tr("Tên, địa chỉ"), telling.name_cell, share=4, least=150),
            Column(tr("Kiểu nơi nhận"), telling.kind_cell, share=0, least=118),
        )
        card = ListCard(columns, name="targets.list", title=tr("Các nơi nhận"), lines=8, parent=self.content)
        self.list, self.list_card, self.told = card.table, card, card.told
        self.list.keyPressEvent = self._list_key  # type: ignore[method-assign]
        return card

    def _list_key(self, event: QKeyEvent) -> None:
        """Ins adds, Del takes out, as in every table of the settings."""
        if event.key() == Qt.Key.Key_Insert:
            self._add()
        elif event.key() == Qt.Key.Key_Delete:
            self.presenter.drop()
        else:
            DossierTable.keyPressEvent(self.list, event)

    def _build_forms(self) -> Card:
        self.over = SectionHead("", parent=self.content)
        self.chip = Chip(parent=self.over)
        self.over.add(self.chip)
        self.over.row.setContentsMargins(0, 0, 8, 0)  # as far as the fields reach
        card = Card(name="targets.form.card", margins=(14, 10, 6, 10), parent=self.content)
        card.body.addWidget(self.over)
        self.forms = FrontStack(card)
        self.by_kind = {
            kind: FormGrid(model.specs(kind), name=f"targets.{kind}", parent=self.forms)
            for kind in model.KINDS
        }
        for form in self.by_kind.values():
            self.forms.addWidget(form)
        card.body.addWidget(self.forms, 1)
        return card

    def _connect(self) -> None:
        self.presenter.state_changed.connect(self._show)
        for form in self.by_kind.values():
            form.edited.connect(self._put)
        self.add.clicked.connect(self._add)
        self.drop.clicked.connect(self.presenter.drop)
        self.test.clicked.connect(self.presenter.try_it)
        self.list.current_changed.connect(self._on_row)
        self.list.opened.connect(lambda _row: self.form.setFocus())

    def _on_row(self, row: object) -> None:
        if isinstance(row, Draft):
            self.presenter.stand_on(row.id)

    def _put(self, key: str, text: str) -> None:
        self.presenter.put(key, text)
        if key == "kind":
            self.form.stand_on("kind")  # the fields are others now

    def _add(self) -> None:
        self.presenter.add()
        self.form.stand_on("name")

    # ---- showing --------------------------------------------------------------------------------

    @property
    def form(self) -> FormGrid:
        """The fields of the kind stood on."""
        here = self.presenter.state.here
        return self.by_kind[here.kind if here is not None and here.kind in self.by_kind else model.KINDS[0]]

    def _show(self, state: SendingState) -> None:
        self._show_list(state)
        here = state.here
        self.over.title.setText(here.values.get("name", "") if here is not None else tr("Các nơi nhận"))
        self.forms.setVisible(here is not None)
        if here is not None:
            self._show_form(state, here)
        sentence, chip = telling.trial_words(state)
        self.chip.setVisible(chip is not None)
        if chip is not None:
            self.chip.set(chip)
        self.told.setText(sentence)
        self.told.set_tone(Tone.BAD if state.trial is not None and state.trial.error else Tone.MUTED)
        self.told.setVisible(bool(sentence))
        self.drop.setEnabled(here is not None)
        self.drop.setText(tr("Giữ nơi nhận") if here is not None and here.gone else tr("Bỏ nơi nhận"))
        self.test.setEnabled(self.presenter.may_try)
        self.say_failure(state.failure)
        self.refresh()

    def _show_list(self, state: SendingState) -> None:
        if tuple(self.list.rows_model.rows) != state.drafts:
            self.list.set_rows(state.drafts, same=lambda row: row.id)
        at = next((i for i, one in enumerate(state.drafts) if one.id == state.at), -1)
        if at >= 0 and self.list.currentIndex().row() != at:
            self.list.selectRow(at)
        none = tr("Chưa có nơi nhận nào: bảng kê chỉ nằm trong máy. Nhấn {key} để thêm.",
                  key=cap_of("admin.add"))  # fmt: skip
        self.list_card.show_rows(any_there=bool(state.drafts), none=none)

    def _show_form(self, state: SendingState, here: Draft) -> None:
        form = self.form
        self.forms.setCurrentWidget(form)
        form.set_read_only("name", on=here.stored)
        form.controls["kind"].setEnabled(not here.stored)
        for key, control in form.controls.items():
            if isinstance(control, SecretField):
                words, tone, kept = telling.secret_words(here, key.removeprefix(model.SECRET))
                control.say(words, tone, kept=kept)
        wrong = model.problems(state).get(here.id, {}) if state.changed else {}
        form.show_values(model.values_of(here), wrong)

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the first field that hinders saving."""
        gap = model.first_gap(self.presenter.state)
        if gap is not None:
            self.presenter.stand_on(gap[0])
            self.form.stand_on(gap[1])

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.changed

    def shown(self) -> None:
        """Read what is kept."""
        self.presenter.load()

    def start(self) -> None:
        """Choose a target first."""
        (self.list if self.presenter.state.drafts else self.add).setFocus()

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        first = next(iter(self.form.controls.values()))
        return (self.list, first, self.test)

    def keep(self) -> object:
        """What was typed."""
        return self.presenter.state if self.dirty else None

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, SendingState):
            self.presenter.restore(kept)
