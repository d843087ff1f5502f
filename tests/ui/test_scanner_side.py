"""The scanner at the counter: one key a stack, pages that stay, a jam in words, two stacks put together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.imaging.rows import ScannedSheet, ScanProfile
from desk.rows import Note, RefusedFile, TakenFile, WatchNews
from desk.rows.strip import SplitMark, SplitPlan
from tests.helpers.imaging_demo import PROFILES, DemoImaging, DemoWatch
from tests.helpers.ui_demo import DemoServices
from tests.ui.test_strip import Station
from ui.scan.pane import CAMERA_ENV
from ui.scan.run import Stage
from ui.tasks import TaskRunner
from ui.tokens import LayoutKind


class Scanner(Station):
    """A station with its scanner in front."""

    def __init__(self, qtbot: QtBot, services: DemoServices) -> None:
        super().__init__(qtbot, services)
        self.pane.switch_source()
        self.settle()

    @property
    def machine(self) -> DemoImaging:
        found = self.services.imaging
        assert isinstance(found, DemoImaging)
        return found

    def feed(self, folder: Path, *names: str) -> None:
        """Put sheets in the feeder."""
        self.machine.sheets = [folder / f"{name}.jpg" for name in names]

    def stage(self) -> Stage:
        return self.pane.scanner.run.state.stage


@pytest.fixture
def station(qtbot: QtBot, demo: DemoServices, monkeypatch: pytest.MonkeyPatch) -> Station:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    return Station(qtbot, demo)


@pytest.fixture
def scanner(qtbot: QtBot, demo: DemoServices, monkeypatch: pytest.MonkeyPatch) -> Scanner:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    return Scanner(qtbot, demo)


def test_the_scan_buttons_of_this_machine_stand_where_the_camera_was(scanner: Scanner) -> None:
    words = [button.text() for button in scanner.pane.well.buttons]
    assert words == ["Khay nạp", "Hai mặt", "Mặt kính", "Con dấu 300 dpi", "Hai mặt bằng tay"]
    assert scanner.pane.well.buttons[0].hasFocus()
    assert scanner.pane.shoot.text() == "Quét"
    assert not scanner.pane.auto.isVisible()
    scanner.pane.switch_source()
    assert scanner.pane.live.isVisible()
    assert scanner.pane.shoot.text() == "Chọn tệp"


def test_in_a_small_window_the_way_to_the_scanner_and_back_is_a_button(station: Station) -> None:
    pane = station.pane
    assert not pane.swap.isVisible()
    assert pane.source.isVisible()
    pane.lay_out(LayoutKind.COMPACT)
    assert not pane.source.isVisible()
    assert (pane.swap.text(), pane.swap.accessibleDescription(), pane.swap.toolTip()) == (
        "Máy quét", "Ctrl+F5", "Ctrl+F5"
    )  # fmt: skip
    QTest.mouseClick(pane.swap, Qt.MouseButton.LeftButton)
    station.settle()
    assert pane.scanning
    assert pane.well.buttons[0].hasFocus()
    assert pane.swap.text() == "Camera"
    QTest.mouseClick(pane.swap, Qt.MouseButton.LeftButton)
    assert not pane.scanning


def test_every_scan_button_is_whole_in_a_narrow_card(scanner: Scanner) -> None:
    long_name = "Khay nạp hai mặt, giấy mỏng, 300 điểm một inch, giữ nguyên màu"
    scanner.machine.buttons = (*PROFILES, ScanProfile("long", long_name))
    scanner.pane.resize(430, 420)
    scanner.pane.scanner.load()
    scanner.settle()
    for button in scanner.pane.well.buttons:
        left = button.mapTo(scanner.pane.well, QPoint(0, 0)).x()
        assert left >= 0
        assert left + button.width() <= scanner.pane.well.width()
    assert scanner.pane.well.buttons[4].toolTip() == long_name


def test_a_page_scanned_again_takes_the_place_of_the_bad_one(scanner: Scanner, tmp_path: Path) -> None:
    scanner.feed(tmp_path, "a", "b")
    scanner.pane.capture()
    scanner.settle()
    scanner.pane.pages.strip.choose(0)
    scanner.pane.pages.strip.chosen.emit(0)
    scanner.feed(tmp_path, "c")
    scanner.pane.retake()
    scanner.settle()
    assert [name for name, _ in scanner.order] == ["c", "b"]
    scanner.feed(tmp_path, "d")
    scanner.pane.capture()
    scanner.settle()
    assert [name for name, _ in scanner.order] == ["c", "b", "d"]


def test_one_press_scans_a_stack_into_the_paper_at_work(scanner: Scanner, tmp_path: Path) -> None:
    scanner.feed(tmp_path, "a", "b", "c")
    scanner.pane.capture()
    scanner.settle()
    assert scanner.order == [("a", 1), ("b", 1), ("c", 1)]
    assert scanner.machine.runs == ["feeder"]
    assert scanner.stage() == Stage.IDLE
    assert {page.origin for page in scanner.pane.pages.pages} == {"scanner"}


def test_a_digit_presses_another_button_and_f5_presses_it_again(scanner: Scanner, tmp_path: Path) -> None:
    scanner.feed(tmp_path, "a")
    scanner.key(Qt.Key.Key_4)
    scanner.feed(tmp_path, "b")
    scanner.pane.capture()
    scanner.settle()
    assert scanner.machine.runs == ["seal", "seal"]
    assert [name for name, _ in scanner.order] == ["a", "b"]


def test_after_a_jam_the_pages_are_there_the_sentence_too_and_f5_scans_on(
    scanner: Scanner, tmp_path: Path
) -> None:
    scanner.feed(tmp_path, "a", "b")
    scanner.machine.fault = SurroundingsError("scanner.jammed", pages=2, files=[])
    scanner.pane.capture()
    scanner.settle()
    assert [name for name, _ in scanner.order] == ["a", "b"]
    assert scanner.stage() == Stage.FAULT
    assert "kẹt giấy" in scanner.pane.well.words.text()
    assert "2 trang" in scanner.pane.well.words.text()
    assert scanner.pane.well.go.isVisible()
    scanner.machine.fault = None
    scanner.feed(tmp_path, "c")
    scanner.pane.capture()
    scanner.settle()
    assert [name for name, _ in scanner.order] == ["a", "b", "c"]
    assert scanner.stage() == Stage.IDLE


def test_escape_leaves_a_fault_and_the_pages_stay(scanner: Scanner, tmp_path: Path) -> None:
    scanner.feed(tmp_path, "a")
    scanner.machine.fault = SurroundingsError("scanner.cover_open", pages=1, files=[])
    scanner.pane.capture()
    scanner.settle()
    assert scanner.pane.back()
    assert scanner.stage() == Stage.IDLE
    assert [name for name, _ in scanner.order] == ["a"]
    assert not scanner.pane.back()  # nothing waits any more: Esc is the screen's again


def test_a_run_that_is_stopped_with_escape_keeps_what_was_scanned_and_says_so(
    qtbot: QtBot, scanner: Scanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()

    def endless(
        profile: ScanProfile,
        *,
        page: Callable[[ScannedSheet], None],
        cancelled: Callable[[], bool],
        folder: Path | None = None,
    ) -> None:
        del folder
        for at, name in enumerate("ab"):
            page(ScannedSheet(tmp_path / f"{name}.jpg", at, profile.dpi))
        while not cancelled():
            waiting.wait(0.01)
        raise SurroundingsError("scanner.cancelled", pages=2, files=[])

    monkeypatch.setattr(scanner.machine, "scan", endless)
    threads = TaskRunner(scanner.pane)
    scanner.pane.scanner.run._context = replace(scanner.pane.scanner.run._context, runner=threads)
    scanner.pane.capture()
    qtbot.waitUntil(lambda: len(scanner.order) == 2)
    assert scanner.stage() == Stage.RUNNING
    assert scanner.pane.busy  # F9 waits for what is under way
    assert "trang 3" in scanner.pane.well.words.text()
    assert scanner.pane.back()
    qtbot.waitUntil(lambda: scanner.stage() == Stage.FAULT)
    assert [name for name, _ in scanner.order] == ["a", "b"]
    assert "2 trang" in scanner.pane.well.words.text()
    assert threads.close()


def test_two_stacks_through_a_one_sided_feeder_become_two_sided_pages(
    scanner: Scanner, tmp_path: Path
) -> None:
    scanner.feed(tmp_path, "1a", "2a", "3a")
    scanner.key(Qt.Key.Key_5)
    assert scanner.stage() == Stage.FLIP
    assert "3 mặt trước" in scanner.pane.well.words.text()
    scanner.feed(tmp_path, "3b", "2b", "1b")  # turned over, the last back comes first
    scanner.pane.capture()
    scanner.settle()
    assert [name for name, _ in scanner.order] == ["1a", "1b", "2a", "2b", "3a", "3b"]
    assert scanner.stage() == Stage.IDLE
    assert scanner.toasts[-1].title == "Đã ghép 6 trang hai mặt"
    assert scanner.work.undo()
    assert [name for name, _ in scanner.order] == ["1a", "2a", "3a", "3b", "2b", "1b"]


def test_stacks_of_unlike_number_are_asked_about_and_nothing_is_mixed_up(
    scanner: Scanner, tmp_path: Path
) -> None:
    scanner.feed(tmp_path, "1a", "2a", "3a")
    scanner.key(Qt.Key.Key_5)
    scanner.feed(tmp_path, "2b", "1b")
    scanner.pane.capture()
    scanner.settle()
    assert scanner.stage() == Stage.UNEVEN
    assert [name for name, _ in scanner.order] == ["1a", "2a", "3a", "2b", "1b"]
    assert not scanner.pane.shoot.isVisible()  # one button for one key
    scanner.pane.capture()  # F5 is the first answer, as it says; it does not scan another stack
    scanner.settle()
    assert [name for name, _ in scanner.order] == ["1a", "1b", "2a", "2b", "3a"]
    assert scanner.stage() == Stage.IDLE
    assert scanner.pane.shoot.isVisible()


def test_stacks_of_unlike_number_may_stay_as_they_are(scanner: Scanner, tmp_path: Path) -> None:
    scanner.feed(tmp_path, "1a", "2a")
    scanner.key(Qt.Key.Key_5)
    scanner.feed(tmp_path, "1b")
    scanner.pane.capture()
    scanner.settle()
    assert scanner.stage() == Stage.UNEVEN
    assert scanner.pane.well.quit.isVisible()
    QTest.mouseClick(scanner.pane.well.quit, Qt.MouseButton.LeftButton)
    assert scanner.stage() == Stage.IDLE
    assert [name for name, _ in scanner.order] == ["1a", "2a", "1b"]


def test_a_machine_without_buttons_that_can_be_read_says_why(
    scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        raise SurroundingsError("data.unwritable")

    monkeypatch.setattr(scanner.machine, "profiles", broken)
    scanner.pane.scanner.load()
    scanner.settle()
    assert scanner.pane.bar.isVisible()
    assert QApplication.focusWidget() is not None


# ---- separators ------------------------------------------------------------------------------------


def test_separators_in_a_run_are_told_as_a_plan_and_one_key_splits_it(
    scanner: Scanner, tmp_path: Path
) -> None:
    names = ("a", "tách-1", "b", "c")
    scanner.feed(tmp_path, *names)
    scanner.machine.plan = SplitPlan((SplitMark(2, "next"),), ((1, 1), (3, 2), (4, 2)))
    scanner.pane.capture()
    scanner.settle()
    assert scanner.machine.looked == [(names, (1, 2, 4), 1)]
    assert scanner.pane.bar.accessibleName() == "Có 1 tờ phân cách: giấy 1 có 1 trang, giấy 2 có 2 trang."
    assert scanner.order == [(name, 1) for name in names]  # nothing happens before the clerk says so
    assert scanner.pane.bar.answer()
    scanner.settle()
    assert scanner.papers() == {1: ["a"], 2: ["b", "c"]}
    assert scanner.toasts[-1].title == "Đã chia 3 trang vào 2 giấy tờ"
    assert scanner.work.undo()
    assert scanner.order == [(name, 1) for name in names]


def test_a_plan_may_be_left_and_the_pages_stay_as_they_are(scanner: Scanner, tmp_path: Path) -> None:
    scanner.feed(tmp_path, "a", "b")
    scanner.machine.plan = SplitPlan((SplitMark(1, "patch"),), ((2, 1),))
    scanner.pane.capture()
    scanner.settle()
    assert scanner.pane.bar.answer(1)
    assert scanner.order == [("a", 1), ("b", 1)]


# ---- a copier's folder -----------------------------------------------------------------------------


def test_files_of_a_copier_come_by_themselves_and_refused_ones_are_named(
    station: Station, tmp_path: Path
) -> None:
    watch = DemoWatch()
    station.services.imaging.watched = watch
    station.pane.start()
    station.settle()
    row = TakenFile(tmp_path / "quét.jpg", "quét.jpg", 1, "d")
    refused = RefusedFile("bảng.xlsx", Note("take.no_picture", "Không phải ảnh hay PDF."))
    watch.next = WatchNews((row,), (refused,))
    station.pane.watched.look()
    station.settle()
    assert station.order == [("quét", 1)]
    assert "bảng.xlsx" in station.pane.bar.accessibleName()
    station.pane.stop()
    assert watch.stopped


def test_files_that_lay_there_before_wait_for_the_clerks_word(station: Station) -> None:
    watch = DemoWatch(WatchNews(waiting=3))
    station.services.imaging.watched = watch
    station.pane.start()
    station.settle()
    station.pane.watched.look()
    assert station.pane.bar.accessibleName() == "3 tệp đã có sẵn trong thư mục máy photo."
    assert station.order == []
    assert station.pane.bar.answer()
    assert watch.taken == 1


def test_a_folder_that_is_away_is_said_and_the_sentence_goes_when_it_is_back(station: Station) -> None:
    watch = DemoWatch(WatchNews(trouble=Note("watch.away", "Không thấy thư mục chờ.")))
    station.services.imaging.watched = watch
    station.pane.start()
    station.settle()
    station.pane.watched.look()
    assert station.pane.bar.accessibleName() == "Không thấy thư mục chờ."
    watch.next = WatchNews()
    station.pane.watched.look()
    assert not station.pane.bar.isVisible()
