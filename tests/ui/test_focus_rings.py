"""The focus is to be seen in every theme: on each widget once, in questions, faults and the first run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.helpers.rings import area, picture, stands_out
from tests.helpers.ui_gallery import gallery
from tests.helpers.walk import settle
from ui import theme
from ui.colours import THEMES
from ui.crash_window import CrashWindow
from ui.tasks import InlineRunner
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.undo_keys import TextBox
from ui.wizard.model import STEPS
from ui.wizard.window import Wizard

EVERY_THEME = pytest.mark.parametrize("name", list(THEMES))
LEAST = 20  # pixels of a ring; the smallest one, of a corner handle, has some sixty


def stops(window: QWidget) -> Iterator[QWidget]:
    """Where Tab stops in a window, to be seen now."""
    for one in window.findChildren(QWidget):
        tab = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        there = one.isEnabled() and not one.visibleRegion().isEmpty()
        if tab and there and not one.objectName().startswith("qt_"):
            yield one


def unseen(window: QWidget) -> dict[str, int]:
    """Stops at which no ring is to be seen, with the pixels found."""
    window.activateWindow()
    while not window.isActiveWindow():
        QApplication.processEvents()
    every = list(stops(window))
    assert every
    bad = {}
    for at, one in enumerate(every):
        if len(every) > 1:
            every[at - 1].setFocus()
        else:
            one.clearFocus()
        QApplication.processEvents()
        place = area(one)
        before = picture(window, place)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        seen = stands_out(before, picture(window, place))
        if seen < LEAST:
            bad[f"{type(one).__name__} {one.objectName()}"] = seen
    return bad


def shown(qtbot: QtBot, window: QWidget) -> QWidget:
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    settle(None)
    return window


@EVERY_THEME
def test_every_widget_shows_its_ring(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    sheet = gallery()
    sheet.resize(1500, 1000)
    assert unseen(shown(qtbot, sheet)) == {}


@EVERY_THEME
def test_what_qt_draws_shows_its_ring(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    ground = QWidget()
    column = QVBoxLayout(ground)
    choice, typed = QComboBox(ground), ChoiceBox(ground)
    for box in (choice, typed):
        box.addItems(["Một", "Hai"])
        column.addWidget(box)
    for text in (TextBox(ground), QPlainTextEdit(ground)):
        column.addWidget(text)
    assert unseen(shown(qtbot, ground)) == {}


@EVERY_THEME
def test_a_question_shows_which_answer_enter_gives(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    question = QMessageBox()
    question.setText("Chốt Thứ Hai 23/11/2026?")
    yes = question.addButton("Chốt ngày (Enter)", QMessageBox.ButtonRole.AcceptRole)
    question.addButton("Để sau (Esc)", QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(yes)
    assert unseen(shown(qtbot, question)) == {}


@EVERY_THEME
def test_the_window_after_a_fault_shows_every_ring(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    fault = CrashWindow(Path("logs"))
    fault.tell("ValueError")
    fault.more.click()
    assert unseen(shown(qtbot, fault)) == {}


@EVERY_THEME
def test_the_first_run_shows_every_ring(qtbot: QtBot, qapp: QApplication, tmp_path: Path, name: str) -> None:
    from dataclasses import replace

    theme.apply(qapp, name)
    wizard = Wizard(InlineRunner(qapp), tmp_path)
    wizard.resize(1366, 697)
    shown(qtbot, wizard)
    bad = {}
    for step in STEPS[:-1]:
        wizard.presenter.show(replace(wizard.presenter.state, step=step))
        settle(wizard.presenter._runner)
        bad.update({f"{step}: {one}": seen for one, seen in unseen(wizard).items()})
    assert bad == {}
    assert len(wizard.findChildren(QAbstractButton)) > 4
