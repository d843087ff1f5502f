"""Network scanners keep the contract of all drivers, on a double an independent client scans from too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from scanning.devices.driver import ScannedPage, ScannerInfo
from scanning.devices.escl import EsclDriver
from scanning.devices.station import Station
from scanning.errors import ScanningError
from tests.helpers.cli import DeskRun
from tests.helpers.escl_double import EsclDouble, device
from tests.helpers.scanner_contract import SMALL, Maker, Rig, ScannerContract

SHOWN = {
    "scanner.jammed": "ScannerAdfJam",
    "scanner.cover_open": "ScannerAdfHatchOpen",
    "scanner.io_error": "",
}


class EsclRig(Rig):
    """The double's paper and luck."""

    faults = tuple(SHOWN)

    def __init__(self, double: EsclDouble) -> None:
        self.double = double

    def scanner(self) -> ScannerInfo:
        return ScannerInfo(
            driver="escl",
            device=self.double.url,
            name="Thử nghiệm QMC 100",
            model="Thử nghiệm QMC 100",
            address="127.0.0.1",
            sources=("flatbed", "feeder", "duplex"),
            resolutions=(75, 100, 150, 200, 300, 600),
        )

    def maker(self, *, sheets: int = 3, fault: str = "", after: int = 0, slow: bool = False) -> Maker:
        habits = self.double.habits
        habits.fault_at, habits.fault = (after, SHOWN[fault]) if fault else (-1, "")
        habits.fault_status = 500 if fault == "scanner.io_error" else 409
        habits.pace = 0.25 if slow else 0.0
        self.double.load(sheets)
        return partial(EsclDriver, addresses=(self.double.url,), interfaces=())


class TestEscl(ScannerContract):
    """The contract of all drivers."""

    @pytest.fixture
    def rig(self) -> Iterator[Rig]:
        with device() as double:
            yield EsclRig(double)


class TestEsclEncrypted(ScannerContract):
    """The same through TLS with a certificate the device made itself."""

    @pytest.fixture
    def rig(self) -> Iterator[Rig]:
        with device(secure=True) as double:
            yield EsclRig(double)


def test_stopping_the_child_process_still_tells_the_device(tmp_path: Path) -> None:
    with device(sheets=30, pace=0.3) as double:
        pages: list[ScannedPage] = []
        station = Station({"escl": partial(EsclDriver, interfaces=())})
        with pytest.raises(ScanningError) as stopped:
            station.scan(
                EsclRig(double).scanner(),
                SMALL,
                tmp_path,
                page=pages.append,
                cancelled=lambda: len(pages) > 1,
            )
        assert double.deleted == ["0001-dead-beef"]
    assert (stopped.value.code, stopped.value.details["pages"]) == ("scanner.cancelled", len(pages))


def test_a_scanner_that_got_another_address_is_found_by_what_it_is(tmp_path: Path) -> None:
    with device() as before:
        known = EsclRig(before).scanner()
    with device(sheets=1) as double:
        station = Station({"escl": partial(EsclDriver, addresses=(double.url,), interfaces=())})
        assert station.scan(known, SMALL, tmp_path, page=lambda _: None) == 1


def test_the_command_line_scans_from_a_typed_address(
    run_desk: Callable[..., DeskRun], tmp_path: Path
) -> None:
    with device(sheets=2) as double:
        from_it = ("--driver", "escl", "--address", double.url)
        [row] = run_desk("scan", "--list", *from_it).ok()["scanners"]
        assert row["address"] == "127.0.0.1"
        assert "chưa thử trên máy quét thật" in row["note"]["message"]
        out = tmp_path / "Trang quét"
        done = run_desk("scan", "-o", out, *from_it, "--source", "duplex", "--dpi", "100").ok()
        assert len(done["pages"]) == 4
        double.load(3)
        double.habits.fault_at = 1
        failed = run_desk("scan", "-o", out, *from_it, "--source", "feeder", "--dpi", "100")
        assert (failed.exit_code, failed.error_code) == (3, "scanner.jammed")
    assert len(list(out.iterdir())) == 5
    for page in out.iterdir():
        with Image.open(page) as picture:
            assert picture.info["dpi"] == (100, 100)
