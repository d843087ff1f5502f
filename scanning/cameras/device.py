"""A live camera, opened and read in a process of its own, so that one that hangs or crashes hurts nobody."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scanning.cameras.door import open_device, ways
from scanning.cameras.link import CameraLink, in_a_process
from scanning.cameras.listing import windows_denies
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scanning.cameras.door import Opener
    from scanning.cameras.link import Launch
    from scanning.cameras.source import Frame

OPEN_SECONDS = 20.0 if sys.platform == "win32" else 8.0  # Windows tries the usual sizes one by one
READ_SECONDS = 3.0
STILL_SECONDS = 9.0  # a change of size restarts the camera, twice


class CameraSource:
    """A live camera in a child process; each `read` gives the newest picture, never one given before.

    Safe to use from any thread: a still may be asked for while another thread reads. A camera that hangs
    costs the caller no more than the time limit; then its process is ended and the device free again.
    """

    def __init__(
        self,
        index: int,
        *,
        opener: Opener = open_device,
        through: Sequence[str] = (),
        launch: Launch = in_a_process,
        open_seconds: float = OPEN_SECONDS,
        read_seconds: float = READ_SECONDS,
        still_seconds: float = STILL_SECONDS,
        exists: Callable[[int], bool] | None = None,
    ) -> None:
        if not (exists or _device_exists)(index):
            raise ScanningError("camera.none", environment=True)
        self._read_seconds, self._still_seconds = read_seconds, still_seconds
        failure = "camera.busy"
        for way in through or ways():
            self._link = CameraLink(opener, index, way, launch)
            if self._link.opened(open_seconds):
                return
            failure = self._link.failure or "camera.timeout"
            self._link.end(failure, at_once=True)
        raise ScanningError("camera.denied" if windows_denies() else failure, environment=True)

    @property
    def still_size(self) -> tuple[int, int]:
        """Width and height of a picture at full size."""
        return self._link.sizes[1] if self._link.sizes else (0, 0)

    def read(self) -> Frame:
        """The newest picture; waits for it at most the time limit."""
        limit = self._still_seconds if self._link.is_pending("still") else self._read_seconds
        return self._picture("frame", limit)

    def full_still(self) -> Frame:
        """One picture at the camera's largest size; the preview pauses while the camera changes its size."""
        return self._picture("still", self._still_seconds)

    def close(self) -> None:
        """Let the camera go."""
        self._link.end()

    def _picture(self, kind: str, seconds: float) -> Frame:
        self._link.ask(kind)
        frame = self._link.wait(kind, seconds)
        if frame is None:
            if self._link.failure is None:
                self._link.end("camera.timeout", at_once=True)
            raise ScanningError(self._link.failure or "camera.timeout", environment=True)
        return frame


def _device_exists(index: int) -> bool:
    """Whether there is such a camera. Raises `camera.denied` where this person may not use it."""
    if sys.platform != "linux":
        return True
    node = Path(f"/dev/video{index}")
    if node.exists() and not os.access(node, os.R_OK | os.W_OK):
        raise ScanningError("camera.denied", environment=True)
    return node.exists()
