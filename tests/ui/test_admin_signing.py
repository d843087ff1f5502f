"""Khóa của đơn vị by keys: looked at, the public one exported, the other changed after a question."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desk.errors import SurroundingsError
from desk.finding.codes import payload
from desk.finding.trust import verify_receipt
from desk.office import key_rotation
from desk.services import DeskServices
from tests.helpers.admin_window import CTRL, SIZES, AdminDesk, Opened
from ui.admin.parts.files import FileFlow
from ui.admin.signing.model import KeyRow
from ui.admin.signing.section import SigningSection

Key = Qt.Key
CODE = "H29.26.112-261123-0004"


def opened(admin: AdminDesk) -> SigningSection:
    admin.goto("signing")
    admin.key(Key.Key_Return)
    section = admin.section(SigningSection)
    assert section.table.hasFocus()
    return section


def rows(section: SigningSection) -> list[KeyRow]:
    return list(section.table.rows_model.rows)


def words(widget: QWidget) -> str:
    """Everything a person reads there."""
    shown = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    cells = [
        str(widget.table.rows_model.index(row, column).data(Qt.ItemDataRole.DisplayRole))
        for row in range(widget.table.rows_model.rowCount())
        for column in range(3)
    ] if isinstance(widget, SigningSection) else []  # fmt: skip
    return " ".join((*shown, *cells))


def press(admin: AdminDesk, name: str) -> None:
    """Walk to a button by Tab and press it."""
    for _ in range(30):
        if admin.focus == name:
            break
        admin.key(Key.Key_Tab)
    assert admin.focus == name
    admin.key(Key.Key_Space)


def secrets_of(folder: Path) -> list[bytes]:
    return [one.read_bytes() for one in (folder / "keys").glob("*.key")]


def test_the_keys_are_listed_with_what_they_do_and_nothing_secret(
    admin: AdminDesk, data_folder: Path
) -> None:
    section = opened(admin)
    tags, tally = rows(section)
    assert (tags.does, tally.does) == ("tags", "tally")
    assert "không gửi khóa này cho ai" in words(section.area)
    admin.key(Key.Key_Down)
    assert tally.public in words(section.area)
    assert "Đang dùng" in words(section)
    for secret in secrets_of(data_folder):
        for text in (secret.hex(), base64.b64encode(secret).decode("ascii")):
            assert text not in words(section)


def test_a_key_is_changed_by_keys_after_a_question_and_old_receipts_stay_genuine(
    admin: AdminDesk, office_services: DeskServices, data_folder: Path
) -> None:
    office = office_services._office
    before = payload(office.card.code, office.keys.ring.current, CODE)
    public = office_services.house.keys().tally
    section = opened(admin)
    old = rows(section)[0]
    admin.key(Key.Key_F9)
    assert len(secrets_of(data_folder)) == 2  # F9 alone changes nothing
    press(admin, "signing.change")
    said = words(section)
    for one in ("Giấy đã in vẫn kiểm được", "Không phải gửi gì cho tỉnh", "sao lưu thư mục keys"):
        assert one in said
    admin.keys(Key.Key_Space, Key.Key_Return)  # keys that bounce change nothing
    assert section.presenter.state.asking
    admin.key(Key.Key_F9)
    assert "Đã thay khóa mã kiểm" in admin.toasts
    new, tally, gone = rows(section)
    assert gone.key_id == old.key_id
    assert gone.until is not None
    assert new.key_id not in {old.key_id, tally.key_id}
    assert office_services.house.keys().tally == public  # what the province has goes on verifying
    after = payload(office.card.code, office.keys.ring.current, CODE)
    assert after != before
    assert [verify_receipt(office, text).worth for text in (before, after)] == ["genuine", "genuine"]
    assert section.table.hasFocus()
    admin.key(Key.Key_F9)  # pressed once too often
    assert len(rows(section)) == 3


def test_escape_keeps_the_key(admin: AdminDesk, data_folder: Path) -> None:
    section = opened(admin)
    press(admin, "signing.change")
    admin.key(Key.Key_Escape)
    assert not section.presenter.state.asking
    assert section.table.hasFocus()
    assert len(secrets_of(data_folder)) == 2


def test_the_public_key_goes_to_a_file_and_over_no_file_unasked(
    admin: AdminDesk, office_services: DeskServices, tmp_path: Path, data_folder: Path
) -> None:
    section = opened(admin)
    admin.key(Key.Key_E, CTRL)
    flow = section.files
    assert isinstance(flow, FileFlow)
    assert flow.state.path.endswith(f"khoa-cong-khai-{office_services.office().code}.pub")
    target = tmp_path / "khóa.pub"
    flow.set_path(str(target))
    admin.key(Key.Key_F9)
    assert target.read_text("ascii") == f"{office_services.house.keys().tally.public_key}\n"
    assert "Đã xuất khóa công khai" in admin.toasts
    for secret in secrets_of(data_folder):
        assert secret not in target.read_bytes()
    target.write_text("của người khác")
    admin.key(Key.Key_E, CTRL)
    flow.set_path(str(target))
    admin.key(Key.Key_F9)
    assert target.read_text() == "của người khác"
    assert section.commit_button.text() == "Thay tệp đang có"
    flow.set_path(str(data_folder / "keys" / "khoa.pub"))
    admin.key(Key.Key_F9)
    assert section.file_panel.banner.isVisible()  # not among the record's own files


def test_a_change_that_fails_is_said_and_the_key_stays(
    admin: AdminDesk, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    def full(*_: object) -> None:
        raise SurroundingsError("data.disk_full")

    monkeypatch.setattr(key_rotation, "_write", full)
    section = opened(admin)
    before = rows(section)
    press(admin, "signing.change")
    admin.key(Key.Key_F9)
    assert section.banner.title.text() == "Chưa thay khóa"
    assert "đầy" in section.banner.text.text()
    assert rows(section) == before
    assert len(secrets_of(data_folder)) == 2
    assert section.change.isEnabled()


def test_a_missing_key_is_said_instead_of_a_list(admin: AdminDesk, data_folder: Path) -> None:
    (data_folder / "keys" / "receipt-0002-261101.key").write_bytes(b"kurz")
    admin.goto("signing")
    section = admin.section(SigningSection)
    assert section.banner.title.text() == "Chưa đọc được khóa"
    assert not section.change.isEnabled()
    assert not section.export_button.isEnabled()


def test_who_may_not_change_a_key_or_only_looks_reads_why(admin: AdminDesk) -> None:
    section = opened(admin)
    section.presenter.show(replace(section.presenter.state, viewing=True))
    assert not section.change.isEnabled()
    assert "chỉ để xem" in section.note.text()
    assert section.export_button.isEnabled()


@pytest.mark.parametrize("size", SIZES)
def test_every_control_has_a_name_in_each_size(
    admin_open: Opened, office_services: DeskServices, size: tuple[int, int]
) -> None:
    admin = admin_open(office_services, size=size, lang="en")
    section = opened(admin)
    press(admin, "signing.change")
    assert admin.unnamed() == []
    assert "Nothing has to be sent to the province" in words(section.area)
