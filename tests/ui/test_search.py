"""Tra cứu by keys: one field, groups, people in Vietnamese order, words on papers; and the command list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.services import DeskServices
from tests.helpers.ui_demo import CARD_TEXT, DemoServices
from tests.helpers.ui_window import open_window, stub
from ui.main import Look, make_window
from ui.reception.screen import ReceptionPage
from ui.search.screen import SearchPage
from ui.shell.command import Command, matching
from ui.shell.window import Shell
from ui.tasks import InlineRunner
from ui.worklist.screen import WorklistPage

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key to the window, as the system sends it."""
    QTest.keyClick(shell.windowHandle(), key, modifier)
    QApplication.processEvents()


def a_reception(services: DeskServices, name: str, number: str, procedure: str = "1.004873") -> str:
    """A dossier of a fictional citizen."""
    applicant = {"id_number": number, "full_name": name, "birth_date": "1980-02-03"}
    command = {"channel": "direct", "procedure": procedure, "applicant": applicant, "components": []}
    return services.receive(command).code


@pytest.fixture
def window(qtbot: QtBot, office_services: DeskServices) -> Shell:
    """The whole window over a practice office with four citizens."""
    for at, name in enumerate(("Nguyễn Văn Ước", "Trần Thị Anh", "Nguyễn Thị Ân", "Lê Hồng Anh")):
        a_reception(office_services, name, f"07905600088{at}")
    shell = make_window(office_services, look=Look(), runner=InlineRunner())
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    return shell


def settle(qtbot: QtBot, shell: Shell) -> None:
    """Let everything asked of the record come back."""
    qtbot.waitUntil(lambda: shell.runner.running == 0)


def page_of(shell: Shell) -> SearchPage:
    """The look-up's page."""
    page = shell.page_of("search")
    assert isinstance(page, SearchPage)
    return page


def look_for(qtbot: QtBot, shell: Shell, text: str) -> SearchPage:
    """Open the look-up by its key and type."""
    press(shell, Qt.Key.Key_F, CTRL)
    page = page_of(shell)
    QTest.keyClicks(shell.bar.scan, text)
    qtbot.waitUntil(lambda: page.presenter.state.text == text and page.presenter.state.phase.value != "idle")
    page.presenter.ask()
    settle(qtbot, shell)
    return page


def heads(page: SearchPage) -> list[str]:
    """The groups shown."""
    return [line.text for line in page.view.list.lines if line.head]


def test_before_anything_is_typed_the_screen_says_what_can_be_looked_for(window: Shell) -> None:
    press(window, Qt.Key.Key_F, CTRL)
    assert window.bar.title.text() == "Tra cứu"
    assert window.bar.scan.hasFocus()
    assert "4 số cuối" in page_of(window).view.empty.text.text()


def test_one_text_finds_dossiers_people_procedures_and_commands(qtbot: QtBot, window: Shell) -> None:
    page = look_for(qtbot, window, "anh")
    assert heads(page)[:2] == ["Hồ sơ", "Công dân, tổ chức"]
    page = look_for(qtbot, window, "khai sinh")
    assert "Thủ tục" in heads(page)


