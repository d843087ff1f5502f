"""The window over a folder that cannot be written: every screen stands, commit keys say why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desk.services import DeskServices
from tests.helpers.blocked import read_only, tree
from ui.app import Program, make_app
from ui.main import Look, entries
from ui.opening import OfficeWish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NOW = "2026-11-23T09:41:00+07:00"


@pytest.fixture
def viewer(qtbot: QtBot, office_services: DeskServices, data_folder: Path) -> Iterator[Program]:
    """The program on an office of somebody else's, as it lies on a read-only share."""
    office_services._office.close()
    before = tree(data_folder)
    with read_only(data_folder):
        made = Program(make_app(), OfficeWish(data_folder, now=NOW), Look())
        made.window.resize(1366, 697)
        made.window.show()
        qtbot.waitUntil(made.window.banner.isVisible, timeout=20_000)
        quiet(qtbot, made)
        yield made
        made.window.close()
        made.window.deleteLater()
        made.scans.deleteLater()
        made.close()
    assert tree(data_folder) == before


def quiet(qtbot: QtBot, program: Program) -> None:
    """Let every answer arrive."""
    qtbot.waitUntil(lambda: program.runner.running == 0, timeout=20_000)


def test_the_window_says_at_once_that_it_only_looks(viewer: Program) -> None:
    assert viewer.window.banner.title.text() == "Chỉ xem"
    assert "không được ghi vào thư mục dữ liệu" in viewer.window.banner.text.text()
    assert viewer.window.bar.marks.shown["health.data.viewing"] == "Chỉ xem"


def test_every_screen_stands_and_no_commit_key_breaks_it(qtbot: QtBot, viewer: Program) -> None:
    for entry in entries():
        viewer.window.go(entry.name)
        quiet(qtbot, viewer)
        QTest.keyClick(viewer.window.focusWidget() or viewer.window, Qt.Key.Key_F9)
        quiet(qtbot, viewer)
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            box.reject()
        assert viewer.crashes is None, entry.name
        assert viewer.window.current_name == entry.name


def test_closing_the_day_says_why_not_beside_the_button(qtbot: QtBot, viewer: Program) -> None:
    viewer.window.go("closing")
    quiet(qtbot, viewer)
    page = viewer.window.page_of("closing")
    QTest.keyClick(viewer.window.focusWidget(), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    QTest.keyClick(box.defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(page.view.banner.isVisible)  # type: ignore[attr-defined]
    assert "Đang chỉ xem" in page.view.banner.accessibleName()  # type: ignore[attr-defined]
