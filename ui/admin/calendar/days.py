"""Views of the calendar: the year and its day, own days, the week's hours, what a change touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.admin.calendar import model
from ui.admin.calendar.year import YearGrid
from ui.admin.parts.dated import DatedBar
from ui.admin.parts.reading import day_text
from ui.admin.parts.sheet_table import SheetTable
from ui.i18n import tr
from ui.keys import cap_of
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desk.dates.rows import AffectedDossier
    from ui.admin.calendar.model import CalendarState


class YearView(QWidget):
    """The months, and what the calendar says of the day stood on. Signal `edit_asked(day)`."""

    edit_asked = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._day = today
        self._months = Card(name="calendar.months", parent=self)
        self.grid = YearGrid(today, self._months)
        self._months.body.addWidget(self.grid, 1)
        row.addWidget(self._months, 1)
        self.side = Card(name="calendar.day", spacing=6, parent=self)
        self.day = Label("", Role.SUBSECTION, wraps=True, parent=self.side)
        self.chip = Chip(parent=self.side)
        self.name = Label("", Role.STRONG, wraps=True, parent=self.side)
        self.hours = Label("", Role.BODY, wraps=True, parent=self.side)
        self.basis = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self.side)
        for part in (self.day, self.chip, self.name, self.hours, self.basis):
            self.side.body.addWidget(part)
        self.edit = SecondaryButton(
            tr("Đặt lịch riêng"), name="calendar.day.edit", icon="pencil", cap="Enter", parent=self.side
        )
        self.edit.clicked.connect(lambda: self.edit_asked.emit(self._day))
        self.side.body.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignLeft)
        self.side.body.addStretch(1)
        self._legend = QWidget(self.side)
        legend = QVBoxLayout(self._legend)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(4)
        for kind in model.KINDS:
            chip = Chip(parent=self._legend)
            chip.set(model.kind_chip(kind))
            legend.addWidget(chip)
        self.side.body.addWidget(self._legend)
        row.addWidget(self.side)
        self.grid.opened.connect(self.edit_asked)
        self.set_compact(on=False)

    def set_compact(self, *, on: bool) -> None:
        """Narrow the day's card where there is little room."""
        self.side.setFixedWidth(scaled(236 if on else 260))
        self._legend.setVisible(not on)

    def show_state(self, state: CalendarState) -> None:
        """Paint a state."""
        self.grid.show_days(state.cursor, state.months)
        self._day = state.cursor
        card = state.card(state.cursor)
        self.day.setText(say.long_date(state.cursor))
        self.chip.setVisible(card is not None)
        if card is None:
            for label in (self.name, self.hours, self.basis):
                label.setText("")
            return
        self.chip.set(model.kind_chip(card.kind))
        own = tr("lịch riêng của cơ quan") if card.own else ""
        self.name.setText(" · ".join(part for part in (card.name, own) if part))
        self.name.setVisible(bool(card.name or own))
        self.hours.setText(tr("Làm việc {hours}", hours=card.hours) if card.hours else tr("Không làm việc"))
        self.basis.setText(tr("Căn cứ: {basis}", basis=card.basis))
        self.basis.setVisible(bool(card.basis))
        self.edit.say(tr("Sửa lịch riêng") if card.own else tr("Đặt lịch riêng"))


