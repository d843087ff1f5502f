"""The frame: keys from everywhere, scans routed once, nothing lost on closing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk.rows import Found, IdentityCard, Match, State
from desk.rows.readers import WedgeRules
from tests.helpers.ui_demo import CARD_TEXT, DemoServices, card
from tests.helpers.ui_window import open_window, stub, stubbed
from ui.keys import KEYS
from ui.main import entries, make_window
from ui.scan.guard import ScanGuard
from ui.shell.scan_words import strange_banner
from ui.shell.screen import BannerSpec, ToastAction, ToastSpec
from ui.shell.search import told
from ui.shell.window import Shell
from ui.tasks import TaskRunner
from ui.tokens import LayoutKind
from ui.widgets.label import Label

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

RECEIPT = "H29.26.112-261123-0042.BCFGHJKL"


@pytest.fixture
def shell(qtbot: QtBot, demo: DemoServices) -> Shell:
    """The window on the desk."""
    return open_window(qtbot, demo)


def press_letter(window: QWindow, letter: str) -> None:
    """One key of a reader, as the window system delivers it."""
    QTest.keyClick(window, letter)  # type: ignore[call-overload]  # the stubs lack letters


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A real key, to whatever has the focus."""
    QTest.keyClick(shell.focusWidget() or shell, key, modifier)


# ---- screens and keys -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_F2, "reception"),
        (Qt.Key.Key_F4, "returns"),
        (Qt.Key.Key_F11, "closing"),
        (Qt.Key.Key_F12, "home"),
    ],
)
def test_a_function_key_opens_its_screen(shell: Shell, key: Qt.Key, name: str) -> None:
    press(shell, key)
    assert shell.current_name == name
    assert [button.isChecked() for button in shell.rail.buttons] == [
        button.objectName() == f"rail.{name}" for button in shell.rail.buttons
    ]


def test_every_screen_of_the_rail_has_a_working_button_and_prints_its_key(shell: Shell) -> None:
    for button in shell.rail.buttons:
        button.click()
        name = button.objectName().removeprefix("rail.")
        assert shell.current_name == name
        entry = next(one for one in entries() if one.name == name)
        assert button.accessibleDescription() == KEYS.cap(entry.key)
        assert button.accessibleName()


def test_a_screen_is_built_when_first_shown_and_kept(shell: Shell) -> None:
    assert shell.docks.built == {"home"}
    press(shell, Qt.Key.Key_F2)
    first = shell.page
    press(shell, Qt.Key.Key_F12)
    press(shell, Qt.Key.Key_F2)
    assert shell.page is first


def test_the_key_bar_and_the_overlay_tell_the_keys_of_the_screen(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F11)
    assert [hint.caps for hint in KEYS.bar("closing")][:1] == ["Lên/Xuống"]
    press(shell, Qt.Key.Key_F1)
    assert shell.overlay.isVisible()
    assert "F9 Chốt ngày" in shell.overlay.lines
    assert "F3 Quét, tra cứu" in shell.overlay.lines
    press(shell, Qt.Key.Key_Escape)
    assert not shell.overlay.isVisible()
    assert shell.current_name == "closing"


def test_the_overlay_gives_the_focus_back(qtbot: QtBot, shell: Shell) -> None:
    shell.bar.scan.setFocus()
    press(shell, Qt.Key.Key_F1)
    qtbot.waitUntil(shell.overlay.hasFocus)
    press(shell, Qt.Key.Key_Space)
    assert shell.bar.scan.hasFocus()
    assert shell.bar.scan.text() == ""


def test_no_two_keys_clash_on_a_screen() -> None:
    for screen in ("home", "closing", "reception", "returns"):
        groups = KEYS.overlay(screen)
        for held in (
            groups[:1] + groups[-1:],
            groups[1:],
        ):  # the strip's keys work only where the focus is in it
            sequences = [key.sequence for _, keys in held for key in keys if not key.id.endswith(".rows")]
            assert len(sequences) == len(set(sequences)), screen


def test_a_remapped_key_changes_its_cap_everywhere() -> None:
    moved = KEYS.remapped({"find": "F10"})
    assert moved.cap("find") == "F10"
    assert KEYS.cap("find") == "F3"
    assert "F10" in [key.caps for key in moved.bar("home")]


def test_an_unknown_key_is_a_bug_at_once() -> None:
    with pytest.raises(KeyError):
        KEYS.key("no.such")


def test_escape_leads_back_to_the_desk_and_discards_nothing(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F2)
    shell.setFocus()
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert shell.current_name == "home"
    assert "reception" in shell.docks.built


