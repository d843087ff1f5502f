"""Cameras coming and going, told as it happens: by the system's events, else by a glance twice a second."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from scanning.cameras.listing import NODES, SYSTEM, windows_enumeration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GLANCE_SECONDS = 0.5


class CameraWatch:
    """Tells when the list of cameras may have changed, from a thread of its own. `stop()` ends it.

    A glance reads two folders and costs some hundredths of a millisecond.
    """

    def __init__(
        self,
        told: Callable[[], None],
        *,
        system: Path = SYSTEM,
        nodes: Path = NODES,
        every: float = GLANCE_SECONDS,
    ) -> None:
        self._told, self._system, self._nodes, self._every = told, system, nodes, every
        self._stop = threading.Event()
        self._seen = self._glance()
        threading.Thread(target=self._run, name="camera-watch", daemon=True).start()

    def stop(self) -> None:
        """End the watching; nothing is told afterwards but what is being told."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            seen = self._glance()
            if seen != self._seen:
                self._seen = seen
                self._told()

    def _glance(self) -> tuple[tuple[str, int, int], ...]:
        """Which nodes there are, and since when: one pulled and plugged between two glances is another."""
        try:
            names = sorted(entry.name for entry in self._system.iterdir())
        except OSError:
            return ()
        return tuple((name, *_since(self._nodes / name)) for name in names)


class WindowsWatch:
    """The same through the device watcher of Windows, which calls by itself."""

    def __init__(self, told: Callable[[], None], enumeration: Any) -> None:  # noqa: ANN401 - winrt's module
        self._told = told
        self._watcher = enumeration.DeviceInformation.create_watcher(enumeration.DeviceClass.VIDEO_CAPTURE)
        self._ready = False
        self._watcher.add_enumeration_completed(self._on_ready)
        for add in (self._watcher.add_added, self._watcher.add_removed, self._watcher.add_updated):
            add(self._on_change)
        self._watcher.start()

    def stop(self) -> None:
        """End the watching."""
        self._watcher.stop()

    def _on_ready(self, *_: object) -> None:
        self._ready = True

    def _on_change(self, *_: object) -> None:
        if self._ready:  # before that, the cameras that are there anyway are counted up
            self._told()


def watch_cameras(told: Callable[[], None]) -> CameraWatch | WindowsWatch:
    """Have changes told in the way this system offers."""
    if sys.platform == "win32" and (enumeration := windows_enumeration()) is not None:
        return WindowsWatch(told, enumeration)
    return CameraWatch(told)


def _since(node: Path) -> tuple[int, int]:
    try:
        found = node.stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_ctime_ns)
