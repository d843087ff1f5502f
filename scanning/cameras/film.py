"""A video played in real time in place of a camera: opened, read and lost as one, in the camera's process."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanning.cameras.door import Opened, now
from scanning.cameras.formats import CameraFormat

if TYPE_CHECKING:
    from pathlib import Path

_FPS = 25.0


@dataclass(frozen=True, slots=True)
class Film:
    """Opens a video as a camera; one that does not start again is pulled out at its end."""

    path: Path
    again: bool = True

    def __call__(self, index: int, way: str) -> Opened:
        """Open it; the numbers mean nothing here."""
        del index, way
        device = FilmDevice(self.path, again=self.again)
        return Opened(device, (CameraFormat(*device.size),))


class FilmDevice:
    """Gives the picture that is due now, waits for the next, and leaves out those nobody asked for."""

    def __init__(self, path: Path, *, again: bool) -> None:
        import cv2

        self._film = cv2.VideoCapture(os.fspath(path))
        rate = float(self._film.get(cv2.CAP_PROP_FPS)) if self._film.isOpened() else 0.0
        self._every = 1.0 / (rate if 1.0 <= rate <= 240.0 else _FPS)
        self.size = (
            int(self._film.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(self._film.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        )
        self._again = again
        self._given = 0  # pictures since the film began
        self._began: float | None = None
        self._pause = threading.Event()  # never set: it only waits

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's own name
        """Whether it is a film."""
        return bool(self._film.isOpened())

    def set(self, prop: int, value: float) -> bool:
        """A film has one size."""
        del prop, value
        return False

    def release(self) -> None:
        """Close the file."""
        self._film.release()

    def read(self) -> tuple[bool, Any]:
        """The picture due now."""
        if self._began is None:
            self._began = now()
        while (late := now() - self._began - self._given * self._every) >= self._every:
            del late
            if not self._next(lambda: (self._film.grab(), None))[0]:
                return False, None
        self._pause.wait(max(0.0, self._began + self._given * self._every - now()))
        return self._next(self._film.read)

    def _next(self, take: Any) -> tuple[bool, Any]:  # noqa: ANN401 - OpenCV's grab or read
        import cv2

        done, bgr = take()
        if not done and self._again:
            self._film.set(cv2.CAP_PROP_POS_FRAMES, 0)
            self._given, self._began = 0, now()
            done, bgr = take()
        self._given += bool(done)
        return bool(done), bgr
