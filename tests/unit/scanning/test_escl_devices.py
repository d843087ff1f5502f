"""Network devices that are no scanners, not ours to use, or two of a kind: none is trusted blindly."""

from __future__ import annotations

import errno
import pickle
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from scanning.devices.driver import ScannerInfo, ScanSettings
from scanning.devices.escl import EsclDriver
from scanning.errors import ScanningError
from tests.helpers.escl_double import EsclDouble, device
from tests.helpers.escl_runs import HASTY, scanned
from tests.helpers.patience import PROMPT


def test_nobody_there_is_said(tmp_path: Path) -> None:
    with device() as double:
        pass
    assert scanned(double, tmp_path).code == "scanner.not_found"


@pytest.mark.parametrize(
    "document",
    [
        b"<html><body>Trang quan tri</body></html>",
        b"not xml",
        b"<scan:ScannerCapabilities xmlns:scan='x'>",
        b"",
        b"<a>" * 50 + b"</a>" * 50,
        b"<ScannerCapabilities>" + b"<a/>" * 30_000 + b"</ScannerCapabilities>",
        b"<ScannerCapabilities>" + b" " * (3 << 20) + b"</ScannerCapabilities>",
        b'<!DOCTYPE a [<!ENTITY x "yyyy">]><ScannerCapabilities>&x;</ScannerCapabilities>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x"><ScannerCapabilities/>',
    ],
    ids=["html", "text", "open", "empty", "deep", "many", "huge", "entity", "external"],
)
def test_nonsense_instead_of_capabilities_is_no_scanner(tmp_path: Path, document: bytes) -> None:
    with device(capabilities=document or b" ") as double:
        assert scanned(double, tmp_path).code == "scanner.not_found"
        assert EsclDriver(addresses=(double.url,), interfaces=()).scanners() == ()


@pytest.mark.parametrize("status", [b"nonsense", b"<ScannerStatus/>"])
def test_nonsense_instead_of_a_status_does_not_stop_a_scan(tmp_path: Path, status: bytes) -> None:
    with device(status_body=status) as double:
        assert scanned(double, tmp_path).count == 3


@pytest.mark.parametrize(
    "away", ["{path}", "http://127.0.0.1:{port}{path}", "http://192.0.2.9{path}", "gopher://x", "::"]
)
def test_being_sent_round_or_elsewhere_ends(tmp_path: Path, away: str) -> None:
    with device(redirect=away) as double:
        assert scanned(double, tmp_path).code == "scanner.not_found"
        assert len(double.requests) <= 4


def test_being_sent_to_the_encrypted_door_is_followed(tmp_path: Path) -> None:
    with device(secure=True) as inner, device(redirect=f"https://127.0.0.1:{inner.port}{{path}}") as outer:
        assert scanned(outer, tmp_path).count == 3
        assert inner.posted


def test_a_device_with_a_password_says_so(tmp_path: Path) -> None:
    with device(password=True) as double:
        assert scanned(double, tmp_path).code == "scanner.locked"


@pytest.mark.parametrize(
    ("habits", "settings"),
    [
        ({"trays": ("PlatenInputCaps",)}, {}),
        ({"formats": ("image/x-raw",)}, {}),
        ({"colours": ("Grayscale8",)}, {"colour": "colour"}),
        ({"post_status": 400}, {}),
    ],
    ids=["no feeder", "no format", "no colour", "refused"],
)
def test_what_a_device_cannot_do_is_said_before_paper_moves(
    tmp_path: Path, habits: dict[str, Any], settings: dict[str, Any]
) -> None:
    with device(**habits) as double:
        assert scanned(double, tmp_path, **settings).code == "scanner.unsupported"
        assert double.jobs == {}


# ---- certificates -------------------------------------------------------------------------------


