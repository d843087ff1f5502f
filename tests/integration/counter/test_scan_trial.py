"""Quét thử: one page is shown and measured, nothing of it stays, and faults keep their words."""

from __future__ import annotations

from functools import partial

import pytest

from desk.errors import SurroundingsError
from desk.imaging import last_scanner, scanners
from desk.imaging.rows import ScanProfile
from desk.imaging.trying import measured_dpi
from desk.office.opened import Office
from desk.services import DeskServices
from scanning.devices.sample import SampleDriver
from scanning.devices.station import Station
from tests.helpers.scanner_drivers import OtherwiseDriver

QUICK = ScanProfile("quick", "Thử", source="feeder", dpi=100)


@pytest.fixture
def desk(office: Office) -> DeskServices:
    return DeskServices(office)


def only(monkeypatch: pytest.MonkeyPatch, **drivers: object) -> None:
    """Let the desk know these drivers and no others."""
    for module in (scanners, last_scanner):
        monkeypatch.setattr(module, "station", lambda *_, **__: Station(drivers))  # type: ignore[arg-type]


def nothing_left(office: Office) -> bool:
    """Whether neither a page nor a folder of the trial stayed."""
    places = (office.paths.staging, office.paths.captures)
    return not any(entry for place in places if place.is_dir() for entry in place.iterdir())


def test_one_page_of_the_stack_is_measured_and_nothing_of_it_is_kept(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=SampleDriver)
    trial = desk.imaging.try_scan(QUICK)
    assert trial.scanner.name == "Máy quét mẫu (tập huấn)"
    assert trial.dpi == 100
    assert (trial.picture.source_width, trial.picture.source_height) == (827, 1169)
    assert len(trial.picture.rgb) == trial.picture.width * trial.picture.height * 3
    assert not trial.dark
    assert not trial.blank
    assert trial.ms > 0
    assert trial.bytes > 0
    assert nothing_left(office)


def test_a_scanner_that_gives_fewer_dots_than_asked_is_found_out(
    desk: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=partial(OtherwiseDriver, dpi=75))
    assert desk.imaging.try_scan(QUICK).dpi == 75


def test_another_paper_than_the_buttons_is_not_taken_for_other_dots(
    desk: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=partial(OtherwiseDriver, height_mm=148.0))
    assert desk.imaging.try_scan(QUICK).dpi is None


def test_a_page_scanned_without_light_is_told_from_an_empty_one(
    desk: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=partial(OtherwiseDriver, lamp_out=True))
    assert desk.imaging.try_scan(QUICK).dark


def test_a_jam_keeps_its_code_and_leaves_nothing(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=partial(SampleDriver, fault="scanner.jammed"))
    with pytest.raises(SurroundingsError) as caught:
        desk.imaging.try_scan(QUICK)
    assert caught.value.code == "scanner.jammed"
    assert nothing_left(office)


@pytest.mark.parametrize(
    ("width", "height", "paper", "dpi"),
    [  # ISO 216 in inches; the papers' millimetres as `PAPERS` has them
        (1654, 2339, "a4", 200), (2339, 1654, "a4", 200), (1165, 1654, "a5", 200), (1654, 1165, "a4", None),
        (709, 472, "card", 200), (1400, 2339, "a4", None),
    ],
)  # fmt: skip
def test_dots_an_inch_come_from_pixels_and_millimetres(
    width: int, height: int, paper: str, dpi: int | None
) -> None:
    """Half a sheet at 200 dots is no whole sheet at 141."""
    assert measured_dpi(width, height, paper, stated=200) == dpi
