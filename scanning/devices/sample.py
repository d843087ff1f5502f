"""Máy quét mẫu: a scanner of a training office, whose paper is drawn from a seed.

It behaves as a real one: a feeder that empties, a glass, both sides, a pace, and a fault on request.
The papers are plainly fictional.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanning.devices.driver import ScannerInfo
from scanning.devices.landing import Landing
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PIL import Image

    from scanning.devices.driver import ScannedPage, ScanSettings

NAME = "sample"
SCANNER = ScannerInfo(
    driver=NAME,
    device="sample:0",
    name="Máy quét mẫu (tập huấn)",
    model="QMC Sample",
    sources=("flatbed", "feeder", "duplex"),
    resolutions=(100, 150, 200, 300),
)
_TICK = 0.02
_MM = 25.4


@dataclass(frozen=True, slots=True)
class SampleDriver:
    """A scanner with `sheets` in its feeder, each taking `pace` seconds, and a `fault` after so many."""

    sheets: int = 3
    pace: float = 0.0
    fault: str = ""
    fault_after: int = 0
    seed: int = 1
    name: str = NAME

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The one device there is."""
        return (SCANNER,)

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Feed the drawn sheets; a flatbed has one."""
        if scanner.device != SCANNER.device:
            raise ScanningError("scanner.not_found", environment=True, pages=0)
        landing = Landing(folder, page=page)
        for sheet in range(self._there(settings)):
            if self.fault and sheet == self.fault_after:
                raise ScanningError(self.fault, environment=True, pages=landing.count)
            self._wait(cancelled, landing.count)
            landing.put_picture(_drawn(self.seed + sheet, settings), dpi=settings.dpi)
            if settings.source == "duplex":
                landing.put_picture(
                    _drawn(self.seed + sheet, settings, back=True), dpi=settings.dpi, back=True
                )
        if not landing.count:
            raise ScanningError(self.fault or "scanner.no_paper", environment=True, pages=0)
        return landing.count

    def _there(self, settings: ScanSettings) -> int:
        sheets = 1 if settings.source == "flatbed" else self.sheets
        return sheets if settings.limit is None else min(sheets, settings.limit)

    def _wait(self, cancelled: Callable[[], bool], pages: int) -> None:
        end = time.monotonic() + self.pace
        while not cancelled():
            if time.monotonic() >= end:
                return
            time.sleep(_TICK)
        raise ScanningError("scanner.cancelled", environment=True, pages=pages)


def _drawn(seed: int, settings: ScanSettings, *, back: bool = False) -> Image.Image:
    """One side of a sheet as the settings ask for it."""
    import numpy as np
    from PIL import Image

    from scanning.scenes import backs, forms

    if back:
        bgr = backs.back("plain" if seed % 2 else "ruled", seed, dpi=settings.dpi)
    else:
        rng = np.random.default_rng(seed)
        bgr = forms.form(forms.KINDS[seed % len(forms.KINDS)], rng, dpi=settings.dpi).bgr
    picture = Image.fromarray(bgr[:, :, ::-1])
    width, height = (round(mm / _MM * settings.dpi) for mm in (settings.width_mm, settings.height_mm))
    picture = picture.crop((0, 0, min(width, picture.width), min(height, picture.height)))
    if settings.colour == "colour":
        return picture
    grey = picture.convert("L")
    return grey if settings.colour == "grey" else grey.point(lambda value: 255 * (value > 140), mode="1")
