"""The camera as a third reader: F3 twice anywhere, and the live picture of a reception nobody is named in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import segno
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.services import DeskServices
from tests.helpers.admin_window import AdminDesk
from ui.scan.live_pane import CAMERA_ENV

Key = Qt.Key
CARD = "079056000889||VÕ NGỌC THÍ DỤ|07071956|Nam|14 Phố Thử Nghiệm, Phường Mẫu|01052021"
LONG = 30_000
Held = Callable[[str], None]


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Held:
    """Holds a code before the camera: a picture stands in for it, made by another program than the reader."""

    def hold(text: str) -> None:
        code = tmp_path / "mã.png"
        segno.make(text, error="m", encoding="utf-8").save(str(code), scale=8, border=4)
        desk = Image.new("RGB", (1280, 720), (96, 92, 88))
        seen = Image.open(code).convert("RGB")
        desk.paste(seen, ((1280 - seen.width) // 2, max(0, (720 - seen.height) // 2)))
        picture = tmp_path / "hình.png"
        desk.save(picture)
        monkeypatch.setenv(CAMERA_ENV, str(picture))

    return hold


def twice(admin: AdminDesk) -> None:
    admin.key(Key.Key_F3)
    admin.key(Key.Key_F3)


def test_f3_twice_reads_a_card_from_any_screen_and_starts_its_reception(
    admin: AdminDesk, held: Held, qtbot: QtBot
) -> None:
    held(CARD)
    twice(admin)
    reader = admin.shell.camera_reader
    assert reader.isVisible()
    assert admin.focus == "scan_bar"
    qtbot.waitUntil(lambda: admin.shell.current_name == "reception", timeout=LONG)
    admin.settle()
    person = admin.shell.page_of("reception").presenter.state.draft.person  # type: ignore[attr-defined]
    assert person.full_name == "VÕ NGỌC THÍ DỤ"
    assert not person.check_name
    assert not reader.isVisible()


def test_a_slip_before_the_camera_opens_its_dossier(
    admin: AdminDesk, held: Held, qtbot: QtBot, office_services: DeskServices
) -> None:
    received = office_services.receive(
        {
            "channel": "direct", "procedure": "1.004873",
            "applicant": {"id_number": "999190000001", "full_name": "NGUYỄN THỊ MẪU B"},
            "phone": "0999000001", "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
        }
    )  # fmt: skip
    held(office_services.show(received.code).receipt_payload)
    twice(admin)
    qtbot.waitUntil(lambda: admin.shell.current_name == "dossier", timeout=LONG)


def test_a_foreign_code_before_the_camera_is_said_for_what_it_is(
    admin: AdminDesk, held: Held, qtbot: QtBot
) -> None:
    held("WIFI:T:WPA;S:Quan Mau;P:matkhau;;")
    twice(admin)
    qtbot.waitUntil(admin.shell.banner.isVisible, timeout=LONG)
    assert "Wi-Fi" in admin.shell.banner.accessibleName()
    assert admin.shell.current_name == "admin"


def test_the_live_picture_of_a_reception_without_a_person_reads_slips_too(
    admin: AdminDesk, held: Held, qtbot: QtBot
) -> None:
    held("https://example.vn/khuyen-mai")
    admin.key(Key.Key_F2)
    qtbot.waitUntil(admin.shell.banner.isVisible, timeout=LONG)
    assert "địa chỉ web" in admin.shell.banner.accessibleName()
    admin.shell.go("home")


def test_typing_esc_and_another_press_close_it(
    admin: AdminDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(CAMERA_ENV, str(tmp_path / "không có.png"))
    reader = admin.shell.camera_reader
    ways: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(admin.shell.bar.scan, Key.Key_Escape),
        lambda: admin.key(Key.Key_F3),
        lambda: QTest.keyClicks(admin.shell.bar.scan, "n"),
        lambda: admin.shell.go("home"),
    )
    for close in ways:
        admin.shell.bar.scan.clear()
        reader._armed.stop()
        twice(admin)
        assert reader.isVisible()
        close()
        assert not reader.isVisible()


def test_one_press_alone_opens_no_camera(admin: AdminDesk, qtbot: QtBot) -> None:
    admin.key(Key.Key_F3)
    assert not admin.shell.camera_reader.isVisible()
    assert admin.focus == "scan_bar"


def test_a_desk_without_a_camera_is_told_what_to_do(
    admin: AdminDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    monkeypatch.setattr(DeskServices, "cameras", lambda _self: ())
    twice(admin)
    admin.settle()
    assert "Không có camera" in admin.shell.camera_reader.view.accessibleDescription()
