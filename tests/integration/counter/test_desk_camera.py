"""The camera of this desk: remembered on this machine, known again after it moved, the record untouched."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from desk.office.bootstrap import create_office, open_office
from desk.services import DeskServices
from scanning.cameras import listing
from scanning.cameras.listing import CameraInfo

DOC = CameraInfo(0, "Doc Cam", "1d6c:0103 A7", "usb-1")
FACE = CameraInfo(2, "Face Cam", "046d:0825", "usb-2")


def there(monkeypatch: pytest.MonkeyPatch, *cameras: CameraInfo) -> None:
    monkeypatch.setattr(listing, "list_cameras", lambda: cameras)


def test_a_chosen_camera_is_known_again_in_another_socket_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "hồ sơ"
    create_office(folder, training=True)
    there(monkeypatch, DOC, FACE)
    with open_office(folder) as office:
        services = DeskServices(office)
        assert [camera.chosen for camera in services.cameras()] == [False, False]
        services.imaging.choose_camera(services.cameras()[1])
    there(monkeypatch, DOC, CameraInfo(7, FACE.name, FACE.model, "usb-9"))
    with open_office(folder) as office:
        found = DeskServices(office).cameras()
    assert [(camera.spec, camera.chosen) for camera in found] == [("camera:0", False), ("camera:7", True)]
    kept = tomllib.loads((folder / "office.toml").read_text("utf-8"))
    assert [kept[f"camera_{mark}"] for mark in ("name", "model", "address")] == [
        FACE.name, FACE.model, FACE.address,
    ]  # fmt: skip


def test_an_office_file_from_before_cameras_were_remembered_is_read_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_office(tmp_path / "o", training=True)
    file = tmp_path / "o" / "office.toml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("camera")]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    there(monkeypatch, DOC)
    with open_office(tmp_path / "o") as office:
        (found,) = DeskServices(office).cameras()
    assert (found.name, found.chosen) == ("Doc Cam", False)
