"""Fields and Vietnamese typing: composing, taking back, pasting; the program never writes in between."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.rows import Found, IdentityCard, Match, State
from desk.rows.readers import WedgeRules
from tests.helpers.ui_demo import DemoServices
from tests.helpers.vietnamese_keys import unikey
from ui.admin.parts.fields import TextBox as SettingsBox
from ui.main import Look, entries, make_window
from ui.scan.guard import ScanGuard
from ui.shell.window import Shell
from ui.tasks import InlineRunner
from ui.trial.hands import Watcher
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import TextField
from ui.widgets.lines import MOST_LETTERS, PlainLine
from ui.widgets.offering import OfferList
from ui.widgets.scanbar import ScanBar
from ui.widgets.undo_keys import TextBox

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
NAME = "Nguyễn Thị Ánh Tuyết Đặng"
PEOPLES = (
    "H'Mông Giàng A Páo",
    "Y Č̌hŏ Niê Kdăm",
    "H'Ƀlŏ Êban",
    "Rơ Ô Hʼ Nhim",
    "Pơloong Thị Ǎ̃",
    "Ksor Hʼbĩă",
)


@pytest.fixture
def line(qtbot: QtBot) -> TextField:
    made = TextField(name="tên", title="Họ và tên")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def compose(field: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def press(field: QWidget, letter: str) -> None:
    """One key of Unikey's, straight to the window or the field."""
    key = Qt.Key.Key_Backspace if letter == "\b" else Qt.Key(0)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, key, NONE, letter))


# ---- composing ------------------------------------------------------------------------------------


def test_nothing_the_program_does_disturbs_what_is_being_composed(line: TextField) -> None:
    line.setText("Nguyễn ")
    compose(line, "Th")
    assert line.composing
    line.setText("KHÁC")
    line.clear()
    line.selectAll()
    line.setCursorPosition(0)
    assert (line.text(), line.selectedText(), line.cursorPosition()) == ("Nguyễn ", "", 7)
    compose(line, "", "Thị")
    assert line.text() == "Nguyễn Thị"
    assert not line.composing


def test_a_text_that_had_to_wait_is_shown_when_the_composing_is_given_up(line: TextField) -> None:
    compose(line, "x")
    line.setText("Lê Văn Mẫu")
    assert line.text() == ""
    compose(line, "")
    assert line.text() == "Lê Văn Mẫu"


@pytest.mark.parametrize("text", [NAME, "Đỗ Thị Hương", "Phường Mẫu, tổ 5", "xác nhận"])
def test_taking_letters_back_as_unikey_does_ends_in_the_text_that_was_meant(
    line: TextField, text: str
) -> None:
    for letter in unikey(text):
        press(line, letter)
    assert line.text() == text
    assert line.cursorPosition() == len(text)


def test_a_field_under_a_list_of_offers_is_never_written_into(line: TextField, qtbot: QtBot) -> None:
    offers = OfferList(("Hộ tịch", "Hộ kinh doanh", "Địa chính"), line)
    for letter in unikey("hộ"):
        press(line, letter)
    assert line.text() == "hộ"
    assert line.selectedText() == ""
    popup = offers.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 2
    press(line, "b")
    assert line.text() == "hộb"
    qtbot.waitUntil(lambda: not popup.isVisible())


def test_every_line_of_the_program_is_of_the_careful_kind() -> None:
    assert all(issubclass(kind, PlainLine) for kind in (TextField, ScanBar))
    assert isinstance(ChoiceBox().lineEdit(), PlainLine)


# ---- pasting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (unicodedata.normalize("NFD", NAME), NAME),
        ("Nguyễn\r\nThị\tÁnh", "Nguyễn Thị Ánh"),
        ("\ufeffNguy\u200bễn\u200f Th\u00adị\u202e", "Nguyễn Thị"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("  Lê   Văn  Mẫu \n", "Lê Văn Mẫu"),
        ("\u2028Lê\u2029Mẫu", "Lê Mẫu"),
        *((unicodedata.normalize("NFD", one), unicodedata.normalize("NFC", one)) for one in PEOPLES),
    ],
)
def test_a_paste_becomes_one_clean_line_and_keeps_every_letter(
    line: TextField, pasted: str, kept: str
) -> None:
    QGuiApplication.clipboard().setText(pasted)
    QTest.keyClick(line, Qt.Key.Key_V, CTRL)
    assert line.text() == kept
    assert unicodedata.is_normalized("NFC", line.text())


def test_a_paste_of_any_length_is_bounded(line: TextField) -> None:
    QGuiApplication.clipboard().setText("Nguyễn " * 40_000)
    QTest.keyClick(line, Qt.Key.Key_V, CTRL)
    assert len(line.text()) == MOST_LETTERS
    QTest.keyClick(line, Qt.Key.Key_V, CTRL)
    assert len(line.text()) == MOST_LETTERS


def test_words_pasted_between_others_keep_their_distance(line: TextField) -> None:
    line.setText("Lê Mẫu")
    line.setCursorPosition(3)
    QGuiApplication.clipboard().setText("Văn ")
    QTest.keyClick(line, Qt.Key.Key_V, CTRL)
    assert line.text() == "Lê Văn Mẫu"


def test_the_menus_paste_and_dropped_words_are_cleaned_too(line: TextField) -> None:
    line.setText("x")
    line.selectAll()
    QGuiApplication.clipboard().setText("Lê\nVăn")
    line.paste()
    assert line.text() == "Lê Văn"
    data = QMimeData()
    data.setText("\nMẫu\u200b")
    where = QPointF(line.width() - 4, line.height() / 2)
    drop = QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    line.dropEvent(drop)
    assert line.text() == "Lê Văn Mẫu"


