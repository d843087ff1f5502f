"""Scanner drivers that misbehave on purpose: they die, hang, have a bug, or give not what was asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from scanning.devices.driver import ScannedPage, ScannerInfo, ScanSettings
from scanning.devices.landing import Landing
from scanning.devices.sample import SampleDriver
from scanning.errors import ScanningError

TINY = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
SLEEP = "1234.5"  # told from every other sleep
INFO = ScannerInfo(driver="odd", device="odd:0", name="Máy quét thử", model="Odd", sources=("feeder",))


@dataclass(frozen=True)
class OddDriver:
    """Hands over `good` pages, then does what `then` says: die, hang, bug, refuse to stop."""

    then: str
    good: int = 2
    name: str = "odd"

    def scanners(self) -> tuple[ScannerInfo, ...]:
        self._then(lambda: False)
        return () if self.then in {"gone", "lists nothing"} else (INFO,)

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        if self.then == "gone":
            raise ScanningError("scanner.not_found", environment=True, pages=0)
        landing = Landing(folder, page=(lambda _: None) if self.then == "die untold" else page)
        for _ in range(self.good):
            landing.put(TINY, suffix=".jpg", dpi=settings.dpi)
        (folder / f".scan-{os.getpid():08x}-half").write_bytes(b"half a page")
        self._then(cancelled)
        return landing.count

    def _then(self, cancelled: Callable[[], bool]) -> None:
        if self.then.startswith("die"):
            os.abort() if sys.platform == "win32" else os.kill(os.getpid(), signal.SIGKILL)
        if self.then == "hang":
            threading.Event().wait()
        if self.then == "bug":
            raise ZeroDivisionError
        if self.then == "leave a child":
            subprocess.Popen(["sleep", SLEEP])
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class OtherwiseDriver(SampleDriver):
    """Scans, but with its own dots an inch, its own paper, or its lamp out."""

    dpi: int = 0
    height_mm: float = 0.0
    lamp_out: bool = False

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        if self.lamp_out:
            black = Image.new("RGB", (827, 1169), (9, 9, 9))
            Landing(folder, page=page).put_picture(black, dpi=settings.dpi)
            return 1
        meant = replace(
            settings, dpi=self.dpi or settings.dpi, height_mm=self.height_mm or settings.height_mm
        )
        return super().scan(scanner, meant, folder, page=page, cancelled=cancelled)