def test_print_and_undo_go_to_the_toast_first_then_to_the_screen(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F4)
    done: list[str] = []
    page = stub(shell, "returns")
    shell.desktop.toast(
        ToastSpec("Đã trả", "", (ToastAction("Hoàn tác", "undo", lambda: done.append("undo")),))
    )
    control = Qt.KeyboardModifier.ControlModifier
    press(shell, Qt.Key.Key_Z, control)
    press(shell, Qt.Key.Key_Z, control)
    press(shell, Qt.Key.Key_P, control)
    assert done == ["undo"]
    assert page.acts == ["undo", "print"]


def test_undo_in_a_field_with_words_belongs_to_the_field(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F4)
    page = stub(shell, "returns")
    shell.focus_scan()
    QTest.keyClicks(shell.bar.scan, "abc")
    press(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.acts == []


# ---- searching ------------------------------------------------------------------------------------


def type_and_wait(qtbot: QtBot, shell: Shell, text: str) -> None:
    QTest.keyClick(shell, Qt.Key.Key_F3)
    QTest.keyClicks(shell.bar.scan, text)
    qtbot.waitUntil(shell.popup.isVisible)


def test_f3_finds_while_typing_and_enter_opens_the_dossier(qtbot: QtBot, shell: Shell) -> None:
    type_and_wait(qtbot, shell, "ngoc")
    assert [match.applicant for match in shell.popup.matches] == ["Lý Ngọc Ánh", "Huỳnh Thị Ngọc Ẩn"]
    assert shell.bar.scan.text() == "ngoc"
    press(shell, Qt.Key.Key_Down)
    press(shell, Qt.Key.Key_Return)
    assert shell.current_name == "dossier"
    assert stub(shell, "dossier").opened == ["H29.26.112-261120-0033"]
    assert shell.bar.scan.text() == ""
    assert not shell.popup.isVisible()


def test_nothing_found_says_what_to_try(qtbot: QtBot, shell: Shell) -> None:
    type_and_wait(qtbot, shell, "zzzz")
    assert shell.popup.matches == ()
    assert "4 số cuối" in shell.popup.words
    assert shell.popup.accessibleDescription() == shell.popup.words


def test_escape_closes_the_results_before_anything_else(qtbot: QtBot, shell: Shell) -> None:
    press(shell, Qt.Key.Key_F4)
    type_and_wait(qtbot, shell, "ngoc")
    press(shell, Qt.Key.Key_Escape)
    assert not shell.popup.isVisible()
    assert shell.current_name == "returns"


def test_only_the_newest_question_is_answered(qtbot: QtBot, shell: Shell, demo: DemoServices) -> None:
    shell.focus_scan()
    shell.bar.scan.setText("ngọc")
    shell.search.ask()
    shell.bar.scan.setText("Trần")
    shell.search.ask()
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    assert [match.applicant for match in shell.popup.matches] == ["Trần Quốc Bảo"]
    assert demo.count("find") == 2


def test_a_failing_search_leaves_the_window_usable(qtbot: QtBot, demo: DemoServices) -> None:
    demo.broken["find"] = RuntimeError("disk")
    shell = open_window(qtbot, demo)
    shell.bar.scan.setText("ngọc")
    shell.search.ask()
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    assert not shell.popup.isVisible()


def test_a_press_on_a_result_opens_it(qtbot: QtBot, shell: Shell) -> None:
    type_and_wait(qtbot, shell, "ngoc")
    where = shell.popup._row_rect(1).center().toPoint()
    QTest.mouseClick(shell.popup, Qt.MouseButton.LeftButton, pos=where)
    assert stub(shell, "dossier").opened == ["H29.26.112-261120-0033"]


def test_a_hit_on_a_paper_shows_the_words_it_was_found_by(
    qtbot: QtBot, demo: DemoServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    snippet = "… trợ cấp hằng tháng đối với người khuyết tật nặng …"
    match = Match("H29.26.112-261120-0033", "Lý Ngọc Ánh", "Trợ giúp xã hội", State.PROCESSING, None)
    hit = replace(match, where="paper", snippet=snippet)
    monkeypatch.setattr(demo, "find", lambda _text, _limit=20: Found((match, hit), 1.0))
    shell = open_window(qtbot, demo)
    type_and_wait(qtbot, shell, "khuyet tat")
    assert told(match) == "Trợ giúp xã hội"
    assert told(hit) == f"Trong giấy tờ: {snippet}"
    press(shell, Qt.Key.Key_Down)
    assert snippet in shell.popup.accessibleDescription()


# ---- scanning -------------------------------------------------------------------------------------


def test_a_receipt_opens_its_dossier(qtbot: QtBot, shell: Shell) -> None:
    shell.take_scan(RECEIPT)
    qtbot.waitUntil(lambda: shell.current_name == "dossier")
    assert stub(shell, "dossier").opened == ["H29.26.112-261123-0042"]


def test_a_card_starts_a_reception(qtbot: QtBot, shell: Shell) -> None:
    shell.take_scan(CARD_TEXT)
    qtbot.waitUntil(lambda: shell.current_name == "reception")
    opened = stub(shell, "reception").opened
    assert opened == [card()]
    assert isinstance(opened[0], IdentityCard)


def test_the_screen_in_front_is_asked_first(qtbot: QtBot, shell: Shell) -> None:
    press(shell, Qt.Key.Key_F2)
    page = stub(shell, "reception")
    page.takes = True
    shell.take_scan(RECEIPT)
    qtbot.waitUntil(lambda: page.acts == ["scan"])
    assert shell.current_name == "reception"
    assert page.opened == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("https://example.vn/khuyen-mai", "địa chỉ web"),
        ("8934563138165", "dãy 13 ký tự"),
        ("xin chào", "xin chào"),
    ],
)
def test_an_unknown_code_is_told_for_what_it_is(qtbot: QtBot, shell: Shell, text: str, part: str) -> None:
    shell.take_scan(text)
    qtbot.waitUntil(shell.banner.isVisible)
    said = shell.banner.accessibleName()
    assert part in said
    assert "F3" in said
    assert shell.current_name == "home"


