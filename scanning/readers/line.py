"""One serial reader listened to in a thread of its own, and found again when it is gone."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from typing import TYPE_CHECKING, Any

from scanning.readers.framing import Framer

if TYPE_CHECKING:
    from collections.abc import Callable

    from scanning.readers.framing import Frame
    from scanning.readers.ports import PortInfo

AGAIN_SECONDS = 1.0  # between two looks for a reader that is not there
IDLE_SECONDS = 0.5  # between two looks whether to stop
SILENT_SECONDS = 0.06  # a reader without a last sign is done when so long nothing came
WAITING, READY, BUSY, DENIED, LOST = "waiting", "ready", "busy", "denied", "lost"
_BUSY = {errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK}
_DENIED = {errno.EACCES, errno.EPERM}


class ReaderLine:
    """Listens from the start until `stop()`. Tells from its own thread; safe to stop from any.

    Tells `state` (one of waiting, ready, busy, denied, lost; the port or None) whenever it changes, and
    `code` (Frame, PortInfo). A reader that is pulled is taken up again by itself when it is back. No failure
    of the port ends the listening.
    """

    def __init__(
        self,
        find: Callable[[], PortInfo | None],
        told: Callable[[str, Any, PortInfo | None], None],
        *,
        baud: int = 9600,
        again: float = AGAIN_SECONDS,
    ) -> None:
        self._find, self._told, self._baud, self._again = find, told, baud, again
        self._stop = threading.Event()
        self._state = ""
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="reader", daemon=True).start()

    def stop(self) -> None:
        """Ask the listening to end; nothing is told any more."""
        self._stop.set()

    def ended(self, seconds: float) -> bool:
        """Whether the port is closed, waited for at most so long."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                port = self._find()
                if port is None:
                    self._tell(LOST if self._state in {READY, LOST} else WAITING, None)
                else:
                    self._listen(port)
                self._stop.wait(self._again)
        finally:
            self._ended.set()

    def _listen(self, port: PortInfo) -> None:
        from serial import SerialException

        try:
            line = self._open(port)
        except (SerialException, OSError, ValueError) as failure:
            self._tell(_why(failure, lost=self._state in {READY, LOST}), port)
            return
        self._tell(READY, port)
        try:
            self._read(line, port)
        except (SerialException, OSError, TypeError):  # TypeError: pyserial's, for a port closed under it
            self._tell(LOST, port)
        finally:
            _close(line)

    def _open(self, port: PortInfo) -> Any:  # noqa: ANN401 - a serial.Serial
        import serial

        alone = {"exclusive": True} if os.name == "posix" else {}  # Windows opens a port once anyway
        return serial.Serial(port.device, self._baud, timeout=IDLE_SECONDS, **alone)

    def _read(self, line: Any, port: PortInfo) -> None:  # noqa: ANN401
        framer = Framer()
        while not self._stop.is_set():
            line.timeout = SILENT_SECONDS if framer.partial else IDLE_SECONDS
            data = line.read(1)
            now = time.monotonic()
            if data:
                more = line.read(min(line.in_waiting, 4096)) if line.in_waiting else b""
                frames = framer.feed(data + more, now)
            else:
                frame = framer.silence(now) if framer.partial else None
                frames = [] if frame is None else [frame]
            for one in frames:
                self._tell_code(one, port)

    def _tell_code(self, frame: Frame, port: PortInfo) -> None:
        if not self._stop.is_set():
            self._told("code", frame, port)

    def _tell(self, state: str, port: PortInfo | None) -> None:
        if state != self._state and not self._stop.is_set():
            self._state = state
            self._told("state", state, port)


def _why(failure: Exception, *, lost: bool) -> str:
    """What keeps a port from being opened; Windows says in words what others say by number."""
    number, words = getattr(failure, "errno", None), str(failure)
    if number in _BUSY or "exclusively lock" in words or ("PermissionError" in words and os.name == "nt"):
        return BUSY
    if number in _DENIED:
        return DENIED
    return LOST if lost else WAITING


def _close(line: Any) -> None:  # noqa: ANN401
    """Let the port go; one that was pulled may refuse even that."""
    with contextlib.suppress(Exception):
        line.close()
