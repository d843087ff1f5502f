"""Frozen rows of scanners, scan buttons and scanned sheets, as the window and the command line see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows import Note, PagePicture

SOURCES = ("flatbed", "feeder", "duplex")
COLOURS = ("colour", "grey", "lineart")
DIGITISE = ("text", "colour", "photo")
PAPERS = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a3": (297.0, 420.0),
    "f4": (215.0, 330.0),
    "card": (90.0, 60.0),
}
"""Papers by name in millimetres; `card` leaves an identity card a little room."""


@dataclass(frozen=True, slots=True)
class ScannerRow:
    """Máy quét: as people know it; `key` is this machine's handle on it for now, the rest finds it again.

    `note` says what must be known before relying on it, for example that its driver met no real device yet.
    """

    key: str
    driver: str
    name: str
    model: str = ""
    address: str = ""
    sources: tuple[str, ...] = ("flatbed",)
    resolutions: tuple[int, ...] = (150, 200, 300)
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class ScannerList:
    """The scanners that answered, and a sentence for each way of asking that failed."""

    scanners: tuple[ScannerRow, ...]
    troubles: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanProfile:
    """Nút quét: one press scans so. `scanner` is the one meant, None takes the first that offers `source`.

    `digitise` is the profile its pages are kept in: text, colour or photo.
    """

    key: str
    name: str
    source: str = "feeder"
    dpi: int = 200
    colour: str = "colour"
    paper: str = "a4"
    digitise: str = "text"
    scanner: ScannerRow | None = None


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """Trang đã quét: a whole page on the disk, its place in the run from 0, and which side it is."""

    file: Path
    number: int
    dpi: int
    back: bool = False


@dataclass(frozen=True, slots=True)
class ScanDone:
    """A run that ended well: the scanner that did it and its pages in order."""

    scanner: ScannerRow
    pages: tuple[ScannedSheet, ...]


@dataclass(frozen=True, slots=True)
class ScanTrial:
    """Trang quét thử: what a scan button gave, measured; nothing of it is kept.

    `dpi` is by pixels and millimetres of the paper meant, None where the page has another shape; `ms` runs
    from the press to the whole page. `dark`: scanned without light; `blank`: nothing is on it.
    """

    scanner: ScannerRow
    profile: ScanProfile
    picture: PagePicture
    dpi: int | None
    ms: int
    bytes: int
    dark: bool = False
    blank: bool = False