def test_letters_typed_in_parts_become_whole_when_the_field_is_left(line: TextField, qtbot: QtBot) -> None:
    """Unikey set to combining signs sends a letter and its mark one after the other."""
    told: list[str] = []
    for letter in unicodedata.normalize("NFD", "Lê Mẫu"):
        press(line, letter)
    assert line.text() == unicodedata.normalize("NFD", "Lê Mẫu")
    line.textEdited.connect(told.append)
    line.clearFocus()
    qtbot.waitUntil(lambda: line.text() == "Lê Mẫu")
    assert told == ["Lê Mẫu"]


def test_a_box_of_several_lines_takes_clean_lines_and_leaves_composing_alone(qtbot: QtBot) -> None:
    for box in (TextBox(), SettingsBox(name="ghi-chú", title="Ghi chú")):
        qtbot.addWidget(box)
        data = QMimeData()
        data.setText(unicodedata.normalize("NFD", "Lê\u200b Mẫu\r\n\x07tổ\t5\u2028hết"))
        box.insertFromMimeData(data)
        assert box.toPlainText() == "Lê Mẫu\ntổ 5\nhết"
        compose(box, "x")
        box.setPlainText("KHÁC")
        assert "KHÁC" not in box.toPlainText()
        compose(box, "", "y")
        assert box.toPlainText().endswith("hếty")


# ---- in the window, through the guard -------------------------------------------------------------


@pytest.fixture
def shell(qtbot: QtBot, demo: DemoServices) -> Iterator[Shell]:
    made = make_window(demo, look=Look(), runner=InlineRunner(), screens=entries())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.replaced = True


def settle(shell: Shell) -> None:
    for _ in range(3):
        QApplication.processEvents()
        while shell.runner.running:
            QApplication.processEvents()


def _to_procedures(shell: Shell) -> None:
    shell.go("reception")
    page = shell.page_of("reception")
    page.open_with(IdentityCard("079192004518", None, "NGUYỄN THỊ MẪU", None, "female", None, None))
    page.open_search()  # type: ignore[attr-defined]


PLACES: dict[str, tuple[str, Callable[[Shell], None]]] = {
    "scan bar": ("scan_bar", lambda shell: shell.go("home")),
    "name of the citizen": ("person.name", lambda shell: shell.go("reception")),
    "search of a procedure": ("procedure.search", _to_procedures),
    "look-up": ("scan_bar", lambda shell: shell.go("search")),
}


@pytest.mark.parametrize("place", list(PLACES))
def test_unikey_writes_through_the_guard_into_every_kind_of_field(
    qtbot: QtBot, qapp: QApplication, shell: Shell, place: str
) -> None:
    """A person's rhythm, with Unikey's corrections half a millisecond after each key."""
    now = [100.0]
    guard = ScanGuard(qapp, rules=WedgeRules(), clock=lambda _event: now[0], arrival=lambda: now[0])
    scans: list[str] = []
    guard.scanned.connect(scans.append)
    name, go = PLACES[place]
    go(shell)
    settle(shell)
    found = shell.page.findChild(QLineEdit, name) if shell.page is not None else None
    field = found or shell.findChild(QLineEdit, name)
    assert field is not None
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    window = shell.windowHandle()
    before = ""
    for letter in unikey("hộ tịch Đặng"):
        now[0] += 0.0005 if letter == "\b" or before == "\b" else 0.06
        press(window, letter)  # type: ignore[arg-type]
        before = letter
        settle(shell)
    guard.flush()
    settle(shell)
    qapp.removeEventFilter(guard)
    guard.deleteLater()
    assert field.text() == "hộ tịch Đặng"
    assert scans == []


LONG = " ".join(["NGUYỄN THỊ HOÀNG ÁNH"] * 10)[:200].strip()


@pytest.mark.parametrize("size", [(1366, 697), (1093, 560)])
def test_a_name_of_200_letters_breaks_no_layout(
    qtbot: QtBot, demo: DemoServices, shell: Shell, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.resize(*size)
    least = shell.minimumSizeHint()
    shell.go("reception")
    page = shell.page_of("reception")
    page.open_with(IdentityCard("079192004518", None, LONG, None, "female", LONG, None))
    settle(shell)
    match = Match("H29.26.112-261120-0033", LONG, LONG, State.PROCESSING, None)
    monkeypatch.setattr(demo, "find", lambda _text, _limit=20: Found((match,), 1.0))
    shell.bar.scan.setText("nguyen")
    shell.search.ask()
    settle(shell)
    assert shell.popup.isVisible()
    assert page.presenter.state.draft.person.full_name == LONG  # type: ignore[attr-defined]
    assert (shell.width(), shell.height()) == size
    after = shell.minimumSizeHint()
    assert after.width() <= max(least.width(), size[0])
    assert after.height() <= max(least.height(), size[1])
    assert shell.popup.geometry().right() <= shell.width()


def test_a_line_of_4000_letters_answers_at_once(line: TextField) -> None:
    QGuiApplication.clipboard().setText("ễ" * 9000)
    began = time.process_time()
    for _ in range(20):
        line.clear()
        QTest.keyClick(line, Qt.Key.Key_V, CTRL)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("make", [TextField, ScanBar], ids=["field", "scan bar"])
def test_a_letter_is_seen_before_anything_is_done_about_it(qtbot: QtBot, make: type[PlainLine]) -> None:
    """The clerk sees what is typed within the budget of a key however long a search or a layout takes."""
    field = TextField(name="f", title="f") if make is TextField else ScanBar("f", name="f")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    watcher = Watcher(field)
    watcher.shows = lambda: field.text() == "e"
    seen: list[bool] = []
    field.textEdited.connect(lambda _text: seen.append(watcher.first > 0))
    QTest.keyClicks(field, "e")
    assert seen == [True]
