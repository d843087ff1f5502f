"""Where a toast stands: beside what is pressed next."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.shell.screen import ToastSpec
from ui.widgets.buttons import KeyButton
from ui.widgets.toast import Toast


def test_a_toast_covers_no_act_where_a_place_without_one_is_left(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    qtbot.waitExposed(window)
    acts = [KeyButton(f"Việc {at}", name=f"act.{at}", cap=str(at), parent=window) for at in range(6)]
    for at, one in enumerate(acts):
        one.setGeometry(460, 330 + 36 * at, 320, 34)  # a list of acts at the right, down to the bar
        one.show()
    toast = Toast(window)
    toast.room = lambda: QRect(0, 60, 800, 500)
    toast.show_spec(ToastSpec("Đã nhận giấy bổ sung", "TAM-1-261130-0001 · trả 17:00 Thứ Sáu 04/12/2026"))
    assert not any(toast.geometry().intersects(one.geometry()) for one in acts)
    acts[0].setGeometry(toast.geometry())  # a list read later than the toast came
    qtbot.waitUntil(lambda: not toast.geometry().intersects(acts[0].geometry()))
