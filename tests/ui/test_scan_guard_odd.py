"""Readers that do not behave: no last key, other last keys, many lines, control signs, input methods."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QTableWidget
from pytestqt.qtbot import QtBot

from desk.rows.readers import WedgeRules
from tests.helpers.guarded_desk import CARD, CODE, CTRL, NONE, PERSON, QUICK, Desk, guarded_desk

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:An\nORG:Quầy\nEND:VCARD"


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with guarded_desk(qtbot, qapp) as found:
        found.line.setFocus()
        qtbot.waitUntil(found.line.hasFocus)
        yield found


# ---- last keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["any", "none"])
def test_a_reader_without_a_last_key_is_heard_when_it_falls_silent(
    qtbot: QtBot, desk: Desk, end: str
) -> None:
    desk.guard.obey(WedgeRules(end=end))
    desk.write(CODE)
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.line.text() == ""
    assert desk.heard[0].end == "silence"


@pytest.mark.parametrize("text", ["xác nhận tình trạng hôn nhân ", "0903118264", "12 Đường Mẫu, phường Mẫu"])
def test_a_short_form_that_a_typing_aid_expands_is_typing(qtbot: QtBot, desk: Desk, text: str) -> None:
    """Unikey takes the short form away with Backspaces and sends the long one as fast as a reader."""
    desk.line.setText("xntt")
    for _ in range(4):
        desk.press(Key.Key_Backspace, gap=0.001)
    desk.write(text, gap=0.001)
    qtbot.waitUntil(lambda: desk.line.text() == text)
    assert desk.scans == []


@pytest.mark.parametrize(("end", "other"), [("enter", Key.Key_Tab), ("tab", Key.Key_Return)])
def test_a_desk_may_say_which_key_ends_its_codes(desk: Desk, end: str, other: Qt.Key) -> None:
    """The other one stands inside the code then, as some readers separate fields with it."""
    desk.guard.obey(WedgeRules(end=end))
    entered: list[str] = []
    desk.line.returnPressed.connect(lambda: entered.append("enter"))
    desk.write("VN-MAU-01")
    desk.press(other)
    desk.write("261123")
    desk.press(Key.Key_Return if end == "enter" else Key.Key_Tab)
    inside = "\t" if other == Key.Key_Tab else "\r"
    assert desk.scans == [f"VN-MAU-01{inside}261123"]
    assert entered == []
    assert desk.line.hasFocus()


@pytest.mark.parametrize("second", [(Key.Key_Return, "\r", NONE), (Key.Key_J, "\n", CTRL), (0, "\n", NONE)])
def test_carriage_return_and_line_feed_are_one_end(
    desk: Desk, second: tuple[Qt.Key, str, Qt.KeyboardModifier]
) -> None:
    entered: list[str] = []
    desk.line.returnPressed.connect(lambda: entered.append("enter"))
    desk.scan(CODE)
    key, text, modifier = second
    desk.key(Key(key), text, modifier=modifier)
    assert desk.scans == [CODE]
    assert entered == []
    assert desk.line.text() == ""


def test_what_the_desk_puts_around_its_codes_is_taken_off(desk: Desk) -> None:
    desk.guard.obey(WedgeRules(prefix="~", suffix="#"))
    desk.scan(f"~{CODE}#")
    assert desk.scans == [CODE]


def test_enter_of_a_person_right_after_a_scan_is_theirs(qtbot: QtBot, desk: Desk) -> None:
    entered: list[str] = []
    desk.line.returnPressed.connect(lambda: entered.append("enter"))
    desk.scan(CODE)
    desk.press(Key.Key_Return, gap=0.15)
    assert entered == ["enter"]


# ---- half, long, many lines -----------------------------------------------------------------------


@pytest.mark.parametrize("half", ["VN-", "VN-M", "079|", "7.K3"])
def test_half_a_code_of_a_few_letters_is_not_typed_either(desk: Desk, half: str) -> None:
    desk.scan(half)
    assert desk.scans == [half]
    assert desk.line.text() == ""


def test_a_few_quick_letters_of_a_person_are_never_half_a_code(qtbot: QtBot, desk: Desk) -> None:
    for text in ("xntt", "0042", "kt-3"):
        desk.line.clear()
        desk.write(text, gap=QUICK)
        desk.press(Key.Key_Return, gap=QUICK)
        assert desk.line.text() == text
    assert desk.scans == []


def test_four_thousand_letters_stay_one_bounded_scan(desk: Desk) -> None:
    desk.scan("A1|" * 3000)
    assert len(desk.scans) == 1
    assert 4000 < len(desk.scans[0]) < 5000
    assert desk.line.text() == ""
    assert desk.clicks == []


def test_a_code_of_many_lines_is_one_scan_and_presses_nothing(qtbot: QtBot, desk: Desk) -> None:
    desk.button.setFocus()
    qtbot.waitUntil(desk.button.hasFocus)
    lines = VCARD.split("\n")
    for line in lines:
        desk.write(line)
        desk.press(Key.Key_Return)
    assert desk.scans == [lines[0]]
    assert desk.clicks == []
    assert desk.button.hasFocus()


def test_a_second_code_of_ours_without_a_pause_is_heard_as_well(desk: Desk) -> None:
    other = "VN-MAU-01-261123-0043.7K3BCF9H"
    for text in (CODE, other, CARD):
        desk.scan(text)
    assert desk.scans == [CODE, other, CARD]


# ---- other keys inside a burst --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "modifier"),
    [
        (Key.Key_P, "\x10", CTRL),
        (Key.Key_BracketRight, "\x1d", CTRL),
        (Key.Key_F9, "", NONE),
        (Key.Key_Escape, "\x1b", NONE),
        (Key.Key_Down, "", NONE),
    ],
)
def test_a_control_sign_inside_a_code_is_no_shortcut(
    desk: Desk, key: Qt.Key, text: str, modifier: Qt.KeyboardModifier
) -> None:
    """Readers send control signs as Ctrl and a letter, or as F-keys and arrows."""
    acts: list[str] = []
    sequence = QKeySequence("Ctrl+P") if modifier == CTRL else QKeySequence(key)
    QShortcut(sequence, desk.window).activated.connect(lambda: acts.append("act"))
    desk.write("VN-MAU-01")
    desk.press(key, modifier=modifier)
    desk.write("-261123")
    desk.press(Key.Key_Return)
    assert acts == []
    assert len(desk.scans) == 1
    assert desk.scans[0].replace("\x10", "").replace("\x1d", "").replace("\x1b", "") == "VN-MAU-01-261123"
    desk.press(key, modifier=modifier, gap=1.0)
    assert acts == ["act"] or key == Key.Key_BracketRight


def test_marks_sent_as_alt_codes_stay_inside_the_scan(desk: Desk) -> None:
    """Alt+0202 on the keypad is a letter; Alt+2 of the window must not hear its digits."""
    acts: list[str] = []
    QShortcut(QKeySequence("Alt+2"), desk.window).activated.connect(lambda: acts.append("step"))
    pad = ALT | Qt.KeyboardModifier.KeypadModifier
    desk.write("L")
    desk.key(Key.Key_Alt, modifier=ALT)
    for digit in "0202":
        desk.key(Key(Key.Key_0 + int(digit)), digit, modifier=pad)
    desk.write("Ê THỊ MẪU")
    desk.press(Key.Key_Return)
    assert desk.scans == ["LÊ THỊ MẪU"]
    assert acts == []
    assert desk.line.text() == ""


def test_a_sign_of_altgr_and_a_dead_accent_belong_to_the_code(desk: Desk) -> None:
    altgr = CTRL | ALT
    desk.write("079056000889")
    desk.key(Key.Key_Bar, "|", modifier=altgr)
    desk.key(Key.Key_Dead_Acute)
    desk.write("É")
    desk.press(Key.Key_Return)
    assert desk.scans == ["079056000889|É"]
    assert desk.line.text() == ""


# ---- input methods --------------------------------------------------------------------------------


def test_letters_that_an_input_method_commits_are_held_with_the_rest(qtbot: QtBot, desk: Desk) -> None:
    """On Linux the reader's keys pass through ibus or fcitx and arrive as composed text."""
    for letter in "VN-MAU-01-261123":
        desk.compose(letter)
        desk.compose("", letter)
    desk.press(Key.Key_Return)
    assert desk.scans == ["VN-MAU-01-261123"]
    assert desk.line.text() == ""


