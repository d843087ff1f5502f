"""Where the pages of one scan land: each whole and durable under its own name, or not there at all.

A page is written aside, synced, renamed and its folder synced before anybody is told of it. Names tell
the process, the run, the place in it and the side, never what is on the paper, so two runs share a folder.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING

from scanning.devices.driver import ScannedPage
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from PIL import Image

QUALITY = 92
_NAME = re.compile(
    r"scan-(?P<run>[0-9a-f]{16})-(?P<number>\d{4,})(?P<back>b?)-(?P<dpi>\d+)\.(jpg|tif|png|pdf)"
)
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Landing:
    """One run's pages on their way into `folder`; each is told to `page` once it is durable."""

    def __init__(self, folder: Path, *, page: Callable[[ScannedPage], None]) -> None:
        self._folder = folder
        self._page = page
        self._run = f"{_process(os.getpid())}{secrets.token_hex(4)}"
        self.count = 0

    def put(self, data: bytes | memoryview, *, suffix: str, dpi: int, back: bool = False) -> ScannedPage:
        """Keep the bytes of a whole picture file as the next page, and tell it.

        Raises:
            ScanningError: `scanner.disk_full`, `scanner.unwritable`, with the pages told before; they stay.
        """
        side = "b" if back else ""
        target = self._folder / f"scan-{self._run}-{self.count:04d}{side}-{dpi}{suffix}"
        with disk_failures(self.count):
            _write(target, data)
        done = ScannedPage(file=target, number=self.count, dpi=dpi, back=back)
        self.count += 1
        self._page(done)
        return done

    def put_picture(self, picture: Image.Image, *, dpi: int, back: bool = False) -> ScannedPage:
        """Keep pixels as the next page: black and white as TIFF G4, all else as JPEG with its resolution."""
        data, suffix = packed(picture, dpi=dpi)
        return self.put(data, suffix=suffix, dpi=dpi, back=back)


def packed(picture: Image.Image, *, dpi: int) -> tuple[memoryview, str]:
    """A picture as the bytes of a file that states its resolution, and the file's suffix.

    JPEG without colour subsampling: the edges of red stamps and blue pen stay where they are.
    """
    out = BytesIO()
    if picture.mode == "1":
        picture.save(out, "TIFF", compression="group4", dpi=(dpi, dpi))
        return out.getbuffer(), ".tif"
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0, dpi=(dpi, dpi))
    return out.getbuffer(), ".jpg"


@contextmanager
def disk_failures(pages: int) -> Iterator[None]:
    """Turn the disk's failures into `scanner.disk_full` or `scanner.unwritable`; `pages` are safe."""
    try:
        yield
    except OSError as failure:
        code = "scanner.disk_full" if failure.errno in _FULL else "scanner.unwritable"
        raise ScanningError(code, environment=True, pages=pages) from failure


def landed(folder: Path, process: int, *, besides: Collection[str] = ()) -> tuple[ScannedPage, ...]:
    """The whole pages a process left in a folder, in their order; files named in `besides` are left out."""
    found = []
    for file in folder.iterdir():
        told = _NAME.fullmatch(file.name)
        if told and told["run"].startswith(_process(process)) and file.name not in besides:
            found.append(ScannedPage(file, int(told["number"]), int(told["dpi"]), back=bool(told["back"])))
    return tuple(sorted(found, key=lambda page: page.number))


def spool(folder: Path) -> Path:
    """A new folder in `folder` for what a device writes before it is a page; it goes with the process."""
    place = folder / f"{_part(os.getpid())}-{secrets.token_hex(4)}"
    with disk_failures(0):
        place.mkdir()
    return place


def sweep(folder: Path, process: int) -> None:
    """Remove what a process that is gone began in a folder and never finished."""
    for entry in folder.glob(f"{_part(process)}-*"):
        with suppress(OSError):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _process(number: int) -> str:
    return f"{number & 0xFFFFFFFF:08x}"


def _part(process: int) -> str:
    return f".scan-{_process(process)}"


def _write(target: Path, data: bytes | memoryview) -> None:
    part = target.with_name(f"{_part(os.getpid())}-{secrets.token_hex(4)}")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    if os.name != "nt":  # Windows makes names durable with the rename and offers no call
        handle = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
