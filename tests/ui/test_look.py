"""Hiển thị in the real program: worn at once, nothing typed is lost, and there again next time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk.office.looks import Look, Looks, read_looks
from tests.helpers.program import Started, programs, settle
from ui import theme
from ui.admin.screen import AdminPage
from ui.app import Program
from ui.colours import CONTRAST, DARK
from ui.shell.screen import ToastSpec
from ui.tokens import Role


@pytest.fixture
def start(qtbot: QtBot, data_folder: Path) -> Iterator[Started]:
    """Starts the whole program on a training office."""
    with programs(qtbot, data_folder) as build:
        yield build


def look_section(qtbot: QtBot, one: Program) -> AdminPage:
    one.window.go("admin", "look")
    settle(qtbot, one)
    page = one.window.page
    assert isinstance(page, AdminPage)
    return page


def key(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def press(one: Program, name: str) -> None:
    button = one.window.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def test_high_contrast_is_worn_at_once_in_the_same_window(qtbot: QtBot, start: Started) -> None:
    one = start()
    look_section(qtbot, one)
    before = one.window
    press(one, "look.theme.contrast")
    assert one.window is before
    assert theme.current().tokens is CONTRAST
    assert one.app.palette().color(QPalette.ColorRole.Window) == QColor(CONTRAST.bg)


def test_text_size_is_worn_at_once_and_the_focus_stays_where_it_was(qtbot: QtBot, start: Started) -> None:
    one = start()
    page = look_section(qtbot, one)
    page.section.start()  # type: ignore[union-attr]
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Right)
    settle(qtbot, one)
    assert theme.current().scale == 1.15
    assert one.window.current_name == "admin"
    focus = one.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "look.scale.1.15"
    QTest.keyClick(focus, Qt.Key.Key_Right)
    settle(qtbot, one)
    assert theme.current().font(Role.BODY).pixelSize() == 17  # 13 px × 1.3


def test_what_was_typed_in_a_reception_outlives_another_text_size(qtbot: QtBot, start: Started) -> None:
    one = start()
    one.window.go("reception")
    settle(qtbot, one)
    field = one.window.focusWidget()
    assert field is not None
    name = field.objectName()
    QTest.keyClicks(field, "999190000001")
    settle(qtbot, one)
    one.window.desktop.look_asked.emit(Look(scale=1.3))
    settle(qtbot, one)
    one.window.go("reception")
    settle(qtbot, one)
    again = one.window.findChild(QLineEdit, name)
    assert again is not None
    assert again.text().replace(" ", "") == "999190000001"


def test_a_choice_is_there_again_at_the_next_start(qtbot: QtBot, start: Started, data_folder: Path) -> None:
    one = start()
    look_section(qtbot, one)
    for name in ("look.theme.dark", "look.toast.stays", "look.motion.none"):
        press(one, name)
    settle(qtbot, one)
    looks = read_looks(data_folder)
    kept = looks.of(one.services.staff().username)
    assert (kept.theme, kept.toast_stays, kept.motion) == ("dark", True, "none")
    again = start(Look(), looks=looks)  # started as nobody in particular: the clerk's own look follows
    assert again.look == kept
    assert theme.current().tokens is DARK


def test_another_clerk_at_the_same_machine_is_not_given_it(qtbot: QtBot, start: Started) -> None:
    one = start(Look(), looks=Looks("nguoi-khac", {"nguoi-khac": Look(theme="dark")}))
    assert one.look.theme == "system"


def test_back_to_normal_takes_everything_but_the_keys_back(qtbot: QtBot, start: Started) -> None:
    one = start(Look(theme="dark", toast_stays=True, keys={"find": "Ctrl+L"}))
    look_section(qtbot, one)
    press(one, "look.usual")
    settle(qtbot, one)
    assert one.look == Look(keys={"find": "Ctrl+L"})


def test_a_toast_stays_until_it_is_closed_where_the_person_wants_so(qtbot: QtBot, start: Started) -> None:
    one = start(Look(toast_stays=True))
    toast = one.window.toast
    toast.show_spec(ToastSpec("Đã lưu"))
    assert not toast._timer.isActive()
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    assert not toast.isVisible()
    toast.show_spec(ToastSpec("Đã lưu"))
    press(one, "toast.back")
    assert not toast.isVisible()


def test_a_toast_goes_by_itself_where_nobody_asked_otherwise(qtbot: QtBot, start: Started) -> None:
    one = start()
    one.window.toast.show_spec(ToastSpec("Đã lưu"))
    assert one.window.toast._timer.isActive()


def test_nothing_moves_where_the_person_or_the_computer_says_so(qapp: QApplication) -> None:
    theme.let_move(qapp, on=theme.moves("none"))
    assert theme.motion_ms() == 0
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)
    assert not theme.moves("system")
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, True)
    assert theme.moves("system")
    theme.let_move(qapp, on=True)
    assert 0 < theme.motion_ms() <= 120
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)
    theme.let_move(qapp, on=False)