class OwnDaysView(Card):
    """The office's own days as an editable table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="calendar.own", margins=(1, 8, 1, 8), spacing=4, parent=parent)
        self._head = SectionHead("", parent=self)
        self._head.row.setContentsMargins(14, 0, 14, 0)
        self.add = SecondaryButton(
            tr("Thêm ngày"), name="calendar.add", icon="plus", cap=cap_of("admin.add"), parent=self
        )
        self.drop = SecondaryButton(
            tr("Xóa dòng"),
            name="calendar.drop",
            icon="trash-2",
            cap=cap_of("admin.drop"),
            parent=self,
        )
        self._head.add(self.add)
        self._head.add(self.drop)
        self.body.addWidget(self._head)
        self.table = SheetTable(
            model.own_cols(), name="calendar.own.table", title=tr("Ngày riêng của cơ quan"), parent=self
        )
        self.empty = EmptyState("calendar-days", "", name="calendar.own.empty", parent=self)
        self.empty.acted.connect(self.add.click)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.add.clicked.connect(self.table.add_asked)
        self.drop.clicked.connect(self._drop_current)

    def _drop_current(self) -> None:
        line = self.table.current_line
        if line is not None:
            self.table.drop_asked.emit(line.id)
            self.table.setFocus()

    def show_state(self, state: CalendarState) -> None:
        """Paint a state."""
        self._head.title.setText(tr("Ngày riêng năm {year}", year=state.year))
        sheet = state.sheet
        wrong = [one for year, one in state.problems if year == state.year]
        self.table.show_sheet(sheet, wrong)
        self.table.set_frozen(on=bool(state.busy))
        self.drop.setEnabled(bool(sheet.lines))
        if not sheet.lines:
            words = tr("Năm {year} chưa có ngày riêng: theo lịch nghỉ chung.", year=state.year)
            self.empty.say("calendar-days", words, action=tr("Thêm ngày"), cap=cap_of("admin.add"))
        self._stack.setCurrentWidget(self.table if sheet.lines else self.empty)


class HoursView(Card):
    """The week's hours as an editable table, from when they hold, by which document."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(name="calendar.hours", margins=(1, 10, 1, 12), spacing=8, parent=parent)
        self.since = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.since.setContentsMargins(14, 0, 14, 0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.addWidget(self.since)
        self.body.addLayout(head)
        self.table = SheetTable(
            model.hour_cols(), name="calendar.hours.table", title=tr("Giờ làm việc trong tuần"), parent=self
        )
        self.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 0)
        foot.setSpacing(18)
        self.dated = DatedBar(today, name="calendar.hours.from", parent=self)
        foot.addWidget(self.dated, 0, Qt.AlignmentFlag.AlignBottom)
        self.basis = TextField(
            name="calendar.hours.basis", title=tr("Căn cứ"), hint=tr("số văn bản quy định giờ"), parent=self
        )
        foot.addWidget(Field(tr("Căn cứ"), self.basis, above=False, parent=self), 1)
        self.body.addLayout(foot)

    def show_state(self, state: CalendarState) -> None:
        """Paint a state."""
        told = []
        for card in state.hours_cards:
            since = day_text(card.valid_from) if card.valid_from.year > 1900 else ""
            if card.in_force:
                told.append(tr("Đang áp dụng từ {day}.", day=since) if since else tr("Đang áp dụng."))
                told.append(tr("Căn cứ: {basis}", basis=card.basis) if card.basis else "")
            elif card.valid_from > state.today:
                told.append(tr("Đã đặt giờ khác từ {day}.", day=since))
        self.since.setText(" ".join(part for part in told if part))
        self.table.show_sheet(state.hours, model.hour_problems(state.hours))
        self.dated.set_text(state.hours_from)
        if self.basis.text() != state.hours_basis:
            self.basis.setText(state.hours_basis)


def _dossier(row: AffectedDossier) -> Cell:
    return Cell(row.applicant, sub=row.code)


def _procedure(row: AffectedDossier) -> Cell:
    return Cell(row.procedure, strong=False)


def _printed(row: AffectedDossier) -> Cell:
    return Cell(f"{row.due_at:%H:%M}", sub=f"{row.due_at:%d/%m/%Y}")


def _would(row: AffectedDossier) -> Cell:
    return Cell(f"{row.would_be:%H:%M}", sub=f"{row.would_be:%d/%m/%Y}", tone=Tone.WARN)


class AffectedView(Card):
    """Which open dossiers a change touches, before it is saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="calendar.preview", margins=(1, 10, 1, 8), spacing=6, parent=parent)
        self.head = SectionHead(tr("Hồ sơ đang mở bị ảnh hưởng"), parent=self)
        self.head.row.setContentsMargins(14, 0, 14, 0)
        self.leave = LinkButton(tr("Quay lại sửa"), name="calendar.preview.back", cap="Esc", parent=self)
        self.head.add(self.leave)
        self.body.addWidget(self.head)
        self.notes = Banner(name="calendar.preview.notes", parent=self)
        self.body.addWidget(self.notes)
        self.table = DossierTable(
            (
                Column(tr("Công dân, mã hồ sơ"), _dossier, share=5, least=170),
                Column(tr("Thủ tục"), _procedure, share=6, least=150),
                Column(tr("Đã hẹn, đã in"), _printed, share=1, least=118),
                Column(tr("Theo lịch mới"), _would, share=1, least=118),
            ),
            name="calendar.affected",
            title=tr("Hồ sơ đang mở bị ảnh hưởng"),
            parent=self,
        )
        self.none = EmptyState("circle-check", "", name="calendar.affected.none", parent=self)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.none)
        self.body.addWidget(self._stack, 1)

    def show_state(self, state: CalendarState) -> None:
        """Paint a preview."""
        if state.preview is None:
            return
        rows = state.preview.affected
        self.head.say(tr("{count} hồ sơ", count=len(rows)))
        if state.preview.notes:
            words = " ".join(note.message for note in state.preview.notes)
            self.notes.say(tr("Cần biết trước khi lưu"), words, tone=Tone.WARN)
        else:
            self.notes.clear()
        self.table.set_rows(rows, same=lambda row: row.code)
        words = tr("Không hồ sơ đang mở nào bị ảnh hưởng. Ngày hẹn đã in giữ nguyên.")
        self.none.say("circle-check", words, tone=Tone.OK)
        self._stack.setCurrentWidget(self.table if rows else self.none)
