"""About, the states around the record, and the window after a fault: each with a word and a way on."""

from __future__ import annotations

import sqlite3
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError
from desk.office import health as looking
from desk.office.bootstrap import open_office
from desk.office.diagnosis import works
from desk.office.looks import Look
from desk.services import DeskServices
from desk.version import VERSION
from models.engine import is_held, sqlite_driver
from tests.helpers.cli import ROOT
from ui.about.section import AboutSection
from ui.app import Program, make_app
from ui.crash_window import CrashWindow
from ui.main import make_window
from ui.opening import OfficeWish
from ui.shell.window import Shell
from ui.tasks import InlineRunner

NOW = "2026-11-23T09:41:00+07:00"


@pytest.fixture
def window(qtbot: QtBot, office_services: DeskServices) -> Shell:
    """The whole window over a practice office."""
    shell = make_window(office_services, look=Look(), runner=InlineRunner())
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.office_opened()
    settle(qtbot, shell)
    return shell


def settle(qtbot: QtBot, shell: Shell) -> None:
    """Let everything asked come back."""
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    QApplication.processEvents()


# ---- About ------------------------------------------------------------------------------------------


def test_the_version_is_the_one_of_the_project() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION


def test_every_locked_package_stands_among_the_licences() -> None:
    told = ", ".join(one.name for one in works()).lower()
    for name in ("pyside6-essentials", "sqlalchemy", "lucide", "be vietnam pro", "tesseract", "pikepdf"):
        assert name in told
    assert all(one.licence for one in works())


def test_about_tells_version_schema_folder_and_licences(qtbot: QtBot, window: Shell) -> None:
    window.go("admin", "about")
    settle(qtbot, window)
    section = window.page_of("admin").section  # type: ignore[attr-defined]
    assert isinstance(section, AboutSection)
    assert VERSION in section.version.text()
    assert section.facts["schema"].text()
    assert "Hồ sơ phường" in section.facts["folder"].text() or section.facts["folder"].text()
    assert len(section.works.rows_model.rows) > 35


