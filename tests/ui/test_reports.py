"""The reports screen over a made office: walked by keys, saved, stopped, refused, printed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desk.clock import LOCAL
from desk.numbers.tally import tally
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.paper.telling import Tell
from desk.paper.templates import export_template, import_template
from desk.reports.asking import names
from desk.services import DeskServices
from ui import format as say
from ui.changes import Changes, Kind
from ui.reports import model
from ui.reports.model import ReportsState, Span
from ui.reports.screen import ReportsPage
from ui.reports.words import title_of
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner, TaskRunner
from ui.tokens import LayoutKind

NOW = datetime(2026, 11, 23, 15, 40, tzinfo=LOCAL)
TODAY = NOW.date()
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(made: Path) -> Iterator[Office]:
    with open_office(made, now=NOW) as opened:
        yield opened


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


def page_with(
    qtbot: QtBot, office: Office, desktop: Desktop, runner: TaskRunner, changes: Changes | None = None
) -> ReportsPage:
    page = ReportsPage(ScreenContext(DeskServices(office), runner, changes or Changes(), desktop))
    qtbot.addWidget(page)
    page.resize(1278, 604)
    page.show()
    page.shown()
    counted(qtbot, page)
    return page


@pytest.fixture
def page(qtbot: QtBot, office: Office, desktop: Desktop, tmp_path: Path) -> ReportsPage:
    page = page_with(qtbot, office, desktop, InlineRunner())
    page.presenter.state = replace(page.presenter.state, folder=tmp_path / "Báo cáo")
    return page


def counted(qtbot: QtBot, page: ReportsPage) -> None:
    """Let the answer arrive, of what is counted or made."""
    state = page.presenter

    def there() -> bool:
        now = state.state
        return bool(now.cards) and not now.looking and not now.job

    qtbot.waitUntil(there, timeout=20_000)


def f9(qtbot: QtBot, page: ReportsPage) -> Path | None:
    """Press F9 and wait; the file that is there now."""
    QTest.keyClick(page, Qt.Key.Key_F9)
    counted(qtbot, page)
    return page.presenter.state.saved


def choose(qtbot: QtBot, page: ReportsPage, name: str) -> None:
    page.view.list.setFocus()
    while page.presenter.state.chosen != name:
        key = Qt.Key.Key_Down if page.presenter.state.chosen != names()[-1] else Qt.Key.Key_Home
        QTest.keyClick(page.view.list, key)
    counted(qtbot, page)


def test_the_list_has_every_report_that_the_command_line_can_make(page: ReportsPage) -> None:
    from desk.reports.writing import REPORTS

    assert tuple(card.name for card in page.view.list.rows_model.rows) == names()
    assert set(names()) == {*REPORTS, "so_theo_doi", "so_chung_thuc"}
    assert page.view.list.hasFocus()


def test_the_numbers_of_the_balance_are_those_of_the_tally(
    qtbot: QtBot, page: ReportsPage, office: Office
) -> None:
    QTest.keyClick(page, Qt.Key.Key_4, ALT)  # this year
    counted(qtbot, page)
    grid = page.view.numbers.grid
    assert grid is not None
    whole = tally(office, date(2026, 1, 1), date(2026, 12, 31))
    shown = page.presenter.state.seen
    assert shown is not None
    assert shown.total[2] == say.number(whole.total["received_total"])
    assert len(grid.rows_model.rows) == len([row for row in whole.by_field if row["received_total"]])
    assert "(3) = (4) + (5) + (6)" in page.view.numbers.said.text()


@pytest.mark.parametrize("name", names())
def test_every_report_is_shown_and_saved_by_keys_alone(
    qtbot: QtBot, page: ReportsPage, name: str, tmp_path: Path
) -> None:
    choose(qtbot, page, name)
    assert page.presenter.state.look is not None, page.presenter.state.unread
    QTest.keyClick(page, Qt.Key.Key_4, ALT)
    counted(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_2, CTRL)  # PDF
    saved = f9(qtbot, page)
    assert saved is not None, page.presenter.state.failure
    assert saved.parent == tmp_path / "Báo cáo"
    assert saved.read_bytes().startswith(b"%PDF-")
    assert saved.stem.endswith("_2026")
    assert saved.name in page.view.banner.accessibleName()


def test_what_was_saved_before_is_never_written_over_unasked(qtbot: QtBot, page: ReportsPage) -> None:
    for name in ("bao-cao-II06a_2026-11.xlsx", "bao-cao-II06a_2026-11 (2).xlsx"):
        assert page.presenter.state.named in ("", name)
        saved = f9(qtbot, page)
        assert saved is not None
        assert saved.name == name
        assert load_workbook(saved).sheetnames[0] == "II.06a"


def test_the_arrows_and_alt_digits_choose_the_period(page: ReportsPage) -> None:
    view, act = page.view, page.presenter
    for digit, first, last in (
        (Qt.Key.Key_2, "01/10/2026", "31/10/2026"),
        (Qt.Key.Key_3, "01/10/2026", "31/12/2026"),
        (Qt.Key.Key_4, "01/01/2026", "31/12/2026"),
        (Qt.Key.Key_5, "15/11/2026", "14/12/2026"),
        (Qt.Key.Key_6, "15/09/2026", "14/12/2026"),
        (Qt.Key.Key_1, "01/11/2026", "30/11/2026"),
    ):
        QTest.keyClick(page, digit, ALT)
        assert (view.first.text(), view.last.text()) == (first, last)
    QTest.keyClick(page, Qt.Key.Key_Left, ALT)
    assert act.state.span is Span.LAST_MONTH  # told from the days, however they were reached
    QTest.keyClick(page, Qt.Key.Key_Left, ALT)
    assert (act.state.first, act.state.last) == (date(2026, 9, 1), date(2026, 9, 30))
    assert view.span.value == Span.FREE
    QTest.keyClick(page, Qt.Key.Key_Right, ALT)
    assert act.state.span is Span.LAST_MONTH


def test_free_days_are_typed_and_nothing_is_saved_of_days_nobody_can_read(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path
) -> None:
    QTest.keyClick(page, Qt.Key.Key_7, ALT)
    assert page.view.first.hasFocus()
    QTest.keyClicks(page.view.first, "5/11/2026")
    page.view.last.setFocus()
    page.view.last.selectAll()
    QTest.keyClicks(page.view.last, "1/11")
    assert f9(qtbot, page) is None
    assert not (tmp_path / "Báo cáo").exists()
    assert "01/11/2026" in page.view.numbers.empty.accessibleName()
    page.view.last.selectAll()
    QTest.keyClicks(page.view.last, "20.11.2026")
    state = page.presenter.state
    assert (state.first, state.last, state.typed) == (date(2026, 11, 5), date(2026, 11, 20), None)
    assert page.view.last.text() == "20.11.2026"  # what is being typed is not rewritten
    saved = f9(qtbot, page)
    assert saved is not None
    assert saved.name == "bao-cao-II06a_2026-11-05_2026-11-20.xlsx"


def test_a_period_without_dossiers_says_so_and_can_still_be_saved(qtbot: QtBot, page: ReportsPage) -> None:
    page.presenter.type_days("1/3/2019", "31/3/2019")
    counted(qtbot, page)
    assert "không có hồ sơ" in page.view.numbers.empty.accessibleName()
    assert f9(qtbot, page) is not None


def test_a_report_of_several_tables_turns_them_by_a_key(qtbot: QtBot, page: ReportsPage) -> None:
    choose(qtbot, page, "workload")
    before = page.presenter.state.seen
    QTest.keyClick(page, Qt.Key.Key_T, CTRL)
    assert page.presenter.state.seen is not before
    QTest.keyClick(page, Qt.Key.Key_T, CTRL)
    assert page.presenter.state.seen is before


def test_a_full_disk_is_told_in_place_and_no_part_of_a_file_is_left(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    f9(qtbot, page)
    monkeypatch.undo()
    assert "Ổ đĩa đã đầy" in page.view.banner.accessibleName()
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert f9(qtbot, page) is not None
    assert not page.presenter.state.failure


def test_a_file_open_in_a_spreadsheet_stays_and_the_clerk_is_told_to_close_it(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "quý.xlsx"
    page.presenter.save(target)
    counted(qtbot, page)
    before = target.read_bytes()

    def held(self: Path, to: Path) -> None:  # what Windows answers while Excel has the file open
        raise PermissionError(errno.EACCES, "sharing violation", str(to))

    monkeypatch.setattr(Path, "replace", held)
    page.presenter.save(target)
    counted(qtbot, page)
    monkeypatch.undo()
    assert "đang mở trong chương trình khác" in page.view.banner.accessibleName()
    assert target.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["quý.xlsx"]


def test_another_place_is_asked_for_by_key_and_remembered(
    qtbot: QtBot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "USB"
    elsewhere.mkdir()
    answer = (str(elsewhere / "gửi lãnh đạo"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: answer)
    QTest.keyClick(page, Qt.Key.Key_E, CTRL)
    counted(qtbot, page)
    assert page.presenter.state.saved == elsewhere / "gửi lãnh đạo.xlsx"
    assert f9(qtbot, page) == elsewhere / "bao-cao-II06a_2026-11.xlsx"
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    QTest.keyClick(page, Qt.Key.Key_O, CTRL)
    assert [Path(one.toLocalFile()) for one in opened] == [elsewhere]


def test_ctrl_p_gives_the_drawn_report_to_the_printer(
    qtbot: QtBot, page: ReportsPage, desktop: Desktop
) -> None:
    sent: list[tuple[bytes, str, object]] = []
    desktop.print_asked.connect(lambda pdf, title, how: sent.append((pdf, title, how)))
    assert page.print_current()
    counted(qtbot, page)
    pdf, title, how = sent[0]
    assert pdf.startswith(b"%PDF-")
    assert "2026-11" in title
    assert how.form == "bc_ii06a"  # type: ignore[attr-defined]
    assert not page.presenter.state.job


def test_escape_ends_what_is_being_made_and_no_file_is_left(
    qtbot: QtBot, office: Office, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.reports import doors

    runner = TaskRunner()
    page = page_with(qtbot, office, desktop, runner)
    page.presenter.state = replace(page.presenter.state, folder=tmp_path)
    heard: list[float] = []
    asked = doors.ReportDoors.write

    def slow(self: doors.ReportDoors, *args: Any, tell: Tell) -> object:
        def wait(share: float) -> None:  # a long report: it goes on only once somebody pressed Esc
            while True:
                tell(share)
                heard.append(share)
                page.thread().yieldCurrentThread()

        return asked(self, *args, tell=wait)

    monkeypatch.setattr(doors.ReportDoors, "write", slow)
    QTest.keyClick(page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(heard))
    assert page.view.making.stop.isVisible()
    assert not page.view.making.commit.isEnabled()
    assert not page.view.list.isEnabled()
    assert page.back()
    qtbot.waitUntil(lambda: not page.presenter.state.job)
    assert "Đã dừng" in page.view.banner.accessibleName()
    assert list(tmp_path.iterdir()) == []
    assert not page.back()  # nothing runs any more: Esc goes on to the shell
    qtbot.waitUntil(lambda: not runner.running)
    runner.close()


def test_everything_has_room_in_a_small_window(page: ReportsPage) -> None:
    page.resize(1005, 467)
    page.lay_out(LayoutKind.COMPACT)
    QApplication.processEvents()
    for one in (page.view.making.commit, page.view.making.save_as, page.view.numbers, page.view.list):
        inside = one.mapTo(page, one.rect().bottomRight())
        assert inside.x() <= page.width(), one.objectName()
        assert inside.y() <= page.height(), one.objectName()


@pytest.mark.parametrize(
    ("today", "span", "first", "last"),
    [
        (date(2026, 1, 5), Span.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 12, 20), Span.CUT, date(2026, 12, 15), date(2027, 1, 14)),
        (date(2026, 12, 14), Span.CUT, date(2026, 11, 15), date(2026, 12, 14)),
        (date(2026, 12, 20), Span.CUT_QUARTER, date(2026, 12, 15), date(2027, 3, 14)),
        (date(2028, 2, 29), Span.MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 3, 31), Span.QUARTER, date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_preset_is_the_period_that_today_lies_in(today: date, span: Span, first: date, last: date) -> None:
    assert model.days_of(span, today) == (first, last)
    state = ReportsState(first, last, today)
    before = model.moved(state, -1)
    assert model.moved(ReportsState(*before, today), 1) == (first, last)


def test_a_file_is_called_after_its_period_and_nobody() -> None:
    quarter = (date(2026, 9, 15), date(2026, 12, 14))
    assert model.period_name(*quarter) == "2026-Q4-ky15"
    assert model.period_name(date(2026, 11, 1), date(2026, 11, 30)) == "2026-11"
    assert model.period_name(date(2026, 11, 2), date(2026, 11, 30)) == "2026-11-02_2026-11-30"
    assert model.day_typed("31/2/2026") is None
    assert model.day_typed(" 1-2-2026 ") == date(2026, 2, 1)


def test_a_report_the_office_added_is_on_the_screen_when_it_comes_to_the_front_again(
    qtbot: QtBot, desktop: Desktop, made: Path, tmp_path: Path
) -> None:
    shutil.copytree(made, tmp_path / "quầy")
    with open_office(tmp_path / "quầy", now=NOW) as office:
        changes = Changes()
        page = page_with(qtbot, office, desktop, InlineRunner(), changes)
        file = tmp_path / "kênh.toml"
        export_template(office, "bc_kenh_nop", file)
        file.write_text(file.read_text("utf-8").replace("HỒ SƠ THEO HÌNH THỨC NỘP", "KÊNH NỘP"), "utf-8")
        assert import_template(office, file).imported == 1
        changes.tell(Kind.WORDS)
        page.shown()
        qtbot.waitUntil(lambda: any(one.name == "kenh_nop" for one in page.presenter.state.cards))
        counted(qtbot, page)
        assert "Kênh nộp" in {title_of(one) for one in page.presenter.state.cards}
        assert page.presenter.state.chosen == names()[0]
        page.presenter.choose("kenh_nop")
        counted(qtbot, page)
        seen = page.presenter.state.seen
        assert seen is not None
        assert seen.columns[1] == "Hình thức nộp"
        assert seen.of > 0