@pytest.mark.parametrize("looks", ["", "digits", "id_number", "text"])
def test_a_long_run_of_digits_is_never_shown(looks: str) -> None:
    assert "079192004518" not in strange_banner("079192004518", looks).text


def test_a_failing_recognition_is_told_as_unknown(qtbot: QtBot, demo: DemoServices) -> None:
    demo.broken["recognise"] = RuntimeError("x")
    shell = open_window(qtbot, demo)
    shell.take_scan("H29")
    qtbot.waitUntil(shell.banner.isVisible)


def test_two_scans_in_a_row_arrive_both_and_in_order(qtbot: QtBot, shell: Shell) -> None:
    shell.take_scan(CARD_TEXT)
    shell.take_scan(RECEIPT)
    qtbot.waitUntil(lambda: shell.current_name == "dossier")
    assert stub(shell, "reception").opened == [card()]
    assert stub(shell, "dossier").opened == ["H29.26.112-261123-0042"]


FOCUS: dict[str, Callable[[Shell], QWidget]] = {
    "scan bar": lambda shell: shell.bar.scan,
    "rail button": lambda shell: next(
        one for one in shell.rail.buttons if one.objectName() == "rail.closing"
    ),
    "table": lambda shell: shell.page.view.table,  # type: ignore[union-attr]
    "counter": lambda shell: shell.page.view.counters[2],  # type: ignore[union-attr]
}


@pytest.mark.parametrize("where", list(FOCUS))
def test_a_scan_is_never_typed_nor_pressed_whatever_has_the_focus(
    qtbot: QtBot, qapp: QApplication, shell: Shell, where: str
) -> None:
    guard = ScanGuard(qapp, rules=WedgeRules(gap_ms=500))
    guard.scanned.connect(shell.take_scan)
    target = FOCUS[where](shell)
    target.setFocus()
    qtbot.waitUntil(target.hasFocus)
    handle = shell.windowHandle()
    for letter in RECEIPT:
        press_letter(handle, letter)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.current_name == "dossier")
    assert stub(shell, "dossier").opened == ["H29.26.112-261123-0042"]
    assert shell.bar.scan.text() == ""
    assert "closing" not in shell.docks.built
    qapp.removeEventFilter(guard)
    guard.deleteLater()


# ---- telling --------------------------------------------------------------------------------------


def test_a_banner_stays_until_it_is_taken_away_and_acts(qtbot: QtBot, shell: Shell) -> None:
    done: list[int] = []
    action = ToastAction("In lại", "print", lambda: done.append(1))
    shell.show_banner(BannerSpec("Chưa in được", "Hết giấy.", action=action))
    shell.banner.action.click()
    shell.show_banner(BannerSpec("Khác", action=ToastAction("Đọc", "help", lambda: done.append(2))))
    shell.banner.action.click()
    assert done == [1, 2]
    shell.show_banner(None)
    assert not shell.banner.isVisible()


def test_the_key_bar_says_when_work_was_kept(shell: Shell, demo: DemoServices) -> None:
    shell.desktop.kept(demo.now())
    assert shell.key_bar.saved.text == "Đã lưu trên máy 09:41:12"


def test_without_a_printer_the_mark_says_so(qtbot: QtBot, shell: Shell) -> None:
    shell.desktop.print_pdf(b"%PDF-", "Giấy hẹn")
    qtbot.waitUntil(lambda: shell.bar.printer.text() == "Chưa có máy in")


