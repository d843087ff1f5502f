"""The cameras of this machine by name, model and address, without opening any."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

SYSTEM, NODES = Path("/sys/class/video4linux"), Path("/dev")
LIST_SECONDS = 5.0
_USB = re.compile(r"VID_(?P<vendor>[0-9A-F]{4})&PID_(?P<product>[0-9A-F]{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this machine: the number it opens by, and what tells it from others.

    The number moves when a cable is plugged elsewhere, so a camera is known again by any two of `name`,
    `model` (maker and product, with the serial number where there is one) and `address` (the socket).
    """

    index: int
    name: str
    model: str = ""
    address: str = ""


def list_cameras(system: Path = SYSTEM, nodes: Path = NODES) -> tuple[CameraInfo, ...]:
    """The cameras of this machine, in the order of their numbers.

    Windows names them only through a package that may be missing; without it the first camera is offered
    by number.
    """
    if sys.platform == "win32":
        return windows_cameras(windows_enumeration())
    found = [_camera(entry, nodes) for entry in system.glob("video*")]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.index))


def find_again(wanted: CameraInfo, cameras: Iterable[CameraInfo]) -> CameraInfo | None:
    """The camera that agrees with the wanted one best, in at least two of name, model, address."""
    scored = [(_agreement(wanted, one), -one.index, one) for one in cameras]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] >= 2 else None


def windows_cameras(enumeration: Any) -> tuple[CameraInfo, ...]:  # noqa: ANN401 - winrt's module, or a stand-in
    """Cameras as `winrt.windows.devices.enumeration` tells them; None where the package is missing."""
    if enumeration is None:
        return (CameraInfo(0, "Camera"),)
    asked = enumeration.DeviceInformation.find_all_async(enumeration.DeviceClass.VIDEO_CAPTURE)
    asked.wait(LIST_SECONDS)
    devices = [device for device in asked.get_results() if device.is_enabled]
    return tuple(
        CameraInfo(number, str(device.name), *_windows_identity(str(device.id)))
        for number, device in enumerate(devices)
    )


def windows_denies(enumeration: Any = None) -> bool:  # noqa: ANN401 - winrt's module, or a stand-in
    """Whether the privacy settings of Windows keep this program from every camera."""
    known = enumeration or (windows_enumeration() if sys.platform == "win32" else None)
    if known is None:
        return False
    access = known.DeviceAccessInformation.create_from_device_class(known.DeviceClass.VIDEO_CAPTURE)
    denied = (known.DeviceAccessStatus.DENIED_BY_USER, known.DeviceAccessStatus.DENIED_BY_SYSTEM)
    return access.current_status in denied


def _agreement(one: CameraInfo, other: CameraInfo) -> int:
    pairs = ((one.name, other.name), (one.model, other.model), (one.address, other.address))
    return sum(bool(mine) and mine == theirs for mine, theirs in pairs)


def _camera(entry: Path, nodes: Path) -> CameraInfo | None:
    number = entry.name.removeprefix("video")
    if not number.isdecimal() or _line(entry / "index") not in {"0", ""}:
        return None  # a camera's second node carries its metadata, not pictures
    if not (nodes / entry.name).exists():
        return None  # the system has not made it ready yet
    model = ""
    for folder in (entry / "device", (entry / "device").resolve().parent):
        if vendor := _line(folder / "idVendor"):
            parts = (f"{vendor}:{_line(folder / 'idProduct')}", _line(folder / "serial"))
            model = " ".join(part for part in parts if part)
            break
    return CameraInfo(int(number), _line(entry / "name") or f"Camera {number}", model, _address(entry, nodes))


def _address(entry: Path, nodes: Path) -> str:
    """The socket: what udev calls it, else where the device hangs in the system's tree."""
    for link in sorted((nodes / "v4l" / "by-path").glob("*")):
        if link.resolve().name == entry.name:
            return link.name.removesuffix("-video-index0")
    device = entry / "device"
    return device.resolve().name if device.exists() else ""


def _windows_identity(identifier: str) -> tuple[str, str]:
    r"""Model and address out of `\\?\USB#VID_046D&PID_0825&MI_00#7&2a3b4c5d&0&0000#{…}\GLOBAL`."""
    parts = identifier.split("#")
    usb = _USB.search(identifier)
    model = f"{usb['vendor']}:{usb['product']}".lower() if usb else (parts[1] if len(parts) > 2 else "")
    return model, parts[2] if len(parts) > 2 else identifier


def _line(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


def windows_enumeration() -> Any:  # noqa: ANN401 - a module without types here
    """The package that knows the devices of Windows, None where it is missing."""
    try:
        from winrt.windows.devices import enumeration  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    return enumeration
