"""Máy quét: what every scanner driver promises, whatever it speaks to.

A driver lists devices and feeds pages into a folder, one file at a time. A page that was handed over is
finished and stays, whatever happens to the ones behind it. Drivers may hang or die: callers run them in
a child process (`scanning.devices.station`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Source = Literal["flatbed", "feeder", "duplex"]
Colour = Literal["colour", "grey", "lineart"]

USUAL_DPI = (75, 100, 150, 200, 240, 300, 400, 600, 1200)
"""What is offered of a device that takes any resolution within a range."""

FAULTS = (
    "scanner.jammed",
    "scanner.no_paper",
    "scanner.cover_open",
    "scanner.io_error",
    "scanner.busy",
    "scanner.no_access",
    "scanner.not_found",
    "scanner.not_trusted",
    "scanner.locked",
    "scanner.timeout",
    "scanner.crashed",
    "scanner.cancelled",
    "scanner.unsupported",
    "scanner.disk_full",
    "scanner.unwritable",
)
"""The codes a scan may end with (`ScanningError`, all of the surroundings), each with a sentence."""


@dataclass(frozen=True, slots=True)
class ScannerInfo:
    """A scanner as people and drivers know it.

    Identifiers move when a cable is plugged elsewhere, so a scanner is found again by any two of `name`,
    `model` and `address`.
    """

    driver: str  # sane, escl, wia
    device: str  # the driver's own identifier, opaque to everyone else
    name: str
    model: str = ""
    address: str = ""
    sources: tuple[Source, ...] = ("flatbed",)
    resolutions: tuple[int, ...] = (150, 200, 300)


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """How to scan; `width_mm` × `height_mm` is the area from the top-left, A4 by default."""

    source: Source = "flatbed"
    dpi: int = 200
    colour: Colour = "colour"
    width_mm: float = 210.0
    height_mm: float = 297.0
    limit: int | None = None  # sheets at most; None empties the feeder


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A finished page: its file, its place in the run from 0, its true resolution, and which side it is."""

    file: Path
    number: int
    dpi: int
    back: bool = False


class ScannerDriver(Protocol):
    """One way of speaking to scanners."""

    @property
    def name(self) -> str:
        """What `ScannerInfo.driver` says: sane, escl, wia."""
        ...

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The devices that answer now; none is an empty answer, not a failure."""
        ...

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Scan into `folder`, telling each page once it is whole on the disk; answers their number.

        An empty feeder after at least one sheet is the normal end. Raises `ScanningError` with one of
        `FAULTS`; pages told before stay.
        """
        ...
