"""SANE scanners, proved on SANE's own test device through the real `scanimage`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from scanning.devices import drivers, sane_run
from scanning.devices.driver import ScannedPage, ScannerInfo, ScanSettings
from scanning.devices.sane import SaneDriver
from scanning.devices.station import Station
from scanning.errors import ScanningError
from tests.helpers import scanimage_bench
from tests.helpers.patience import PROMPT
from tests.helpers.scanner_contract import (
    SMALL,
    Maker,
    Rig,
    Run,
    ScannerContract,
    assert_only_told_pages_lie,
    scan,
)

SCANNER = ScannerInfo(
    driver="sane",
    device="test:0",
    name="Noname frontend-tester",
    model="frontend-tester",
    sources=("flatbed", "feeder", "duplex"),
    resolutions=(75, 100, 150, 200, 240, 300, 400, 600, 1200),
)
SLOW = ("--read-limit=yes", "--read-limit-size", "8192", "--read-delay=yes", "--read-delay-duration", "3000")
PAINTED = ("--test-picture", "Color pattern")


@pytest.fixture(autouse=True)
def private_sane(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SANE that knows its test device and nothing of this machine."""
    folder = tmp_path_factory.mktemp("sane")
    (folder / "dll.conf").write_text("test\n", encoding="utf-8")
    (folder / "test.conf").write_text("number_of_devices 1\n", encoding="utf-8")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture
def wished_for(private_sane: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with a second side, a countable stack and faults in its middle."""
    real = shutil.which("scanimage")
    assert real is not None
    monkeypatch.setenv("QMC_REAL_SCANIMAGE", real)
    wrapper = private_sane / "scanimage"
    wrapper.write_text(
        f'#!/bin/sh\nexec {sys.executable} {scanimage_bench.__file__} "$@"\n', encoding="utf-8"
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{private_sane}{os.pathsep}{os.environ['PATH']}")
    return private_sane


class SaneRig(Rig):
    """SANE's test device; its stack and its luck stand in the surroundings, which the child inherits."""

    faults = tuple(scanimage_bench.STATUS)

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def scanner(self) -> ScannerInfo:
        return SCANNER

    def maker(self, *, sheets: int = 3, fault: str = "", after: int = 0, slow: bool = False) -> Maker:
        self._patch.setenv("QMC_SHEETS", str(sheets))
        self._patch.setenv("QMC_FAULT", fault)
        self._patch.setenv("QMC_AFTER", str(after))
        delay = (
            "--read-limit=yes",
            "--read-limit-size",
            "8192",
            "--read-delay=yes",
            "--read-delay-duration",
            "3000",
        )
        return partial(SaneDriver, extra=(*PAINTED, *(delay if slow else ())))


class TestSane(ScannerContract):
    """The contract of all drivers."""

    @pytest.fixture
    def rig(self, wished_for: Path, monkeypatch: pytest.MonkeyPatch) -> Rig:
        return SaneRig(monkeypatch)


PLAIN = replace(SCANNER, sources=("flatbed", "feeder"))


def with_options(*extra: str, silence: float = 30.0) -> Maker:
    """The real test device with these of its own options."""
    return partial(SaneDriver, extra=(*PAINTED, *extra), silence=silence)


def test_the_whole_stack_of_the_real_device_is_fed(tmp_path: Path) -> None:
    run = scan(with_options(), PLAIN, tmp_path)
    assert (run.failure, run.answer) == (None, 10)  # "the feeder will be 'empty' after 10 scans"
    assert [page.number for page in run.pages] == list(range(10))
    assert_only_told_pages_lie(tmp_path, run)


def test_pages_come_while_the_feeder_runs(tmp_path: Path) -> None:
    there: list[int] = []

    def told(_: ScannedPage) -> None:
        running = subprocess.run(["pgrep", "-xc", "scanimage"], check=False, capture_output=True, text=True)
        there.append(int(running.stdout))

    with_options(*SLOW)().scan(PLAIN, replace(SMALL, limit=3), tmp_path, page=told, cancelled=lambda: False)
    assert there[0] >= 1
    assert len(there) == 3


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("JAMMED", "scanner.jammed"),
        ("NO_DOCS", "scanner.no_paper"),
        ("COVER_OPEN", "scanner.cover_open"),
        ("IO_ERROR", "scanner.io_error"),
        ("DEVICE_BUSY", "scanner.busy"),
        ("ACCESS_DENIED", "scanner.no_access"),
        ("UNSUPPORTED", "scanner.unsupported"),
        ("NO_MEM", "scanner.io_error"),
        ("INVAL", "scanner.io_error"),
        ("CANCELLED", "scanner.cancelled"),
    ],
)
@pytest.mark.parametrize("source", ["flatbed", "feeder"])
def test_every_status_of_the_real_device_has_its_code(
    tmp_path: Path, status: str, code: str, source: str
) -> None:
    asked = replace(SMALL, source=source)  # type: ignore[arg-type]
    run = scan(with_options("--read-return-value", f"SANE_STATUS_{status}"), PLAIN, tmp_path, asked)
    assert run.failure is not None
    assert run.failure.code == code
    assert run.seconds < PROMPT  # also where the backend hangs while it lets the device go
    assert_only_told_pages_lie(tmp_path, run)