def test_a_procedure_found_begins_a_reception_and_parks_the_one_begun(qtbot: QtBot, window: Shell) -> None:
    def receive(text: str) -> str:
        look_for(qtbot, window, text)
        press(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
        press(window, Qt.Key.Key_Return)
        settle(qtbot, window)
        reception = window.page_of("reception")
        assert isinstance(reception, ReceptionPage)
        card = reception.presenter.state.draft.procedure
        return card.name if card is not None else ""

    assert "kết hôn" in receive("dang ky ket hon")
    assert window.current_name == "reception"
    assert "khai tử" in receive("dang ky khai tu")


def test_people_stand_by_given_name_then_family_name(qtbot: QtBot, window: Shell) -> None:
    page = look_for(qtbot, window, "n")
    assert page.view.empty.text.text() == "Gõ ít nhất 2 chữ."
    window.bar.scan.clear()
    page = look_for(qtbot, window, "th")
    people = [one.name for one in page.presenter.state.results.people]
    assert people == ["Trần Thị Anh", "Nguyễn Thị Ân"]
    window.bar.scan.clear()
    page = look_for(qtbot, window, "anh")
    assert [one.name for one in page.presenter.state.results.people] == ["Lê Hồng Anh", "Trần Thị Anh"]


def test_the_popup_stays_away_while_the_screen_looks_up_itself(qtbot: QtBot, window: Shell) -> None:
    look_for(qtbot, window, "nguyen")
    qtbot.wait(120)
    assert not window.popup.isVisible()


def test_enter_opens_the_chosen_dossier_and_a_person_shows_theirs(qtbot: QtBot, window: Shell) -> None:
    page = look_for(qtbot, window, "uoc")
    press(window, Qt.Key.Key_Down)
    assert page.view.list.chosen is not None
    assert page.view.list.chosen.text == "Nguyễn Văn Ước"
    assert page.view.list.chosen.icon == "user"
    press(window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert heads(page) == ["Hồ sơ của Nguyễn Văn Ước"]
    press(window, Qt.Key.Key_Return)
    assert window.current_name == "dossier"


def test_escape_leads_from_a_person_to_the_results_and_then_away(qtbot: QtBot, window: Shell) -> None:
    page = look_for(qtbot, window, "uoc")
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    page.view.list.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert heads(page)[0] == "Hồ sơ"
    assert window.current_name == "search"
    press(window, Qt.Key.Key_Escape)
    assert window.current_name == "home"


def test_one_group_alone_is_a_key_away(qtbot: QtBot, window: Shell) -> None:
    page = look_for(qtbot, window, "nguyen")
    press(window, Qt.Key.Key_4, ALT)
    assert heads(page) == ["Công dân, tổ chức"]
    press(window, Qt.Key.Key_1, ALT)
    assert len(heads(page)) > 1


def test_nothing_found_and_a_broken_record_are_told_with_a_way_on(
    qtbot: QtBot, window: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = look_for(qtbot, window, "zzzz qqqq")
    assert "zzzz qqqq" in page.view.empty.text.text()

    def broken(*_args: object) -> object:
        raise SurroundingsError("data.damaged", file="office.db")

    monkeypatch.setattr(type(window.services), "find", broken)
    page.presenter.ask()
    settle(qtbot, window)
    assert page.view.empty.action.text() == "Tìm lại"
    assert "data.damaged" not in page.view.empty.text.text()


def test_a_card_scanned_on_the_look_up_still_starts_a_reception(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    press(shell, Qt.Key.Key_F, CTRL)
    shell.take_scan(CARD_TEXT)
    settle(qtbot, shell)
    assert shell.current_name == "reception"
    assert len(stub(shell, "reception").opened) == 1


def test_f3_twice_takes_what_is_typed_to_the_look_up(qtbot: QtBot, window: Shell) -> None:
    press(window, Qt.Key.Key_F3)
    QTest.keyClicks(window.bar.scan, "uoc")
    press(window, Qt.Key.Key_F3)
    assert window.current_name == "search"
    assert window.bar.scan.text() == "uoc"
    assert page_of(window).presenter.state.results.count("dossiers") == 1


# ---- the command list -----------------------------------------------------------------------------


def test_ctrl_k_lists_commands_on_every_screen_and_gives_the_focus_back(qtbot: QtBot, window: Shell) -> None:
    for name in window.docks.entries:
        window.go(name)
        settle(qtbot, window)
        before = window.focusWidget()
        press(window, Qt.Key.Key_K, CTRL)
        assert window.command_list.isVisible(), name
        assert window.command_list.field.hasFocus(), name
        assert len(window.command_list.shown) > 12, name
        press(window, Qt.Key.Key_Escape)
        assert not window.command_list.isVisible()
        assert window.focusWidget() is before, name
        assert window.current_name == name


@pytest.mark.parametrize("typed", ["danh ba", "danh bạ", "goi dien", "gọi điện", "gooij ddieejn"])
def test_a_command_is_found_without_marks_and_with_telex_keys_left_in(
    qtbot: QtBot, window: Shell, typed: str
) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    window.command_list.field.setText(typed)  # as an input method commits it
    assert "Gọi điện hôm nay" in window.command_list.shown[:2]


def test_enter_does_the_command(qtbot: QtBot, window: Shell) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.command_list.field, "chot ngay")
    press(window, Qt.Key.Key_Return)
    assert window.current_name == "closing"
    assert not window.command_list.isVisible()


def test_a_setting_is_one_command_away(qtbot: QtBot, window: Shell) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.command_list.field, "lich lam")
    press(window, Qt.Key.Key_Return)
    assert window.current_name == "admin"


def test_the_acts_of_an_open_dossier_are_the_first_group(qtbot: QtBot, window: Shell) -> None:
    code = a_reception(window.services, "Võ Ngọc Thí Dụ", "079056000999")  # type: ignore[arg-type]
    window.go("dossier", code)
    press(window, Qt.Key.Key_K, CTRL)
    first = [line.text for line in window.command_list.list.lines[:2]]
    assert first[0] == "Việc làm được với hồ sơ này"
    press(window, Qt.Key.Key_Return)
    assert window.current_name == "dossier"


def test_what_no_command_means_is_looked_up_in_the_record(qtbot: QtBot, window: Shell) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.command_list.field, "uoc")
    assert window.command_list.shown[-1] == "Tra cứu “uoc” trong sổ"
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Return)
    assert window.current_name == "search"
    assert page_of(window).presenter.state.results.count("dossiers") == 1


