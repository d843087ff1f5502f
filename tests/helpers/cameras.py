"""Stand-ins for cameras at OpenCV's door, and for the process that owns them."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from scanning.cameras.door import Opened
from scanning.cameras.formats import CameraFormat


class FakeDevice:
    """A capture device as OpenCV gives it; after `fails_after` pictures it is unplugged."""

    def __init__(
        self,
        *,
        opened: bool = True,
        fails_after: int | None = None,
        largest: tuple[int, int] = (2592, 1944),
        only: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.opened = opened
        self.size = self.asked = (640, 480)
        self.largest = largest
        self.only = only  # sizes it gives; any other leaves the one it had
        self.given = 0
        self.fails_after = fails_after
        self.packing = 0.0
        self.released = threading.Event()

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def set(self, prop: int, value: float) -> bool:
        if prop == cv2.CAP_PROP_FOURCC:
            self.packing = value
        elif prop == cv2.CAP_PROP_FRAME_WIDTH:
            self.asked = (int(value), self.asked[1])
        elif prop == cv2.CAP_PROP_FRAME_HEIGHT:
            self.asked = (self.asked[0], int(value))
            if self.only:
                self.size = self.asked if self.asked in self.only else self.size
            else:
                self.size = (min(self.asked[0], self.largest[0]), min(self.asked[1], self.largest[1]))
        return True

    def read(self) -> tuple[bool, Any]:
        if not self.opened or (self.fails_after is not None and self.given >= self.fails_after):
            return False, None
        self.given += 1
        return True, np.full((self.size[1], self.size[0], 3), self.given % 256, np.uint8)

    def release(self) -> None:
        self.released.set()


class ThreadChild:
    """The camera's life in a thread, for tests that need no real process."""

    def __init__(self, life: Callable[..., None], args: tuple[Any, ...]) -> None:
        self._thread = threading.Thread(target=life, args=args, daemon=True)
        self._thread.start()

    def join(self, timeout: float | None = None) -> None:
        self._thread.join(timeout)

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def kill(self) -> None:
        """A thread cannot be; what needs it uses a process."""


@dataclass(frozen=True)
class Gives:
    """Opens the device it was given."""

    device: Any
    formats: tuple[CameraFormat, ...] = ()

    def __call__(self, index: int, way: str) -> Opened:
        return Opened(self.device, self.formats)


@dataclass(frozen=True)
class Trouble:
    """A driver that does something bad at some point of its life; runs in a real process."""

    opening: str = ""  # "hang", "crash"
    reading: str = ""  # the same, from the third picture on
    ways: tuple[str, ...] = field(default=())  # only through these; empty: through all

    def __call__(self, index: int, way: str) -> Opened:
        bad = not self.ways or way in self.ways
        if bad:
            misbehave(self.opening)
        return Opened(_TroubledDevice(self.reading if bad else ""), (CameraFormat(640, 480),))


class _TroubledDevice(FakeDevice):
    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what

    def read(self) -> tuple[bool, Any]:
        if self.given >= 3:
            misbehave(self.what)
        return super().read()


def misbehave(what: str) -> None:
    """Hang for ever, or die as native code dies."""
    if what == "hang":
        threading.Event().wait()
    if what == "crash":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
