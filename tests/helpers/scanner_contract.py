"""What every scanner driver must do, as one class of tests; a driver's own test file brings its rig."""

from __future__ import annotations

import errno
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from scanning.devices.driver import FAULTS, ScannedPage, ScannerDriver, ScannerInfo, ScanSettings
from scanning.devices.station import Station
from scanning.errors import ScanningError
from tests.helpers.patience import PROMPT

Maker = Callable[[], ScannerDriver]
SMALL = ScanSettings(source="feeder", dpi=100, width_mm=105, height_mm=148)


class Rig(ABC):
    """A scanner on the bench: what lies in its feeder, and the fault it meets after so many sheets.

    Makers must be found by name in a child process. `slow` gives a feeder that takes at least a quarter of
    a second for a sheet.
    """

    faults: tuple[str, ...] = (
        "scanner.jammed",
        "scanner.cover_open",
        "scanner.io_error",
        "scanner.busy",
    )
    sources: tuple[str, ...] = ("flatbed", "feeder", "duplex")

    @abstractmethod
    def scanner(self) -> ScannerInfo:
        """The device as its driver lists it."""

    @abstractmethod
    def maker(self, *, sheets: int = 3, fault: str = "", after: int = 0, slow: bool = False) -> Maker:
        """The driver with so much paper and so much luck."""


@dataclass
class Run:
    """What one scan told."""

    pages: list[ScannedPage] = field(default_factory=list)
    failure: ScanningError | None = None
    answer: int = -1
    seconds: float = 0.0


def scan(
    maker: Maker,
    scanner: ScannerInfo,
    folder: Path,
    settings: ScanSettings = SMALL,
    *,
    stop_after: int | None = None,
) -> Run:
    """Scan in this process; each told page must be whole on the disk at that moment."""
    run = Run()
    stopped: list[float] = []

    def told(page: ScannedPage) -> None:
        with Image.open(page.file) as picture:
            picture.load()
        run.pages.append(page)

    def cancelled() -> bool:
        if stop_after is None or len(run.pages) < stop_after:
            return False
        stopped.append(time.monotonic())
        return True

    started = time.monotonic()
    try:
        run.answer = maker().scan(scanner, settings, folder, page=told, cancelled=cancelled)
    except ScanningError as failure:
        run.failure = failure
    run.seconds = time.monotonic() - (stopped[0] if stopped else started)
    return run


def assert_only_told_pages_lie(folder: Path, run: Run) -> None:
    """Nothing half-written, nothing untold."""
    assert sorted(page.file for page in run.pages) == sorted(folder.iterdir())


