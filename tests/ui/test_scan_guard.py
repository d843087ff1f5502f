"""The guard before the application: a reader's burst is a scan, a person's typing is typing, untouched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.rows.readers import USUAL_GAP
from tests.helpers.guarded_desk import CARD, CODE, CTRL, NONE, PERSON, QUICK, Desk, guarded_desk
from ui.scan.guard import ScanGuard
from ui.scan.guard_keys import GAP_ENV, pressed_at, usual_rules


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with guarded_desk(qtbot, qapp) as found:
        yield found


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


# ---- scans ----------------------------------------------------------------------------------------


def test_a_card_of_75_vietnamese_letters_leaves_the_field_empty_and_is_told_once(
    qtbot: QtBot, desk: Desk
) -> None:
    assert len(CARD) >= 70
    focus(qtbot, desk.line)
    desk.scan(CARD)
    assert desk.scans == [CARD]
    assert desk.line.text() == ""


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_the_readers_last_key_neither_enters_nor_moves_the_focus(
    qtbot: QtBot, desk: Desk, end: Qt.Key
) -> None:
    focus(qtbot, desk.line)
    entered: list[str] = []
    desk.line.returnPressed.connect(lambda: entered.append("return"))
    desk.scan(CODE, end=end)
    assert desk.scans == [CODE]
    assert entered == []
    assert desk.line.hasFocus()


def test_a_reader_that_ends_with_a_bare_line_feed_is_heard_too(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write(f"{CODE}\n")
    assert desk.scans == [CODE]
    assert desk.line.text() == ""


@pytest.mark.parametrize(
    ("told", "gap"),
    [("", USUAL_GAP), ("120", 120), ("5", USUAL_GAP), ("9000", USUAL_GAP), ("chậm", USUAL_GAP)],
)
def test_a_desk_with_a_slow_reader_may_say_so(monkeypatch: pytest.MonkeyPatch, told: str, gap: int) -> None:
    monkeypatch.setenv(GAP_ENV, told)
    assert usual_rules().gap_ms == gap


def test_a_scan_never_presses_the_focused_button(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.button)
    desk.scan(f"{CODE} VAN")  # with a blank inside, which would press a button
    assert desk.clicks == []
    assert desk.scans == [f"{CODE} VAN"]


def test_a_scan_never_moves_the_choice_of_a_combo_box_or_a_list(qtbot: QtBot, desk: Desk) -> None:
    for widget in (desk.combo, desk.rows):
        focus(qtbot, widget)
        desk.scan(CARD)
    assert desk.combo.currentIndex() == 0
    assert desk.rows.currentRow() == 0
    assert desk.scans == [CARD, CARD]


def test_a_modal_dialog_hears_nothing_of_a_scan(qtbot: QtBot, desk: Desk) -> None:
    dialog = QDialog(desk.window)
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    column = QVBoxLayout(dialog)
    line, yes = QLineEdit(dialog), QPushButton("Xác nhận", dialog)
    yes.setDefault(True)
    yes.clicked.connect(lambda: desk.clicks.append("yes"))
    column.addWidget(line)
    column.addWidget(yes)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    focus(qtbot, line)
    desk.scan(CODE, window=dialog.windowHandle())
    assert desk.scans == [CODE]
    assert line.text() == ""
    assert desk.clicks == []
    assert dialog.isVisible()
    dialog.close()


def test_two_scans_in_a_row_stay_two(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.scan(CODE)
    desk.scan(CARD)
    assert desk.scans == [CODE, CARD]


def test_a_backspace_inside_a_burst_edits_the_scan(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write("VN-MAUx")
    desk.press(Qt.Key.Key_Backspace)
    desk.write("-01")
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == ["VN-MAU-01"]
    assert desk.line.text() == ""


def test_shift_between_letters_keeps_the_scan_whole(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write("vn")
    desk.press(Qt.Key.Key_Shift)
    desk.write("MAU01")
    desk.press(Qt.Key.Key_Return)
    assert desk.scans == ["vnMAU01"]


def test_the_keys_own_times_count_not_the_moment_they_are_delivered(
    qtbot: QtBot, qapp: QApplication, desk: Desk
) -> None:
    """A window that was busy gets typing all at once: it must not look like a scan then, nor break one."""
    qapp.removeEventFilter(desk.guard)
    guard = ScanGuard(qapp)
    guard.scanned.connect(desk.scans.append)
    focus(qtbot, desk.line)
    for at, letter in enumerate("VN-MAU-01\r"):
        key = Qt.Key.Key_Return if letter == "\r" else 0
        event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, letter)
        event.setTimestamp(1000 + at * 65)
        QApplication.sendEvent(desk.window.windowHandle(), event)
    assert desk.scans == []
    assert desk.line.text() == "VN-MAU-01"
    qapp.removeEventFilter(guard)
    guard.deleteLater()


def test_a_key_without_a_time_of_its_own_counts_from_now() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, "V")
    first = pressed_at(event)
    assert pressed_at(event) >= first > 0
    event.setTimestamp(123_456)
    assert pressed_at(event) == pytest.approx(123.456)


# ---- typing ---------------------------------------------------------------------------------------


def test_typing_of_a_person_arrives_whole_and_in_order(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write("Nguyen Thi Thu Huong", gap=PERSON)
    qtbot.waitUntil(lambda: desk.line.text() == "Nguyen Thi Thu Huong")
    assert desk.scans == []


def test_a_person_who_ends_with_enter_has_not_scanned(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    entered: list[str] = []
    desk.line.returnPressed.connect(lambda: entered.append(desk.line.text()))
    desk.write("0903118264", gap=PERSON)
    desk.press(Qt.Key.Key_Return, gap=PERSON)
    assert entered == ["0903118264"]
    assert desk.scans == []


def test_a_quick_word_of_four_letters_with_enter_is_a_word(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    entered: list[str] = []
    desk.line.returnPressed.connect(lambda: entered.append(desk.line.text()))
    desk.write("xntt", gap=QUICK)
    desk.press(Qt.Key.Key_Return, gap=QUICK)
    assert entered == ["xntt"]
    assert desk.scans == []


def test_one_letter_alone_arrives_after_the_gap(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write("a")
    assert desk.line.text() == ""
    qtbot.waitUntil(lambda: desk.line.text() == "a", timeout=USUAL_GAP * 40)


def test_backspace_while_typing_takes_the_last_letter_away(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write("huon", gap=PERSON)
    desk.press(Qt.Key.Key_Backspace, gap=PERSON)
    desk.write("ng", gap=PERSON)
    qtbot.waitUntil(lambda: desk.line.text() == "huong")


def test_a_held_key_repeats_at_once(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.write("0")
    handle = desk.window.windowHandle()
    for _ in range(3):
        QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, NONE, "0", autorep=True))
    assert desk.line.text() == "0000"
    assert desk.scans == []


def test_keys_with_ctrl_are_left_alone(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.line)
    desk.line.setText("Võ Ngọc Thí Dụ")
    desk.press(Qt.Key.Key_A, modifier=CTRL)
    assert desk.line.selectedText() == "Võ Ngọc Thí Dụ"
    assert desk.scans == []


def test_arrows_space_and_enter_work_on_a_button_and_a_list(qtbot: QtBot, desk: Desk) -> None:
    focus(qtbot, desk.button)
    desk.press(Qt.Key.Key_Space, gap=PERSON)
    qtbot.waitUntil(lambda: desk.clicks == ["button"])
    focus(qtbot, desk.rows)
    desk.press(Qt.Key.Key_Down, gap=PERSON)
    assert desk.rows.currentRow() == 1


@pytest.mark.parametrize("key", ["F9", "Ctrl+S"])
def test_what_was_typed_arrives_before_a_shortcut_acts(qtbot: QtBot, desk: Desk, key: str) -> None:
    """F9 a few milliseconds after the last digit must not save without it."""
    seen: list[str] = []
    shortcut = QShortcut(QKeySequence(key), desk.window)
    shortcut.activated.connect(lambda: seen.append(desk.line.text()))
    focus(qtbot, desk.line)
    desk.write("0903")
    if key == "F9":
        desk.press(Qt.Key.Key_F9)
    else:
        desk.press(Qt.Key.Key_S, modifier=CTRL)
    qtbot.waitUntil(lambda: seen == ["0903"])


def test_a_window_that_went_away_gets_no_late_letters(qtbot: QtBot, desk: Desk) -> None:
    other = QLineEdit()
    other.show()
    qtbot.waitExposed(other)
    desk.write("ab", window=other.windowHandle())
    other.close()
    other.windowHandle().destroy()
    other.deleteLater()
    QApplication.sendPostedEvents(other, QEvent.Type.DeferredDelete)
    desk.guard.flush()
    assert desk.line.text() == ""
    assert desk.scans == []
