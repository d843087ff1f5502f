"""Which cameras there are: by name, model and address, known again after they moved, told as they come."""

from __future__ import annotations

import threading
from enum import IntEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scanning.cameras.listing import CameraInfo, find_again, list_cameras, windows_cameras, windows_denies
from scanning.cameras.watching import CameraWatch, WindowsWatch

LONG = 10.0  # seconds a loaded machine may take


class Machine:
    """The two folders of Linux in which cameras show, as the kernel and udev lay them out."""

    def __init__(self, root: Path) -> None:
        self.system, self.nodes, self._bus = root / "sys" / "video4linux", root / "dev", root / "bus"
        self.system.mkdir(parents=True)
        (self.nodes / "v4l" / "by-path").mkdir(parents=True)

    def plug(self, number: int, name: str, *, socket: str, serial: str = "", index: str = "0") -> None:
        usb = self._bus / socket
        (usb / f"{socket}:1.0").mkdir(parents=True, exist_ok=True)
        (usb / "idVendor").write_text("1d6c\n")
        (usb / "idProduct").write_text("0103\n")
        if serial:
            (usb / "serial").write_text(serial + "\n")
        entry = self.system / f"video{number}"
        entry.mkdir()
        (entry / "index").write_text(index + "\n")
        if name:
            (entry / "name").write_text(name + "\n")
        (entry / "device").symlink_to(usb / f"{socket}:1.0")
        node = self.nodes / f"video{number}"
        node.write_bytes(b"")
        link = self.nodes / "v4l" / "by-path" / f"pci-0000:00:14.0-usb-0:{socket}:1.0-video-index{index}"
        link.symlink_to(node)

    def unplug(self, number: int) -> None:
        entry = self.system / f"video{number}"
        for file in entry.iterdir():
            file.unlink()
        entry.rmdir()
        for link in (self.nodes / "v4l" / "by-path").iterdir():
            if link.resolve().name == f"video{number}":
                link.unlink()
        (self.nodes / f"video{number}").unlink()

    def cameras(self) -> tuple[CameraInfo, ...]:
        return list_cameras(self.system, self.nodes)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_cameras_are_told_by_name_model_and_socket_without_their_metadata_nodes(machine: Machine) -> None:
    machine.plug(0, "USB Doc Cam", socket="1-2", serial="A7")
    machine.plug(1, "USB Doc Cam", socket="1-2", index="1")
    machine.plug(2, "", socket="1-3")
    assert machine.cameras() == (
        CameraInfo(0, "USB Doc Cam", "1d6c:0103 A7", "pci-0000:00:14.0-usb-0:1-2:1.0"),
        CameraInfo(2, "Camera 2", "1d6c:0103", "pci-0000:00:14.0-usb-0:1-3:1.0"),
    )


def test_a_machine_without_cameras_lists_none(tmp_path: Path) -> None:
    assert list_cameras(tmp_path / "nothing", tmp_path) == ()


def test_a_camera_whose_node_is_not_made_yet_is_not_offered(machine: Machine) -> None:
    machine.plug(0, "USB Doc Cam", socket="1-2")
    (machine.nodes / "video0").unlink()
    assert machine.cameras() == ()


def test_a_camera_is_known_again_in_another_socket_and_after_its_number_moved(machine: Machine) -> None:
    machine.plug(0, "Document Camera", socket="1-2", serial="A7")
    remembered = machine.cameras()[0]
    machine.unplug(0)
    machine.plug(0, "Face Camera", socket="1-2", serial="B1")
    machine.plug(4, "Document Camera", socket="2-1", serial="A7")
    found = find_again(remembered, machine.cameras())
    assert found is not None
    assert found.index == 4


def test_of_two_alike_the_one_in_its_own_socket_is_taken() -> None:
    wanted = CameraInfo(0, "Cam", "1d6c:0103", "usb-2")
    twins = (CameraInfo(0, "Cam", "1d6c:0103", "usb-1"), CameraInfo(1, "Cam", "1d6c:0103", "usb-2"))
    assert find_again(wanted, twins) == twins[1]