class ScannerContract:
    """Subclass it with a fixture `rig`; name the class `Test…`."""

    def test_it_lists_its_scanner_with_what_it_can(self, rig: Rig) -> None:
        found = rig.maker()().scanners()
        mine = next(one for one in found if one.device == rig.scanner().device)
        assert mine == rig.scanner()
        assert set(rig.sources) <= set(mine.sources)
        assert 200 in mine.resolutions
        assert mine.name

    def test_the_driver_says_who_it_is(self, rig: Rig) -> None:
        assert rig.maker()().name == rig.scanner().driver

    def test_the_glass_gives_one_page_of_the_size_and_resolution_asked_for(
        self, rig: Rig, tmp_path: Path
    ) -> None:
        run = scan(rig.maker(), rig.scanner(), tmp_path, replace(SMALL, source="flatbed", dpi=150))
        assert (run.failure, run.answer) == (None, 1)
        page = run.pages[0]
        assert (page.number, page.dpi, page.back) == (0, 150, False)
        with Image.open(page.file) as picture:
            wide, high = (length / 150 * 25.4 for length in picture.size)
            assert [wide, high] == pytest.approx([105, 148], abs=1.5)
            assert [round(one) for one in picture.info["dpi"]] == [150, 150]
            assert picture.mode == "RGB"
        assert_only_told_pages_lie(tmp_path, run)

    def test_the_feeder_is_emptied_in_order(self, rig: Rig, tmp_path: Path) -> None:
        run = scan(rig.maker(sheets=3), rig.scanner(), tmp_path)
        assert (run.failure, run.answer) == (None, 3)
        assert [page.number for page in run.pages] == [0, 1, 2]
        assert len({page.file for page in run.pages}) == 3
        assert not any(page.back for page in run.pages)
        assert_only_told_pages_lie(tmp_path, run)

    def test_no_more_sheets_are_fed_than_asked_for(self, rig: Rig, tmp_path: Path) -> None:
        run = scan(rig.maker(sheets=3), rig.scanner(), tmp_path, replace(SMALL, limit=2))
        assert (run.failure, run.answer) == (None, 2)

    def test_both_sides_of_a_sheet_follow_each_other(self, rig: Rig, tmp_path: Path) -> None:
        run = scan(rig.maker(sheets=2), rig.scanner(), tmp_path, replace(SMALL, source="duplex"))
        assert run.failure is None
        assert [(page.number, page.back) for page in run.pages] == [
            (0, False),
            (1, True),
            (2, False),
            (3, True),
        ]

    def test_grey_and_black_and_white_are_no_colour_pictures(self, rig: Rig, tmp_path: Path) -> None:
        modes = set()
        for colour in ("grey", "lineart"):
            asked = replace(SMALL, source="flatbed", colour=colour)
            run = scan(rig.maker(), rig.scanner(), tmp_path, asked)
            assert run.failure is None
            with Image.open(run.pages[0].file) as picture:
                modes.add(picture.mode)
        assert modes in ({"L", "1"}, {"L"})

    def test_an_empty_feeder_is_told(self, rig: Rig, tmp_path: Path) -> None:
        run = scan(rig.maker(sheets=0), rig.scanner(), tmp_path)
        assert run.failure is not None
        assert (run.failure.code, run.failure.environment) == ("scanner.no_paper", True)
        assert_only_told_pages_lie(tmp_path, run)

    def test_a_fault_keeps_every_finished_page(self, rig: Rig, tmp_path: Path) -> None:
        for number, code in enumerate(rig.faults):
            folder = tmp_path / str(number)
            folder.mkdir()
            run = scan(rig.maker(sheets=4, fault=code, after=2), rig.scanner(), folder)
            assert run.failure is not None, code
            assert (run.failure.code, run.failure.environment) == (code, True)
            assert run.failure.code in FAULTS
            assert run.failure.details.get("pages") == len(run.pages) == 2
            assert_only_told_pages_lie(folder, run)

    def test_a_fault_on_the_first_sheet_is_told_and_the_next_scan_goes(
        self, rig: Rig, tmp_path: Path
    ) -> None:
        first = scan(rig.maker(fault="scanner.jammed"), rig.scanner(), tmp_path)
        assert first.failure is not None
        assert (first.failure.code, first.pages) == ("scanner.jammed", [])
        again = scan(rig.maker(sheets=1), rig.scanner(), tmp_path)
        assert (again.failure, len(again.pages)) == (None, 1)

    def test_a_cancel_ends_the_run_at_once_and_keeps_the_pages(self, rig: Rig, tmp_path: Path) -> None:
        run = scan(rig.maker(sheets=40, slow=True), rig.scanner(), tmp_path, stop_after=2)
        assert run.failure is not None
        assert run.failure.code == "scanner.cancelled"
        assert 2 <= len(run.pages) < 40
        assert run.seconds < PROMPT
        assert_only_told_pages_lie(tmp_path, run)

    def test_a_device_that_is_not_there_is_told(self, rig: Rig, tmp_path: Path) -> None:
        gone = replace(rig.scanner(), device=f"{rig.scanner().device}9")
        run = scan(rig.maker(), gone, tmp_path)
        assert run.failure is not None
        assert (run.failure.code, run.failure.environment) == ("scanner.not_found", True)
        assert_only_told_pages_lie(tmp_path, run)

    def test_a_full_disk_is_told_with_the_pages_that_are_safe(
        self, rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, synced = os.fsync, []

        def full(handle: int) -> None:
            synced.append(handle)
            if len(synced) > 4:  # file and folder of two pages
                raise OSError(errno.ENOSPC, "No space left on device")
            real(handle)

        monkeypatch.setattr(os, "fsync", full)
        run = scan(rig.maker(sheets=4), rig.scanner(), tmp_path)
        assert run.failure is not None
        assert (run.failure.code, run.failure.details["pages"]) == ("scanner.disk_full", 2)
        assert_only_told_pages_lie(tmp_path, run)

    def test_it_scans_from_a_child_process_too(self, rig: Rig, tmp_path: Path) -> None:
        pages: list[ScannedPage] = []
        station = Station({rig.scanner().driver: rig.maker(sheets=2)})
        assert station.scan(rig.scanner(), SMALL, tmp_path, page=pages.append) == 2
        assert [page.file.exists() for page in pages] == [True, True]
