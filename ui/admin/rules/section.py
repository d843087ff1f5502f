"""Quy tắc as a section: the rules on the left, the one stood on beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.parts.fields import Choice, Tick
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.picker import Picker
from ui.admin.parts.sheet import ON
from ui.admin.parts.sheet_table import SheetTable
from ui.admin.rules import fees, model, words
from ui.admin.rules.model import RulesState
from ui.admin.rules.presenter import RulesPresenter
from ui.i18n import tr
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.label import Label
from ui.widgets.stack import FrontStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from desk.office.rows import RuleCard, RuleValue
    from ui.admin.parts.offer import Offer
    from ui.admin.rules.model import RuleDraft
    from ui.shell.screen import ScreenContext


class ValueEditor(FrontStack):
    """The control that fits a rule. Signals: `edited(text)`, `calendar_asked()`."""

    edited = Signal(str)
    calendar_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = TextField(name="rules.value", title=tr("Giá trị"), code=True, parent=self)
        self.line.textChanged.connect(self._tell)
        self.choice = Choice((), name="rules.choice", title=tr("Giá trị"), parent=self)
        self.choice.chosen.connect(self._tell)
        self.flag = Tick(tr("Có"), name="rules.flag", parent=self)
        self.flag.turned.connect(lambda on: self._tell(ON if on else ""))
        self.roles = QWidget(self)
        row = QHBoxLayout(self.roles)
        row.setContentsMargins(0, 0, 0, 0)
        self.ticks = {role: Tick(words.role_words(role), name=f"rules.role.{role}") for role in words.ROLES}
        for tick in self.ticks.values():
            tick.turned.connect(lambda _on: self._tell(self._chosen()))
            row.addWidget(tick)
        row.addStretch(1)
        self.targets = SheetTable(
            model.target_cols(), name="rules.targets", title=tr("Chỉ tiêu kế hoạch năm"), parent=self
        )
        self.fees = SheetTable(
            fees.fee_cols(), name="rules.fees", title=tr("Biểu phí chứng thực"), parent=self
        )
        said = tr("Sửa ở mục Lịch làm việc")
        self.week = SecondaryButton(said, name="rules.week", icon="calendar-days", parent=self)
        self.week.clicked.connect(self.calendar_asked)
        self._showing = False
        self._by_form: dict[str, QWidget] = {
            "flag": self.flag, "choice": self.choice, "roles": self.roles, "targets": self.targets,
            "fees": self.fees, "week": self.week,
        }  # fmt: skip
        for control in (self.line, *self._by_form.values()):
            self.addWidget(control)

    def _tell(self, text: str) -> None:
        if not self._showing:
            self.edited.emit(text)

    def _chosen(self) -> str:
        return ",".join(role for role, tick in self.ticks.items() if tick.isChecked())

    def show_rule(self, card: RuleCard, draft: RuleDraft) -> None:
        """Show a rule as typed."""
        self._showing = True
        form = model.form_of(card)
        front = self._by_form.get(form, self.line)
        if form == "choice":
            self.choice.set_choices(words.choices(card.key))
            self.choice.set_value(draft.text)
        elif form == "flag":
            self.flag.setChecked(draft.text == ON)
        elif form == "roles":
            for role, tick in self.ticks.items():
                tick.setChecked(role in draft.text.split(","))
        elif form == "targets" and draft.sheet is not None:
            self.targets.show_sheet(draft.sheet, model.target_problems(draft.sheet))
        elif form == "fees" and draft.sheet is not None:
            self.fees.show_sheet(draft.sheet, fees.fee_problems(draft.sheet))
        elif front is self.line and self.line.text() != draft.text:
            self.line.setText(draft.text)
        wrong = model.value_of(card, draft)[1] if form not in ("week", "targets", "fees") else ""
        self.line.set_tone(Tone.BAD if wrong else None)
        self.setCurrentWidget(front)
        if isinstance(front, SheetTable):
            self.setMinimumHeight(160)
            self.setMaximumHeight(16777215)
        else:
            self.setFixedHeight(max(36, front.sizeHint().height()))
        self._showing = False

    def setFocus(self, *reason: object) -> None:
        """Type the value."""
        del reason
        front = self.currentWidget()
        if front is self.roles:
            next(iter(self.ticks.values())).setFocus()
        elif front is not None:
            front.setFocus()


def _value_cell(card_key: str, value: RuleValue) -> Cell:
    return Cell(words.value_words(card_key, value.value), strong=False)


class RuleView(Card):
    """One rule: what it is for, its value, its source, its history."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="rules.rule", spacing=6, parent=parent)
        self._key = ""
        self.title = Label("", Role.SUBSECTION, wraps=True, parent=self)
        self.help = Label("", Role.BODY, wraps=True, parent=self)
        self.editor = ValueEditor(self)
        self.unit = Label("", Role.CAPTION, wraps=True, parent=self)
        self.source = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.history = DossierTable(
            (
                Column(tr("Từ ngày"), model.from_cell, share=0, least=104),
                Column(tr("Giá trị"), lambda row: _value_cell(self._key, row), share=3, least=90),
                Column(tr("Trạng thái"), model.planned_cell, share=0, least=118),
            ),
            name="rules.history",
            title=tr("Lịch sử của quy tắc"),
            parent=self,
        )
        self.history.set_row_height(34)
        self._none = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        for part in (self.title, self.help, self.editor, self.unit, self.source, self._none):
            self.body.addWidget(part)
        self.body.addWidget(self.history, 1)
        self._rest = QVBoxLayout()
        self._rest.addStretch(1)
        self.body.addLayout(self._rest)

    def show_state(self, state: RulesState) -> None:
        """Paint a state."""
        card, draft = state.card, state.draft
        if card is None or draft is None:
            return
        self._key = card.key
        self.title.setText(words.title(card))
        self.help.setText(card.help)
        self.editor.show_rule(card, draft)
        table = model.form_of(card) in ("targets", "fees")
        self.body.setStretchFactor(self.editor, 4 if table else 0)
        default = tr("Mặc định: {value}", value=words.value_words(card.key, card.default))
        self.unit.setText(" · ".join(part for part in (words.unit(card.key), default) if part))
        sure = words.confidence_words(card.confidence)
        source = tr("Căn cứ: {basis}", basis=card.source) if card.source else ""
        self.source.setText(". ".join(part for part in (source, sure) if part) + ".")
        self.history.setVisible(bool(card.history))
        self.history.set_rows(tuple(reversed(card.history)), same=lambda row: row.valid_from)
        self._none.setText(tr("Chưa từng đổi."))
        self._none.setVisible(not card.history)


