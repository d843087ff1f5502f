"""A live camera, opened and read in a thread of its own, so that one that hangs never stops the counter."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from scanning.cameras.source import Frame
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN_SECONDS = 8.0
READ_SECONDS = 3.0
PREVIEW_SIZE = (1920, 1080)
STILL_SIZE = (4096, 3072)  # asked for; the camera gives the largest it has
_SETTLE_FRAMES = 4  # after a change of size the first pictures are dark or torn


class Device(Protocol):
    """What is needed of OpenCV's capture object."""

    def isOpened(self) -> bool: ...  # noqa: D102, N802 - OpenCV's own name
    def read(self) -> tuple[bool, Any]: ...  # noqa: D102
    def set(self, prop: int, value: float) -> bool: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


def open_device(index: int) -> Device:
    """The camera through the system's own interfaces, the quickest first; MJPG before raw pictures."""
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")  # else opening takes up to 20 s
    import cv2

    ways = [cv2.CAP_DSHOW, cv2.CAP_MSMF] if sys.platform == "win32" else [cv2.CAP_V4L2]
    device: Any = None
    for way in ways:
        device = cv2.VideoCapture(index, way)
        if device.isOpened():
            device.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            break
    return device  # type: ignore[no-any-return]


class CameraSource:
    """A live camera. One thread of its own opens and reads it; the newest picture is always at hand.

    Safe to use from any thread. A camera that hangs costs its own thread, never the caller more than
    the time limit.
    """

    def __init__(
        self,
        index: int,
        *,
        opener: Callable[[int], Device] = open_device,
        open_seconds: float = OPEN_SECONDS,
        read_seconds: float = READ_SECONDS,
        exists: Callable[[int], bool] | None = None,
    ) -> None:
        if not (exists or _device_exists)(index):
            raise ScanningError("camera.none", environment=True)
        self._read_seconds = read_seconds
        self._state = threading.Condition()
        self._frame: Frame | None = None
        self._still: Frame | None = None
        self._still_wanted = False
        self._failure: str | None = None
        self._closed = False
        self._seen = 0.0
        threading.Thread(target=self._run, args=(opener, index), name="camera", daemon=True).start()
        with self._state:
            self._state.wait_for(lambda: self._frame is not None or self._failure is not None, open_seconds)
            failure = None if self._frame is not None else self._failure or "camera.timeout"
            self._closed = failure is not None
        if failure:
            raise ScanningError(failure, environment=True)

    def read(self) -> Frame:
        """The newest picture not given before; waits for it at most the time limit."""
        with self._state:
            self._state.wait_for(self._has_news, self._read_seconds)
            if self._failure or self._closed or self._frame is None or self._frame.at <= self._seen:
                raise ScanningError(self._failure or "camera.lost", environment=True)
            self._seen = self._frame.at
            return self._frame

    def full_still(self) -> Frame:
        """One picture at the camera's largest size; the preview pauses for it."""
        with self._state:
            self._still, self._still_wanted = None, True
            self._state.wait_for(self._has_still, self._read_seconds * 3)
            return self._still_or_failure()

    def _has_still(self) -> bool:
        return self._still is not None or self._failure is not None or self._closed

    def _still_or_failure(self) -> Frame:
        if self._still is None:
            raise ScanningError(self._failure or "camera.lost", environment=True)
        return self._still

    def close(self) -> None:
        """Let the camera go."""
        with self._state:
            self._closed = True
            self._state.notify_all()

    def _has_news(self) -> bool:
        fresh = self._frame is not None and self._frame.at > self._seen
        return fresh or self._failure is not None or self._closed

    def _run(self, opener: Callable[[int], Device], index: int) -> None:
        try:
            device = opener(index)
        except Exception:  # a driver's error of whatever kind means that the device cannot be had
            self._tell_failure("camera.busy")
            return
        try:
            self._watch(device)
        finally:
            device.release()

    def _watch(self, device: Device) -> None:
        if not device.isOpened():
            self._tell_failure("camera.busy")
            return
        _ask_size(device, PREVIEW_SIZE)
        while not self._closed:
            frame = _grab(device)
            if frame is None:
                self._tell_failure("camera.busy" if self._frame is None else "camera.lost")
                return
            wanted = self._still_wanted
            still = self._take_still(device) if wanted else None
            with self._state:
                self._frame = frame
                if wanted:
                    self._still, self._still_wanted = still or frame, False
                self._state.notify_all()

    def _take_still(self, device: Device) -> Frame | None:
        _ask_size(device, STILL_SIZE)
        best: Frame | None = None
        for _ in range(_SETTLE_FRAMES):
            best = _grab(device) or best
        _ask_size(device, PREVIEW_SIZE)
        return best

    def _tell_failure(self, code: str) -> None:
        with self._state:
            self._failure = code
            self._state.notify_all()


def _device_exists(index: int) -> bool:
    return sys.platform != "linux" or Path(f"/dev/video{index}").exists()


def _ask_size(device: Device, size: tuple[int, int]) -> None:
    import cv2

    device.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])


def _grab(device: Device) -> Frame | None:
    done, bgr = device.read()
    if not done or bgr is None:
        return None
    return Frame(bgr.shape[1], bgr.shape[0], bgr, time.monotonic())