def test_an_input_method_that_rewrites_what_it_wrote_rewrites_the_scan(desk: Desk) -> None:
    desk.write("079056000889||VO")
    desk.compose("", "Õ", cut=1)
    desk.write("|07071956")
    desk.press(Key.Key_Return)
    assert desk.scans == ["079056000889||VÕ|07071956"]


def test_unikey_taking_letters_back_inside_a_burst_rewrites_the_scan(desk: Desk) -> None:
    desk.write("079056000889||LEE")
    desk.press(Key.Key_Backspace, gap=0.0005)
    desk.press(Key.Key_Backspace, gap=0.0005)
    desk.write("Ê|01011990")
    desk.press(Key.Key_Return)
    assert desk.scans == ["079056000889||LÊ|01011990"]
    assert desk.line.text() == ""


def test_composing_of_a_person_arrives_in_order_with_the_keys_between(qtbot: QtBot, desk: Desk) -> None:
    desk.compose("h", gap=PERSON)
    desk.compose("ho", gap=PERSON)
    desk.compose("hò", gap=PERSON)
    desk.compose("", "hòa", gap=PERSON)
    desk.write(" b", gap=PERSON)
    desk.compose("", "ì", gap=PERSON)
    qtbot.waitUntil(lambda: desk.line.text() == "hòa bì")
    desk.compose("", "ình", cut=1, gap=PERSON)
    qtbot.waitUntil(lambda: desk.line.text() == "hòa bình")
    assert desk.scans == []