def test_the_diagnosis_is_copied_by_f9_and_names_nobody(
    qtbot: QtBot,
    window: Shell,
    office_services: DeskServices,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    applicant = {"id_number": "079056000889", "full_name": "Võ Ngọc Thí Dụ", "birth_date": "1956-07-07"}
    office_services.receive({"channel": "direct", "procedure": "1.004873", "applicant": applicant})
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    window.go("admin", "about")
    settle(qtbot, window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F9)
    text = QGuiApplication.clipboard().text()
    assert f"Quầy Một Cửa {VERSION}" in text
    assert "dossiers: 1" in text
    for secret in ("Thí Dụ", "079056000889", str(tmp_path), office_services.staff().full_name):
        assert secret not in text


# ---- states around the record -----------------------------------------------------------------------


def health(window: Shell) -> dict[str, str]:
    """What the top bar says of record, disk and clock; how sending stands has its own mark always."""
    return {key: said for key, said in window.bar.marks.shown.items() if key != "sending"}


def test_a_healthy_office_shows_no_state(window: Shell) -> None:
    assert health(window) == {}


def test_a_disk_nearly_full_is_a_word_in_the_top_bar_with_a_sentence_behind(
    qtbot: QtBot, window: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as low:
        low.setattr(looking, "_free", lambda _office: 1_200_000_000)
        window.health.look()
        settle(qtbot, window)
    assert health(window) == {"health.disk.low": "Ổ đĩa còn 1,2 GB"}
    window.bar.marks.press("health.disk.low")
    assert "không mất" in window.banner.text.text()
    window.banner.action.click()
    settle(qtbot, window)
    assert health(window) == {}
    assert not window.banner.isVisible()


def test_a_folder_that_cannot_be_written_is_told(
    qtbot: QtBot, window: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "is_writable", lambda _folder: False)
    window.health.look()
    settle(qtbot, window)
    assert health(window) == {"health.data.unwritable": "Chỉ đọc được"}


def test_another_program_that_holds_the_record_is_told(
    qtbot: QtBot, window: Shell, office_services: DeskServices
) -> None:
    file = office_services._office.paths.database
    other = sqlite_driver().connect(str(file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert is_held(file)
        window.health.look()
        settle(qtbot, window)
        assert health(window) == {"health.data.busy": "Sổ đang bận"}
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert not is_held(file)


def test_a_clock_behind_the_last_event_is_told(qtbot: QtBot, office_services: DeskServices) -> None:
    data = office_services._office.data
    with open_office(data, now=parse_moment("2026-11-20T08:00:00+07:00")) as office:
        assert isinstance(office.clock, FrozenClock)
        shell = make_window(DeskServices(office), look=Look(), runner=InlineRunner())
        qtbot.addWidget(shell)
        shell.show()
        shell.office_opened()
        settle(qtbot, shell)
        assert health(shell) == {"health.clock.behind_last_event": "Giờ máy chậm"}


def test_a_record_of_a_newer_version_says_so_and_stays_in_the_top_bar(
    qtbot: QtBot, office_services: DeskServices, data_folder: Path
) -> None:
    office_services._office.close()
    with sqlite3.connect(data_folder / "office.db") as record:
        record.execute("UPDATE alembic_version SET version_num = '9999'")
        record.execute("ALTER TABLE dossier DROP COLUMN note")  # nothing this program could even look at
    program = Program(make_app(), OfficeWish(data_folder), Look())
    program.window.show()
    qtbot.waitUntil(program.window.banner.isVisible, timeout=20_000)
    assert "mới hơn" in program.window.banner.text.text()
    program.window.go("closing")
    assert program.window.bar.marks.shown["office"] == "Chưa mở sổ"
    program.window.bar.marks.press("office")
    assert program.window.banner.isVisible()
    program.window.replaced = True
    program.window.close()
    program.window.deleteLater()
    program.scans.deleteLater()
    program.close()


# ---- after a fault ------------------------------------------------------------------------------------


@pytest.fixture
def program(qtbot: QtBot, data_folder: Path) -> Iterator[Program]:
    """The whole program on a new training office, opened."""
    made = Program(make_app(), OfficeWish(data_folder, training=True, now=NOW), Look())
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitUntil(lambda: made.window.bar.clerk.accessibleName().startswith("Nguyễn"), timeout=20_000)
    qtbot.waitUntil(lambda: made.runner.running == 0)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.scans.deleteLater()
    made.close()


def crash_of(program: Program) -> CrashWindow:
    """The window after a fault."""
    assert program.crashes is not None
    return program.crashes


def break_in_a_slot() -> None:
    """Fail with a citizen's name in the message."""
    raise ValueError("NGUYỄN THỊ THU HƯỜNG 079056000889")


def test_after_a_fault_the_clerk_reads_what_is_safe_and_works_on(qtbot: QtBot, program: Program) -> None:
    program.runner.submit("cpu", break_in_a_slot, owner=program.window)
    qtbot.waitUntil(lambda: program.crashes is not None and program.crashes.isVisible())
    crash = crash_of(program)
    assert not crash.isModal()
    assert "không mất" in crash.safe.text()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_F11)
    assert program.window.current_name == "closing"
    crash.copy()
    text = QGuiApplication.clipboard().text()
    assert "ValueError" in text
    assert "break_in_a_slot" in text
    assert "HƯỜNG" not in text
    assert "079056000889" not in text
    QTest.keyClick(crash, Qt.Key.Key_Escape)
    assert not crash.isVisible()


def test_a_fault_on_a_thread_of_its_own_is_told_too(qtbot: QtBot, program: Program) -> None:
    worker = threading.Thread(target=break_in_a_slot)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: program.crashes is not None and program.crashes.isVisible())
    assert "break_in_a_slot" in crash_of(program).reports[0]


def test_further_faults_join_the_same_window_and_advise_a_new_start(qtbot: QtBot, program: Program) -> None:
    for kind in (KeyError, TypeError, RuntimeError):
        program.guard.take(kind("x"))
    qtbot.waitUntil(lambda: program.crashes is not None and len(program.crashes.reports) == 3)
    assert "mở lại" in crash_of(program).next.text()


def test_a_fault_while_telling_of_a_fault_ends_there(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def broken(_self: CrashWindow, report: str) -> None:
        calls.append(report)
        program.guard.take(InputError("a.b"))  # the telling itself breaks

    monkeypatch.setattr(CrashWindow, "tell", broken)
    program.guard.take(ValueError("x"))
    qtbot.waitUntil(lambda: len(calls) == 2)
    with qtbot.assertNotEmitted(program.guard.crashed, wait=50):
        pass
    assert len(calls) == 2
