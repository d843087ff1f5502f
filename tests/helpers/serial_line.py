"""A code reader at the far end of a serial line: a pseudo terminal whose plug can be pulled."""

from __future__ import annotations

import contextlib
import os
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Any


class SerialReader:
    """Stands behind an address of its own, as udev's links do; plugged in again it is the same address."""

    def __init__(self, address: Path) -> None:
        self.address = address
        self._master = self._slave = -1
        self.plug()

    def plug(self) -> None:
        """Plug it in."""
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.address.unlink(missing_ok=True)
        self.address.symlink_to(os.ttyname(self._slave))

    def heard(self) -> bool:
        """Whether another process has the far end open (Linux tells it)."""
        wanted = os.ttyname(self._slave)
        for one in Path("/proc").glob("[0-9]*/fd/*"):
            if one.parts[2] == str(os.getpid()):
                continue
            with contextlib.suppress(OSError):
                if str(one.readlink()) == wanted:
                    return True
        return False

    def pull(self) -> None:
        """Pull the plug: the far end is gone and so is the address."""
        self.address.unlink(missing_ok=True)
        for end in (self._slave, self._master):
            if end >= 0:
                os.close(end)
        self._master = self._slave = -1

    def sends(self, data: bytes | str, *, pieces: int = 0, pause: float = 0.0) -> None:
        """What the reader sends, whole or in pieces with pauses."""
        raw = data.encode("utf-8") if isinstance(data, str) else data
        size = pieces or len(raw)
        for at in range(0, len(raw), size):
            os.write(self._master, raw[at : at + size])
            if pause:
                threading.Event().wait(pause)


class Ear:
    """Keeps what was told from other threads and waits for it."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self._news = threading.Condition()

    def __call__(self, *what: Any) -> None:
        with self._news:
            self.told.append(what[0] if len(what) == 1 else what)
            self._news.notify_all()

    def until(self, enough: Callable[[list[Any]], object], *, seconds: float = 20.0) -> list[Any]:
        """Wait until what was told is enough."""
        deadline = time.monotonic() + seconds
        with self._news:
            while not enough(self.told):
                left = deadline - time.monotonic()
                assert left > 0, f"only {self.told} was told"
                self._news.wait(left)
            return list(self.told)