class RulesSection(SectionPage):
    """Quy tắc. A rule is changed from a day on, never backwards, and every change stays in its history."""

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Luật đổi thì đổi giá trị từ ngày có hiệu lực; việc đã làm giữ theo quy tắc cũ.")
        super().__init__(context, name="rules", title=tr("Quy tắc"), words=said)
        self.presenter = RulesPresenter(context, self)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.list = Picker(
            (
                Column(tr("Quy tắc"), self._name, share=5, least=170),
                Column(tr("Đang áp dụng"), model.value_cell, share=2, least=120),
            ),
            name="rules.list",
            title=tr("Các quy tắc"),
            hint=tr("Tìm theo tên, căn cứ"),
            parent=self.content,
        )
        self.rule = RuleView(self.content)
        self.give_keys(self.rule.editor.week)
        row.addWidget(self.list, 5)
        row.addWidget(self.rule, 4)
        self.body.addLayout(row, 1)
        self.valid_from = self.add_dated("rules.from")
        presenter = self.presenter
        presenter.state_changed.connect(self._show)
        self.list.searched.connect(presenter.search)
        self.list.table.current_changed.connect(self._on_row)
        self.list.opened.connect(lambda _row: self.rule.editor.setFocus())
        self.rule.editor.edited.connect(presenter.put)
        self.rule.editor.calendar_asked.connect(lambda: context.desktop.go("admin", "calendar"))
        self.rule.editor.targets.edited.connect(
            lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text))
        )
        table = self.rule.editor.fees
        table.edited.connect(lambda line, key, text: presenter.edit(lambda sheet: sheet.put(line, key, text)))
        table.add_asked.connect(lambda: presenter.edit(lambda sheet: sheet.add(fees.NEW)))
        table.drop_asked.connect(lambda line: presenter.edit(lambda sheet: sheet.drop(line)))
        self.valid_from.changed.connect(presenter.put_from)
        self._listing = False
        self._show(presenter.state)

    def _name(self, card: RuleCard) -> Cell:
        draft = self.presenter.state.drafts.get(card.key)
        if draft is not None and draft.dirty:
            return Cell(words.title(card), sub=tr("Có thay đổi chưa lưu"), tone=Tone.WARN)
        return model.name_cell(card)

    def _on_row(self, card: RuleCard | None) -> None:
        if card is not None and not self._listing:
            self.presenter.stand_on(card.key)

    def _show(self, state: RulesState) -> None:
        self._listing = True
        if self.list.search.text() != state.text:
            self.list.search.setText(state.text)
        none = tr("Đang đọc quy tắc.") if state.cards is None else tr("Không quy tắc nào hợp với từ đã gõ.")
        rows = self.presenter.rows
        if self.list.table.rows_model.rows != rows:
            self.list.show_rows(rows, same=lambda row: row.key, none=none)
        self.list.table.viewport().update()
        self._listing = False
        self.rule.show_state(state)
        draft = state.draft
        self.valid_from.setVisible(draft is not None and draft.dirty)
        self.valid_from.set_text(draft.valid_from if draft is not None else "")
        self.say_failure(state.failure)
        self.refresh()
        front = self.list.table.current_row
        if front is not None and front.key != state.current and state.cards is not None:
            self.presenter.stand_on(front.key)

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the value, or to its day."""
        card, draft = self.presenter.state.card, self.presenter.state.draft
        if card is None or draft is None or not draft.dirty:
            return
        (self.rule.editor if model.value_of(card, draft)[1] else self.valid_from).setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the rules."""
        self.presenter.load()

    def start(self) -> None:
        """Walk the rules."""
        self.list.table.setFocus()

    def undo(self) -> bool:
        """Put back what holds."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.list.table, self.rule.editor, self.rule.history, self.valid_from.field.field)

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the rows the room there is."""
        super().lay_out(kind)
        compact = kind is LayoutKind.COMPACT
        self.list.table.set_row_height(42 if compact else 46)
        self.rule.unit.setVisible(not compact)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, RulesState):
            self.presenter.restore(kept)
