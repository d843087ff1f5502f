"""The program around the window: opening late, breaking loudly, measured honestly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import InputError
from tests.helpers.cli import ROOT, child_environment
from ui.app import Program, arguments, make_app, run
from ui.crash import CrashGuard, describe, start_log, stop_log
from ui.failures import explain
from ui.i18n import install
from ui.main import Look
from ui.opening import LateServices, OfficeWish
from ui.shots import SIZES, draw, made_office

NOW = "2026-11-23T09:41:00+07:00"


def broken(name: str) -> None:
    """Fail with a citizen's name in the message."""
    raise ValueError(f"no such applicant: {name}")


@pytest.fixture
def guard(qapp: QApplication, tmp_path: Path) -> Iterator[CrashGuard]:
    """A guard in place, removed after the test."""
    made = CrashGuard(tmp_path / "logs", qapp)
    start_log(tmp_path / "logs")
    yield made
    made.remove()
    stop_log()


def failure() -> ValueError:
    """An error as it is caught, with its trace."""
    try:
        broken("NGUYỄN THỊ THU HƯỜNG")
    except ValueError as error:
        return error
    raise AssertionError


def test_a_crash_is_written_with_its_place_and_without_a_name(
    qtbot: QtBot, guard: CrashGuard, tmp_path: Path
) -> None:
    with qtbot.waitSignal(guard.crashed) as told:
        guard.take(failure())
    written = (tmp_path / "logs" / "crash.txt").read_text("utf-8")
    log = (tmp_path / "logs" / "window.log").read_text("utf-8")
    for text in (written, log, str(told.args[0])):
        assert "ValueError" in text
        assert "test_shell_program.py" in text
        assert "broken" in text
        assert "NGUYỄN" not in text
        assert str(ROOT) not in text


def test_a_crash_on_another_thread_is_told_on_the_gui_thread(qtbot: QtBot, guard: CrashGuard) -> None:
    threads: list[int] = []
    guard.crashed.connect(lambda _text: threads.append(threading.get_ident()))
    with qtbot.waitSignal(guard.crashed):
        worker = threading.Thread(target=guard.take, args=(failure(),))
        worker.start()
        worker.join()
    assert threads == [threading.get_ident()]


def test_the_same_fault_is_told_once(qtbot: QtBot, guard: CrashGuard) -> None:
    told: list[str] = []
    guard.crashed.connect(told.append)
    error = failure()
    guard.take(error)
    guard.take(error)
    qtbot.waitUntil(lambda: bool(told))
    with qtbot.assertNotEmitted(guard.crashed, wait=20):
        pass
    assert len(told) == 1


def test_the_hook_is_put_in_place_and_taken_out_again(guard: CrashGuard) -> None:
    before = sys.excepthook
    guard.install()
    assert sys.excepthook == guard.catch
    guard.remove()
    assert sys.excepthook is before


def test_a_trace_keeps_only_the_last_folder() -> None:
    error = failure()
    lines = describe(ValueError, error.__traceback__).splitlines()
    assert lines[0] == "ValueError"
    assert all(line.strip().count("/") == 1 for line in lines[1:])


def test_a_failure_is_said_by_its_sentence_in_the_windows_language(qapp: QApplication) -> None:
    vietnamese = explain(InputError("office.not_found", data="x"))
    install(qapp, "en")
    english = explain(InputError("office.not_found", data="x"))
    assert vietnamese != english
    assert "office.not_found" not in vietnamese + english


def test_a_bug_is_said_without_its_message() -> None:
    assert "NGUYỄN" not in explain(failure())
    assert "không mất" in explain(failure())


def test_before_the_office_is_open_the_window_knows_the_time_and_no_name(data_folder: Path) -> None:
    services = LateServices(OfficeWish(data_folder, training=True, now=NOW))
    assert services.office().name == ""
    assert services.staff().full_name == ""
    assert services.now().isoformat() == NOW


def test_a_training_office_is_made_where_there_is_none_and_opened_again(data_folder: Path) -> None:
    for _ in range(2):
        services = LateServices(OfficeWish(data_folder, training=True, now=NOW))
        assert services.desk_home().received_today == 0
        assert services.office().training
        assert services.staff().full_name
        services.close()


def test_without_training_a_missing_office_is_an_error_each_time(data_folder: Path) -> None:
    services = LateServices(OfficeWish(data_folder))
    for _ in range(2):
        with pytest.raises(InputError) as caught:
            services.open()
        assert caught.value.code == "office.not_found"
        with pytest.raises(InputError):
            services.desk_home()


