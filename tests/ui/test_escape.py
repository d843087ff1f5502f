"""Esc closes the innermost thing only, wherever the focus stands: the screen under it stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.helpers.ui_demo import DemoServices
from tests.helpers.ui_window import open_window
from ui.reception.view import SlipWindow
from ui.shell.screen import ToastSpec
from ui.widgets.slip import SlipPreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.shell.window import Shell

pytestmark = pytest.mark.usefixtures("nothing_left_behind")


def escape(shell: Shell) -> None:
    """One Esc to whatever has the focus, as the system sends it."""
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_Escape)
    QApplication.processEvents()


@pytest.mark.parametrize("panel", ["printing", "sending"])
@pytest.mark.parametrize("focus", ["scan bar", "button"])
def test_a_panel_of_the_top_bar_left_open_closes_before_the_screen_is_left(
    qtbot: QtBot, panel: str, focus: str
) -> None:
    shell = open_window(qtbot, DemoServices(), start="figures")
    getattr(shell, panel).toggle()
    shell.go("closing")  # the work went on elsewhere; the panel still lies over it
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    there = shell.bar.scan if focus == "scan bar" else shell.page_of("closing").panes()[-1]
    there.setFocus()
    assert getattr(shell, panel).panel.isVisible()
    escape(shell)
    assert not getattr(shell, panel).panel.isVisible()
    assert shell.current_name == "closing"
    assert there.hasFocus()
    escape(shell)
    assert shell.current_name == "home"


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_what_is_said_of_a_strange_scan_can_be_put_away_and_the_screen_stays(qtbot: QtBot, way: str) -> None:
    shell = open_window(qtbot, DemoServices(), start="closing")
    shell.take_scan("https://example.test/x", "serial")
    qtbot.waitUntil(shell.banner.isVisible)
    assert shell.banner.away.isVisible()
    if way == "key":
        escape(shell)
    else:
        QTest.mouseClick(shell.banner.away, Qt.MouseButton.LeftButton)
    assert (shell.banner.isVisible(), shell.current_name) == (False, "closing")


def test_a_panel_of_the_top_bar_gives_the_focus_back_when_it_has_it(qtbot: QtBot) -> None:
    shell = open_window(qtbot, DemoServices(), start="closing")
    there = shell.page_of("closing").panes()[-1]
    there.setFocus()
    shell.printing.toggle()
    escape(shell)
    assert (shell.current_name, there.hasFocus()) == ("closing", True)


def test_a_toast_that_stays_goes_before_the_screen_does_also_from_the_scan_bar(qtbot: QtBot) -> None:
    shell = open_window(qtbot, DemoServices(), start="closing")
    shell.toast.stays = True
    shell.desktop.toast(ToastSpec("Đã lưu", "Thử"))
    shell.bar.scan.setFocus()
    escape(shell)
    assert (shell.current_name, shell.toast.isVisible()) == ("closing", False)


def test_the_slip_looked_at_in_a_window_of_its_own_is_closed_by_escape(qtbot: QtBot) -> None:
    shell = open_window(qtbot, DemoServices(), start="closing")
    window = SlipWindow(SlipPreview("Giấy hẹn", name="page", parent=shell), shell)
    with qtbot.waitExposed(window):
        window.show()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not any(
        one.objectName() == "slip_window" and one.isVisible() for one in QApplication.topLevelWidgets()
    )
    assert shell.current_name == "closing"
