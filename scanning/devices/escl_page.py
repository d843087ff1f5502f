"""What arrives for a page: whole or not, of which kind, and at which resolution it really is."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from scanning.loading.whole import SUFFIXES, ending_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanning.devices.escl_request import Request
    from scanning.loading.whole import Kind

_MOST_SEGMENTS = 1000
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # start of frame
_TRUE = 0.05  # how far a picture may be off its asked size and still be as asked: makers round


@dataclass(frozen=True, slots=True)
class Arrived:
    """One page as bytes of a whole file."""

    data: bytes
    suffix: str
    dpi: int


def arrived(data: bytes, asked: Request) -> tuple[Arrived, ...]:
    """The pages in an answer's body, empty where it is no whole picture; the body's bytes decide.

    One JPEG is one page; a PDF may hold a whole feeder.
    """
    found = ending_of(BytesIO(data))
    if found.kind is None or not found.whole:
        return ()
    suffix = _suffix(found.kind)
    if found.kind == "pdf":
        return tuple(Arrived(one, suffix, asked.dpi) for one in _single_pages(data))
    if found.kind == "jpeg":
        dpi = true_dpi(jpeg_size(data), asked)
        return (Arrived(with_density(data, dpi), suffix, dpi),)
    return (Arrived(data, suffix, asked.dpi),)


def _suffix(kind: Kind) -> str:
    return SUFFIXES[kind][0]


def _single_pages(data: bytes) -> Iterator[bytes]:
    """Each page of a PDF as a PDF of its own; none where it cannot be opened."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as document:
            for page in document.pages:
                one, out = pikepdf.new(), BytesIO()
                one.pages.append(page)
                one.save(out)
                yield out.getvalue()
    except pikepdf.PdfError:
        return


def true_dpi(size: tuple[int, int] | None, asked: Request) -> int:
    """The resolution a picture has, given that it shows the area asked for.

    Some scanners answer a wish for 200 with 300 or 150. Both sides must tell the same; a shorter sheet or a
    cropped one tells nothing, and then what was asked counts.
    """
    if size is None or not asked.width or not asked.height:
        return asked.dpi
    across, down = size[0] * 300 / asked.width, size[1] * 300 / asked.height
    if abs(across - asked.dpi) <= _TRUE * asked.dpi or abs(across - down) > _TRUE * across:
        return asked.dpi
    return round(across)


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from a JPEG's header; None where it states none."""
    for mark, start, _ in _segments(data):
        if mark in _SIZES and start + 9 <= len(data):
            height, width = struct.unpack(">HH", data[start + 5 : start + 9])
            return (width, height) if width and height else None
    return None


def with_density(data: bytes, dpi: int) -> bytes:
    """The same JPEG stating its true resolution; no pixel is touched.

    What works on the page later knows the file only, and the rules ask for 200 dpi.
    """
    stated = struct.pack(">BHH", 1, dpi, dpi)
    for mark, start, length in _segments(data):
        if mark == 0xE0 and data[start + 4 : start + 9] == b"JFIF\0" and length >= 16:
            return data[: start + 11] + stated + data[start + 16 :]
        break
    return data[:2] + b"\xff\xe0\x00\x10JFIF\x00\x01\x01" + stated + b"\x00\x00" + data[2:]


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Mark, place and length of each header segment up to the picture's data."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] == 0xDA:
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], at, length
        at += 2 + length
