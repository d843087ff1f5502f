"""Pictures from a live camera, or from a video, a picture or a folder that stands in for one.

Opening a camera may hang for many seconds or for ever, and a busy one never answers; therefore a
camera is opened and read in a thread of its own, with a time limit, and every fault has a plain code.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scanning.errors import ScanningError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VIDEO_ENDINGS = frozenset({".avi", ".mp4", ".mkv", ".mov", ".webm", ".mjpg", ".mjpeg"})
_PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".heif"})


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: BGR pixels and when it was taken, in seconds of a clock that only runs forward."""

    width: int
    height: int
    bgr: NDArray[np.uint8]
    at: float


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this machine: the number it opens by and the name people know it by."""

    index: int
    name: str


class FrameSource(Protocol):
    """Anything that gives pictures one after the other."""

    def read(self) -> Frame:
        """The newest picture. Raises ScanningError `camera.lost` when there will be no more."""
        ...

    def full_still(self) -> Frame:
        """One picture at the source's full size, for keeping."""
        ...

    def close(self) -> None:
        """Let the device go; calling it twice does no harm."""
        ...


def open_source(spec: str | int | Path) -> FrameSource:
    """A camera by number ("0", "camera:1"), else a video, a picture or a folder of pictures by path.

    Raises:
        ScanningError: `camera.none`, `camera.busy`, `camera.timeout`, `camera.not_a_source`, or what the
            picture itself is refused for.
    """
    text = str(spec).removeprefix("camera:")
    if text.isdecimal():
        from scanning.cameras.device import CameraSource

        return CameraSource(int(text))
    from scanning.cameras.files import PictureSource, VideoSource

    path = Path(text)
    if path.suffix.lower() in _VIDEO_ENDINGS and path.is_file():
        return VideoSource(path)
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in _PICTURE_ENDINGS)
        if found:
            return PictureSource(found)
    elif path.suffix.lower() in _PICTURE_ENDINGS:
        return PictureSource([path])
    raise ScanningError("camera.not_a_source", file=path.name)


def list_cameras(devices: Path = Path("/sys/class/video4linux")) -> tuple[CameraInfo, ...]:
    """The cameras of this machine, without opening any.

    Linux tells them by name. Windows tells them only through a package that is not required; without it
    the first camera is offered by number.
    """
    if sys.platform == "win32":
        return _windows_cameras()
    found = []
    for node in devices.glob("video*"):
        number = node.name.removeprefix("video")
        if not number.isdecimal() or _line(node / "index") not in {"0", ""}:
            continue  # a camera's second node carries its metadata, not pictures
        found.append(CameraInfo(int(number), _line(node / "name") or f"Camera {number}"))
    return tuple(sorted(found, key=lambda camera: camera.index))


def _line(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""


def _windows_cameras() -> tuple[CameraInfo, ...]:
    try:
        from winrt.windows.devices import enumeration  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return (CameraInfo(0, "Camera"),)
    kind = enumeration.DeviceClass.VIDEO_CAPTURE
    devices = enumeration.DeviceInformation.find_all_async_device_class(kind).get()
    return tuple(CameraInfo(number, str(device.name)) for number, device in enumerate(devices))
