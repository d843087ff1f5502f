"""Lịch làm việc as a section: year, own days, hours, files; F9 previews and saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.calendar.days import AffectedView, HoursView, OwnDaysView, YearView
from ui.admin.calendar.model import CalendarState
from ui.admin.calendar.presenter import CalendarPresenter
from ui.admin.parts.files import FileFlow
from ui.admin.parts.frame import SectionPage
from ui.i18n import tr
from ui.tokens import LayoutKind, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.chip import Chip, ChipSpec
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desk.importing import ImportReport
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext

VIEWS = ("year", "days", "hours")


class CalendarSection(SectionPage):
    """Lịch làm việc. Nothing is saved before the dossiers it touches were shown."""

    def __init__(self, context: ScreenContext) -> None:
        words = tr("Ngày nghỉ, làm bù, đóng cửa và giờ làm việc quyết định ngày hẹn trả.")
        super().__init__(context, name="calendar", title=tr("Lịch làm việc"), words=words)
        self.presenter = CalendarPresenter(context, self)
        today = self.presenter.state.today
        self._build_years()
        views = self.add_views(
            (("year", tr("Cả năm")), ("days", tr("Ngày riêng")), ("hours", tr("Giờ làm việc")))
        )
        views.chosen.connect(self._on_view)
        self.stack = FrontStack(self.content)
        self.year = YearView(today, self.stack)
        self.days = OwnDaysView(self.stack)
        self.hours = HoursView(lambda: context.services.now().date(), self.stack)
        self.affected = AffectedView(self.stack)
        for view in (self.year, self.days, self.hours, self.affected):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)
        self.add_files(self._flow())
        self._connect()
        self._show(self.presenter.state)

    def _build_years(self) -> None:
        keys = self.context.keys
        self.unconfirmed = Chip(parent=self)
        self.before = LinkButton("", name="calendar.year_before", cap=keys.cap("admin.previous"), parent=self)
        self.after = LinkButton("", name="calendar.year_after", cap=keys.cap("admin.next"), parent=self)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        for widget in (self.unconfirmed, self.before, self.after):
            self.tools.addWidget(widget)
            self.tools.addSpacing(4)

    def _flow(self) -> FileFlow:
        services = self.context.services

        def take(path: Path, dry: bool) -> ImportReport:
            return services.dates.import_file(path, dry_run=dry)

        def give(path: Path) -> object:
            return services.dates.export_file(path)

        def touches(path: Path) -> str:
            count = len(services.dates.preview_file(path).affected)
            told = tr("Ngày hẹn đã in giữ nguyên. {count} hồ sơ cần xem lại.", count=count)
            return told if count else ""

        flow = FileFlow(
            self.context,
            importer=take,
            exporter=give,
            file_name=lambda: "lich-lam-viec.csv",
            touches=touches,
            parent=self,
        )
        flow.imported.connect(self.presenter.on_imported)
        flow.exported.connect(self.presenter.on_exported)
        return flow

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.state_changed.connect(self._show)
        self.year.grid.walked.connect(presenter.look_at)
        self.year.grid.months_shown.connect(presenter.need)
        self.year.edit_asked.connect(self.edit_day)
        table = self.days.table
        table.edited.connect(presenter.put)
        table.add_asked.connect(self._add)
        table.drop_asked.connect(presenter.drop)
        table.current_changed.connect(self.refresh)
        self.hours.table.edited.connect(presenter.put_hour)
        self.hours.dated.changed.connect(presenter.put_hours_from)
        self.hours.basis.textChanged.connect(presenter.put_hours_basis)
        self.affected.leave.clicked.connect(self.back)

    # ---- acts -----------------------------------------------------------------------------------

    def _on_view(self, view: str) -> None:
        self.presenter.look(view)

    def _add(self) -> None:
        self.days.table.stand_on(self.presenter.add(), "day", edit=True)

    def edit_day(self, day: date) -> None:
        """Go to the own row of a day, made where there is none."""
        line = self.presenter.add_day(day)
        self.presenter.look("days")
        self.days.table.setFocus()
        self.days.table.stand_on(line, "kind")

    def turn(self, step: int) -> None:
        """A year on or back."""
        if not self.files_open and self.presenter.state.preview is None:
            self.presenter.turn_year(step)

    # ---- showing --------------------------------------------------------------------------------

    def _show(self, state: CalendarState) -> None:
        self.before.say(str(state.year - 1))
        self.before.setAccessibleName(tr("Năm trước, {year}", year=state.year - 1))
        self.after.say(str(state.year + 1))
        self.after.setAccessibleName(tr("Năm sau, {year}", year=state.year + 1))
        words = tr("{year}: chưa có lịch nghỉ chính thức", year=state.year)
        self.unconfirmed.set(ChipSpec(words, Tone.WARN, "triangle-alert"))
        self.unconfirmed.setVisible(state.unconfirmed)
        if self.views is not None and self.views.value != state.view:
            self.views.set_value(state.view)
        self.year.show_state(state)
        self.days.show_state(state)
        self.hours.show_state(state)
        self.affected.show_state(state)
        front: QWidget = {"year": self.year, "days": self.days, "hours": self.hours}[state.view]
        if state.preview is not None:
            front = self.affected
        changed = self.stack.currentWidget() is not front
        self.stack.setCurrentWidget(front)
        if changed and front is self.affected:
            (
                self.affected.table if state.preview and state.preview.affected else self.commit_button
            ).setFocus()
        elif changed and front is self.days and self.isVisible():
            self.days.table.setFocus()
        self.say_failure(state.failure)
        self.refresh()

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def to_gap(self) -> None:
        """Go to the first cell that hinders saving."""
        state = self.presenter.state
        if state.view == "hours":
            self.hours.dated.setFocus()
            return
        if state.problems:
            year, problem = state.problems[0]
            if year != state.year:
                self.presenter.turn_year(year - state.year)
            self.presenter.look("days")
            self.days.table.setFocus()
            self.days.table.stand_on(problem.line, problem.column)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.dirty

    def shown(self) -> None:
        """Read the calendar."""
        self.presenter.load()

    def start(self) -> None:
        """Where work starts in the view in front."""
        starts: dict[str, QWidget] = {
            "year": self.year.grid, "days": self.days.table, "hours": self.hours.table,
        }  # fmt: skip
        starts[self.presenter.state.view].setFocus()
        if self.presenter.state.view == "days" and not self.presenter.state.sheet.lines:
            self.days.empty.action.setFocus()

    def undo(self) -> bool:
        """One step of what was typed back."""
        return self.presenter.undo()

    def back(self) -> bool:
        """Esc: from the preview back to the table."""
        return self.presenter.close_preview()

    def panes(self) -> tuple[QWidget, ...]:
        """The view in front, then its further fields."""
        return (
            self.year.grid, self.year.edit, self.days.table, self.hours.table, self.hours.dated.field.field,
            self.affected.table,
        )  # fmt: skip

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the views the room there is."""
        super().lay_out(kind)
        compact = kind is LayoutKind.COMPACT
        self.year.set_compact(on=compact)
        self.hours.dated.set_compact(on=compact)

    def keep(self) -> object:
        """What was typed and where one stood."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, CalendarState):
            self.presenter.restore(kept)
