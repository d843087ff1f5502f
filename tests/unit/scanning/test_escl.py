"""Network scanners: pages come whole or are missed loudly; every fault has its code, pages before stay."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from scanning.devices.escl import EsclDriver, Limits
from scanning.loading.load import load_image
from tests.helpers.escl_double import device
from tests.helpers.escl_runs import Run, scanned
from tests.helpers.patience import PROMPT

# ---- all is well --------------------------------------------------------------------------------


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_typed_address_is_asked_what_it_can(secure: bool, host: str) -> None:
    with device(secure=secure, host=host, name="Máy quét tầng 1") as double:
        driver = EsclDriver(addresses=(double.url,), interfaces=())
        [found] = driver.scanners()
        assert found == driver.ask(double.url)
    assert (found.name, found.model) == ("Máy quét tầng 1", "Thử nghiệm QMC 100")
    assert found.sources == ("flatbed", "feeder", "duplex")
    assert found.resolutions == (75, 100, 150, 200, 300, 600)
    assert found.address == host


def test_a_feeder_gives_every_sheet_in_order(tmp_path: Path) -> None:
    with device(sheets=5) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.count, run.lines) == ("", 5, [0, 1, 2, 3, 4])
    assert not any(page.back for page in run.pages)


def test_both_sides_are_told_apart(tmp_path: Path) -> None:
    with device(sheets=2) as double:
        run = scanned(double, tmp_path, source="duplex")
    assert run.lines == [0, 1, 2, 3]
    assert [page.back for page in run.pages] == [False, True, False, True]
    assert double.posted[0]["Duplex"] == "true"


def test_the_glass_gives_one_page_and_the_job_is_closed(tmp_path: Path) -> None:
    with device() as double:
        run = scanned(double, tmp_path, source="flatbed")
    assert (run.count, run.lines) == (1, [0])
    assert double.posted[0]["InputSource"] == "Platen"
    assert double.deleted == ["0001-dead-beef"]


def test_a_limit_stops_the_feeder_at_whole_sheets(tmp_path: Path) -> None:
    with device(sheets=5) as double:
        run = scanned(double, tmp_path, source="duplex", limit=2)
        assert double.jobs["0001-dead-beef"].state == "Canceled"
    assert run.count == 4


def test_what_is_asked_for_is_what_the_settings_say(tmp_path: Path) -> None:
    with device() as double:
        run = scanned(double, tmp_path, source="flatbed", dpi=200, colour="grey", width_mm=105, height_mm=148)
    said = double.posted[0]
    assert (said["ColorMode"], said["XResolution"], said["DocumentFormat"]) == (
        "Grayscale8",
        "200",
        "image/jpeg",
    )
    assert (said["Width"], said["Height"]) == ("1240", "1748")  # in three-hundredths of an inch
    with Image.open(run.pages[0].file) as sheet:
        assert sheet.mode == "L"
        assert sheet.info["dpi"] == (200, 200)
    assert load_image(run.pages[0].file).dpi == 200


def test_an_area_beyond_the_glass_is_asked_as_large_as_the_glass(tmp_path: Path) -> None:
    with device() as double:
        scanned(double, tmp_path, source="flatbed", width_mm=297, height_mm=420)
    assert (double.posted[0]["Width"], double.posted[0]["Height"]) == ("2550", "3508")


def test_a_resolution_in_between_becomes_the_next_finer(tmp_path: Path) -> None:
    with device(resolutions=(75, 150, 300)) as double:
        run = scanned(double, tmp_path, source="flatbed", dpi=100)
    assert double.posted[0]["XResolution"] == "150"
    assert run.pages[0].dpi == 150


def test_a_device_that_gives_another_resolution_is_found_out(tmp_path: Path) -> None:
    with device(dpi_given=150) as double:
        run = scanned(double, tmp_path, source="flatbed", dpi=300)
    assert run.pages[0].dpi == 150
    assert load_image(run.pages[0].file).dpi == 150


@pytest.mark.parametrize("habit", ["chunked", "no_length"])
def test_every_way_of_sending_a_page_is_read(tmp_path: Path, habit: str) -> None:
    with device(**{habit: True}) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("", [0, 1, 2])


@pytest.mark.parametrize("source", ["feeder", "duplex"])
def test_a_device_that_gives_pdf_only_gives_pages_all_the_same(tmp_path: Path, source: str) -> None:
    with device(formats=("application/pdf",)) as double:
        run = scanned(double, tmp_path, source=source)
    assert double.posted[0]["DocumentFormat"] == "application/pdf"
    assert run.count == (3 if source == "feeder" else 6)
    for page in run.pages:
        with pikepdf.open(page.file) as one:
            assert len(one.pages) == 1


def test_black_and_white_is_asked_as_grey_where_pages_are_photographs(tmp_path: Path) -> None:
    with device(colours=("BlackAndWhite1", "Grayscale8", "RGB24")) as double:
        scanned(double, tmp_path, source="flatbed", colour="lineart")
    assert double.posted[0]["ColorMode"] == "Grayscale8"


@pytest.mark.parametrize(
    "location",
    [
        "/{root}/ScanJobs/{job}",
        "http://10.11.12.13:99/{root}/ScanJobs/{job}",
        "ScanJobs/{job}",
        "/ScanJobs/{job}/",
    ],
)
def test_a_job_is_followed_wherever_the_device_says_it_stands(tmp_path: Path, location: str) -> None:
    with device(location=location) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.count) == ("", 3)


def test_a_job_without_an_address_is_found_in_the_status(tmp_path: Path) -> None:
    with device(location="") as double:
        assert scanned(double, tmp_path).count == 3


def test_a_tree_at_another_place_is_found(tmp_path: Path) -> None:
    with device(root="scan/escl") as double:
        assert scanned(double, tmp_path).count == 3


# ---- patience -----------------------------------------------------------------------------------


def test_a_busy_device_is_asked_again(tmp_path: Path) -> None:
    with device(busy_posts=2, busy_pages=1) as double:
        run = scanned(double, tmp_path, limits=Limits(busy=5, farewell=0.5), source="flatbed")
    assert run.count == 1


def test_a_device_that_stays_busy_is_said_to_be(tmp_path: Path) -> None:
    with device(busy_posts=99) as double:
        assert scanned(double, tmp_path).code == "scanner.busy"


def test_not_yet_said_as_no_more_is_doubted(tmp_path: Path) -> None:
    with device(early_end_at=1) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("", [0, 1, 2])


def test_a_silent_device_is_let_go(tmp_path: Path) -> None:
    with device(silent_at=1) as double:
        run = scanned(double, tmp_path, limits=Limits(silence=1))
        assert double.deleted == ["0001-dead-beef"]
    assert (run.code, run.lines) == ("scanner.timeout", [0])


def test_a_page_that_drips_for_ever_is_let_go(tmp_path: Path) -> None:
    with device(drip_at=0) as double:
        began = time.monotonic()
        run = scanned(double, tmp_path, limits=Limits(page=1, farewell=0.3))
        assert time.monotonic() - began < PROMPT
    assert run.code == "scanner.timeout"


def test_stopping_takes_a_moment_and_the_device_is_told(tmp_path: Path) -> None:
    with device(sheets=50, silent_at=2) as double:
        since: list[float] = []

        def stop(run: Run) -> bool:
            if len(run.pages) == 2 and not since:
                since.append(time.monotonic())
            return bool(since)

        run = scanned(double, tmp_path, cancelled=stop, limits=Limits())
        assert time.monotonic() - since[0] < PROMPT
        assert double.deleted == ["0001-dead-beef"]
    assert (run.code, run.lines) == ("scanner.cancelled", [0, 1])


# ---- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("ScannerAdfJam", "scanner.jammed"),
        ("ScannerAdfMultipickDetected", "scanner.jammed"),
        ("ScannerAdfDuplexPageTooLong", "scanner.jammed"),
        ("ScannerAdfHatchOpen", "scanner.cover_open"),
        ("ScannerAdfDoorOpen", "scanner.cover_open"),
    ],
)
@pytest.mark.parametrize("status", [409, 404, 500, 503, 0])
def test_a_feeder_that_stops_says_why_and_pages_before_stay(
    tmp_path: Path, shown: str, code: str, status: int
) -> None:
    with device(sheets=5, fault_at=2, fault=shown, fault_status=status) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == (code, [0, 1])


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ("ScannerAdfEmpty", "scanner.no_paper"),
        ("ScannerAdfJam", "scanner.jammed"),
        ("ScannerAdfHatchOpen", "scanner.cover_open"),
    ],
)
def test_a_feeder_that_cannot_begin_says_why(tmp_path: Path, shown: str, code: str) -> None:
    with device(feeder=shown) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.pages) == (code, [])


def test_a_jammed_feeder_does_not_keep_the_glass_from_use(tmp_path: Path) -> None:
    with device(feeder="ScannerAdfJam") as double:
        assert scanned(double, tmp_path, source="flatbed").count == 1


def test_the_button_on_the_device_stops_too(tmp_path: Path) -> None:
    with device(fault_at=1, fault="", fault_status=404, job_state_at_fault="Canceled") as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("scanner.cancelled", [0])


def test_the_next_scan_after_a_jam_needs_no_restart(tmp_path: Path) -> None:
    with device(sheets=3, fault_at=1) as double:
        assert scanned(double, tmp_path).code == "scanner.jammed"
        double.load(2)
        double.habits.fault_at = -1
        began = time.monotonic()
        run = scanned(double, tmp_path)
        assert time.monotonic() - began < PROMPT
    assert run.count == 2


@pytest.mark.parametrize("habit", ["half_at", "hang_up_at"])
def test_a_page_that_breaks_off_is_asked_for_again_where_the_device_still_has_it(
    tmp_path: Path, habit: str
) -> None:
    with device(keeps_broken=True, **{habit: 1}) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("", [0, 1, 2])


@pytest.mark.parametrize("habit", ["half_at", "hang_up_at"])
@pytest.mark.parametrize("counts", [True, False])
def test_a_page_that_is_gone_is_never_skipped_in_silence(tmp_path: Path, habit: str, counts: bool) -> None:
    with device(counts=counts, **{habit: 1}) as double:
        run = scanned(double, tmp_path)
        assert double.deleted == ["0001-dead-beef"]
    assert (run.code, run.lines) == ("scanner.io_error", [0])


def test_a_device_that_does_not_count_is_not_believed_to_have_kept_the_first_page(tmp_path: Path) -> None:
    with device(counts=False, half_at=0) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.pages) == ("scanner.io_error", [])


def test_what_lies_on_the_glass_is_scanned_again_when_its_picture_broke_off(tmp_path: Path) -> None:
    with device(half_at=0, counts=False) as double:
        run = scanned(double, tmp_path, source="flatbed")
        assert len(double.posted) == 2
    assert (run.code, run.lines) == ("", [0])
    with device(half_at=0, half_times=2) as double:
        assert scanned(double, tmp_path, source="flatbed").code == "scanner.io_error"


def test_a_half_page_in_pieces_is_no_page(tmp_path: Path) -> None:
    with device(half_at=1, chunked=True, counts=False) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("scanner.io_error", [0])


def test_a_length_said_too_long_does_not_lose_a_whole_picture(tmp_path: Path) -> None:
    with device(length_error=500) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.lines) == ("", [0, 1, 2])


def test_a_length_said_too_short_is_a_broken_page(tmp_path: Path) -> None:
    with device(length_error=-500, counts=False) as double:
        run = scanned(double, tmp_path)
    assert (run.code, run.pages) == ("scanner.io_error", [])


def test_a_full_disk_on_the_third_page_stops_the_feeder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def full(handle: int) -> None:
        if len(list(tmp_path.glob("*.jpg"))) == 2 and not Path(f"/proc/self/fd/{handle}").is_dir():
            raise OSError(errno.ENOSPC, "full")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with device(sheets=5) as double:
        run = scanned(double, tmp_path)
        assert double.deleted == ["0001-dead-beef"]
    assert (run.code, len(run.pages)) == ("scanner.disk_full", 2)
    assert len(list(tmp_path.iterdir())) == 2