def test_a_screen_whose_answer_comes_late_takes_no_key_from_the_command_list(
    qtbot: QtBot, window: Shell
) -> None:
    window.go("worklist")
    settle(qtbot, window)
    page = window.page_of("worklist")
    assert isinstance(page, WorklistPage)
    press(window, Qt.Key.Key_K, CTRL)
    field = window.command_list.field
    QTest.keyClicks(field, "qua")
    page.view.nav.setFocus()  # what a page does when its answer is there
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, " han")
    assert window.command_list.shown[0] == "Quá hạn"
    press(window, Qt.Key.Key_Escape)
    assert not window.command_list.isVisible()
    assert page.view.nav.hasFocus()
    press(window, Qt.Key.Key_K, CTRL)
    page.view.nav.setFocus(Qt.FocusReason.MouseFocusReason)  # a hand's own act
    assert not window.command_list.isVisible()


def test_a_scan_closes_the_command_list_and_is_routed(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    press(shell, Qt.Key.Key_K, CTRL)
    shell.take_scan(CARD_TEXT)
    settle(qtbot, shell)
    assert not shell.command_list.isVisible()
    assert shell.command_list.field.text() == ""
    assert shell.current_name == "reception"


def test_better_fits_come_first_and_the_order_holds_among_equals() -> None:
    def nothing() -> None:
        """Do nothing."""

    rows = [Command(text, nothing) for text in ("Mở sổ", "Sổ mở", "Mở số hoá", "Khác")]
    assert [one.text for one in matching(rows, "mo")] == ["Mở sổ", "Mở số hoá", "Sổ mở"]
    assert matching(rows, "  ") == tuple(rows)
    assert matching(rows, "xyz") == ()


def test_esc_goes_from_a_dossier_back_to_what_was_found(qtbot: QtBot, window: Shell) -> None:
    page = look_for(qtbot, window, "nguyen")
    press(window, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.current_name == "dossier"
    press(window, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert window.current_name == "search"
    assert (window.bar.scan.text(), page.presenter.state.text) == ("nguyen", "nguyen")
    assert len(page.presenter.state.results.matches) == 2