def test_a_cancel_in_the_middle_of_a_sheet_reaches_the_real_program(tmp_path: Path) -> None:
    run = scan(with_options(*SLOW), PLAIN, tmp_path, stop_after=2)
    assert run.failure is not None
    assert (run.failure.code, run.seconds < PROMPT) == ("scanner.cancelled", True)
    assert 2 <= len(run.pages) < 9
    assert_only_told_pages_lie(tmp_path, run)


def test_a_device_that_falls_silent_is_given_up(tmp_path: Path) -> None:
    never = (
        "--read-delay=yes",
        "--read-delay-duration",
        "200000",
        "--read-limit=yes",
        "--read-limit-size",
        "1",
    )
    run = scan(with_options(*never, silence=0.1), PLAIN, tmp_path)
    assert run.failure is not None
    assert run.failure.code == "scanner.timeout"
    assert run.seconds < PROMPT
    assert_only_told_pages_lie(tmp_path, run)


def test_a_backend_that_dies_is_told_and_the_next_scan_goes(tmp_path: Path) -> None:
    told: list[ScannedPage] = []

    def kill_it(page: ScannedPage) -> None:
        told.append(page)
        if len(told) == 2:
            subprocess.run(["pkill", "-KILL", "-x", "-P", str(os.getpid()), "scanimage"], check=True)

    with pytest.raises(ScanningError) as caught:
        with_options(*SLOW)().scan(PLAIN, SMALL, tmp_path, page=kill_it, cancelled=lambda: False)
    assert (caught.value.code, caught.value.details["pages"]) == ("scanner.crashed", 2)
    assert sorted(page.file for page in told) == sorted(tmp_path.iterdir())
    assert scan(with_options(), PLAIN, tmp_path, replace(SMALL, limit=1)).failure is None


