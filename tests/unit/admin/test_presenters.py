"""Presenters with an inline runner: one question at a time, failures in place, drafts that stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desk.dates.rows import CalendarCard, CalendarChange, CalendarPreview
from desk.errors import InputError, SurroundingsError
from desk.importing import ImportReport, RowError
from desk.rows import StaffCard
from tests.helpers.ui_demo import DemoServices
from ui.admin.calendar.presenter import CalendarPresenter
from ui.admin.parts.files import FileFlow
from ui.admin.parts.presenter import gap_of, may_edit
from ui.changes import Changes
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner

DAY = date(2026, 12, 2)


@dataclass
class Dates:
    """The calendar's doors from memory; `broken` makes the next save fail."""

    own: list[CalendarCard] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    broken: Exception | None = None

    def month(self, year: int, month: int) -> tuple[Any, ...]:
        return ()

    def hours(self) -> tuple[Any, ...]:
        return ()

    def own_rows(self, year: int) -> tuple[CalendarCard, ...]:
        return tuple(card for card in self.own if card.day.year == year)

    def affected(self) -> tuple[Any, ...]:
        return ()

    def preview(self, changes: tuple[CalendarChange, ...]) -> CalendarPreview:
        self.asked.append("preview")
        return CalendarPreview(())

    def apply(self, changes: tuple[CalendarChange, ...]) -> CalendarPreview:
        self.asked.append("apply")
        if self.broken is not None:
            raise self.broken
        for one in changes:
            self.own = [card for card in self.own if card.day != one.day]
            if one.kind is not None:
                self.own.append(CalendarCard(one.day, one.kind, one.note, one.basis, one.am, one.pm))
        return CalendarPreview((), changed=len(changes))


@pytest.fixture
def doors() -> Dates:
    """The calendar's doors."""
    return Dates()


@pytest.fixture
def context(qapp: QApplication, doors: Dates) -> Iterator[ScreenContext]:
    """What a section is built with, work done at once."""
    services = DemoServices(dates=doors, house=SimpleNamespace(rules=lambda: ()))
    runner, changes, desktop = InlineRunner(qapp), Changes(qapp), Desktop(qapp)
    yield ScreenContext(services, runner, changes, desktop)
    for one in (runner, changes, desktop):
        one.deleteLater()


def settle(qapp: QApplication, context: ScreenContext) -> None:
    """Let every answer arrive."""
    qapp.processEvents()
    while context.runner.running:
        qapp.processEvents()


@pytest.fixture
def presenter(qapp: QApplication, context: ScreenContext) -> CalendarPresenter:
    """The calendar, read, with one day typed."""
    made = CalendarPresenter(context)
    made.load()
    settle(qapp, context)
    line = made.add()
    for key, text in (("day", "2/12/26"), ("note", "Sơ kết"), ("basis", "CV 12")):
        made.put(line, key, text)
    return made


def test_nothing_is_saved_before_the_dossiers_it_touches_were_shown(
    qapp: QApplication, context: ScreenContext, doors: Dates, presenter: CalendarPresenter
) -> None:
    presenter.commit()
    settle(qapp, context)
    assert doors.asked == ["preview"]
    presenter.commit()
    presenter.commit()  # a second press while saving does nothing
    settle(qapp, context)
    assert doors.asked == ["preview", "apply"]
    assert [card.day for card in doors.own] == [DAY]
    assert not presenter.state.dirty


def test_an_edit_after_the_preview_asks_again(
    qapp: QApplication, context: ScreenContext, doors: Dates, presenter: CalendarPresenter
) -> None:
    presenter.commit()
    settle(qapp, context)
    presenter.put(1, "note", "Tổng kết")
    presenter.commit()
    settle(qapp, context)
    assert doors.asked == ["preview", "preview"]


def test_a_failure_is_said_and_takes_nothing_that_was_typed(
    qapp: QApplication, context: ScreenContext, doors: Dates, presenter: CalendarPresenter
) -> None:
    doors.broken = SurroundingsError("data.disk_full")
    presenter.commit()
    settle(qapp, context)
    presenter.commit()
    settle(qapp, context)
    assert presenter.state.failure
    assert presenter.state.sheet.lines[0].value("note") == "Sơ kết"
    assert presenter.offer().enabled


def test_reading_anew_leaves_a_draft_alone(
    qapp: QApplication, context: ScreenContext, presenter: CalendarPresenter
) -> None:
    presenter.load()
    settle(qapp, context)
    assert [line.value("day") for line in presenter.state.sheet.lines] == ["02/12/2026"]


