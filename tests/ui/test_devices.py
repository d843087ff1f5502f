"""Thiết bị của quầy: a scanner is tried on the spot; what came is shown, measured, judged in plain words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt

from desk.imaging import last_scanner, scanners
from scanning.devices.sample import SampleDriver
from scanning.devices.station import Station
from tests.helpers.admin_window import AdminDesk
from tests.helpers.scanner_drivers import OtherwiseDriver
from ui.admin.devices.section import DevicesSection
from ui.scan.pane import CAMERA_ENV

Tried = Callable[..., DevicesSection]


@pytest.fixture
def tried(admin: AdminDesk, monkeypatch: pytest.MonkeyPatch) -> Tried:
    """Walks to the scanner's button by keys and presses it; the desk knows one driver only."""
    monkeypatch.delenv(CAMERA_ENV, raising=False)

    def press(driver: object, *, seal: bool = False) -> DevicesSection:
        known = {"sample": driver}
        for module in (scanners, last_scanner):
            monkeypatch.setattr(module, "station", lambda *_, **__: Station(known))  # type: ignore[arg-type]
        admin.goto("devices")
        admin.key(Qt.Key.Key_Return)
        section = admin.section(DevicesSection)
        for _ in range(12):
            if admin.focus == "devices.profile":
                break
            admin.key(Qt.Key.Key_Tab)
        assert admin.focus == "devices.profile"
        if seal:
            admin.keys(*[Qt.Key.Key_Down] * 3)
        admin.key(Qt.Key.Key_Tab)
        assert admin.focus == "devices.scan"
        admin.key(Qt.Key.Key_Space)
        admin.settle()
        return section

    return press


def test_a_page_is_shown_with_what_was_measured(tried: Tried) -> None:
    card = tried(SampleDriver).pane.scanner
    assert card.page.has_page
    assert "Máy quét mẫu (tập huấn): 200 dpi đo được" in card.measured.text()
    assert "giây" in card.measured.text()
    assert card.chip.spec.text == "Quét được"
    assert card.test.text() == "Quét thử"


def test_fewer_dots_than_the_button_asks_for_are_said_with_the_way_out(tried: Tried) -> None:
    card = tried(partial(OtherwiseDriver, dpi=150), seal=True).pane.scanner
    assert card.judged.text() == "Máy chỉ cho 150 dpi dù nút đặt 300 dpi. Chọn mức mà máy có."
    assert card.chip.spec.text == "Cần xem lại"


def test_a_jam_is_said_in_plain_words_and_the_next_try_takes_them_away(tried: Tried) -> None:
    section = tried(partial(SampleDriver, fault="scanner.jammed"))
    card = section.pane.scanner
    assert "kẹt giấy" in card.page.accessibleDescription()
    assert card.chip.spec.text == "Không quét được"
    assert not card.page.has_page
    card = tried(SampleDriver).pane.scanner
    assert card.page.has_page
