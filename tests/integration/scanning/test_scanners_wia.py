"""Scanners of Windows keep the contract of all drivers, on a double of the Windows classes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desk.imaging.scanners import scanners
from scanning.devices.driver import ScannerInfo
from scanning.devices.station import Station
from scanning.devices.wia import WiaDriver
from scanning.errors import ScanningError
from tests.helpers.patience import PROMPT
from tests.helpers.scanner_contract import SMALL, Maker, Rig, ScannerContract, scan
from tests.helpers.winrt_double import FULL_ID, HRESULT, NAME, Luck, Surface

SCANNER = ScannerInfo(
    driver="wia",
    device=FULL_ID,
    name=NAME,
    model=NAME,
    sources=("flatbed", "feeder", "duplex"),
    resolutions=(75, 100, 150, 200, 240, 300, 400, 600),
)


class WiaRig(Rig):
    """The double's paper and luck."""

    faults = tuple(code for code in HRESULT if code != "scanner.no_paper")

    def scanner(self) -> ScannerInfo:
        return SCANNER

    def maker(self, *, sheets: int = 3, fault: str = "", after: int = 0, slow: bool = False) -> Maker:
        return partial(WiaDriver, Surface(Luck(sheets, fault, after, 0.25 if slow else 0.0)))


class TestWia(ScannerContract):
    """The contract of all drivers."""

    @pytest.fixture
    def rig(self) -> Rig:
        return WiaRig()


def test_half_a_file_behind_a_jam_is_no_page(tmp_path: Path) -> None:
    maker = partial(WiaDriver, Surface(Luck(3, "scanner.jammed", 2, half=True)))
    run = scan(maker, SCANNER, tmp_path)
    assert run.failure is not None
    assert (run.failure.code, len(run.pages)) == ("scanner.jammed", 2)


def test_pages_come_while_the_feeder_runs(tmp_path: Path) -> None:
    maker = partial(WiaDriver, Surface(Luck(9, pace=0.2)))
    run = scan(maker, SCANNER, tmp_path, stop_after=1)
    assert 1 <= len(run.pages) < 9


def test_a_scan_that_stands_still_is_given_up(tmp_path: Path) -> None:
    maker = partial(WiaDriver, Surface(Luck(3, pace=30.0)), silence=0.2)
    run = scan(maker, SCANNER, tmp_path)
    assert run.failure is not None
    assert run.failure.code == "scanner.timeout"
    assert run.seconds < PROMPT


def test_an_empty_feeder_after_the_last_sheet_is_the_normal_end(tmp_path: Path) -> None:
    maker = partial(WiaDriver, Surface(Luck(2, "scanner.no_paper", 2)))
    run = scan(maker, SCANNER, tmp_path, replace(SMALL, limit=None))
    assert (run.failure, run.answer) == (None, 2)


def test_a_machine_without_winrt_says_what_is_missing() -> None:
    with pytest.raises(ScanningError) as caught:
        WiaDriver().scanners()  # these tests run where there is no Windows
    assert (caught.value.code, caught.value.environment) == ("scanner.no_wia", True)


def test_the_row_says_that_no_real_device_was_tried() -> None:
    listed = scanners(Station({"wia": partial(WiaDriver, Surface())}))
    note = listed.scanners[0].note
    assert note is not None
    assert "chưa được thử trên máy quét thật" in note.message
