"""The camera as OpenCV opens it, in the process that owns it: sizes asked for, torn pictures passed over."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from scanning.cameras.formats import USUAL_SIZES, CameraFormat, preview_format, still_format
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_TORN = 5  # pictures in a row that may fail before the camera counts as gone
_SETTLE_LEAST, _SETTLE_MOST = 2, 8  # after a change of size the first pictures are dark or torn
_SETTLED = 4.0  # grey levels between two pictures once the exposure has come to rest
_CHOICE = 2  # settled pictures the sharpest of which is kept
_FOCUS_SIDE = 420


class Device(Protocol):
    """What is needed of OpenCV's capture object."""

    def isOpened(self) -> bool: ...  # noqa: D102, N802 - OpenCV's own name
    def read(self) -> tuple[bool, Any]: ...  # noqa: D102
    def set(self, prop: int, value: float) -> bool: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Opened:
    """A device and the formats its system told of, none where it tells nothing."""

    device: Device
    formats: tuple[CameraFormat, ...] = ()


class Opener(Protocol):
    """Opens a camera by number through one of the system's ways; travels to the child process."""

    def __call__(self, index: int, way: str) -> Opened: ...  # noqa: D102


def ways() -> tuple[str, ...]:
    """The system's interfaces to cameras, the quickest to open first."""
    return {"win32": ("dshow", "msmf"), "linux": ("v4l2",)}.get(sys.platform, ("any",))


def open_device(index: int, way: str) -> Opened:
    """The camera through one of the system's own interfaces."""
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")  # else opening takes up to 20 s
    import cv2

    known: tuple[CameraFormat, ...] = ()
    if way == "v4l2":
        from scanning.cameras.v4l2 import formats

        known = formats(Path(f"/dev/video{index}"))
    apis = {"dshow": cv2.CAP_DSHOW, "msmf": cv2.CAP_MSMF, "v4l2": cv2.CAP_V4L2}
    return Opened(cv2.VideoCapture(index, apis.get(way, cv2.CAP_ANY)), known)


class CameraDoor:
    """An open camera in preview, which can take a picture at its full size in between.

    Raises `ScanningError` `camera.busy` where it opens for nobody or gives no picture.
    """

    def __init__(self, opened: Opened) -> None:
        self._device = opened.device
        if not self._device.isOpened():
            raise ScanningError("camera.busy", environment=True)
        known = opened.formats
        largest = still_format(known)
        self._wanted = preview_format(known, largest)
        self._still = largest
        self._ask(self._wanted)
        if largest is None:
            self._still = self._largest()
            self._ask(self._wanted)
        if (first := self.grab()) is None:
            raise ScanningError("camera.busy", environment=True)
        self.preview = (first.shape[1], first.shape[0])

    @property
    def still(self) -> tuple[int, int]:
        """Width and height of a picture at full size, as far as it is known by now."""
        size = self.preview if self._still is None else (self._still.width, self._still.height)
        return max(size, self.preview, key=lambda one: one[0] * one[1])

    def grab(self) -> NDArray[Any] | None:
        """The next picture, BGR; None when the camera is gone."""
        for _ in range(_TORN):
            done, bgr = self._device.read()
            if done and bgr is not None and bgr.size:
                return _coloured(bgr)
        return None

    def still_pictures(self) -> Iterator[tuple[NDArray[Any], bool]]:
        """Pictures at full size while the camera comes to rest; true with the one to keep, the last."""
        best: NDArray[Any] | None = None
        for bgr, rested in self._at_full_size():
            if rested and (best is None or _sharpness(bgr) > _sharpness(best)):
                best = bgr
            yield bgr, False
        if best is None:
            best = self.grab()
        if best is not None:
            self._still = replace(self._still or self._wanted, width=best.shape[1], height=best.shape[0])
            yield best, True

    def _at_full_size(self) -> Iterator[tuple[NDArray[Any], bool]]:
        """Pictures with whether the exposure has come to rest; the preview's size stands again afterwards."""
        if self.still == self.preview or self._still is None:
            bgr = self.grab()
            if bgr is not None:
                yield bgr, True
            return
        self._ask(self._still)
        try:
            last, chosen = -255.0, 0
            for number in range(_SETTLE_MOST):
                bgr = self.grab()
                if bgr is None:
                    return
                level = float(bgr[::16, ::16].mean())
                rested = number >= _SETTLE_LEAST and abs(level - last) < _SETTLED
                last, chosen = level, chosen + rested
                yield bgr, rested or number == _SETTLE_MOST - 1
                if chosen == _CHOICE:
                    return
        finally:
            self._ask(self._wanted)

    def close(self) -> None:
        """Let the device go."""
        self._device.release()

    def _largest(self) -> CameraFormat | None:
        """The largest of the usual sizes that the camera really gives, tried by taking a picture."""
        best: CameraFormat | None = None
        for width, height in USUAL_SIZES:
            self._ask(CameraFormat(width, height))
            done, bgr = self._device.read()
            if not done or bgr is None:
                continue
            real = CameraFormat(bgr.shape[1], bgr.shape[0])
            if best is None or real.pixels > best.pixels:
                best = real
            if real.pixels >= width * height:
                break
        return best

    def _ask(self, wanted: CameraFormat) -> None:
        import cv2

        packing = "MJPG" if wanted.mjpg else "YUYV"
        self._device.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*packing))
        self._device.set(cv2.CAP_PROP_FRAME_WIDTH, wanted.width)
        self._device.set(cv2.CAP_PROP_FRAME_HEIGHT, wanted.height)
        if wanted.fps:
            self._device.set(cv2.CAP_PROP_FPS, wanted.fps)


def now() -> float:
    """Seconds of the clock that only runs forward; the same one in every process of a machine."""
    return time.monotonic()


def _coloured(bgr: NDArray[Any]) -> NDArray[Any]:
    import cv2

    if bgr.ndim == 3 and bgr.shape[2] == 3:
        return bgr
    return cv2.cvtColor(bgr, cv2.COLOR_GRAY2BGR if bgr.ndim == 2 else cv2.COLOR_BGRA2BGR)


def _sharpness(bgr: NDArray[Any]) -> float:
    import cv2

    y, x = bgr.shape[0] // 2, bgr.shape[1] // 2
    middle = bgr[max(0, y - _FOCUS_SIDE) : y + _FOCUS_SIDE, max(0, x - _FOCUS_SIDE) : x + _FOCUS_SIDE, 1]
    return float(cv2.Laplacian(middle, cv2.CV_32F).var())
