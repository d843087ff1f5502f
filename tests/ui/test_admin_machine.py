"""Máy quét của quầy by keys: an address is tried before it is kept, the watched folder is this machine's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from desk.imaging import scanners
from desk.imaging.rows import ScannerList
from desk.imaging.scanners import TRUST
from desk.rows import WatchSettings
from desk.services import DeskServices
from tests.helpers.admin_window import CTRL, AdminDesk
from tests.helpers.escl_double import device
from ui.admin.machine.section import MachineSection

Key = Qt.Key


@pytest.fixture(autouse=True)
def _only_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other scanner of this machine is looked for."""
    monkeypatch.setattr(scanners, "scanners", lambda *_, **__: ScannerList(()))


def opened(admin: AdminDesk) -> MachineSection:
    admin.goto("machine")
    admin.key(Key.Key_Return)
    return admin.section(MachineSection)


def to_addresses(admin: AdminDesk) -> None:
    for _ in range(3):
        admin.key(Key.Key_Tab)
    assert admin.focus == "machine.form.addresses"


def press(admin: AdminDesk, name: str) -> None:
    """Walk to a button by Tab and press it."""
    for _ in range(20):
        if admin.focus == name:
            break
        admin.key(Key.Key_Tab)
    assert admin.focus == name
    admin.key(Key.Key_Space)
    admin.settle()


def test_the_folder_and_the_addresses_are_typed_and_kept(
    admin: AdminDesk, office_services: DeskServices, tmp_path: Path
) -> None:
    share = tmp_path / "Máy photo"
    share.mkdir()
    section = opened(admin)
    assert admin.focus == "machine.form.folder"
    admin.type(str(share))
    admin.key(Key.Key_Tab)
    admin.key(Key.Key_Space)  # not put aside
    admin.key(Key.Key_Tab)
    admin.key(Key.Key_Tab)
    admin.type("192.168.1.20")
    assert section.dirty
    admin.key(Key.Key_F9)
    assert office_services.imaging.watch_settings() == WatchSettings(share, move=False)
    assert office_services.imaging.addresses() == ("192.168.1.20",)
    assert not section.dirty
    assert admin.toasts


def test_a_folder_that_is_not_there_is_said_and_what_was_typed_stays(
    admin: AdminDesk, office_services: DeskServices, tmp_path: Path
) -> None:
    section = opened(admin)
    admin.type(str(tmp_path / "không có"))
    admin.key(Key.Key_F9)
    assert "không có" in section.banner.text.text()
    assert section.dirty
    assert office_services.imaging.watch_settings() is None
    admin.key(Key.Key_Z, CTRL)
    assert not section.dirty


def test_what_is_no_address_is_refused_where_it_is_typed(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    to_addresses(admin)
    admin.type("máy ở tầng 2")
    admin.key(Key.Key_F9)
    assert "máy ở tầng 2" in section.banner.text.text()
    assert office_services.imaging.addresses() == ()


def test_a_typed_address_is_tried_before_it_is_kept(admin: AdminDesk, office_services: DeskServices) -> None:
    with device(name="Máy quét tầng 1") as double:
        section = opened(admin)
        to_addresses(admin)
        box = section.form.controls["addresses"]
        assert isinstance(box, QPlainTextEdit)
        box.insertPlainText(f"{double.url}\n127.0.0.1:1")
        press(admin, "machine.find")
    rows = section.presenter.state.found
    assert [(row.name, row.code) for row in rows] == [
        ("Máy quét tầng 1", ""),
        ("127.0.0.1:1", "scanner.no_answer"),
    ]
    assert rows[0].words == "Máy quét tầng 1: mặt kính, khay nạp, hai mặt"
    assert "chưa thử trên máy quét thật" in section.told.text()
    section.found.selectRow(1)
    assert "127.0.0.1:1" in section.told.text()
    assert office_services.imaging.addresses() == ()


def test_a_replaced_scanner_is_trusted_by_a_press(admin: AdminDesk, office_services: DeskServices) -> None:
    with device(secure=True, name="Máy quét mới") as double:
        kept = office_services._office.data / TRUST
        kept.write_text(f'{{"{double.port}@127.0.0.1": "{"0" * 64}"}}', "utf-8")
        section = opened(admin)
        to_addresses(admin)
        box = section.form.controls["addresses"]
        assert isinstance(box, QPlainTextEdit)
        box.insertPlainText(double.url)
        press(admin, "machine.find")
        assert [row.code for row in section.presenter.state.found] == ["scanner.not_trusted"]
        section.found.selectRow(0)
        assert section.trust.isVisible()
        press(admin, "machine.trust")
        assert [row.name for row in section.presenter.state.found] == ["Máy quét mới"]
    assert not section.trust.isVisible()
