"""The parent's end of a camera process: started, listened to, and ended when it no longer answers."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from multiprocessing.shared_memory import SharedMemory
from typing import TYPE_CHECKING, Any, Protocol

from scanning.cameras.child import serve
from scanning.cameras.source import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scanning.cameras.door import Opener

PEACE_SECONDS = 1.5  # how long a camera may take to let go before its process is ended


class Child(Protocol):
    """A running camera process."""

    def join(self, timeout: float | None = None) -> None: ...  # noqa: D102
    def is_alive(self) -> bool: ...  # noqa: D102
    def kill(self) -> None: ...  # noqa: D102


class Launch(Protocol):
    """Starts the life of a camera process with its end of the pipe."""

    def __call__(self, life: Callable[..., None], args: tuple[Any, ...]) -> Child: ...  # noqa: D102


def in_a_process(life: Callable[..., None], args: tuple[Any, ...]) -> Child:
    """A process of its own, which ends with ours."""
    process = multiprocessing.get_context("spawn").Process(target=life, args=args, daemon=True, name="camera")
    process.start()
    args[0].close()  # the child holds its own end now
    return process


class CameraLink:
    """One camera process and what it sent last. Safe to use from any thread; never waits without a limit."""

    def __init__(self, opener: Opener, index: int, way: str, launch: Launch = in_a_process) -> None:
        self._pipe, theirs = multiprocessing.get_context("spawn").Pipe()
        self._sending = threading.Lock()
        self._state = threading.Condition()
        self._blocks: dict[str, SharedMemory] = {}
        self._pictures: dict[str, Frame] = {}
        self._pending: set[str] = set()
        self.failure: str | None = None
        self.sizes: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._child = launch(serve, (theirs, opener, index, way))
        self._ear = threading.Thread(target=self._listen, name="camera", daemon=True)
        self._ear.start()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._child.is_alive()

    def opened(self, seconds: float) -> bool:
        """Wait for the camera to open; false where it failed or took too long."""
        with self._state:
            return self._state.wait_for(self._is_decided, seconds) and self.failure is None

    def ask(self, kind: str) -> None:
        """Ask for one picture; one asked for already counts for both."""
        with self._state:
            if kind in self._pending:
                return
            self._pictures.pop(kind, None)  # a lost camera must not give its last picture for ever
            if self.failure is not None:
                return
            self._pending.add(kind)
        self._send((kind,))

    def wait(self, kind: str, seconds: float) -> Frame | None:
        """The picture asked for, or None after a failure or the time limit."""
        with self._state:
            self._state.wait_for(lambda: kind in self._pictures or self.failure is not None, seconds)
            return self._pictures.get(kind)

    def is_pending(self, kind: str) -> bool:
        """Whether a picture was asked for that has not come."""
        with self._state:
            return kind in self._pending

    def end(self, code: str = "camera.lost", *, at_once: bool = False) -> None:
        """End the process, in peace where it still listens; every wait ends with `code`."""
        self._fail(code)
        if not at_once:
            self._send(("close",))
            self._child.join(PEACE_SECONDS)
        if self._child.is_alive():
            self._child.kill()
        self._child.join(PEACE_SECONDS)  # one stuck in the kernel is left to the system
        self._ear.join(PEACE_SECONDS)

    def _is_decided(self) -> bool:
        return self.sizes is not None or self.failure is not None

    def _send(self, order: tuple[Any, ...]) -> None:
        with self._sending, contextlib.suppress(OSError, ValueError):
            self._pipe.send(order)

    def _listen(self) -> None:
        try:
            while True:
                self._take(self._pipe.recv())
        except (EOFError, OSError):
            self._fail("camera.crashed")
        finally:
            self._pipe.close()
            for block in self._blocks.values():
                _free(block)

    def _take(self, answer: tuple[Any, ...]) -> None:
        kind = answer[0]
        if kind == "failed":
            self._fail(answer[1])
        elif kind == "need":
            self._make_room(answer[1], answer[2])
        elif kind == "opened":
            with self._state:
                self.sizes = (answer[1], answer[2])
                self._state.notify_all()
        else:
            frame = self._copied(*answer)
            with self._state:
                self._pictures[kind] = frame
                self._pending.discard(kind)
                self._state.notify_all()

    def _make_room(self, kind: str, size: int) -> None:
        """Shared memory is ours, so that a killed process leaves none behind."""
        old = self._blocks.pop(kind, None)
        block = self._blocks[kind] = SharedMemory(create=True, size=size)
        self._send(("block", kind, block.name))
        if old is not None:
            _free(old)

    def _copied(self, kind: str, width: int, height: int, at: float) -> Frame:
        import numpy as np

        room: NDArray[np.uint8] = np.ndarray((height, width, 3), np.uint8, self._blocks[kind].buf)
        bgr = room.copy()
        del room  # else the memory could not be closed
        return Frame(width, height, bgr, at)

    def _fail(self, code: str) -> None:
        with self._state:
            if self.failure is None:
                self.failure = code
            self._state.notify_all()


def _free(block: SharedMemory) -> None:
    with contextlib.suppress(OSError, BufferError):
        block.close()
        block.unlink()
