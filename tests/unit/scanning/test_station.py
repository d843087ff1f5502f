"""The scan station: whatever a driver does, the counter goes on and finished pages stay."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from scanning.devices.again import find_again, merged
from scanning.devices.driver import FAULTS, ScannedPage, ScannerDriver, ScannerInfo, ScanSettings
from scanning.devices.sample import SCANNER, SampleDriver
from scanning.devices.station import Station
from scanning.errors import ScanningError
from tests.helpers.scanner_drivers import INFO, SLEEP, OddDriver

FEEDER = ScanSettings(source="feeder", dpi=100)


def scan(
    station: Station, folder: Path, *, settings: ScanSettings = FEEDER, scanner: ScannerInfo = INFO
) -> tuple[list[ScannedPage], ScanningError | None, float]:
    """The pages told, the failure, and the seconds it took."""
    pages: list[ScannedPage] = []
    started = time.monotonic()
    try:
        station.scan(scanner, settings, folder, page=pages.append)
    except ScanningError as failure:
        return pages, failure, time.monotonic() - started
    return pages, None, time.monotonic() - started


@pytest.mark.parametrize(
    ("then", "code"),
    [("die", "scanner.crashed"), ("bug", "scanner.crashed"), ("hang", "scanner.timeout")],
)
def test_finished_pages_stay_when_the_driver_fails(tmp_path: Path, then: str, code: str) -> None:
    station = Station({"odd": partial(OddDriver, then)}, page_seconds=5.0 if then == "hang" else 60.0)
    pages, failure, _ = scan(station, tmp_path)
    assert failure is not None
    assert (failure.code, failure.environment, failure.details["pages"]) == (code, True, 2)
    assert failure.code in FAULTS
    assert sorted(page.file for page in pages) == sorted(tmp_path.iterdir())  # and nothing half-written


def test_a_page_that_landed_but_was_not_told_is_told_after_the_crash(tmp_path: Path) -> None:
    pages, failure, _ = scan(Station({"odd": partial(OddDriver, "die untold")}), tmp_path)
    assert failure is not None
    assert failure.code == "scanner.crashed"
    assert [(page.number, page.dpi, page.file.exists()) for page in pages] == [(0, 100, True), (1, 100, True)]


def test_the_station_scans_again_within_two_seconds_of_a_crash(tmp_path: Path) -> None:
    station = Station({"odd": partial(OddDriver, "die"), "sample": partial(SampleDriver, sheets=1)})
    assert scan(station, tmp_path)[1] is not None
    pages, failure, seconds = scan(station, tmp_path, scanner=SCANNER)
    assert failure is None
    assert len(pages) == 1
    assert seconds < 10  # a busy machine; the figure of a quiet one is the bench's


def test_a_driver_that_hangs_costs_only_its_own_scanners() -> None:
    makers: dict[str, Callable[[], ScannerDriver]] = {
        "hangs": partial(OddDriver, "hang"),
        "dies": partial(OddDriver, "die"),
        "bug": partial(OddDriver, "bug"),
        "sample": SampleDriver,
    }
    told: list[str] = []
    listing = Station(makers).scanners(found=lambda name, _: told.append(name), seconds=8)
    assert listing.scanners == (SCANNER,)
    assert listing.troubles == {
        "hangs": "scanner.timeout",
        "dies": "scanner.crashed",
        "bug": "scanner.crashed",
    }
    assert told == ["sample"]


def test_a_cancel_is_obeyed_even_by_a_driver_that_does_not_listen(tmp_path: Path) -> None:
    station = Station({"odd": partial(OddDriver, "hang")}, grace=0.3)
    pages: list[ScannedPage] = []
    with pytest.raises(ScanningError) as caught:
        station.scan(INFO, FEEDER, tmp_path, page=pages.append, cancelled=lambda: len(pages) == 2)
    assert caught.value.code == "scanner.cancelled"
    assert len(pages) == 2


def test_what_a_dead_driver_started_is_ended_with_it(tmp_path: Path) -> None:
    def sleepers() -> set[str]:
        listed = subprocess.run(
            ["pgrep", "-f", f"sleep {SLEEP}"], check=False, capture_output=True, text=True
        ).stdout
        return set(listed.split())

    before = sleepers()
    assert scan(Station({"odd": partial(OddDriver, "leave a child")}), tmp_path)[1] is not None
    assert sleepers() - before == set()


def test_a_scanner_moved_to_another_cable_is_found_again(tmp_path: Path) -> None:
    moved = ScannerInfo(driver="sample", device="sample:7", name=SCANNER.name, model=SCANNER.model)
    pages, failure, _ = scan(Station({"sample": partial(SampleDriver, sheets=2)}), tmp_path, scanner=moved)
    assert failure is None
    assert len(pages) == 2


@pytest.mark.parametrize(
    ("known", "now", "same"),
    [
        (("A", "M", ""), ("A", "M", ""), True),
        (("A", "M", "192.168.1.9"), ("B", "M", "192.168.1.9"), True),
        (("A", "M", "192.168.1.9"), ("A", "N", "192.168.1.9"), True),
        (("A", "M", "192.168.1.9"), ("a", "m", "192.168.1.10"), True),
        (("A", "M", "192.168.1.9"), ("B", "N", "192.168.1.9"), False),
        (("A", "M", ""), ("A", "N", ""), False),
        (("A", "", ""), ("B", "", ""), False),
    ],
)
def test_any_two_of_name_model_and_address_find_a_scanner_again(
    known: tuple[str, str, str], now: tuple[str, str, str], same: bool
) -> None:
    old = ScannerInfo("sane", "old", *known)
    new = ScannerInfo("sane", "new", *now)
    assert (find_again(old, [new]) == new) is same


def test_of_two_alike_scanners_the_one_on_the_same_cable_is_taken() -> None:
    twins = [ScannerInfo("sane", f"usb:{n}", "Twin", "T1") for n in range(3)]
    assert find_again(twins[1], twins) == twins[1]


def test_two_runs_into_one_folder_never_meet(tmp_path: Path) -> None:
    station = Station({"sample": partial(SampleDriver, sheets=2)})
    first, _, _ = scan(station, tmp_path, scanner=SCANNER)
    second, _, _ = scan(station, tmp_path, scanner=SCANNER)
    assert len({page.file for page in first + second}) == 4
    assert len(list(tmp_path.iterdir())) == 4


def test_a_network_scanner_that_sane_lists_too_is_shown_once() -> None:
    own = ScannerInfo("escl", "http://192.168.1.9/eSCL", "Mẫu", "M1", "192.168.1.9")
    seen = ScannerInfo("sane", "airscan:e0:Mẫu", "Mẫu", "M1", "192.168.1.9")
    cable = ScannerInfo("sane", "fujitsu:x", "Máy khay nạp", "fi", "")
    other = ScannerInfo("sane", "airscan:e1:Khác", "Khác", "M2", "192.168.1.10")
    assert merged([seen, cable, other, own]) == (cable, other, own)


def test_drivers_are_not_waited_for_once_enough_is_known() -> None:
    makers: dict[str, Callable[[], ScannerDriver]] = {
        "hangs": partial(OddDriver, "hang"),
        "sample": SampleDriver,
    }
    told: list[str] = []
    listing = Station(makers).scanners(found=lambda name, _: told.append(name), until=lambda: bool(told))
    assert (listing.scanners, listing.troubles) == ((SCANNER,), {})
