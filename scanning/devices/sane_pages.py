"""A page as `scanimage` leaves it (PNM), as a picture: checked to be whole, brought to eight bits.

`scanimage` does not notice a full disk: it leaves short files and goes on feeding. So the size a header
promises is held against the size of the file.
"""

from __future__ import annotations

import mmap
import re
import shutil
from typing import TYPE_CHECKING

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

_HEADER = re.compile(rb"(P[456])\s(?:#[^\n]*\n|\s)*(\d+)(?:\s#[^\n]*\n|\s)+(\d+)\s")
_DEPTH = re.compile(rb"(?:#[^\n]*\n|\s)*(\d+)\s")
_HEAD = 1024


def read_page(file: Path, *, pages: int = 0) -> Image.Image:
    """The picture in a PNM file.

    Raises:
        ScanningError: `scanner.disk_full` where it is short and the disk has no room, else
            `scanner.io_error`; `pages` are safe.
    """
    from PIL import Image

    with file.open("rb") as handle:
        size = file.stat().st_size
        kind, width, height, deep, start = _header(handle.read(_HEAD))
        row = (width + 7) // 8 if kind == b"P4" else width * (3 if kind == b"P6" else 1) * (2 if deep else 1)
        if not start or size - start < row * height:
            raise _short(file, pages)
        with mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as held:
            end = start + row * height
            data = held[start:end:2] if deep else held[start:end]  # the upper byte comes first
        if kind == b"P4":
            return Image.frombytes("1", (width, height), data, "raw", "1;I")
        return Image.frombytes("RGB" if kind == b"P6" else "L", (width, height), data)


def _header(head: bytes) -> tuple[bytes, int, int, bool, int]:
    """Kind, width, height, whether samples have sixteen bits, and where the pixels start (0: no header)."""
    told = _HEADER.match(head)
    if not told:
        return b"", 0, 0, False, 0
    kind, width, height = told[1], int(told[2]), int(told[3])
    if kind == b"P4":
        return kind, width, height, False, told.end()
    depth = _DEPTH.match(head, told.end())
    if not depth:
        return b"", 0, 0, False, 0
    return kind, width, height, int(depth[1]) > 255, depth.end()


def _short(file: Path, pages: int) -> ScanningError:
    room = shutil.disk_usage(file.parent).free
    code = "scanner.disk_full" if room < max(file.stat().st_size, 1 << 20) else "scanner.io_error"
    return ScanningError(code, environment=True, pages=pages)