def test_composed_letters_for_a_field_that_went_away_are_dropped(qtbot: QtBot, desk: Desk) -> None:
    desk.compose("", "ab")
    desk.line.deleteLater()
    QApplication.sendPostedEvents(desk.line, QEvent.Type.DeferredDelete)
    desk.guard.flush()
    assert desk.scans == []


# ---- over everything ------------------------------------------------------------------------------


def test_an_open_menu_and_an_open_list_of_choices_hear_nothing(qtbot: QtBot, desk: Desk) -> None:
    menu = QMenu(desk.window)
    menu.addAction("Võ", lambda: desk.clicks.append("menu"))
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    desk.scan(CARD)
    assert menu.activeAction() is None
    menu.close()
    desk.combo.showPopup()
    qtbot.waitUntil(desk.combo.view().isVisible)
    desk.scan(CARD)
    assert desk.combo.view().isVisible()
    desk.combo.hidePopup()
    assert desk.combo.currentIndex() == 0
    assert desk.scans == [CARD, CARD]
    assert desk.clicks == []


def test_the_editor_of_a_table_and_an_editable_combo_stay_as_they_are(qtbot: QtBot, desk: Desk) -> None:
    table, combo = QTableWidget(2, 2, desk.window), QComboBox(desk.window)
    combo.setEditable(True)
    layout = desk.window.layout()
    assert layout is not None
    for widget in (table, combo):
        layout.addWidget(widget)
        widget.show()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        if widget is table:
            table.setCurrentCell(0, 0)
            table.edit(table.currentIndex())
            qtbot.waitUntil(lambda: QApplication.focusWidget() is not table)
        desk.scan(CODE)
    item = table.item(0, 0)
    assert item is None or not item.text()
    assert (table.currentRow(), table.currentColumn()) == (0, 0)
    assert combo.currentText() == ""
    assert desk.scans == [CODE, CODE]


# ---- a person -------------------------------------------------------------------------------------


def test_rolled_keys_arrive_in_the_order_they_were_pressed(qtbot: QtBot, desk: Desk) -> None:
    """The next key goes down before the last one comes up, some of them almost at once."""
    window, down = desk.window.windowHandle(), ""
    for at, letter in enumerate("nguyen thi thu huong"):
        desk.rhythm.now += 0.012 if at % 3 == 1 else PERSON
        QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))
        if down:
            QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyRelease, 0, NONE, down))
        down = letter
    qtbot.waitUntil(lambda: desk.line.text() == "nguyen thi thu huong")
    assert desk.scans == []


def test_a_window_that_was_busy_longer_than_the_gap_keeps_a_scan_whole(qtbot: QtBot, desk: Desk) -> None:
    """The guard's timer runs out while the window is busy; the keys that wait are handled first."""
    window = desk.window.windowHandle()
    desk.write("VN-MAU-01-")
    for letter in "261123-0042.7K3BCF9H\r":
        key = Key.Key_Return if letter == "\r" else Key(0)
        QApplication.postEvent(window, QKeyEvent(QEvent.Type.KeyPress, key, NONE, letter))
    end = monotonic() + 0.08
    while monotonic() < end:
        pass
    desk.rhythm.now += 0.001
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.line.text() == ""


def test_what_was_heard_tells_path_pace_and_end(desk: Desk) -> None:
    desk.scan(CODE)
    heard = desk.heard[0]
    assert (heard.via, heard.text, heard.letters, heard.end) == ("keys", CODE, len(CODE), "enter")
    assert heard.middle_ms == pytest.approx(4.0, abs=0.2)
    assert heard.slowest_ms == pytest.approx(4.0, abs=0.2)