def test_a_year_left_and_come_back_to_keeps_what_was_typed(
    qapp: QApplication, context: ScreenContext, presenter: CalendarPresenter
) -> None:
    presenter.turn_year(1)
    settle(qapp, context)
    assert not presenter.state.sheet.dirty
    assert presenter.state.dirty
    presenter.turn_year(-1)
    settle(qapp, context)
    assert presenter.state.sheet.lines[0].value("note") == "Sơ kết"


def test_a_file_taken_over_leaves_what_was_typed(
    qapp: QApplication, context: ScreenContext, presenter: CalendarPresenter
) -> None:
    presenter.on_imported(ImportReport(1, 0))
    settle(qapp, context)
    assert presenter.state.sheet.lines[0].value("note") == "Sơ kết"


# ---- files ----------------------------------------------------------------------------------------


@dataclass
class Table:
    """A file's way in and out; `errors` makes it bad."""

    errors: tuple[RowError, ...] = ()
    calls: list[tuple[str, bool]] = field(default_factory=list)

    def take(self, path: Path, dry: bool) -> ImportReport:
        self.calls.append((path.name, dry))
        return ImportReport(0 if self.errors else 3, 1, self.errors, dry_run=dry)

    def give(self, path: Path) -> int:
        path.write_text("x", "utf-8")
        return 1


@pytest.fixture
def table() -> Table:
    """A table that is right."""
    return Table()


@pytest.fixture
def flow(context: ScreenContext, table: Table) -> FileFlow:
    """A file's way, opened to import."""
    made = FileFlow(context, importer=table.take, exporter=table.give, file_name=lambda: "ra.csv")
    made.open("import")
    return made


def test_a_file_is_looked_at_first_and_then_taken_over(
    qapp: QApplication, context: ScreenContext, flow: FileFlow, table: Table
) -> None:
    done: list[object] = []
    flow.imported.connect(done.append)
    flow.set_path("bang.csv")
    assert flow.offer().words == "Kiểm tra tệp"
    flow.commit()
    settle(qapp, context)
    assert flow.offer().words == "Nhập 3 dòng"
    flow.commit()
    settle(qapp, context)
    assert table.calls == [("bang.csv", True), ("bang.csv", False)]
    assert len(done) == 1
    assert flow.state.mode == ""


def test_a_file_with_errors_is_only_ever_looked_at(
    qapp: QApplication, context: ScreenContext, flow: FileFlow, table: Table
) -> None:
    table.errors = (RowError(2, "day", "x", "Ngày sai."),)
    flow.set_path("bang.csv")
    for _ in range(3):
        flow.commit()
        settle(qapp, context)
    assert {dry for _, dry in table.calls} == {True}
    assert flow.offer().words == "Kiểm tra lại"


def test_another_file_is_looked_at_anew(
    qapp: QApplication, context: ScreenContext, flow: FileFlow, table: Table
) -> None:
    flow.set_path("bang.csv")
    flow.commit()
    settle(qapp, context)
    flow.set_path("khac.csv")
    flow.commit()
    settle(qapp, context)
    assert table.calls == [("bang.csv", True), ("khac.csv", True)]


def test_another_choice_beside_the_file_looks_anew(
    qapp: QApplication, context: ScreenContext, flow: FileFlow, table: Table
) -> None:
    flow.set_path("bang.csv")
    flow.commit()
    settle(qapp, context)
    flow.set_option(True)
    flow.commit()
    settle(qapp, context)
    assert table.calls == [("bang.csv", True), ("bang.csv", True)]


def test_a_file_there_is_replaced_only_after_it_was_said(
    qapp: QApplication, context: ScreenContext, flow: FileFlow, tmp_path: Path
) -> None:
    file = tmp_path / "ra.csv"
    file.write_text("cũ", "utf-8")
    flow.open("export")
    flow.set_path(str(file))
    flow.commit()
    settle(qapp, context)
    assert file.read_text("utf-8") == "cũ"
    assert flow.offer().words == "Thay tệp đang có"
    flow.commit()
    settle(qapp, context)
    assert file.read_text("utf-8") == "x"


# ---- who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "may"), [("clerk", False), ("head", True), ("admin", True)])
def test_only_head_and_administrator_change_what_a_real_office_works_by(
    monkeypatch: pytest.MonkeyPatch, role: str, may: bool
) -> None:
    from dataclasses import replace

    services = DemoServices()
    real = replace(services.office(), training=False)
    monkeypatch.setattr(services, "office", lambda: real)
    monkeypatch.setattr(services, "staff", lambda: StaffCard("x", "X", role))
    assert may_edit(services) is may


def test_to_practise_anyone_may() -> None:
    assert may_edit(DemoServices())


def test_a_refusal_names_its_place_where_it_has_one() -> None:
    assert gap_of(InputError("catalogue.bad_value", key="fee")) == "fee"
    assert gap_of(InputError("table.empty")) == ""
    assert gap_of(ValueError("x")) == ""