def test_a_camera_that_shares_only_one_thing_is_another() -> None:
    wanted = CameraInfo(0, "Cam", "1d6c:0103", "usb-2")
    assert find_again(wanted, (CameraInfo(0, "Cam", "0000:0000", "usb-1"),)) is None
    assert (
        find_again(CameraInfo(0, "Cam"), (CameraInfo(0, "Cam"),)) is None
    )  # what is not known agrees with nothing


def test_a_camera_coming_and_going_is_told_within_a_glance(machine: Machine) -> None:
    told = threading.Semaphore(0)
    watch = CameraWatch(told.release, system=machine.system, nodes=machine.nodes, every=0.01)
    try:
        machine.plug(0, "USB Doc Cam", socket="1-2")
        assert told.acquire(timeout=LONG)
        assert [camera.name for camera in machine.cameras()] == ["USB Doc Cam"]
        while told.acquire(timeout=0.1):
            pass
        machine.unplug(0)
        assert told.acquire(timeout=LONG)
    finally:
        watch.stop()


class _Class(IntEnum):
    VIDEO_CAPTURE = 4


class _Access(IntEnum):
    UNSPECIFIED, ALLOWED, DENIED_BY_USER, DENIED_BY_SYSTEM = range(4)


class FakeWindows:
    """`winrt.windows.devices.enumeration` 4.x, as far as the program uses it."""

    DeviceClass, DeviceAccessStatus = _Class, _Access

    def __init__(self, *devices: tuple[str, str, bool], access: _Access = _Access.ALLOWED) -> None:
        self._devices = [SimpleNamespace(name=name, id=device, is_enabled=on) for name, device, on in devices]
        self.handlers: dict[str, Any] = {}
        self.running = False
        self.DeviceInformation = SimpleNamespace(
            find_all_async=self._find_all, create_watcher=lambda _class: self._watcher()
        )
        self.DeviceAccessInformation = SimpleNamespace(
            create_from_device_class=lambda _class: SimpleNamespace(current_status=access)
        )

    def _find_all(self, device_class: _Class) -> SimpleNamespace:
        assert device_class is _Class.VIDEO_CAPTURE
        return SimpleNamespace(wait=lambda _seconds: 1, get_results=lambda: self._devices)

    def _watcher(self) -> SimpleNamespace:
        def adding(kind: str) -> Any:
            return lambda handler: self.handlers.update({kind: handler})

        return SimpleNamespace(
            add_added=adding("added"),
            add_removed=adding("removed"),
            add_updated=adding("updated"),
            add_enumeration_completed=adding("completed"),
            start=lambda: setattr(self, "running", True),
            stop=lambda: setattr(self, "running", False),
        )


DOC_CAM = r"\\?\USB#VID_1D6C&PID_0103&MI_00#7&2a3b4c5d&0&0000#{e5323777-f976-4f5b-9b55-b94699c46e44}\GLOBAL"


def test_windows_tells_name_model_and_socket_of_cameras_that_are_on() -> None:
    windows = FakeWindows(("Off", "x", False), ("Doc Cam", DOC_CAM, True), ("Phone", "swd#phone#1", True))
    assert windows_cameras(windows) == (
        CameraInfo(0, "Doc Cam", "1d6c:0103", "7&2a3b4c5d&0&0000"),
        CameraInfo(1, "Phone", "phone", "1"),
    )


def test_windows_without_the_package_offers_the_first_camera() -> None:
    assert windows_cameras(None) == (CameraInfo(0, "Camera"),)
    assert not windows_denies(None)


@pytest.mark.parametrize(
    ("access", "denied"),
    [(_Access.ALLOWED, False), (_Access.UNSPECIFIED, False), (_Access.DENIED_BY_USER, True),
     (_Access.DENIED_BY_SYSTEM, True)],
)  # fmt: skip
def test_the_privacy_settings_of_windows_are_heeded(access: _Access, *, denied: bool) -> None:
    assert windows_denies(FakeWindows(access=access)) is denied


def test_windows_tells_changes_by_itself_but_not_the_first_count() -> None:
    windows, told = FakeWindows(), []
    watch = WindowsWatch(lambda: told.append(1), windows)
    windows.handlers["added"](None, None)
    assert told == []
    windows.handlers["completed"](None, None)
    for kind in ("added", "removed", "updated"):
        windows.handlers[kind](None, None)
    assert len(told) == 3
    watch.stop()
    assert not windows.running
