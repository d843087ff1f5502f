"""Where tallies go, in Thiết lập: typed, tried, saved with secrets, by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desk.sending.rows import TargetTrial
from desk.services import DeskServices
from tests.helpers.admin_window import CTRL, AdminDesk
from tests.helpers.collector import collector
from ui.admin.rules.section import RulesSection
from ui.admin.sending.section import SendingSection

DOWN, TAB, F9, INS, DEL = (
    Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_F9, Qt.Key.Key_Insert, Qt.Key.Key_Delete,
)  # fmt: skip


def opened(admin: AdminDesk) -> SendingSection:
    admin.shell.go("admin", "sending")
    admin.settle()
    section = admin.section(SendingSection)
    section.start()
    admin.settle()
    return section


def retype(admin: AdminDesk, text: str) -> None:
    """Replace what stands in the field that has the focus."""
    admin.key(Qt.Key.Key_A, CTRL)
    admin.type(text)


def test_a_gateway_is_typed_tried_and_saved_with_its_secret_by_keys(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    assert section.list.hasFocus()
    with collector() as there:
        admin.key(INS)
        assert admin.focus.endswith(".name")
        retype(admin, "tinh")
        admin.key(TAB)
        admin.key(DOWN)  # HTTPS, the second kind
        admin.keys(TAB)
        assert admin.focus == "targets.https.url"
        admin.type(there.url)
        admin.key(TAB)
        admin.type("bi-mat")
        line = section.form.controls["secret.token"].findChild(QLineEdit)
        assert line is not None
        assert line.echoMode() is QLineEdit.EchoMode.Password
        section.test.setFocus()
        admin.key(Qt.Key.Key_Space)
        assert "Máy chủ trả lời" in section.told.text()
        assert there.stored == {}
    admin.key(F9)
    kept = {one.name: one for one in office_services.sending.targets()}
    assert kept["tinh"].options == {"url": there.url}
    assert kept["tinh"].secrets["token"] in {"file", "keyring"}
    assert "Đã lưu nơi nhận bảng kê" in admin.toasts
    assert line.text() == ""  # never shown again
    assert "Đã lưu trong" in section.form.controls["secret.token"].state.text()  # type: ignore[attr-defined]
    assert not section.dirty


def test_f9_goes_to_what_is_wrong_and_a_clear_sentence_stands_under_it(admin: AdminDesk) -> None:
    section = opened(admin)
    admin.key(INS)
    retype(admin, "hai ba")
    admin.key(F9)
    assert admin.focus == "targets.folder.name"
    assert "không có dấu cách" in section.note.text()
    retype(admin, "collector")
    assert "đã dùng" in section.note.text()
    retype(admin, "usb")
    admin.key(F9)
    assert admin.focus == "targets.folder.path"
    while section.dirty:
        assert section.undo()
    assert [one.values["name"] for one in section.presenter.state.drafts] == ["collector"]


def test_a_target_is_removed_by_a_key_and_can_stay_after_all(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    admin.key(DEL)
    assert "Không còn nơi nhận" in section.note.text()
    admin.key(DEL)
    assert section.presenter.state.standing != ()
    admin.key(DEL)
    admin.key(F9)
    assert office_services.sending.targets() == ()
    assert "Nhấn Ins để thêm" in section.list_card.none.text.text()
    assert section.add.isEnabled()


def test_a_folder_that_is_not_there_is_told_in_a_sentence_and_the_words_go_with_the_next_letter(
    admin: AdminDesk, tmp_path: Path
) -> None:
    section = opened(admin)
    section.presenter.put("path", str(tmp_path / "không có"))
    section.presenter.try_it()
    admin.settle()
    assert section.presenter.state.trial == TargetTrial("sync.no_folder")
    assert section.told.text()
    section.presenter.put("path", str(tmp_path))
    assert not section.told.isVisible()
    section.presenter.try_it()
    admin.settle()
    assert "Ghi được vào thư mục này" in section.told.text()


def test_of_dhis2_it_is_said_that_no_live_server_was_ever_tried(admin: AdminDesk) -> None:
    section = opened(admin)
    assert not section.told.isVisible()
    section.presenter.add()
    section.presenter.put("kind", "dhis2")
    admin.settle()
    assert section.told.isVisible()
    assert "chưa chạy với máy chủ thật nào" in section.told.text()


def test_the_targets_are_no_longer_typed_among_the_rules(admin: AdminDesk) -> None:
    admin.shell.go("admin", "rules")
    admin.settle()
    keys = [one.key for one in admin.section(RulesSection).presenter.state.cards or ()]
    assert "sync.every_minutes" in keys
    assert "sync.targets" not in keys


def test_everything_of_the_section_has_a_name(admin: AdminDesk) -> None:
    opened(admin)
    assert admin.unnamed() == []
