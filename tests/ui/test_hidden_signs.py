"""Signs nobody sees are said at the field they came into, and one key takes them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.fields import TextField
from ui.widgets.undo_keys import TextBox

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Made = tuple[TextField, TextBox]


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Made]:
    """A line and a box in a window."""
    window = QWidget()
    column = QVBoxLayout(window)
    line, text = TextField(name="name", title="Họ và tên"), TextBox()
    text.setObjectName("note")
    column.addWidget(line)
    column.addWidget(text)
    window.resize(420, 200)
    qtbot.addWidget(window)
    window.show()
    yield line, text
    window.close()


def paste(field: QWidget, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    field.setFocus()
    QTest.keyClick(field, Key.Key_V, CTRL)


def write(field: QWidget, text: str) -> None:
    """Letters as an input method, or a program that types, commits them."""
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


READ: tuple[tuple[int, Callable[[Made], str]], ...] = (
    (0, lambda made: made[0].text()), (1, lambda made: made[1].toPlainText()),
)  # fmt: skip


@pytest.mark.parametrize(("which", "read"), READ)
@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad"])
def test_what_was_typed_with_hidden_signs_says_so_until_one_key_takes_them_out(
    made: Made, which: int, read: Callable[[Made], str], sign: str
) -> None:
    field = made[which]
    write(field, f"NGUYỄN {sign}VĂN{sign} MẪU")
    mark = field.hidden_mark
    assert mark.isVisible()
    assert mark.said == "2 ký tự ẩn: bỏ"
    assert field.accessibleDescription() == "2 ký tự ẩn: bỏ (Ctrl+Shift+Del)"
    QTest.keyClick(field, Key.Key_Delete, CTRL | SHIFT)
    assert read(made) == "NGUYỄN VĂN MẪU"
    assert mark.said == "Đã bỏ 2 ký tự ẩn"
    QTest.keyClick(field, Key.Key_Z, CTRL)
    assert sign in read(made)  # taken out as one step
    assert mark.said == "2 ký tự ẩn: bỏ"
    QTest.keyClick(field, Key.Key_Delete, CTRL | SHIFT)
    QTest.keyClicks(field, "x")
    assert not mark.isVisible()
    assert field.accessibleDescription() == ""


@pytest.mark.parametrize(("which", "read"), READ)
def test_a_paste_comes_in_clean_and_says_what_was_left_out(
    made: Made, which: int, read: Callable[[Made], str]
) -> None:
    field = made[which]
    paste(field, "Số 1\u200b, phố\u202e Mẫu")
    assert read(made) == "Số 1, phố Mẫu"
    assert field.hidden_mark.said == "Đã bỏ 2 ký tự ẩn"
    assert field.hidden_mark.geometry().right() < field.width()


def test_what_was_typed_and_left_is_clean_and_said(made: Made, qtbot: QtBot) -> None:
    line, box = made
    write(line, "MẪU\u200d")
    box.setFocus()
    qtbot.waitUntil(lambda: line.text() == "MẪU")
    assert line.hidden_mark.said == "Đã bỏ 1 ký tự ẩn"


def test_letters_of_every_people_are_no_hidden_signs_and_the_key_does_nothing_there(made: Made) -> None:
    line, _ = made
    for name in ("Vàng Mí Sùng H’Mông", "H'Nhuôl Ê-đê č̌ ŭ ĭ ơ̆"):
        line.clear()
        paste(line, name)
        QTest.keyClick(line, Key.Key_Delete, CTRL | SHIFT)
        assert line.hidden_mark.said == ""