def test_nothing_is_left_running_when_the_child_is_killed(tmp_path: Path) -> None:
    """The program behind a killed child would go on pulling paper."""
    told: list[ScannedPage] = []
    station = Station({"sane": with_options(*SLOW)}, page_seconds=30, grace=0)
    with pytest.raises(ScanningError):
        station.scan(PLAIN, SMALL, tmp_path, page=told.append, cancelled=lambda: len(told) == 1)
    left = subprocess.run(
        ["pgrep", "-f", f"^scanimage.*{SMALL.dpi}.*read-delay-duration 3000"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert left.stdout == ""
    assert sorted(page.file for page in told) == sorted(tmp_path.iterdir())


def test_sixteen_bits_come_down_to_eight(tmp_path: Path) -> None:
    asked = replace(SMALL, source="flatbed", colour="grey")
    run = scan(with_options("--depth", "16"), PLAIN, tmp_path, asked)
    assert run.failure is None
    eight = scan(with_options(), PLAIN, tmp_path, asked)
    with Image.open(run.pages[0].file) as deep, Image.open(eight.pages[0].file) as plain:
        assert deep.mode == plain.mode == "L"
        assert abs(deep.resize((1, 1)).getpixel((0, 0)) - plain.resize((1, 1)).getpixel((0, 0))) < 12  # type: ignore[operator]


def test_black_and_white_is_a_small_file_the_right_way_round(tmp_path: Path) -> None:
    asked = ScanSettings(source="flatbed", dpi=100, colour="lineart", width_mm=100, height_mm=100)
    run = scan(partial(SaneDriver, extra=("--test-picture", "Solid white")), PLAIN, tmp_path, asked)
    with Image.open(run.pages[0].file) as picture:
        assert (picture.mode, picture.info["compression"]) == ("1", "group4")
        assert picture.getextrema() == (255, 255)
        assert [round(one) for one in picture.info["dpi"]] == [100, 100]


def test_the_resolution_told_is_the_one_the_device_took(tmp_path: Path) -> None:
    run = scan(with_options("--resolution", "1201"), PLAIN, tmp_path, ScanSettings(width_mm=10, height_mm=10))
    assert [page.dpi for page in run.pages] == [1200]


def test_a_file_cut_short_by_a_full_disk_is_no_page(
    private_sane: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`scanimage` leaves with 0 and short files when the disk is full (seen on a real full disk)."""
    run = _scan_cut_short(private_sane, tmp_path, monkeypatch, free=100)
    assert run.failure is not None
    assert (run.failure.code, run.failure.details["pages"]) == ("scanner.disk_full", 1)
    assert_only_told_pages_lie(tmp_path, run)


def _scan_cut_short(private: Path, folder: Path, patch: pytest.MonkeyPatch, *, free: int) -> Run:
    real = shutil.which("scanimage")
    wrapper = private / "scanimage"
    wrapper.write_text(
        f"""#!/bin/sh
case "$*" in *-A*) exec {real} "$@";; esac
{real} "$@" --batch-count=2 | while read name; do
  [ "$name" = 000002.pnm ] && truncate -s 5000 "$name"
  echo "$name"
done
"""
    )
    wrapper.chmod(0o755)
    patch.setenv("PATH", f"{private}{os.pathsep}{os.environ['PATH']}")
    usage = shutil.disk_usage(folder)
    answers = iter([usage])
    patch.setattr(shutil, "disk_usage", lambda _: next(answers, usage._replace(free=free)))
    return scan(with_options(), PLAIN, folder)


def test_no_sheet_is_pulled_in_where_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    run = scan(with_options(), PLAIN, tmp_path)
    assert run.failure is not None
    assert (run.failure.code, run.pages) == ("scanner.disk_full", [])


def test_without_scanimage_the_package_to_add_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ScanningError) as caught:
        SaneDriver().scanners()
    assert (caught.value.code, caught.value.environment) == ("scanner.no_sane", True)


def test_a_machine_with_no_scanner_is_no_failure(private_sane: Path) -> None:
    (private_sane / "dll.conf").write_text("net\n", encoding="utf-8")
    assert SaneDriver().scanners() == ()


def test_linux_asks_sane() -> None:
    assert "sane" in drivers.makers()
    assert "sample" not in drivers.makers()
    assert list(drivers.makers(training=True))[-1] == "sample"


@pytest.mark.parametrize(("before", "after"), [("/opt/lib", "/opt/lib"), ("", None)])
def test_the_packaged_program_keeps_its_libraries_to_itself(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str | None
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundled")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    assert sane_run.surroundings().get("LD_LIBRARY_PATH") == after


def test_an_option_listed_and_then_refused_is_left_out(
    private_sane: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feeders list the paper's size and refuse to be told it while they stand at the glass."""
    real = shutil.which("scanimage")
    wrapper = private_sane / "scanimage"
    wrapper.write_text(
        f"""#!/bin/sh
case "$*" in *-A*)
  {real} "$@"; printf '    --page-width 0..200mm [200]\\n    --page-height 0..300mm [300]\\n'; exit;;
esac
exec {real} "$@"
"""
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{private_sane}{os.pathsep}{os.environ['PATH']}")
    run = scan(with_options(), PLAIN, tmp_path, replace(SMALL, limit=2))
    assert (run.failure, run.answer) == (None, 2)


def test_a_source_that_is_refused_is_not_replaced_by_another(tmp_path: Path) -> None:
    run = scan(with_options("--source", "Magic"), PLAIN, tmp_path)
    assert run.failure is not None
    assert (run.failure.code, run.pages) == ("scanner.unsupported", [])