def test_answers_change_language_without_opening_again(data_folder: Path) -> None:
    services = LateServices(OfficeWish(data_folder, training=True, now=NOW))
    services.open()
    assert services._office is not None
    assert services._office.lang == "vi"
    services.speak("en")
    assert services._office.lang == "en"
    assert services.desk_home().received_today == 0
    services.close()


@pytest.fixture
def program(qtbot: QtBot, data_folder: Path) -> Iterator[Program]:
    """The whole program on a new training office, opened."""
    made = Program(make_app(), OfficeWish(data_folder, training=True, now=NOW), Look())
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitUntil(lambda: bool(made.window.bar.clerk.accessibleName().startswith("Nguyễn")), timeout=20_000)
    qtbot.waitUntil(lambda: made.runner.running == 0)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.scans.deleteLater()
    made.close()


def test_the_program_opens_its_office_and_reads_the_desk(program: Program) -> None:
    assert "tập huấn" in program.window.windowTitle()
    assert program.window.current_name == "home"
    assert not program.window.banner.isVisible()


def test_another_theme_is_put_on_without_a_new_window(program: Program) -> None:
    before = program.window
    program.relook("dark")
    assert program.window is before
    assert program.look.theme == "dark"


def test_another_language_builds_the_window_anew_on_the_same_screen(qtbot: QtBot, program: Program) -> None:
    program.window.go("closing")
    qtbot.waitUntil(lambda: program.runner.running == 0)
    with qtbot.waitSignal(program.window.destroyed):
        program.relook("en")
    qtbot.waitUntil(lambda: program.runner.running == 0)
    assert program.window.bar.title.text() == "Close day"
    assert program.window.current_name == "closing"


def test_a_scan_anywhere_reaches_the_window(qtbot: QtBot, program: Program) -> None:
    program.scans.scanned.emit("xin chao quay hai", "keys")
    qtbot.waitUntil(program.window.banner.isVisible)


def test_a_damaged_office_is_told_in_the_window_with_a_way_on(qtbot: QtBot, data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "office.toml").write_text("office = ", encoding="utf-8")
    program = Program(make_app(), OfficeWish(data_folder), Look())
    program.window.show()
    qtbot.waitUntil(program.window.banner.isVisible, timeout=20_000)
    assert program.window.banner.action.text() == "Thử lại"
    program.window.close()
    program.window.deleteLater()
    program.scans.deleteLater()
    program.close()


def test_the_first_paint_waits_for_no_heavy_library(data_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "paint.json"
    words = [
        "-m",
        "ui",
        "--data",
        str(data_folder),
        "--training",
        "--theme",
        "light",
        "--first-paint",
        str(file),
    ]
    for _ in range(2):  # the first one makes the office
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=child_environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(file.read_text("utf-8"))
    assert found["loaded_before_paint"] == []
    assert 0 < found["paint_ms"] < 5000  # the target of 500 ms is held by `desk bench` on a quiet machine
    assert set(found["loaded_at_rest"]) <= {"sqlalchemy"}
    if found["rss_mb"]:
        assert found["paint_rss_mb"] <= 110
        assert found["rss_mb"] <= 160


def test_the_arguments_are_those_of_the_manual() -> None:
    given = arguments().parse_args(["--training", "--lang", "en", "--theme", "dark", "--now", NOW])
    assert (given.training, given.lang, given.theme, given.now) == (True, "en", "dark", NOW)
    assert arguments().parse_args([]).theme is None


def test_a_wrong_argument_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--lang", "xx"])
    assert ended.value.code == 2
    assert "--lang" in capsys.readouterr().err


def test_pictures_are_drawn_at_the_size_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QImage

    monkeypatch.setenv("QMC_CAMERA", "camera:0")
    data = made_office(tmp_path, dossiers=30)
    files = draw(data, tmp_path, lang="vi", theme="light", screens=("home", "closing"), size=SIZES[1])
    assert [file.name for file in files] == ["home-1093-light-vi.png", "closing-1093-light-vi.png"]
    for file in files:
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1366, 700)
        colours = {image.pixel(x, y) for x in range(0, 1366, 13) for y in range(0, 700, 13)}
        assert len(colours) > 10
    assert os.environ["QMC_CAMERA"] == "camera:0"  # the desk's own again, not the one of the pictures
