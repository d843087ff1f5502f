"""Network scanners: pages come whole or are missed loudly; every fault has its code, pages before stay."""

from __future__ import annotations

import errno
import os
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from scanning.devices.driver import FAULTS, ScannedPage, ScannerInfo, ScanSettings
from scanning.devices.escl import EsclDriver, Limits
from scanning.errors import ScanningError
from scanning.loading.load import load_image
from tests.helpers.escl_double import EsclDouble, device

HASTY = Limits(busy=0.3, silence=10)


@dataclass
class Run:
    """One scan as a test sees it."""

    pages: list[ScannedPage] = field(default_factory=list)
    code: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    count: int | None = None

    @property
    def lines(self) -> list[int]:
        """Which sheet each page shows: the double draws one bar more on each."""
        return [bars(page.file) for page in self.pages]


def bars(file: Path) -> int:
    with Image.open(file) as sheet:
        grey = sheet.convert("L")
        column = [grey.crop((40, y, 41, y + 1)).getextrema()[0] < 128 for y in range(30, grey.height - 20)]  # type: ignore[operator]
    return sum(1 for before, here in zip([False, *column], column, strict=False) if here and not before) - 1


def scanned(
    double: EsclDouble,
    folder: Path,
    *,
    source: str = "feeder",
    limits: Limits = HASTY,
    cancelled: Callable[[Run], bool] = lambda run: False,
    page: Callable[[ScannedPage], None] = lambda page: None,
    **settings: Any,
) -> Run:
    run = Run()
    driver = EsclDriver(interfaces=(), limits=limits)

    def told(one: ScannedPage) -> None:
        run.pages.append(one)
        page(one)

    wanted = ScanSettings(source=source, **{"dpi": 75, **settings})  # type: ignore[arg-type]
    try:
        run.count = driver.scan(
            ScannerInfo("escl", double.url, "thử"),
            wanted,
            folder,
            page=told,
            cancelled=lambda: cancelled(run),
        )
    except ScanningError as failure:
        run.code, run.details = failure.code, failure.details
    assert run.code in {"", *FAULTS}
    assert run.details.get("pages", len(run.pages)) == len(run.pages)
    assert [one.number for one in run.pages] == list(range(len(run.pages)))
    for one in run.pages:
        assert one.file.read_bytes()
    return run


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
        assert time.monotonic() - began < 5
    assert run.code == "scanner.timeout"


def test_stopping_takes_a_moment_and_the_device_is_told(tmp_path: Path) -> None:
    with device(sheets=50, silent_at=2) as double:
        since: list[float] = []

        def stop(run: Run) -> bool:
            if len(run.pages) == 2 and not since:
                since.append(time.monotonic())
            return bool(since)

        run = scanned(double, tmp_path, cancelled=stop, limits=Limits())
        assert time.monotonic() - since[0] < 1.5
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
        assert time.monotonic() - began < 2
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


# ---- devices that are none, or not ours to use ---------------------------------------------------


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
    assert EsclDriver(interfaces=()).scanners() == ()
    assert time.monotonic() - began < 0.5


def test_the_driver_travels_to_its_child_process() -> None:
    driver = EsclDriver(addresses=("192.0.2.7",), trust=Path("trust.json"))
    assert pickle.loads(pickle.dumps(driver)) == driver