def test_the_clerk_the_counter_and_the_time_are_named(shell: Shell) -> None:
    assert shell.bar.clerk.accessibleName() == "Lê Thị Mai, Quầy 2 · 09:41"
    assert "tập huấn" in shell.windowTitle()


def test_the_clerks_menu_offers_the_other_look_and_the_other_language(qtbot: QtBot, shell: Shell) -> None:
    asked: list[str] = []
    shell.look_asked.connect(asked.append)
    shell.bar.clerk.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    actions = menu.actions()
    assert [action.text() for action in actions] == ["Giao diện tối", "English"]
    for action in actions:
        action.trigger()
    menu.close()
    assert asked == ["dark", "en"]


# ---- sizes ----------------------------------------------------------------------------------------


def test_the_window_may_be_as_small_as_a_125_percent_panel(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo, size=(949, 512))
    assert shell.minimumWidth() <= 949
    assert shell.minimumHeight() <= 512
    assert shell.size().width() == 949
    assert shell.size().height() == 512


@pytest.mark.parametrize("name", ["home", "closing"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(949, 512), (1093, 560), (1366, 697), (1920, 1017)])
def test_nothing_that_must_be_read_is_shortened(
    qtbot: QtBot, demo: DemoServices, name: str, lang: str, size: tuple[int, int]
) -> None:
    shell = open_window(qtbot, demo, lang=lang, start=name, size=size)
    assert (shell.width(), shell.height()) == size
    cut = [
        label.text()
        for label in shell.findChildren(Label)
        if label.isVisible() and label.shortened and not label._shortens
    ]
    assert cut == []
    assert [button.text() for button in shell.rail.buttons if button.shortened] == []


def test_a_compact_window_keeps_icons_and_keys_on_its_rail(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo, size=(1093, 560))
    assert shell.rail.width() == 60
    shell.resize(1366, 768)
    assert shell.rail.width() == 88
    assert shell.kind is LayoutKind.STANDARD


# ---- closing --------------------------------------------------------------------------------------


def test_closing_the_window_waits_for_running_work(qtbot: QtBot, demo: DemoServices) -> None:
    runner = TaskRunner()
    shell = make_window(demo, runner=runner, screens=stubbed())
    qtbot.addWidget(shell)
    shell.show()
    qtbot.waitUntil(lambda: runner.running == 0)
    started, gate = threading.Event(), threading.Event()
    ended: list[bool] = []

    def work() -> None:
        started.set()
        gate.wait(10)
        ended.append(True)

    runner.submit("cpu", work, owner=shell)
    assert started.wait(10)
    threading.Timer(0.05, gate.set).start()
    assert shell.close()
    assert ended == [True]


def test_a_stuck_task_is_asked_about_before_leaving(
    qtbot: QtBot, demo: DemoServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_window(qtbot, demo)
    monkeypatch.setattr(shell.runner, "close", lambda _ms: False)

    def answer(key: Qt.Key, *, before: tuple[Qt.Key, ...] = ()) -> None:
        """Answer with keys, from the answer that Enter would give."""
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        for one in before:
            QTest.keyClick(box.focusWidget(), one)
        QTest.keyClick(box.focusWidget(), key)

    QTimer.singleShot(0, lambda: answer(Qt.Key.Key_Escape))
    assert shell.close() is False
    QTimer.singleShot(0, lambda: answer(Qt.Key.Key_Return))
    assert shell.close() is False  # Enter alone loses nothing
    QTimer.singleShot(0, lambda: answer(Qt.Key.Key_Space, before=(Qt.Key.Key_Tab,)))
    assert shell.close() is True


def test_drafts_survive_a_window_built_anew(qtbot: QtBot, demo: DemoServices, shell: Shell) -> None:
    press(shell, Qt.Key.Key_F2)
    stub(shell, "reception").open_with("draft")
    kept = shell.keep()
    other = open_window(qtbot, demo, lang="en")
    other.restore(kept)
    assert stub(other, "reception").opened == [("restored", ("draft",))]
    assert other.bar.title.text() == "Desk"


def test_a_foreign_dialogs_button_is_not_pressed_by_a_scan(
    qtbot: QtBot, qapp: QApplication, shell: Shell
) -> None:
    guard = ScanGuard(qapp, rules=WedgeRules(gap_ms=500))
    guard.scanned.connect(shell.take_scan)
    box = QWidget()
    field, button = QLineEdit(box), QPushButton("OK", box)
    qtbot.addWidget(box)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    with qtbot.waitExposed(box):
        box.show()
    box.activateWindow()
    button.setFocus()
    for letter in RECEIPT:
        press_letter(box.windowHandle(), letter)
    QTest.keyClick(box.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.current_name == "dossier")
    assert pressed == []
    assert field.text() == ""
    qapp.removeEventFilter(guard)
    guard.deleteLater()