def test_another_certificate_at_a_known_address_is_not_used_until_it_is_allowed(tmp_path: Path) -> None:
    from scanning.devices.escl_trust import Trust

    kept, pages = tmp_path / "trust.json", tmp_path / "pages"
    pages.mkdir()
    driver = EsclDriver(trust=kept, interfaces=(), limits=HASTY)

    def scan_from(double: EsclDouble) -> int:
        there = ScannerInfo("escl", double.url, "thử")
        return driver.scan(
            there, ScanSettings(dpi=75), pages, page=lambda page: None, cancelled=lambda: False
        )

    with device(secure=True) as double:
        assert scan_from(double) == 1
        known = kept.read_text("utf-8")
        kept.write_text(known.replace(known.split('"')[3], "0" * 64), "utf-8")
        with pytest.raises(ScanningError) as refused:
            scan_from(double)
        assert refused.value.code == "scanner.not_trusted"
        assert len(double.posted) == 1  # nothing was asked of it
        shown = EsclDriver(addresses=(double.url,), trust=kept, interfaces=()).scanners()
        assert [one.device for one in shown] == [double.url]  # still listed, so that choosing it says why
        Trust(kept).forget("127.0.0.1")
        assert scan_from(double) == 1


def test_a_damaged_memory_of_certificates_keeps_nobody_from_scanning(tmp_path: Path) -> None:
    kept = tmp_path / "trust.json"
    kept.write_bytes(b"\xff{")
    with device(secure=True) as double:
        driver = EsclDriver(addresses=(double.url,), trust=kept, interfaces=())
        assert len(driver.scanners()) == 1


# ---- the list -----------------------------------------------------------------------------------


def test_one_device_at_two_addresses_is_one_row() -> None:
    with device() as double, device(host="::1") as again:
        driver = EsclDriver(addresses=(double.url, again.url, double.url), interfaces=())
        assert [one.device for one in driver.scanners()] == [double.url]


def test_two_devices_of_one_series_are_two_rows() -> None:
    zero = "00000000-0000-0000-0000-000000000000"
    with device(uuid=zero, serial="0") as one, device(uuid=zero, serial="0", host="::1") as two:
        assert len(EsclDriver(addresses=(one.url, two.url), interfaces=()).scanners()) == 2
    with device(serial="A") as one, device(serial="B", host="::1") as two:
        assert len(EsclDriver(addresses=(one.url, two.url), interfaces=()).scanners()) == 2


def test_a_dead_address_and_a_wrong_one_hide_no_other() -> None:
    with device() as dead:
        pass
    with device() as double:
        driver = EsclDriver(addresses=(dead.url, "a b", double.url), interfaces=())
        assert [one.device for one in driver.scanners()] == [double.url]


def test_a_machine_without_a_network_finds_nothing_at_once() -> None:
    began = time.monotonic()
    assert EsclDriver(interfaces=(), listening=60).scanners() == ()
    assert time.monotonic() - began < PROMPT


def test_the_driver_travels_to_its_child_process() -> None:
    driver = EsclDriver(addresses=("192.0.2.7",), trust=Path("trust.json"))
    assert pickle.loads(pickle.dumps(driver)) == driver


def test_a_sleeping_device_is_called_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, calls = socket.create_connection, []

    def asleep(*given: Any, **named: Any) -> socket.socket:
        calls.append(given)
        if len(calls) == 1:
            raise TimeoutError
        return connect(*given, **named)

    with device() as double:
        monkeypatch.setattr(socket, "create_connection", asleep)
        assert scanned(double, tmp_path, source="flatbed").count == 1


def test_a_network_that_hiccups_between_two_pages_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, calls = socket.create_connection, []

    def away(*given: Any, **named: Any) -> socket.socket:
        calls.append(given)
        if len(calls) in {4, 5}:
            raise OSError(errno.ENETUNREACH, "away")
        return connect(*given, **named)

    with device(sheets=4) as double:
        monkeypatch.setattr(socket, "create_connection", away)
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("", [0, 1, 2, 3])
