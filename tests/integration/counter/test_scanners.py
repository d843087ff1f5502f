"""Scanners at the desk: the training office's own scanner, faults in words, buttons that can be edited."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from desk.errors import InputError, SurroundingsError
from desk.imaging import last_scanner, scanners
from desk.imaging.rows import ScannedSheet, ScanProfile
from desk.office.opened import Office
from desk.services import DeskServices
from desk.wording import sentence
from scanning.devices.driver import FAULTS
from scanning.devices.sample import SampleDriver
from scanning.devices.station import Station
from tests.helpers.scanner_drivers import OddDriver

QUICK = ScanProfile("quick", "Thử", source="feeder", dpi=100)


@pytest.fixture
def desk(office: Office) -> DeskServices:
    return DeskServices(office)


def only(monkeypatch: pytest.MonkeyPatch, **drivers: object) -> None:
    """Let the desk know these drivers and no others."""
    for module in (scanners, last_scanner):
        monkeypatch.setattr(module, "station", lambda *_, **__: Station(drivers))  # type: ignore[arg-type]


def test_a_training_office_has_a_scanner_to_practise_with(
    desk: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=SampleDriver)
    told: list[str] = []
    listed = desk.imaging.scanners(found=lambda some: told.extend(one.name for one in some))
    assert [one.name for one in listed.scanners] == told == ["Máy quét mẫu (tập huấn)"]
    assert listed.scanners[0].sources == ("flatbed", "feeder", "duplex")
    assert listed.troubles == ()


def test_a_stack_lands_among_the_captures_page_by_page(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=SampleDriver)
    told: list[ScannedSheet] = []
    done = desk.imaging.scan(QUICK, page=told.append)
    assert done.pages == tuple(told)
    assert [page.number for page in told] == [0, 1, 2]
    assert {page.file.parent for page in told} == {office.paths.captures}
    with Image.open(told[0].file) as picture:
        assert (picture.size, picture.info["dpi"]) == ((827, 1169), (100, 100))


def test_both_sides_come_as_front_and_back(
    desk: DeskServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=SampleDriver)
    told: list[ScannedSheet] = []
    desk.imaging.scan(replace(QUICK, source="duplex"), page=told.append, folder=tmp_path / "mới", limit=2)
    assert [page.back for page in told] == [False, True, False, True]


def test_a_fault_says_which_pages_are_safe(
    desk: DeskServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=partial(SampleDriver, fault="scanner.jammed", fault_after=2))
    told: list[ScannedSheet] = []
    with pytest.raises(SurroundingsError) as caught:
        desk.imaging.scan(QUICK, page=told.append, folder=tmp_path)
    assert caught.value.code == "scanner.jammed"
    assert caught.value.details["pages"] == 2
    assert caught.value.details["files"] == [str(page.file) for page in told]
    assert all(page.file.exists() for page in told)
    assert "2 trang" in sentence(caught.value.code, **caught.value.details)


def test_every_fault_has_its_sentence_with_the_pages_that_are_safe() -> None:
    for code in (*FAULTS, "scanner.none"):
        for lang in ("vi", "en"):
            said = sentence(code, lang, pages=7)
            assert "7" in said or code == "scanner.none", code


def test_a_driver_that_dies_is_told_in_words_and_the_others_are_shown(
    desk: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, odd=partial(OddDriver, "die"), sample=SampleDriver)
    listed = desk.imaging.scanners()
    assert [one.driver for one in listed.scanners] == ["sample"]
    assert [one.code for one in listed.troubles] == ["scanner.driver_silent"]


def test_without_any_scanner_the_way_on_is_told(
    desk: DeskServices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch)
    with pytest.raises(SurroundingsError) as caught:
        desk.imaging.scan(QUICK, page=lambda _: None, folder=tmp_path)
    assert caught.value.code == "scanner.none"


def test_every_machine_begins_with_four_buttons(desk: DeskServices) -> None:
    assert [(one.key, one.source, one.dpi, one.digitise) for one in desk.imaging.profiles()] == [
        ("feeder", "feeder", 200, "text"),
        ("duplex", "duplex", 200, "text"),
        ("flatbed", "flatbed", 200, "text"),
        ("seal", "flatbed", 300, "photo"),
    ]
    assert desk.imaging.profiles()[0].name == "Khay nạp 1 mặt · 200 dpi · màu"


def test_a_button_keeps_its_settings_and_its_scanner(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, sample=SampleDriver)
    sample = desk.imaging.scanners().scanners[0]
    mine = ScanProfile("bang-khen", "Bằng khen A3", "flatbed", 300, "grey", "a3", "photo", sample)
    first = desk.imaging.profiles()[0]
    kept = desk.imaging.set_profiles([mine, first])
    assert [one.key for one in kept] == ["bang-khen", "feeder"]
    assert kept == desk.imaging.profiles()
    remembered = kept[0].scanner
    assert remembered is not None
    assert (remembered.key, remembered.name, remembered.model) == (sample.key, sample.name, sample.model)
    stored = json.loads((office.data / "scanners.json").read_text("utf-8"))
    assert stored["profiles"][1]["name"] == ""  # a shipped name follows the language
    done = desk.imaging.scan(replace(kept[0], dpi=100), page=lambda _: None)
    assert done.scanner.name == sample.name


def test_the_shipped_buttons_come_back(desk: DeskServices) -> None:
    shipped = desk.imaging.profiles()
    desk.imaging.set_profiles([ScanProfile("mot", "Một nút")])
    assert desk.imaging.set_profiles([]) == shipped


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"dpi": 5000}, "scan.bad_value"),
        ({"source": "magic"}, "scan.bad_value"),
        ({"paper": "a9"}, "scan.bad_value"),
        ({"colour": "sepia"}, "scan.bad_value"),
        ({"digitise": "best"}, "scan.bad_value"),
        ({"key": "Có dấu"}, "scan.bad_value"),
        ({"name": ""}, "scan.missing_key"),
        ({"key": "feeder"}, "scan.same_key"),
    ],
)
def test_a_wrong_button_is_refused_and_the_old_ones_hold(
    desk: DeskServices, wrong: dict[str, object], code: str
) -> None:
    before = desk.imaging.profiles()
    with pytest.raises(InputError) as caught:
        desk.imaging.set_profiles([before[0], replace(ScanProfile("moi", "Mới"), **wrong)])  # type: ignore[arg-type]
    assert caught.value.code == code
    assert desk.imaging.profiles() == before


def test_a_damaged_file_is_named_and_kept(desk: DeskServices, office: Office) -> None:
    file = office.data / "scanners.json"
    file.write_text("{", encoding="utf-8")
    for act in (desk.imaging.profiles, lambda: desk.imaging.set_profiles([])):
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.code == "file.not_json"
    assert file.read_text("utf-8") == "{"


def test_addresses_and_buttons_share_the_file_and_leave_each_other_alone(desk: DeskServices) -> None:
    desk.imaging.set_profiles([ScanProfile("mot", "Một nút")])
    assert desk.imaging.set_addresses([" http://192.168.1.20/eSCL ", ""]) == ("http://192.168.1.20/eSCL",)
    assert [one.key for one in desk.imaging.profiles()] == ["mot"]
    desk.imaging.set_profiles([])
    assert desk.imaging.addresses() == ("http://192.168.1.20/eSCL",)


def test_the_next_press_scans_at_once_on_the_same_scanner(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, odd=partial(OddDriver, "work", good=1), sample=SampleDriver)
    done = desk.imaging.scan(QUICK, page=lambda _: None)
    assert done.scanner.driver == "odd"  # a real one goes before the sample scanner
    assert last_scanner.remembered(office, "feeder") == replace(done.scanner, sources=("flatbed",))
    assert last_scanner.remembered(office, "flatbed") is None
    only(monkeypatch, odd=partial(OddDriver, "lists nothing", good=1))
    assert len(desk.imaging.scan(QUICK, page=lambda _: None).pages) == 1


def test_a_scanner_that_is_gone_is_replaced_by_the_one_there(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, odd=partial(OddDriver, "work", good=1), sample=SampleDriver)
    desk.imaging.scan(QUICK, page=lambda _: None)
    only(monkeypatch, odd=partial(OddDriver, "gone"), sample=SampleDriver)
    assert desk.imaging.scan(QUICK, page=lambda _: None).scanner.driver == "sample"


def test_a_damaged_memory_does_not_keep_anybody_from_scanning(
    desk: DeskServices, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, odd=partial(OddDriver, "work", good=1))
    (office.data / "scanners.json").write_text("{", encoding="utf-8")
    assert len(desk.imaging.scan(QUICK, page=lambda _: None).pages) == 1
