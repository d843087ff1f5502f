"""Keys can be changed in one table: no clash, no key lost to typing, and the caps follow at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.looks import Look
from tests.helpers.program import Started, programs, settle
from ui import i18n
from ui.admin.look import keys_file
from ui.admin.look.keys_section import KeysSection
from ui.admin.screen import AdminPage
from ui.app import Program
from ui.i18n import tr
from ui.key_rows import Key
from ui.keymap import Refusal, fixed, in_pane, judge, pretty, reworded, sound, spread
from ui.keys import KEYS
from ui.widgets.paper_row import PaperRow, PaperSpec

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def start(qtbot: QtBot, data_folder: Path) -> Iterator[Started]:
    """Starts the whole program on a training office."""
    with programs(qtbot, data_folder) as build:
        yield build


@pytest.fixture(autouse=True)
def _usual_keys(qapp: QApplication) -> Iterator[None]:
    yield
    KEYS.put_in_force(qapp)


# ---- the rules ------------------------------------------------------------------------------------


def test_every_row_can_be_changed_or_belongs_to_lists_and_ticks() -> None:
    stay = {row.sequence for row in KEYS.rows if fixed(row)}
    assert stay <= {"Up", "Left", "Return", "Space", "Esc", "1", "+", "Shift+Right", "Alt+Right", "PgDown"}
    for row in KEYS.rows:
        if not fixed(row):
            assert judge(KEYS, KEYS, row, "Ctrl+Alt+Shift+F11").refusal is None, row.id


def test_a_row_that_stands_for_several_keys_tells_all_of_them() -> None:
    for row in KEYS.rows:
        if any(sign in row.cap for sign in ("–", "/", "+ −", "←→")):
            assert fixed(row), row.id
            assert len(spread(row)) > 1, row.id


@pytest.mark.parametrize(
    ("key_id", "sequence", "refusal"),
    [
        ("find", "F4", Refusal.TAKEN),  # everywhere meets everywhere
        ("find", "F9", Refusal.TAKEN),  # everywhere meets a screen's own
        ("closing.print", "F10", Refusal.TAKEN),  # a screen's own meets everywhere
        ("scan.split", "G", Refusal.TAKEN),  # within the strip
        ("find", "K", Refusal.TYPING),
        ("find", "Ins", Refusal.TYPING),
        ("find", "Ctrl+C", Refusal.EDITING),
        ("find", "Tab", Refusal.EDITING),
        ("find", "Return", Refusal.EDITING),
        ("back", "Shift+F12", Refusal.FIXED),
        ("returns.tick", "Shift+F12", Refusal.FIXED),
        ("find", "Shift+F12", None),
        ("scan.split", "J", None),  # a letter, in a pane
        ("closing.commit", "F8", None),  # another screen's key is free here
        ("reception.commit", "F9", None),  # its own
    ],
)
def test_a_key_is_refused_where_it_would_clash_or_could_not_be_typed(
    key_id: str, sequence: str, refusal: Refusal | None
) -> None:
    assert judge(KEYS, KEYS, KEYS.key(key_id), sequence).refusal is refusal


def test_the_one_who_has_the_key_is_named() -> None:
    other = judge(KEYS, KEYS, KEYS.key("find"), "F4").other
    assert other is not None
    assert other.id == "go.returns"


def test_two_acts_may_change_places() -> None:
    swap = {"find": "F4", "go.returns": "F3"}
    assert sound(KEYS, swap) == swap


def test_of_damaged_changes_only_the_sound_ones_are_worn() -> None:
    wild = {"find": "F4", "no.such": "F3", "help": "", "undo": "Ctrl+", "redo": "Ctrl+Shift+Z", "back": "F7"}
    assert sound(KEYS, wild) == {"redo": "Ctrl+Shift+Z"}


def test_a_changed_key_changes_its_cap() -> None:
    keys = KEYS.remapped({"admin.previous": "Ctrl+Left", "find": "Shift+F12"})
    assert keys.cap("find") == "Shift+F12"
    assert keys.cap("admin.previous") == "Ctrl+←"
    assert pretty("Return") == "Enter"


def test_sentences_name_the_key_the_person_has(qapp: QApplication) -> None:
    keys = KEYS.remapped({"find": "Shift+F12", "dossier.commit": "Ctrl+Return"})
    assert reworded(KEYS, keys) == {"F3": "Shift+F12"}  # F9 still is the key of other screens
    keys.put_in_force(qapp)
    assert tr("Quét lại, hoặc gõ mã (F3).") == "Quét lại, hoặc gõ mã (Shift+F12)."
    i18n.install(qapp, "en")
    assert tr("Quét lại, hoặc gõ mã (F3).") == "Scan again, or type the code (Shift+F12)."
    assert tr("Phím tắt Shift+F3") == "Phím tắt Shift+F3"


def test_a_pane_obeys_the_letter_it_was_given(qtbot: QtBot, qapp: QApplication) -> None:
    KEYS.remapped({"reception.kind": "X"}).put_in_force(qapp)
    row = PaperRow(PaperSpec(1, "Tờ khai"), name="p")
    qtbot.addWidget(row)
    row.show()
    with qtbot.waitSignal(row.kind_asked):
        QTest.keyClick(row, Qt.Key.Key_X)
    with qtbot.assertNotEmitted(row.kind_asked, wait=10):
        QTest.keyClick(row, Qt.Key.Key_T)


def test_every_key_that_works_in_a_pane_only_is_no_shortcut_of_a_window() -> None:
    assert {row.id for row in KEYS.rows if in_pane(row)} >= {"scan.split", "reception.kind", "admin.add"}
    assert not any(in_pane(row) for row in KEYS.rows if row.sequence.startswith(("F", "Ctrl", "Alt")))


# ---- the section ----------------------------------------------------------------------------------


def opened(qtbot: QtBot, one: Program) -> KeysSection:
    one.window.go("admin", "keys")
    settle(qtbot, one)
    page = one.window.page
    assert isinstance(page, AdminPage)
    section = page.section
    assert isinstance(section, KeysSection)
    return section


def stand_on(section: KeysSection, key_id: str) -> None:
    section.start()
    rows = section.table.rows_model.rows
    section.table.selectRow([row.id for row in rows].index(key_id))


def press(qtbot: QtBot, one: Program, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(one.window.windowHandle(), key, held)
    settle(qtbot, one)


def row_of(section: KeysSection) -> Key:
    row = section.table.current_row
    assert isinstance(row, Key)
    return row


def active(qtbot: QtBot, one: Program) -> None:
    one.window.activateWindow()
    qtbot.waitUntil(one.window.isActiveWindow)


def test_a_new_key_works_at_once_and_every_cap_follows(qtbot: QtBot, start: Started) -> None:
    one = start()
    active(qtbot, one)
    stand_on(opened(qtbot, one), "go.closing")
    press(qtbot, one, Qt.Key.Key_Return)
    press(qtbot, one, Qt.Key.Key_F12, SHIFT)
    assert one.look.keys == {"go.closing": "Shift+F12"}
    assert {button.accessibleDescription() for button in one.window.rail.buttons} >= {"Shift+F12", "F10"}
    section = opened(qtbot, one)
    assert row_of(section).id == "go.closing"  # one stands where one stood
    active(qtbot, one)
    press(qtbot, one, Qt.Key.Key_F11)
    assert one.window.current_name == "admin"
    press(qtbot, one, Qt.Key.Key_F12, SHIFT)
    assert one.window.current_name == "closing"


def test_a_key_that_is_taken_is_refused_by_name_and_may_be_swapped(qtbot: QtBot, start: Started) -> None:
    one = start()
    active(qtbot, one)
    section = opened(qtbot, one)
    stand_on(section, "find")
    press(qtbot, one, Qt.Key.Key_Return)
    press(qtbot, one, Qt.Key.Key_F4)
    assert one.window.current_name == "admin"  # the key was caught, not obeyed
    assert "Trả kết quả" in section.catcher.text.text()
    assert one.look.keys == {}
    section.catcher.swap.click()
    settle(qtbot, one)
    assert one.look.keys == {"find": "F4", "go.returns": "F3"}


def test_esc_keeps_the_old_key_and_tab_leaves_the_field(qtbot: QtBot, start: Started) -> None:
    one = start()
    active(qtbot, one)
    section = opened(qtbot, one)
    stand_on(section, "find")
    press(qtbot, one, Qt.Key.Key_Return)
    assert section.catcher.hasFocus()
    press(qtbot, one, Qt.Key.Key_Escape)
    assert not section.catcher.isVisible()
    assert section.table.hasFocus()
    press(qtbot, one, Qt.Key.Key_Return)
    press(qtbot, one, Qt.Key.Key_Tab)
    assert not section.catcher.hasFocus()
    assert one.look.keys == {}


def test_delete_gives_a_row_its_usual_key_back(qtbot: QtBot, start: Started) -> None:
    one = start(Look(keys={"find": "Shift+F12", "help": "Ctrl+J"}))
    active(qtbot, one)
    stand_on(opened(qtbot, one), "find")
    press(qtbot, one, Qt.Key.Key_Delete)
    assert one.look.keys == {"help": "Ctrl+J"}
    section = opened(qtbot, one)
    section.every.click()
    settle(qtbot, one)
    assert one.look.keys == {}


def test_a_key_is_found_by_what_it_does_without_marks(qtbot: QtBot, start: Started) -> None:
    section = opened(qtbot, start())
    section.search.setText("chot ngay")
    assert {row.id for row in section.table.rows_model.rows} >= {"go.closing", "closing.commit"}
    assert all(row.id != "find" for row in section.table.rows_model.rows)


# ---- files ----------------------------------------------------------------------------------------


def test_changed_keys_go_to_another_machine_by_file(tmp_path: Path) -> None:
    file = tmp_path / "phím.json"
    keys_file.write(file, {"find": "Shift+F12"})
    assert keys_file.read(file) == {"find": "Shift+F12"}
    report = keys_file.report(keys_file.read(file), {})
    assert (report.imported, report.errors) == (1, ())
    assert keys_file.report({"find": "Shift+F12"}, {"find": "Shift+F12"}).skipped == 1


def test_a_file_with_one_wrong_key_changes_nothing_and_says_which() -> None:
    report = keys_file.report({"find": "F4", "help": "Ctrl+J", "no.such": "F2", "back": "F7"}, {})
    assert report.imported == 0
    assert [error.row for error in report.errors] == [1, 3, 4]
    assert "no.such" in report.errors[1].message


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"form": "x", "keys": {}})])
def test_another_file_is_no_table_of_keys(tmp_path: Path, text: str) -> None:
    from desk.errors import InputError

    file = tmp_path / "a.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError):
        keys_file.read(file)


def test_the_section_takes_a_file_over(qtbot: QtBot, start: Started, tmp_path: Path) -> None:
    file = tmp_path / "k.json"
    keys_file.write(file, {"find": "Shift+F12"})
    one = start()
    section = opened(qtbot, one)
    assert section.files is not None
    section.open_files("import")
    section.file_panel.path.setText(str(file))
    for _ in range(2):  # look, then take
        section.files.commit()
        settle(qtbot, one)
    assert one.look.keys == {"find": "Shift+F12"}


def test_every_place_of_a_key_has_a_name() -> None:
    from ui.admin.look.keys_section import SCOPES

    assert {row.scope for row in KEYS.rows} == set(SCOPES)
