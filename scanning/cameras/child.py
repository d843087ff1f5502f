"""The life of the process that owns a camera: pictures out by shared memory, orders in by a pipe.

A driver that hangs or crashes does so here alone; the counter ends this process and goes on.
Orders: `("frame",)` and `("still",)` ask for one picture each, `("block", kind, name)` names the shared
memory the parent made, `("close",)`. Answers: `("opened", preview, still)`, `("need", kind, bytes)`,
`(kind, width, height, at)`, `("failed", code)`.
"""

from __future__ import annotations

import contextlib
import signal
from multiprocessing.shared_memory import SharedMemory
from typing import TYPE_CHECKING, Any

from scanning.cameras.door import CameraDoor, now
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

    from scanning.cameras.door import Opener


def serve(pipe: Connection, opener: Opener, index: int, way: str) -> None:
    """Open the camera and give pictures until told to close, or until the parent is gone."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    with pipe, contextlib.suppress(EOFError, OSError):
        try:
            door = CameraDoor(opener(index, way))
        except ScanningError as failure:
            pipe.send(("failed", failure.code))
            return
        except Exception:  # a driver's error of whatever kind means that the device cannot be had
            pipe.send(("failed", "camera.busy"))
            return
        service = _Service(pipe, door)
        try:
            service.run()
        finally:
            service.close()


class _Service:
    """One open camera and the parent it serves."""

    def __init__(self, pipe: Connection, door: CameraDoor) -> None:
        self._pipe, self._door = pipe, door
        self._blocks: dict[str, SharedMemory] = {}
        self._asked: set[str] = set()
        self._open = True

    def run(self) -> None:
        self._pipe.send(("opened", self._door.preview, self._door.still))
        while self._open:
            bgr = self._door.grab()
            if bgr is None:
                self._pipe.send(("failed", "camera.lost"))
                return
            at = now()
            self._hear()
            if "frame" in self._asked:
                self._give("frame", bgr, at)
            if "still" in self._asked:
                self._take_still()

    def close(self) -> None:
        for block in self._blocks.values():
            block.close()
        self._door.close()

    def _take_still(self) -> None:
        """A picture at full size; who looks meanwhile sees the same pictures, made small."""
        for bgr, final in self._door.still_pictures():
            at = now()
            self._hear()
            if "frame" in self._asked:
                self._give("frame", _fitted(bgr, self._door.preview), at)
            if final:
                self._give("still", bgr, at)
                return
        self._pipe.send(("failed", "camera.lost"))
        self._open = False

    def _hear(self) -> None:
        while self._open and self._pipe.poll(0):
            self._obey(self._pipe.recv())

    def _obey(self, order: tuple[Any, ...]) -> None:
        if order[0] == "close":
            self._open = False
        elif order[0] == "block":
            old = self._blocks.pop(order[1], None)
            if old is not None:
                old.close()
            self._blocks[order[1]] = SharedMemory(order[2])
        else:
            self._asked.add(order[0])

    def _give(self, kind: str, bgr: NDArray[Any], at: float) -> None:
        """Put a picture where the parent reads it; larger memory is asked for where it does not fit."""
        import numpy as np

        if kind not in self._blocks or self._blocks[kind].size < bgr.nbytes:
            self._pipe.send(("need", kind, bgr.nbytes))
            while self._open and (kind not in self._blocks or self._blocks[kind].size < bgr.nbytes):
                self._obey(self._pipe.recv())
        if not self._open:
            return
        room = np.ndarray(bgr.shape, np.uint8, self._blocks[kind].buf)
        np.copyto(room, bgr)
        del room  # else the memory could not be closed
        self._asked.discard(kind)
        self._pipe.send((kind, bgr.shape[1], bgr.shape[0], at))


def _fitted(bgr: NDArray[Any], size: tuple[int, int]) -> NDArray[Any]:
    import cv2

    if bgr.shape[1] <= size[0]:
        return bgr
    high = max(1, round(bgr.shape[0] * size[0] / bgr.shape[1]))
    return cv2.resize(bgr, (size[0], high), interpolation=cv2.INTER_AREA)
