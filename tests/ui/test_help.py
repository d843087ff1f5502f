"""The help: keys that are searched and true, keys in dialogs, a tour that waits for the real key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desk.errors import InputError
from desk.office import setup
from desk.office.bootstrap import open_office
from desk.office.looks import Look
from desk.office.tour import keep_tour, tour_step
from desk.services import DeskServices
from ui.help.dialog_keys import DialogHelp, DialogKeys, keys_of
from ui.help.tour import Tour, tour_of
from ui.help.why import WhyWindow
from ui.keys import KEYS
from ui.main import make_window
from ui.reception.screen import ReceptionPage
from ui.shell.window import Shell
from ui.tasks import InlineRunner

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def open_shell(qtbot: QtBot, services: DeskServices) -> Shell:
    """The whole window over an office."""
    shell = make_window(services, look=Look(), runner=InlineRunner())
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    return shell


@pytest.fixture
def window(qtbot: QtBot, office_services: DeskServices) -> Shell:
    """The whole window over a practice office."""
    return open_shell(qtbot, office_services)


def press(shell: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """One key to the window, as the system sends it."""
    QTest.keyClick(shell.windowHandle(), key, modifier)
    QApplication.processEvents()


def settle(qtbot: QtBot, shell: Shell) -> None:
    """Let everything asked come back."""
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    QApplication.processEvents()


# ---- F1 -----------------------------------------------------------------------------------------------


def test_the_overlay_opens_on_every_screen_and_letters_narrow_it(qtbot: QtBot, window: Shell) -> None:
    for name in window.docks.entries:
        window.go(name)
        settle(qtbot, window)
        press(window, KEY.Key_F1)
        assert window.overlay.isVisible(), name
        QTest.keyClicks(window.overlay, "tra cuu")
        assert any("Tra cứu" in line for line in window.overlay.lines), name
        assert all("Chốt" not in line for line in window.overlay.lines), name
        press(window, KEY.Key_Escape)
        assert not window.overlay.isVisible()
        assert window.current_name == name


def test_a_key_is_found_by_its_cap_and_by_marks_from_an_input_method(qtbot: QtBot, window: Shell) -> None:
    window.go("closing")
    press(window, KEY.Key_F1)
    QTest.keyClicks(window.overlay, "f9")
    assert window.overlay.lines == ("F9 Chốt ngày",)
    qtbot.waitUntil(window.overlay.hasFocus)  # although the closing's answer came meanwhile
    for _ in "f9":
        press(window, KEY.Key_Backspace)
    event = QInputMethodEvent()
    event.setCommitString("bảng kê")
    QApplication.sendEvent(window.overlay, event)
    assert (window.overlay.typed, window.overlay.lines) == ("bảng kê", ("Ctrl+P In bảng kê",))
    QTest.keyClicks(window.overlay, "qqq")
    assert not window.overlay.lines
    press(window, KEY.Key_F1)
    assert not window.overlay.isVisible()


def test_every_function_key_and_chord_told_on_a_screen_is_bound_there(qtbot: QtBot, window: Shell) -> None:
    elsewhere = {
        "back",
        "commit",
        "closing.print",
        "reports.print",
        "hidden.drop",
    }  # Esc, each screen's own F9, the shell's Ctrl+P, what a field with the caret takes itself
    for name in window.docks.entries:
        window.go(name)
        settle(qtbot, window)
        bound = {one.objectName() for one in window.findChildren(QShortcut)}
        for _group, keys in KEYS.overlay(name):
            told = [key for key in keys if key.scope in (name, "everywhere") and _is_chord(key.sequence)]
            missing = [key.id for key in told if f"key.{key.id}" not in bound and key.id not in elsewhere]
            assert missing == [], name


def _is_chord(sequence: str) -> bool:
    """F-keys and keys held with Ctrl: what only a shortcut can take."""
    return sequence.startswith("Ctrl+") or (sequence[:1] == "F" and sequence[1:].isdigit())


def test_f1_in_a_dialog_tells_the_keys_of_the_dialog(qtbot: QtBot, qapp: QApplication, window: Shell) -> None:
    listening = DialogHelp(qapp, window)
    window.go("closing")
    settle(qtbot, window)
    press(window, KEY.Key_F9)
    question = window.findChild(QMessageBox, "closing_question")
    assert question is not None
    assert ("Enter", "Chốt ngày (Enter)") in keys_of(question)
    assert "Esc" in dict(keys_of(question))
    QTest.keyClick(question, KEY.Key_F1)
    shown = question.findChild(DialogKeys)
    assert shown is not None
    assert shown.isVisible()
    QTest.keyClick(shown, KEY.Key_Space)
    qtbot.waitUntil(lambda: question.findChild(DialogKeys) is None)
    assert question.isVisible()
    question.reject()
    qapp.removeEventFilter(listening)


# ---- the tour ---------------------------------------------------------------------------------------------


def at_step(qtbot: QtBot, tour: Tour, number: int) -> None:
    """Wait until the tour stands on a step."""
    qtbot.waitUntil(lambda: tour.at == number, timeout=5000)


def test_the_tour_is_walked_by_the_real_keys_of_a_reception(qtbot: QtBot, window: Shell) -> None:
    tour = tour_of(window)
    tour.start()
    at_step(qtbot, tour, 0)
    assert tour.ring.isVisible()
    assert not window.bar.scan.geometry().isNull()
    press(window, KEY.Key_F2)
    at_step(qtbot, tour, 1)
    press(window, KEY.Key_Period, CTRL)
    settle(qtbot, window)
    at_step(qtbot, tour, 2)
    page = window.page_of("reception")
    page.presenter.choice.choose("1.004873")  # type: ignore[attr-defined]
    settle(qtbot, window)
    at_step(qtbot, tour, 3)
    press(window, KEY.Key_3, ALT)
    press(window, KEY.Key_Space)
    at_step(qtbot, tour, 4)
    press(window, KEY.Key_D, CTRL)
    at_step(qtbot, tour, 5)
    why = window.findChild(WhyWindow)
    assert why is not None
    why.close()
    tour.leave()
    assert not tour.bubble.isVisible()


def test_the_rest_of_the_tour_is_walked_from_f9_to_the_keys_of_the_last_screen(
    qtbot: QtBot, window: Shell
) -> None:
    tour = tour_of(window)
    tour.start()
    at_step(qtbot, tour, 0)
    page = window.page_of("reception")
    assert isinstance(page, ReceptionPage)
    window.go("reception")
    at_step(qtbot, tour, 1)
    press(window, KEY.Key_Period, CTRL)
    at_step(qtbot, tour, 2)
    page.presenter.choice.choose("1.004873")
    at_step(qtbot, tour, 3)
    press(window, KEY.Key_3, ALT)
    press(window, KEY.Key_Space)
    at_step(qtbot, tour, 4)
    press(window, KEY.Key_Period, CTRL)  # passed over
    at_step(qtbot, tour, 5)
    press(window, KEY.Key_F9)
    at_step(qtbot, tour, 6)
    assert window.current_name == "home"
    press(window, KEY.Key_F3)
    QTest.keyClicks(window.bar.scan, "vo ngoc")
    at_step(qtbot, tour, 7)
    press(window, KEY.Key_K, CTRL)
    at_step(qtbot, tour, 8)
    press(window, KEY.Key_Escape)
    assert not window.command_list.isVisible()
    press(window, KEY.Key_F11)
    at_step(qtbot, tour, 9)
    with qtbot.waitSignal(tour.ended):
        press(window, KEY.Key_F1)
    settle(qtbot, window)
    assert window.services.house.tour_step() == 0
    assert len(window.services.find("võ ngọc").matches) == 1
    page.closing()


def test_the_tour_is_left_and_goes_on_where_it_was(qtbot: QtBot, window: Shell) -> None:
    tour = tour_of(window)
    tour.start()
    at_step(qtbot, tour, 0)
    press(window, KEY.Key_F2)
    at_step(qtbot, tour, 1)
    settle(qtbot, window)
    press(window, KEY.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert tour.at == -1
    assert window.current_name == "reception"
    press(window, KEY.Key_Period, CTRL)
    assert tour.at == -1  # its keys are its own only while it runs
    tour.start()
    at_step(qtbot, tour, 1)
    tour.leave()


def test_every_step_points_at_a_widget_that_is_there(qtbot: QtBot, window: Shell) -> None:
    for step in tour_of(window).steps:
        if step.screen:
            window.go(step.screen)
            settle(qtbot, window)
        assert window.findChild(QWidget, step.target) is not None, step.target


def test_the_last_step_ends_the_tour_and_it_begins_anew(qtbot: QtBot, window: Shell) -> None:
    tour = tour_of(window)
    tour.start()
    at_step(qtbot, tour, 0)
    tour.go(len(tour.steps) - 1)
    with qtbot.waitSignal(tour.ended):
        press(window, KEY.Key_F1)
    settle(qtbot, window)
    assert window.services.house.tour_step() == 0
    assert not tour.ring.isVisible()


def test_on_a_real_office_the_tour_only_offers_the_training_office(qtbot: QtBot, tmp_path: Path) -> None:
    setup.found_office(
        tmp_path / "thật", {"code": "H99.01", "name": "Phường Mẫu"}, {"username": "m", "full_name": "Mẫu"}
    )
    with open_office(tmp_path / "thật") as office:
        shell = open_shell(qtbot, DeskServices(office))
        shell.office_opened()
        settle(qtbot, shell)
        tour_of(shell).start()
        assert tour_of(shell).at == -1
        assert "tập huấn" in shell.banner.title.text()
        assert shell.banner.action.isVisible()
        with pytest.raises(InputError):
            keep_tour(office, 3)
        assert tour_step(office) == 0
        assert not (tmp_path / "thật" / "tour.json").exists()
