"""The first run by keys alone: a new office, folders that cannot be used, a kill in between, training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.office import paths, setup
from desk.office.bootstrap import create_office, open_office
from desk.office.looks import Look
from desk.office.paths import data_folder as folder_of
from ui.app import Program, make_app
from ui.opening import OfficeWish
from ui.wizard.pages import FormPage
from ui.wizard.presenter import WizardPresenter
from ui.wizard.window import Wizard

KEY = Qt.Key


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder, so that no test touches another's."""
    folder = tmp_path / "cá nhân" / "quay-mot-cua"
    monkeypatch.setattr(paths, "settings_folder", lambda: folder)
    monkeypatch.setattr(setup, "settings_folder", lambda: folder)
    monkeypatch.delenv("QMC_DATA", raising=False)
    return folder


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The program started where there is no office."""
    made = Program(make_app(), OfficeWish(tmp_path / "Hồ sơ"), Look())
    made.window.resize(1366, 700)
    made.window.show()
    qtbot.waitUntil(lambda: made.first_run.wizard is not None, timeout=20_000)
    yield made
    if made.first_run.wizard is not None:
        wizard, made.first_run.wizard = made.first_run.wizard, None
        wizard.close()
        wizard.deleteLater()
    made.window.replaced = True
    made.window.close()
    made.window.deleteLater()
    made.scans.deleteLater()
    made.close()


def wizard_of(program: Program) -> Wizard:
    """The wizard in front."""
    assert program.first_run.wizard is not None
    return program.first_run.wizard


def press(wizard: Wizard, key: Qt.Key) -> None:
    """One key to whatever has the focus."""
    QTest.keyClick(QApplication.focusWidget() or wizard, key)
    QApplication.processEvents()


def words(wizard: Wizard, text: str) -> None:
    """Type into the field that has the focus, as an input method commits it."""
    field = wizard.focusWidget()
    assert field is not None
    field.insert(text)  # type: ignore[attr-defined]


def settle(qtbot: QtBot, wizard: Wizard, step: str) -> None:
    """Wait for a step and for what it asked of the disk."""
    qtbot.waitUntil(lambda: wizard.presenter.state.step == step, timeout=20_000)
    qtbot.waitUntil(lambda: wizard.presenter._runner.running == 0, timeout=20_000)


def fill_office(wizard: Wizard) -> None:
    """Code and name, by Tab."""
    words(wizard, "H99.01")
    press(wizard, KEY.Key_Tab)
    words(wizard, "Trung tâm Phục vụ hành chính công phường Mẫu")


def test_an_office_is_founded_by_keys_alone(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    wizard = wizard_of(program)
    wizard.activateWindow()
    press(wizard, KEY.Key_1)
    fill_office(wizard)
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "folder")
    assert wizard.presenter.state.look is not None
    assert wizard.presenter.state.look.state == "empty"
    press(wizard, KEY.Key_Return)
    words(wizard, "Lê Thị Mẫu")
    assert wizard.presenter.state.values["username"] == "mau.lt"
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "review")
    assert not (tmp_path / "Hồ sơ").exists()
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "devices")
    with open_office(tmp_path / "Hồ sơ") as office:
        assert (office.card.code, office.actor.full_name, office.actor.role) == (
            "H99.01",
            "Lê Thị Mẫu",
            "head",
        )
    press(wizard, KEY.Key_F9)
    qtbot.waitUntil(lambda: program.first_run.wizard is None)
    assert program.window.isVisible()
    assert program.window.bar.clerk.accessibleName().startswith("Lê Thị Mẫu")
    assert folder_of() == tmp_path / "Hồ sơ"
    assert setup.read_draft() == {}


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_made(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    wizard = wizard_of(program)
    press(wizard, KEY.Key_1)
    words(wizard, "mã có dấu")
    press(wizard, KEY.Key_F9)
    state = wizard.presenter.state
    assert state.step == "office"
    assert set(state.wrong) == {"code", "name"}
    assert "H29.26.112" in state.wrong["code"]
    assert not (tmp_path / "Hồ sơ").exists()


def test_the_first_empty_box_of_the_first_person_is_stood_in_and_a_filled_one_is_red_no_more(
    qtbot: QtBot, program: Program
) -> None:
    wizard = wizard_of(program)
    wizard.activateWindow()
    press(wizard, KEY.Key_1)
    fill_office(wizard)
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "folder")
    press(wizard, KEY.Key_Return)
    settle(qtbot, wizard, "staff")
    press(wizard, KEY.Key_F9)
    assert set(wizard.presenter.state.wrong) == {"full_name", "username"}
    page = wizard.pages["staff"]
    assert isinstance(page, FormPage)
    assert QApplication.focusWidget() is page.controls["full_name"]
    words(wizard, "Lê Thị Mẫu")
    assert wizard.presenter.state.values["username"] == "mau.lt"
    assert wizard.presenter.state.wrong == {}


def test_while_an_office_is_founded_nothing_else_is_said(qtbot: QtBot, program: Program) -> None:
    wizard = wizard_of(program)
    press(wizard, KEY.Key_1)
    shown = replace(wizard.presenter.state, step="review")
    wizard.presenter.show(shown)
    assert "bấm F9" in wizard.words.text()
    for now in (replace(shown, busy=True), replace(shown, made=True)):
        wizard.presenter.show(now)
        assert wizard.words.text() == "Đang lập sổ. Đừng tắt máy."
    wizard.presenter.show(replace(shown, busy=False, made=False))


def test_escape_goes_back_and_loses_nothing(qtbot: QtBot, program: Program) -> None:
    wizard = wizard_of(program)
    press(wizard, KEY.Key_1)
    fill_office(wizard)
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "folder")
    press(wizard, KEY.Key_Escape)
    settle(qtbot, wizard, "office")
    assert wizard.presenter.state.values["code"] == "H99.01"


def test_a_kill_in_between_loses_nothing(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    wizard = wizard_of(program)
    press(wizard, KEY.Key_1)
    fill_office(wizard)
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "folder")
    qtbot.waitUntil(lambda: setup.read_draft().get("step") == "folder", timeout=5000)
    again = WizardPresenter(program.runner, tmp_path / "Khác")  # as the next start builds it
    assert again.state.resumed
    assert (again.state.step, again.state.values["code"]) == ("folder", "H99.01")
    qtbot.waitUntil(lambda: program.runner.running == 0)
    again.deleteLater()


def test_a_founding_that_fails_says_what_is_safe_and_can_be_tried_again(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = wizard_of(program)
    act = wizard.presenter
    for key, text in (("code", "H99.01"), ("name", "Phường Mẫu"), ("full_name", "Lê Thị Mẫu")):
        act.type(key, text)
    settle(qtbot, wizard, "start")
    act._go("review")

    def full(*_args: object, **_more: object) -> None:
        raise SurroundingsError("data.disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(setup, "found_office", full)
        press(wizard, KEY.Key_F9)
        qtbot.waitUntil(lambda: bool(act.state.failure))
    assert wizard.banner.isVisible()
    assert "đầy" in wizard.banner.text.text()
    settle(qtbot, wizard, "review")
    press(wizard, KEY.Key_F9)
    settle(qtbot, wizard, "devices")


def test_a_folder_that_is_an_office_already_is_opened_instead(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    other = tmp_path / "Đã có"
    setup.found_office(other, {"code": "H99.02", "name": "Đơn vị cũ"}, {"username": "cu", "full_name": "Cũ"})
    wizard = wizard_of(program)
    wizard.presenter.type("folder", str(other))
    wizard.presenter._go("folder")
    settle(qtbot, wizard, "folder")
    assert wizard.commit.text() == "Mở sổ này"
    press(wizard, KEY.Key_F9)
    qtbot.waitUntil(lambda: program.first_run.wizard is None, timeout=20_000)
    assert "Đơn vị cũ" in program.window.windowTitle()
    assert folder_of() == other


def test_the_training_office_lies_apart_and_is_one_key(
    qtbot: QtBot, program: Program, own_folder: Path
) -> None:
    wizard = wizard_of(program)
    press(wizard, KEY.Key_2)
    qtbot.waitUntil(lambda: program.first_run.wizard is None, timeout=20_000)
    assert "tập huấn" in program.window.windowTitle()
    assert setup.training_folder().parent == own_folder.parent
    assert setup.training_folder() != own_folder
    assert not paths.pointer_file().exists()


# ---- folders, without a window ---------------------------------------------------------------------


def test_how_a_folder_stands_is_seen_before_anything_is_made(tmp_path: Path) -> None:
    assert setup.look_at_folder(tmp_path / "mới" / "sâu").state == "empty"
    assert not (tmp_path / "mới").exists()
    (tmp_path / "đầy").mkdir()
    (tmp_path / "đầy" / "ảnh.jpg").write_bytes(b"1")
    assert setup.look_at_folder(tmp_path / "đầy").state == "holds"
    (tmp_path / "tệp").write_bytes(b"1")
    assert setup.look_at_folder(tmp_path / "tệp").state == "file"
    create_office(tmp_path / "tập", training=True)
    assert setup.look_at_folder(tmp_path / "tập").state == "training"
    (tmp_path / "dở" / ".init-1").mkdir(parents=True)
    assert setup.look_at_folder(tmp_path / "dở").state == "half"


def test_rights_room_and_network_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "is_writable", lambda _folder: False)
    assert setup.look_at_folder(tmp_path / "x").state == "unwritable"
    monkeypatch.undo()
    monkeypatch.setattr(setup, "_free", lambda _folder: 10 << 20)
    assert setup.look_at_folder(tmp_path / "x").state == "full"
    monkeypatch.setattr(setup, "_free", lambda _folder: 1 << 30)
    look = setup.look_at_folder(tmp_path / "x")
    assert (look.state, look.low) == ("empty", True)
    monkeypatch.setattr(setup, "_kind_of_disk", lambda _folder: "cifs")
    assert setup.look_at_folder(tmp_path / "x").state == "network"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Lê Thị Mai", "mai.lt"), ("Đỗ Ẩn", "an.d"), ("H'Hen Niê", "nie.h"), ("", ""), ("Mai", "mai")],
)
def test_a_user_name_is_proposed_from_the_full_name(name: str, wanted: str) -> None:
    assert setup.username_of(name) == wanted
